"""Facts of a translation beside those of its source: what is named, and what is rightly not."""

import pytest

from webapp.campaigns.fact_differences import Difference, find_differences
from webapp.campaigns.facts import find_facts
from webapp.campaigns.folder import read_folder
from webapp.campaigns.reader import read_campaign
from webapp.domain.language import Language
from webapp.settings import ROOT

SAME = [
    # the source in English, a language, the translation
    ("On 8 May 2024 she spoke.", "ru", "8 мая 2024 года она выступила."),
    ("On 8 May 2024 she spoke.", "ar", "تحدثت في ٨ مايو ٢٠٢٤."),
    ("On 8 May 2024 she spoke.", "ar", "تحدثت في 8 مايو/أيار 2024."),
    ("On 8 May 2024 she spoke.", "fa", "او در ۸ مهٔ ۲۰۲۴ سخن گفت."),
    ("On 8 May 2024 she spoke.", "fa", "او در ۱۸ اردیبهشت ۱۴۰۳ سخن گفت."),  # the Solar Hijri calendar
    ("On 8 May 2024 she spoke.", "th", "วันที่ 8 พฤษภาคม 2567"),  # the Buddhist era
    ("On 8 May 2024 she spoke.", "de", "Am 8. Mai 2024 sprach sie."),
    ("On 8 May 2024 she spoke.", "de", "Am 08.05.2024 sprach sie."),
    ("On 8 May 2024 she spoke.", "hi", "8 मई 2024 को वह बोलीं।"),
    ("On 8 May 2024 she spoke.", "hi", "८ मई २०२४ को वह बोलीं।"),
    ("On 8 May 2024 she spoke.", "zh-Hans", "她于2024年5月8日发言。"),
    ("On 8 May 2024 she spoke.", "ja", "2024年5月8日に話した。"),
    ("On 8 May 2024 she spoke.", "vi", "Ngày 8 tháng 5 năm 2024, bà phát biểu."),
    ("On 8 May 2024 she spoke.", "hu", "2024. május 8-án beszélt."),
    ("On May 1st, 2024, she spoke.", "fr", "Elle a parlé le 1er mai 2024."),
    ("On May 1, 2024, she spoke.", "es", "Habló el primero de mayo de 2024."),
    ("On December 9, 2023, and later in December", "ru", "9 декабря 2023 года и позже в декабре"),
    ("In December 2016 he was tried.", "ru", "Его судили в декабре 2016 года."),
    ("In December 2016 he was tried.", "fr", "Il a été jugé en décembre 2016."),
    ("More than 1,240 people", "fr", "Plus de 1 240 personnes"),
    ("More than 1,240 people", "fr", "Plus de 1\u202f240 personnes"),
    ("More than 1,240 people", "de", "Mehr als 1.240 Menschen"),
    ("More than 1,240 people", "es", "Más de 1240 personas"),
    ("More than 100,000 people", "hi", "1,00,000 से अधिक लोग"),
    ("More than 1,240 people", "ar", "أكثر من ١٬٢٤٠ شخصًا"),
    ("3.5 million people", "de", "3,5 Millionen Menschen"),
    ("Articles 207.3 and 280.3 of the Criminal Code", "fr", "les articles 207-3 et 280-3 du Code pénal"),
    ("sentenced to seven years", "de", "zu 7 Jahren verurteilt"),
    ("sentenced to 7 years", "de", "zu sieben Jahren verurteilt"),
    ("sentenced to 15 years", "ru", "приговорён к пятнадцати годам"),
    ("sentenced to 2 months", "ar", "حُكم عليه بالسجن شهرين"),
    ("two of the 15 officials, for a hundred days", "it", "2 dei 15 funzionari, per 100 giorni"),
    ("at 10:30 on the day", "fr", "à 10h30 ce jour-là"),
    ("Two officials and seventy-two others", "pl", "2 urzędników i 72 innych"),
    ("Arrested in 2022. In 2022 he was tried.", "es", "Detenido y juzgado en 2022."),
    ("See https://www.lamps.example/en/case.", "es", "Véase https://lamps.example/es/case"),
    ("Write to a.b@lamps.example!", "ar", "اكتبوا إلى a.b@lamps.example"),
    ("You may write 3 letters.", "es", "Puedes escribir 3 cartas."),
    ("In March 2022 the march began.", "tr", "Mart 2022’de yürüyüş başladı."),
]


