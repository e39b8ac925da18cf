"""Campaign files: what they become, and how a mistake in them is reported."""

from datetime import date
from pathlib import Path

import pytest

from tests.domain.test_letter import SPANISH
from tests.support.builders import a_campaign_folder, an_edition
from webapp.campaigns import renewals, translations
from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.folder import read_folder
from webapp.campaigns.reader import read_campaign
from webapp.domain.campaign import AfterDeadline


def test_a_folder_becomes_a_campaign(tmp_path: Path) -> None:
    lamp = read_campaign(read_folder(a_campaign_folder(tmp_path)))

    assert (lamp.slug, lamp.reference, lamp.deadline) == ("lamp", "1.99", date(2030, 5, 8))
    assert lamp.after_deadline is AfterDeadline.WARN
    assert [target.id for target in lamp.targets] == ["minister", "warden"]
    assert lamp.targets[0].address.lines == (
        "Ministry of Lamps", "Max Muster", "Minister of Lamps", "1 Wick Street", "Lampville",
    )  # fmt: skip
    assert lamp.source.text.background == ("The lamp was blue.", "It burned all night.")
    assert lamp.source.text.targets["warden"].notes_on("post")[0].text == "The post is slow there."
    assert not lamp.source.text.targets["minister"].notes_on("post")


EMAIL = 'email = ["minister@lamps.example"]'
CLOSING = 'closing = "Yours sincerely,"'
PERSON = '[person]\nname = "Ada Example"\npronouns = "she/her"'
MISTAKES = [
    # the text that is replaced, its replacement, the field that is named, and a part of the remedy
    (EMAIL, 'email = ["minister@@lamps.example"]', "targets[1].email[1]", "correct it"),
    (EMAIL, 'email = "minister@lamps.example"', "targets[1].email", "square brackets"),
    (EMAIL, EMAIL + '\ncopies = ["x"]', "targets[1].copies[1]", "correct it"),
    (EMAIL, EMAIL + '\nsocial = { x = "Lamp Minister" }', "targets[1].social.x", "the name alone"),
    (EMAIL, EMAIL + '\nsocial = { mastodon = "lamps" }', "targets[1].social.mastodon", "office@lamps"),
    (EMAIL, EMAIL + '\nsocial = { orkut = "lamps" }', "targets[1].social.orkut", "correct its name"),
    (EMAIL, EMAIL + '\nsocial = { x = "lamps" }\nfax = ["1234"]', "targets[1].fax[1]", "+1 202 555 0100"),
    (CLOSING, CLOSING + '\ncard = "' + "x" * 701 + '"', "letter.card", "shorten"),
    (CLOSING, CLOSING + '\ndemands = ["a\\nb"]', "letter.demands[1]", "one plain line"),
    ('reference = "1.99"', 'reference = "1.99"\nhashtags = ["#FreeAda"]', "hashtags[1]", "without"),
    ("2030-05-08", '"soon"', "deadline", "without quotes"),
    ('after_deadline = "warn"', 'after_deadline = "wran"', "after_deadline", '"warn" or "close"'),
    ('country = "FR"', 'country = "FR"\nembedding = "everyone"', "embedding", '"open" or "partners"'),
    ('id = "warden"', 'id = "minister"', "targets[2].id", "give each its own"),
    ('id = "warden"', 'id = "The Warden"', "targets[2].id", "small letters"),
    ("headline =", "headlin =", "headlin", 'write "headline"'),
    ('headline = "Free the keeper of the lighthouse"\n', "", "headline", "add it"),
    ('country = "FR"', 'country = "XX"', "country", "ISO 3166-1"),
    ('country = "FR"', 'country = "FRA"', "country", "ISO 3166-1"),
    ('country = "FR"', 'country = "Russia"', "country", 'write two capital letters, here "RU"'),
    ('country = "FR"', 'country = "Россия"', "country", 'write two capital letters, here "RU"'),
    ('country = "FR"', 'country = "the United States"', "country", 'here "US"'),
    ('country = "FR"', 'country = "uk"', "country", 'here "GB"'),
    ('country = "FR"', 'country = "fr"', "country", 'here "FR"'),
    ('country = "FR"', 'country = "Congo"', "country", 'such as "US"'),
    ("2030-05-08", "2030-13-08", "deadline", "such as 2024-05-08"),
    ('["es", "en"]', '["es", "klingonish"]', "languages[2]", "BCP 47"),
    ('closing = "Yours sincerely,"', 'closing = "' + "x" * 121 + '"', "letter.closing", "shorten"),
    ('"Dear Warden,"', '"Dear\u202e Warden,"', "targets[2].salutation", "invisible"),
    ('channel = "post", text', 'channel = "pigeon", text', "targets[2].notes[1].channel", '"social"'),
    ('country = "FR"', 'country = "FR"\ncontact = "ask us"', "contact", "https://"),
    ("[person]", "[person", 'the heading "[person"', "bracket"),
    (PERSON, 'person = "Ada"', "person", "is a heading and no field"),
    ('["Write a letter.", "Tell us."]', "[]", "instructions", "at least 1"),
    ('notes = ["Answers on Mondays."]', "notes = [7]", "targets[1].notes[1]", "text in quotes"),
    ("2030-05-08", "true", "deadline", "without quotes"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "field", "remedy"), MISTAKES)
