"""Checks of one translation: what is found with its place, and what translators do rightly."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.campaigns.folder import read_folder
from webapp.campaigns.reader import read_campaign
from webapp.campaigns.translation_checks.check import check_translation
from webapp.campaigns.translation_checks.edition import is_salutation, names_of
from webapp.campaigns.translation_checks.remark import Kind, Remark
from webapp.domain.language import Language
from webapp.settings import ROOT

NAMES = {
    "es": (("Ada Example", "Ada Example"), ("Boris Lampkin", "Borís Lampkin")),
    "fr": (("Ada Example", ""), ("Boris Lampkin", "")),
    "de": (("Ada Example", ""), ("Boris Lampkin", "")),
    "ru": (("Ada Example", "Ада Экземпляр"), ("Boris Lampkin", "Борис Лампкин")),
    "ar": (("Ada Example", "آدا إكسمبل"), ("Boris Lampkin", "بوريس لامبكين")),
    "fa": (("Ada Example", "آدا اگزمپل"), ("Boris Lampkin", "بوریس لمپکین")),
    "hi": (("Ada Example", "एडा एग्ज़ाम्पल"),),
    "zh": (("Ada Example", "阿达·伊格"), ("Boris Lampkin", "鲍里斯·兰普金")),
}

RIGHT = [
    # the source in English, a language, a faithful translation
    ("On 8 May 2024 she spoke.", "ru", "8 мая 2024 г. она выступила."),
    ("On 8 May 2024 she spoke.", "ar", "تحدثت في ٨ مايو ٢٠٢٤."),
    ("On 8 May 2024 she spoke.", "ar", "تحدثت في 8 أيار/مايو 2024."),
    ("On 8 May 2024 she spoke.", "fa", "او در ۱۸ اردیبهشت ۱۴۰۳ سخن گفت."),  # the Solar Hijri calendar
    ("On 8 May 2024 she spoke.", "zh", "她于2024年5月8日发言。"),
    ("On 8 May 2024 she spoke.", "de", "Am 08.05.2024 sprach sie."),
    ("On 14 October 2023 she was arrested.", "de", "Am 14. Oktober 2023 wurde sie verhaftet."),
    ("On October 14, 2023, she was arrested.", "fr", "Elle a été arrêtée le 14 octobre 2023."),
    ("In October 2023 she was 62.", "es", "En octubre de 2023 tenía 62 años."),
    ("In the 1990s she taught.", "ru", "В 90-е годы она преподавала."),
    ("In the 1990s she taught.", "fr", "Elle enseignait dans les années 1990."),
    ("In the 21st century", "es", "En el siglo XXI"),
    ("In the 21st century", "ru", "В XXI веке"),
    ("In the 21st century", "fr", "Au XXIe siècle"),
    ("More than 1,240 people", "fr", "Plus de 1\u202f240 personnes"),
    ("More than 1,240 people", "de", "Mehr als 1.240 Menschen"),
    ("More than 1,240 people", "ru", "Более 1240 человек"),
    ("More than 1,240 people", "ar", "أكثر من ١٬٢٤٠ شخصًا"),
    ("More than 15,000 people", "es", "Más de 15 mil personas"),
    ("More than 10,000 people", "zh", "超过1万人"),
    ("3.5 million people", "de", "3,5 Millionen Menschen"),
    ("3.5 million people", "es", "3.500.000 personas"),
    ("Two million people", "ru", "2 млн человек"),
    ("Two million people", "zh", "200万人"),
    ("fined two thousand euros", "fr", "condamnée à une amende de 2000 euros"),
    ("sentenced to seven years", "de", "zu 7 Jahren verurteilt"),
    ("sentenced to 15 years", "ru", "приговорена к пятнадцати годам"),
    ("sentenced to twenty-five years", "de", "zu fünfundzwanzig Jahren verurteilt"),
    ("sentenced to 25 years", "es", "condenada a veinticinco años"),
    ("for 2 months", "ar", "لمدة شهرين"),
    ("sentenced to 25 years", "ar", "حُكم عليها بخمسة وعشرين عامًا"),
    ("sentenced to 25 years", "fa", "به بیست و پنج سال زندان محکوم شد"),
    ("sentenced to 25 years", "zh", "被判处二十五年徒刑"),
    ("25% of them", "de", "25 % von ihnen"),
    ("25% of them", "ar", "٢٥٪ منهم"),
    ("Article 207.3 of the Criminal Code", "fr", "l’article 207-3 du Code pénal"),
    ("Article 207.3 of the Criminal Code", "ru", "статья 207.3 Уголовного кодекса"),
    ("Call +44 20 7946 0958.", "fr", "Appelez le +44 (20) 7946 09 58."),
    ("The trial is at 10:30 p.m.", "de", "Die Verhandlung ist um 22:30 Uhr."),
    ("See https://lamps.example/en/case.", "fr", "Voir https://lamps.example/fr/case\u00a0!"),
    ("See https://lamps.example/case.", "zh", "请看https://lamps.example/case，谢谢。"),
    ("See [the case](https://lamps.example/case).", "es", "Véase [el caso](https://lamps.example/case)."),
    ("Write to a.b@lamps.example!", "ar", "اكتبوا إلى a.b@lamps.example"),
    ("Write to a.b@lamps.example!", "zh", "写信给a.b@lamps.example谢谢"),
    ("She said: “No.”", "de", "Sie sagte: „Nein.“"),
    ("She said: “No.”", "fr", "Elle a dit\u00a0: «\u202fNon.\u202f»"),
    ("She said: “No.”", "zh", "她说：“不。”"),
    ("She said: “No.”", "es", "Dijo «No»."),
    ("A list: one; two (three).", "de", "Eine Liste – eins, zwei (drei)."),
    ("We met.", "fr", "Nous nous sommes rencontrés."),
    ("Free Ada Example!", "ru", "Свободу Аде Экземпляр!"),  # inflected
    ("Ada Example met Boris Lampkin.", "ru", "Бориса Лампкина встретила Ада Экземпляр."),  # another order
    ("Ada Example was ill.", "ar", "كانت آدا إكسمبل مريضة."),
    ("She wrote to Boris Lampkin.", "ar", "كتبت لبوريس لامبكين."),  # "to" is a letter of the name's word
    ("Ada Example was ill.", "fa", "آدا اگزمپل بیمار بود."),
    ("Ada Example was ill.", "zh", "阿达·伊格生病了。"),
    ("Free Boris Lampkin!", "es", "¡Libertad para Boris Lampkin!"),  # as the source has it
    ("Free Ada Example!", "es", "¡Libertad para Ada Example!"),
    ("Lampkin was ill.", "fr", "Monsieur Lampkin était malade."),
    ("Boris Lampkin was ill.", "de", "Herr Boris Lampkin war krank."),
    ("Mr Lampkin’s case", "de", "Lampkins Fall"),
    ("In May 2022 the march began.", "fa", "راهپیمایی در مهٔ ۲۰۲۲ آغاز شد."),
    ("No. 2 of the colony", "ru", "колония № 2"),
    ("It was “war”, and not “an operation” (March).", "ru", "Это была «война», а не «операция» (март)."),
    ("a) first; b) second", "fr", "a) d’abord\u00a0; b) ensuite"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "tag", "translation"), RIGHT)
def test_a_faithful_translation_raises_nothing(source: str, tag: str, translation: str) -> None:
    assert check_translation(source, Language("en"), translation, Language(tag), NAMES[tag]) == ()


WRONG = [
    # the source in English, a language, the translation, the kind, what is expected, what is found
    ("On 8 May 2024 she spoke.", "ru", "8 мая 2042 г. она выступила.", Kind.DATE, "2024", "2042"),
    ("On 8 May 2024 she spoke.", "ar", "تحدثت في ٨ مايو ٢٠٤٢.", Kind.DATE, "2024", "٢٠٤٢"),
    ("On 8 May 2024 she spoke.", "fa", "او در ۸ مهٔ ۲۰۴۲ سخن گفت.", Kind.DATE, "2024", "۲۰۴۲"),
    ("On 8 May 2024 she spoke.", "zh", "她于2042年5月8日发言。", Kind.DATE, "2024", "2042"),
    ("On 8 May 2024 she spoke.", "de", "Am 9. Mai 2024 sprach sie.", Kind.DATE, "8", "9"),
    ("On 8 May 2024 she spoke.", "de", "Am 8. Juni 2024 sprach sie.", Kind.DATE, "May", "Juni"),
    ("On 8 May 2024 she spoke.", "de", "Am 08.06.2024 sprach sie.", Kind.DATE, "", "06"),
    ("On 8 May 2024 she spoke.", "ru", "8 марта 2024 г. она выступила.", Kind.DATE, "May", "марта"),
    ("In 2016 he was tried.", "fr", "Il a été jugé.", Kind.DATE, "2016", ""),
    ("sentenced to 7 years", "fa", "به ۸ سال محکوم شد", Kind.NUMBER, "7", "۸"),
    ("sentenced to 25 years", "zh", "被判处三十五年徒刑", Kind.NUMBER, "25", ""),
    ("aged 62", "es", "de 26 años", Kind.NUMBER, "62", "26"),
    ("More than 1,240 people", "fr", "Plus de 1 420 personnes", Kind.NUMBER, "1,240", "1 420"),
    ("3.5 million people", "de", "3,6 Millionen Menschen", Kind.NUMBER, "3.5", "3,6"),
    ("7 years and 15 days", "es", "8 años y 15 días", Kind.NUMBER, "7", "8"),
    ("Article 207.3 of the Code", "ru", "статья 208.3 Кодекса", Kind.NUMBER, "207.3", "208.3"),
    ("Call +44 20 7946 0958.", "fr", "Appelez le +44 20 7946 0985.", Kind.NUMBER, "0958", "0985"),
    ("See https://lamps.example/en/case.", "es", "Véase https://lamp.example/es/case.", Kind.LINK,
     "https://lamps.example/en/case", "https://lamp.example/es/case"),
    ("See https://lamps.example/case.", "zh", "请看https://lamps.example/cases。", Kind.LINK,
     "https://lamps.example/case", "https://lamps.example/cases"),
    ("See lamps.example/case.", "fr", "Voir lamps.example/cas.", Kind.LINK,
     "lamps.example/case", "lamps.example/cas"),
    ("See https://lamps.example.", "fr", "Voir notre site.", Kind.LINK, "https://lamps.example", ""),
    ("Write to a.b@lamps.example!", "ar", "اكتبوا إلى a.c@lamps.example", Kind.EMAIL,
     "a.b@lamps.example", "a.c@lamps.example"),
    ("Tell @LampMinister.", "es", "Díselo a @LampMinster.", Kind.ADDRESS, "@lampminister", "@LampMinster"),
    ("Free Ada Example!", "es", "¡Libertad para Ada Exampel!", Kind.NAME, "Example", "Exampel"),
    ("Free Ada Example!", "fr", "Libérez Ada Eksample\u00a0!", Kind.NAME, "Example", "Eksample"),
    ("Free Ada Example!", "ru", "Свободу Аде Экзампляр!", Kind.NAME, "Экземпляр", "Экзампляр"),
    ("Free Boris Lampkin!", "ru", "Свободу Борису Дампкину!", Kind.NAME, "Лампкин", "Дампкину"),
    ("Free Boris Lampkin!", "ru", "Свободу Ивану Петрову!", Kind.NAME, "Борис Лампкин", "Ивану Петрову"),
    ("Free Boris Lampkin!", "es", "¡Liberen a Igor Lampkin!", Kind.NAME, "Borís", "Igor"),
    ("Free Boris Lampkin!", "de", "Freiheit für Ivan Petrov!", Kind.NAME, "Boris Lampkin", "Ivan Petrov"),
    ("Free Boris Lampkin!", "ar", "أطلقوا سراح إيفان بيتروف!", Kind.NAME, "بوريس لامبكين", ""),
    ("Free Boris Lampkin!", "zh", "释放伊万·彼得罗夫！", Kind.NAME, "鲍里斯·兰普金", ""),
]  # fmt: skip


@pytest.mark.parametrize(("source", "tag", "translation", "kind", "expected", "found"), WRONG)
def test_a_wrong_fact_stops_with_its_place(
    source: str, tag: str, translation: str, kind: Kind, expected: str, found: str
) -> None:
    remarks = check_translation(source, Language("en"), translation, Language(tag), NAMES[tag])

    stopping = [each for each in remarks if each.stops]
    assert [(each.kind, each.expected, each.found) for each in stopping] == [(kind, expected, found)]
    assert translation[stopping[0].start : stopping[0].end] == found


ALPHABET = "aA éÉßİıIX.,:;()«»“”\"'’-/@\n 0123٤۴५万мМ8May月/www.a@b.c[](https://) \u0301\u200d\U0001f56f"

HINTS = [
    ("sentenced to seven years", "es", "condenada a 8 años", Kind.SMALL_NUMBER, "8"),
    ("sentenced to 7 years", "es", "condenada a ocho años", Kind.SMALL_NUMBER, ""),
    ("sentenced to 7 years", "hi", "8 साल की सज़ा", Kind.SMALL_NUMBER, "8"),
    ("On 8 May 2024 she spoke.", "ru", "Восьмого мая 2024 г. она выступила.", Kind.SMALL_NUMBER, ""),
    ("Ada Example was ill.", "fr", "Elle était malade.", Kind.NAME_FORM, ""),
    ("She said: “No.”", "fr", "Elle a dit non.", Kind.QUOTES, ""),
    ("She said: “No.”", "fr", "Elle a dit « Non.", Kind.QUOTES, "«"),
    ("One (two).", "es", "Uno (dos.", Kind.BRACKETS, "("),
    ("One (two).", "zh", "一二）。", Kind.BRACKETS, "）"),
    ("She spoke.", "es", "Ella  habló.", Kind.SPACING, "  "),
    ("She spoke.", "es", "Ella ella habló.", Kind.DOUBLED_WORD, "Ella ella"),
    ("- one\n- two", "es", "- uno", Kind.LINES, "1"),
    ("She must be free.", "es", "She must be free.", Kind.UNCHANGED, "She must be free."),
    ("Prison", "ru", "Prison", Kind.UNCHANGED, "Prison"),
    ("[The case](https://lamps.example/a)", "es", "El caso: https://lamps.example/a", Kind.MARKUP, ""),
]


@pytest.mark.parametrize(("source", "tag", "translation", "kind", "found"), HINTS)
def test_what_may_be_meant_so_is_a_hint_alone(
    source: str, tag: str, translation: str, kind: Kind, found: str
) -> None:
    remarks = check_translation(source, Language("en"), translation, Language(tag), NAMES[tag])

    assert [(each.kind, each.found) for each in remarks] == [(kind, found)]
    assert not remarks[0].stops
    if kind is not Kind.LINES:
        assert translation[remarks[0].start : remarks[0].end] == found


@pytest.mark.parametrize(
    ("tag", "translation", "found"),
    [
        ("de", "Sehr geehrter Herr Botschafter,", None),
        ("fr", "Monsieur l’Ambassadeur,", None),
        ("it", "Egregio Signor Ambasciatore,", None),
        ("de-AT", "Sehr geehrter Herr Botschafter Lampkin,", None),
        ("de", "Sehr geehrter Herr Botschafter Lambkin,", "Lambkin"),  # what is there must be right
        ("de", "Sehr geehrter Herr Anton Meier,", "Anton Meier"),
        ("es", "Señor embajador:", ""),  # Spanish has the name behind the office
        ("ru", "Уважаемый господин Посол!", ""),
    ],
)
def test_a_salutation_may_have_the_office_alone_where_its_language_has_it_so(
    tag: str, translation: str, found: str | None
) -> None:
    source, english, language = "Dear Ambassador Boris Lampkin,", Language("en"), Language(tag)
    names = NAMES["ru" if tag == "ru" else "de"]

    remarks = check_translation(source, english, translation, language, names, is_salutation=True)

    assert [each.found for each in remarks] == ([] if found is None else [found])


def test_elsewhere_in_the_letter_a_name_that_is_left_out_is_told() -> None:
    english, german = Language("en"), Language("de")

    remarks = check_translation("I wrote to Boris Lampkin.", english, "Ich schrieb.", german, NAMES["de"])

    assert remarks == (Remark(Kind.NAME_FORM, "Boris Lampkin"),)


TERMS = (("prisoner of conscience", "preso de conciencia; presa de conciencia"), ("torture", "tortura"))


def test_a_term_without_its_translation_is_a_hint() -> None:
    source = "Two prisoners of conscience were Tortured."
    wrong = check_translation(
        source, Language("en"), "Dos reos fueron torturados.", Language("es"), (), TERMS
    )
    right = check_translation(
        source, Language("en"), "Dos presas de conciencia fueron torturadas.", Language("es"), (), TERMS
    )

    assert wrong == (Remark(Kind.TERM, "preso de conciencia; presa de conciencia"),)
    assert right == ()


def test_a_term_within_another_word_is_none() -> None:
    found = check_translation(
        "The car is in the scar.", Language("en"), "La cicatriz", Language("es"), (), (("art", "arte"),)
    )

    assert found == ()


def test_nothing_is_said_of_an_empty_or_an_endless_translation() -> None:
    english, spanish = Language("en"), Language("es")

    assert check_translation("In 2024", english, " \n", spanish) == ()
    assert check_translation("In 2024", english, "2042 " * 20_000, spanish) == ()


def test_the_shipped_translations_raise_nothing() -> None:
    gorinov = read_campaign(read_folder(ROOT / "campaigns" / "gorinov"))
    checked = 0

    for edition in gorinov.editions.values():
        for each in edition.messages:
            checked += 1
            remarks = check_translation(
                each.source,
                gorinov.source.language,
                each.translation,
                edition.language,
                names_of(edition.messages),
                is_salutation=is_salutation(each.context),
            )
            assert not remarks, (edition.language.tag, each.context)
    assert checked == 33 * (len(gorinov.editions) - 1)


@given(
    source=st.text(ALPHABET, max_size=60),
    translation=st.text(ALPHABET, max_size=60),
    tag=st.sampled_from(["es", "ru", "ar", "fa", "zh", "de", "th", "hi"]),
)
def test_every_place_is_in_the_translation(source: str, translation: str, tag: str) -> None:
    for each in check_translation(
        source, Language("en"), translation, Language(tag), NAMES.get(tag, NAMES["fr"]), TERMS
    ):
        assert 0 <= each.start <= each.end <= len(translation)
        assert each.end == each.start or translation[each.start : each.end] == each.found


@pytest.mark.parametrize(
    "text",
    ["1" * 20_000, "1," * 10_000, "a@" * 9_000, "(" * 20_000, "Ada " * 5_000, "www." * 5_000, "1.2" * 6_000,
     "x" * 20_000, "a." * 10_000, "I" * 20_000, "May 1 " * 3_000, "[a](" * 5_000, "\u0301" * 20_000,
     "a-" * 10_000, "́a’" * 6_000],
)  # fmt: skip
def test_no_text_takes_long(text: str) -> None:
    for source in (text, "Ada Example, 8 May 2024"):
        began = time.process_time()
        check_translation(source, Language("en"), text, Language("de"), NAMES["de"], TERMS)
        assert time.process_time() - began < 2  # twice MAX_TEXT_CHARS, with time to spare for a busy machine


def test_a_long_text_with_many_names_is_checked_soon() -> None:
    def a_text(letter: str) -> str:
        pairs = [f"{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{n % 7 * 'a'}" for n in range(2_400)]
        return " ".join(f"{letter}{each}b" for each in pairs)

    source, translation = a_text("Q"), a_text("X")
    people = source.split()
    names = tuple((f"{people[2 * n]} {people[2 * n + 1]}", "") for n in range(60))
    start = time.process_time()

    check_translation(source, Language("en"), translation, Language("es"), names)

    assert time.process_time() - start < 5  # 0.6 seconds; 12 when each name read the text again