@pytest.mark.parametrize(("source", "tag", "translation"), SAME)
def test_a_faithful_translation_raises_no_alarm(source: str, tag: str, translation: str) -> None:
    assert find_differences(source, Language("en"), translation, Language(tag)) == ()


OTHER = [
    # the source in English, a language, the translation, what only the one has, what only the other has
    ("In December 2016 he was tried.", "fr", "Il a été jugé en décembre 2061.", ("2016",), ("2061",)),
    ("On 8 May 2024 she spoke.", "ru", "9 мая 2024 года она выступила.", ("8",), ("9",)),
    ("On 8 May 2024 she spoke.", "ru", "8 марта 2024 года она выступила.", ("May",), ("март",)),
    ("On 8 May 2024 she spoke.", "ar", "تحدثت في ٨ مايو ٢٠٤٢.", ("2024",), ("2042",)),
    ("On 8 May 2024 she spoke.", "fa", "او در ۸ مهٔ ۲۰۴۲ سخن گفت.", ("2024",), ("2042",)),
    ("On 8 May 2024 she spoke.", "hi", "८ मई २०४२ को वह बोलीं।", ("2024",), ("2042",)),
    ("On 8 May 2024 she spoke.", "vi", "Ngày 8 tháng 6 năm 2024", ("May",), ("Tháng 6",)),
    ("aged 62", "de", "63 Jahre alt", ("62",), ("63",)),
    ("aged 16", "hi", "61 वर्ष", ("16",), ("61",)),
    ("7 years and 15 days", "es", "8 años y 15 días", ("7",), ("8",)),
    ("Article 207.3 of the Code", "es", "el artículo 208.3 del Código", ("207.3",), ("208.3",)),
    ("More than 1,240 people", "fr", "Plus de 1 420 personnes", ("1,240",), ("1 420",)),
    ("He lost 1,240 days.", "es", "Perdió muchos días.", ("1,240",), ()),
    ("He lost many days.", "es", "Perdió 1240 días.", (), ("1240",)),
    ("12 months with 34 others", "fr", "123 mois avec 4 autres", ("12", "34"), ("123", "4")),
    ("Two dates: 2016 and 2017", "es", "Dos fechas: 2016 y 2061", ("2017",), ("2061",)),
    ("See https://lamps.example/en/case.", "es", "Véase https://lamp.example/es/case.",
     ("https://lamps.example/en/case",), ("https://lamp.example/es/case",)),
    ("Write to a.b@lamps.example!", "es", "¡Escribe a a.c@lamps.example!",
     ("a.b@lamps.example",), ("a.c@lamps.example",)),
    ("Tell @LampMinister.", "es", "Díselo a @LampMinster.", ("@lampminister",), ("@lampminster",)),
]  # fmt: skip


@pytest.mark.parametrize(("source", "tag", "translation", "in_source", "in_translation"), OTHER)
def test_another_fact_is_named_with_both_values(
    source: str, tag: str, translation: str, in_source: tuple[str, ...], in_translation: tuple[str, ...]
) -> None:
    found = find_differences(source, Language("en"), translation, Language(tag))

    assert found == (Difference(in_source, in_translation),)


def test_the_shipped_translations_raise_no_alarm() -> None:
    gorinov = read_campaign(read_folder(ROOT / "campaigns" / "gorinov"))

    messages = [(edition, message) for edition in gorinov.editions.values() for message in edition.messages]
    assert len(messages) == 15 * 33
    for edition, message in messages:
        assert not find_differences(
            message.source, gorinov.source.language, message.translation, edition.language
        )


def test_a_month_is_found_by_the_digits_beside_it() -> None:
    facts = find_facts("She may go on May 3 (March on)!", Language("en"))

    assert (facts.months, facts.named_months) == ((5,), (5, 3))