def test_a_mistake_is_named_with_its_line_and_its_remedy(
    tmp_path: Path, old: str, new: str, field: str, remedy: str
) -> None:
    path = a_campaign_folder(tmp_path) / "campaign.toml"
    toml = path.read_text(encoding="utf-8")
    assert old in toml
    path.write_text(toml.replace(old, new, 1), encoding="utf-8")
    line = (
        toml[: toml.index(old)].count("\n") + 1 + new.count("\n") if new else 1
    )  # a missing field has no line

    with pytest.raises(InvalidCampaign) as refused:
        read_campaign(read_folder(path.parent))

    found = [entry for entry in refused.value.diagnostics if f"{entry.field}.".startswith(f"{field}.")]
    diagnostic = found[0]
    assert (diagnostic.file, diagnostic.line) == ("lamp/campaign.toml", line)
    assert remedy in diagnostic.message
    assert str(diagnostic).startswith(f"lamp/campaign.toml, line {line}: {field}")


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    path = a_campaign_folder(tmp_path, deadline='"soon"') / "campaign.toml"
    path.write_text(path.read_text().replace('country = "FR"', 'country = "XX"', 1))

    with pytest.raises(InvalidCampaign) as refused:
        read_campaign(read_folder(path.parent))

    assert {diagnostic.field for diagnostic in refused.value.diagnostics} == {"deadline", "country"}


@pytest.mark.parametrize(
    ("content", "remedy"),
    [(b"\xff\xfe", "UTF-8"), (b"x" * 1_000_001, "larger"), (b'msgid "a', "closing quote")],
)
def test_a_po_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes, remedy: str) -> None:
    folder = a_campaign_folder(tmp_path)
    (folder / "es.po").write_bytes(content)

    with pytest.raises(InvalidCampaign) as refused:
        read_campaign(read_folder(folder))

    assert refused.value.diagnostics[0].file == "lamp/es.po"
    assert remedy in str(refused.value)


def test_a_translated_salutation_that_is_too_long_is_refused(tmp_path: Path) -> None:
    folder = a_campaign_folder(tmp_path)
    an_edition(folder, "es", SPANISH | {("targets.warden.salutation", "Dear Warden,"): "x" * 121})

    with pytest.raises(InvalidCampaign, match=r"targets\.warden\.salutation .* at most 120 letters"):
        read_campaign(read_folder(folder))


def test_a_folder_name_that_cannot_be_an_address_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidCampaign, match="small letters"):
        read_campaign(read_folder(a_campaign_folder(tmp_path, slug="My Lamp")))


def test_a_letter_is_offered_when_all_its_messages_are_translated(tmp_path: Path) -> None:
    folder = a_campaign_folder(tmp_path)
    an_edition(folder, "es", SPANISH)

    edition = read_campaign(read_folder(folder)).editions["es"]

    assert edition.offers_letter
    assert not edition.offers_page  # headline, background … are missing


@pytest.mark.parametrize("context", ["letter.closing", "targets.warden.salutation"])
def test_a_fuzzy_message_withdraws_the_letter(tmp_path: Path, context: str) -> None:
    folder = a_campaign_folder(tmp_path)
    an_edition(folder, "es", SPANISH, fuzzy=context)

    lamp = read_campaign(read_folder(folder))

    assert lamp.letter_edition("es") is None
    assert [language.tag for language in lamp.letter_languages] == ["en"]


def test_the_languages_the_targets_read_come_first(tmp_path: Path) -> None:
    folder = a_campaign_folder(tmp_path)
    an_edition(folder, "es", SPANISH)
    an_edition(folder, "de", SPANISH)

    assert [language.tag for language in read_campaign(read_folder(folder)).letter_languages] == [
        "es",
        "en",
        "de",
    ]


def test_a_changed_source_paragraph_turns_its_translation_fuzzy(tmp_path: Path) -> None:
    folder = a_campaign_folder(tmp_path)
    an_edition(folder, "es", SPANISH)
    path = folder / "campaign.toml"
    path.write_text(
        path.read_text().replace("Please release Ada Example.", "Please release Ada Example now.")
    )

    renewals.refresh(folder, "es")

    entries = {entry.id: entry for entry in translations.read_entries(read_folder(folder), "es.po")}
    changed = entries["Please release Ada Example now."]
    assert changed.flags == ["fuzzy"]
    assert changed.previous == {"msgctxt": "letter.text", "msgid": "Please release Ada Example."}
    assert entries["She lit a lamp."].strings == ["Encendió una lámpara."]
    assert entries["Please release Ada Example."].obsolete
    assert entries[""].comments == ["Reviewed by: nobody yet"]


def test_a_new_edition_holds_every_message_untranslated(tmp_path: Path) -> None:
    folder = a_campaign_folder(tmp_path)

    renewals.refresh(folder, "pt-BR")

    edition = read_campaign(read_folder(folder)).editions["pt-BR"]
    assert (edition.missing_in_letter, edition.missing_in_page) == (6, 16)
    assert edition.reviewer == ""


def test_the_reviewer_is_read_from_the_header(tmp_path: Path) -> None:
    (path,) = renewals.refresh(a_campaign_folder(tmp_path), "es")
    text = path.read_text(encoding="utf-8").splitlines()
    text = ["# Reviewed by: Pía Ejemplo, 2030" if line.startswith("# Reviewed") else line for line in text]
    path.write_text("\n".join(text), encoding="utf-8")

    assert read_campaign(read_folder(path.parent)).editions["es"].reviewer == "Pía Ejemplo, 2030"


DAYS = [(date(2030, 5, 6), 2, False), (date(2030, 5, 8), 0, False), (date(2030, 5, 9), None, True)]


@pytest.mark.parametrize(("today", "left", "past"), DAYS)
def test_the_day_of_the_deadline_is_not_past_it(
    tmp_path: Path, today: date, left: int | None, past: bool
) -> None:
    warns = read_campaign(read_folder(a_campaign_folder(tmp_path, "warns")))
    closes = read_campaign(read_folder(a_campaign_folder(tmp_path, "closes", after_deadline="close")))

    assert warns.days_left(today) == left
    assert warns.is_past_deadline(today) == past
    assert not warns.is_closed(today)
    assert closes.is_closed(today) == past


def test_a_campaign_without_a_deadline_is_never_past_it(tmp_path: Path) -> None:
    lamp = read_campaign(read_folder(a_campaign_folder(tmp_path, deadline="")))

    assert lamp.deadline is None
    assert lamp.days_left(date(2999, 1, 1)) is None
    assert not lamp.is_past_deadline(date(2999, 1, 1))


def test_a_missing_card_and_post_are_made_from_the_demands_and_the_subject(tmp_path: Path) -> None:
    folder = a_campaign_folder(tmp_path)
    bare = read_campaign(read_folder(folder)).source.text.letter
    path = folder / "campaign.toml"
    path.write_text(path.read_text().replace(CLOSING, CLOSING + '\ndemands = ["Release her.", "Light it."]'))

    demanding = read_campaign(read_folder(folder)).source.text.letter

    assert (bare.demands, bare.card, bare.post) == ((), "Ada Example", "Ada Example")
    assert demanding.demands == ("Release her.", "Light it.")
    assert demanding.card == "Release her.\n\nLight it."


def test_a_target_keeps_its_numbers_and_handles(tmp_path: Path) -> None:
    folder = a_campaign_folder(tmp_path)
    path = folder / "campaign.toml"
    numbers = 'phone = ["+1 202 555 0100"]\nsocial = { x = "Lamp", whatsapp = "+12025550103" }'
    more = f'\ncopies = ["c@lamps.example"]\n{numbers}'
    path.write_text(path.read_text().replace(EMAIL, EMAIL + more))

    target = read_campaign(read_folder(folder)).targets[0]

    assert target.copies == ("c@lamps.example",)
    assert [(handle.network.value, handle.name) for handle in target.social] == [
        ("x", "Lamp"),
        ("whatsapp", "+12025550103"),
    ]
    assert [channel.value for channel in target.channels] == ["post", "email", "call", "social"]


def test_a_post_too_long_for_its_network_is_refused_in_every_edition(tmp_path: Path) -> None:
    folder = a_campaign_folder(tmp_path)
    path = folder / "campaign.toml"
    text = path.read_text().replace(EMAIL, EMAIL + '\nsocial = { x = "LampMinister" }')
    path.write_text(text.replace(CLOSING, CLOSING + '\npost = "Release Ada Example."'))
    an_edition(folder, "es", {("letter.post", "Release Ada Example."): "Libere a Ada Example. " * 13})

    with pytest.raises(
        InvalidCampaign, match=r"too long for X with @LampMinister: write a shorter letter\.post"
    ):
        read_campaign(read_folder(folder))


def test_an_address_too_long_for_a_window_is_refused_with_what_fits(tmp_path: Path) -> None:
    path = a_campaign_folder(tmp_path) / "campaign.toml"
    path.write_text(path.read_text().replace('"1 Wick Street", "Lampville"', '"1", "2", "3", "4", "5", "6"'))

    with pytest.raises(InvalidCampaign, match="10 rows in the window of at most 9") as refused:
        read_campaign(read_folder(path.parent))

    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "link",
    [
        "http://lamps.example/",
        "https://",
        "https://user@lamps.example/",
        "https://lamps.example/a b",
        "lamps.example",
    ],
)
def test_a_contact_that_is_no_link_over_https_is_refused(tmp_path: Path, link: str) -> None:
    path = a_campaign_folder(tmp_path) / "campaign.toml"
    path.write_text(f'contact = "{link}"\n' + path.read_text())

    with pytest.raises(InvalidCampaign, match="must be an e-mail address or a web address"):
        read_campaign(read_folder(path.parent))


def test_a_note_on_an_unknown_channel_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    path = a_campaign_folder(tmp_path) / "campaign.toml"
    path.write_text(path.read_text().replace('channel = "post"', 'channel = "pigeon"'))

    with pytest.raises(InvalidCampaign, match='"pigeon" must be "post", "email"'):
        read_campaign(read_folder(path.parent))
