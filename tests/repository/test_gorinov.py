"""The campaign `gorinov` carries every fact of its urgent action, in each of its four languages."""

import tomllib
from dataclasses import replace
from datetime import date
from typing import Any
from unicodedata import normalize

import pytest

from tests.repository.checkout import ROOT
from webapp.campaigns.folder import read_folder
from webapp.campaigns.reader import read_campaign
from webapp.domain import drafting
from webapp.domain.campaign import AfterDeadline, Campaign
from webapp.domain.channel import Channel
from webapp.domain.edition import CampaignText
from webapp.domain.language import Language
from webapp.domain.letter import Letter, problems
from webapp.domain.text import join_paragraphs

LANGUAGES = ("en", "ru", "es", "ar")
FACTS = [
    (place, fact, words)
    for place, facts in tomllib.loads((ROOT / "tests/repository/gorinov.toml").read_text("utf-8")).items()
    for fact, words in facts.items()
]

MONTHS = {
    # As they stand within a date; Arabic names each month twice, as its press does.
    "en": {3: "March", 4: "April", 9: "September", 12: "December"},
    "ru": {3: "марта", 4: "апреля", 9: "сентября", 12: "декабря"},
    "es": {3: "marzo", 4: "abril", 9: "septiembre", 12: "diciembre"},
    "ar": {3: "مارس/آذار", 4: "أبريل/نيسان", 9: "سبتمبر/أيلول", 12: "ديسمبر/كانون الأول"},
}
DATES = {
    "en": "{month} {day}, {year}",
    "ru": "{day} {month} {year} года",
    "es": "{day} de {month} de {year}",
    "ar": "{day} {month} {year}",
}

SALUTATIONS = {
    # As the urgent action gives them: his patronymic with a c here, with a k in his name.
    "prosecutor": {
        "en": "Dear Prosecutor General Igor Victorovich,",
        "ru": "Уважаемый Генеральный прокурор Игорь Викторович!",
        "es": "Señor fiscal general Igor Victorovich:",
        "ar": "سيادة المدعي العام إيغور فيكتوروفيتش،",
    },
    "ambassador": {
        "en": "Dear Ambassador Anatoly I. Antonov,",
        "ru": "Уважаемый господин Посол Анатолий И. Антонов!",
        "es": "Señor embajador Anatoly I. Antonov:",
        "ar": "سعادة السفير أناتولي إ. أنتونوف،",
    },
}

ADDRESSES = {
    # The same in every language: for the post.
    "prosecutor": (
        "Igor Viktorovich Krasnov",
        "Prosecutor General of the Russian Federation",
        "Prosecutor General’s Office",
        "str. Bolshaya Dmitrovka, 15a, Moscow",
        "Russian Federation, GSP-3, 125993",
    ),
    "ambassador": (
        "Anatoly I. Antonov",
        "Ambassador",
        "Russian Embassy in the United States",
        "2650 Wisconsin Avenue, NW",
        "Washington DC 20007",
    ),
}

OF_ONE_TARGET = {
    # Words that must never stand in the other's letter.
    "prosecutor": (
        "Krasnov", "Краснов", "كراسنوف", "Igor", "Игорь", "إيغور", "Viktorovich", "Victorovich", "Викторович",
        "فيكتوروفيتش", "Prosecutor", "прокурор", "fiscal", "المدعي العام", "Dmitrovka", "125993", "USPS",
    ),
    "ambassador": (
        "Antonov", "Антонов", "أنتونوف", "Anatoly", "Анатолий", "أناتولي", "Ambassador", "Посол", "embajador",
        "السفير", "Wisconsin", "Washington", "20007", "rusembusa",
    ),
}  # fmt: skip

in_each_language = pytest.mark.parametrize("tag", LANGUAGES)


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    """The campaign as it is served."""
    return read_campaign(read_folder(ROOT / "campaigns" / "gorinov"))


def plain(text: str) -> str:
    """Fold capitals, white space with its no-break kinds, and composed and decomposed letters."""
    return " ".join(normalize("NFC", text).split()).casefold()


def text_at(text: CampaignText, place: str) -> str:
    """Return the text of one place of the table of facts."""
    match place:
        case "instructions":
            return join_paragraphs(text.instructions)
        case "background":
            return join_paragraphs(text.background)
        case "letter":
            return join_paragraphs(text.letter.paragraphs)
        case "subject" | "closing":
            return str(getattr(text.letter, place))
        case "person":
            return join_paragraphs(tuple(f"{each.name}\n\n{each.pronouns}" for each in text.people))
        case "summary":
            return join_paragraphs(text.summary)
        case "headline":
            return text.headline
        case target_id:
            target = text.targets[target_id]
            notes = (note.text for note in target.notes)
            return join_paragraphs((target.office, target.name, target.title, *notes))


def said(words: dict[str, Any], tag: str) -> str:
    """Give the words that a language has for a fact; a date in its own form."""
    day = words.get("date")
    if not day:
        return str(words[tag])
    return DATES[tag].format(day=day.day, month=MONTHS[tag][day.month], year=day.year)


@in_each_language
@pytest.mark.parametrize(
    ("place", "fact", "words"), FACTS, ids=[f"{place}: {fact}" for place, fact, _ in FACTS]
)
def test_a_fact_is_there(campaign: Campaign, place: str, fact: str, words: dict[str, Any], tag: str) -> None:
    assert plain(said(words, tag)) in plain(text_at(campaign.editions[tag].text, place)), fact


def test_the_facts_without_a_language_are_there(campaign: Campaign) -> None:
    assert (campaign.reference, campaign.country) == ("23.24", "RU")
    assert campaign.deadline == date(2024, 5, 8)
    assert campaign.after_deadline is AfterDeadline.WARN
    assert campaign.preferred == ("ru", "en")
    assert [target.id for target in campaign.targets] == ["prosecutor", "ambassador"]


def test_the_only_data_besides_the_post_is_the_ambassador_s_e_mail_address(campaign: Campaign) -> None:
    prosecutor, ambassador = campaign.targets

    assert prosecutor.channels == (Channel.POST,)
    assert ambassador.channels == (Channel.POST, Channel.EMAIL)
    assert ambassador.email == ("rusembusa@mid.ru",)


@pytest.mark.parametrize("target_id", ADDRESSES)
def test_the_postal_address_is_there(campaign: Campaign, target_id: str) -> None:
    target = campaign.target(target_id)

    assert target
    assert target.address.lines == ADDRESSES[target_id]


def test_every_edition_is_offered_for_the_letter_and_for_the_page(campaign: Campaign) -> None:
    offered = [one.tag for one in campaign.letter_languages]

    assert offered[:2] == ["ru", "en"]
    assert {*offered} == {*campaign.editions} >= {*LANGUAGES}
    assert [tag for tag in campaign.editions if campaign.page_edition(tag).language.tag != tag] == []


@in_each_language
@pytest.mark.parametrize("target_id", SALUTATIONS)
def test_the_salutation_is_the_given_one(campaign: Campaign, tag: str, target_id: str) -> None:
    found = campaign.editions[tag].text.targets[target_id].salutation

    assert plain(found) == plain(SALUTATIONS[target_id][tag])


@pytest.mark.parametrize("tag", ["en", "es"])
def test_the_patronymic_keeps_both_its_spellings_each_where_it_stands(campaign: Campaign, tag: str) -> None:
    prosecutor = campaign.editions[tag].text.targets["prosecutor"]
    target = campaign.target("prosecutor")

    assert target
    assert "Viktorovich" in prosecutor.name
    assert "Viktorovich" in str(target.address)
    assert "Victorovich" in prosecutor.salutation
    assert "Victorovich" not in prosecutor.name + str(target.address)
    assert "Viktorovich" not in prosecutor.salutation


def test_the_note_on_the_post_stands_beside_the_post(campaign: Campaign) -> None:
    for edition in campaign.editions.values():
        (note,) = edition.text.targets["prosecutor"].notes_on("post")
        assert "USPS" in note.text


def letters_in(campaign: Campaign, tag: str) -> tuple[Letter, ...]:
    """Compose the suggested letters as a supporter with a name and an address would send them."""
    draft = drafting.begin(campaign, Language(tag))
    signed = replace(draft, sender_name="Ada Example", sender_address="1 Wick Street\nLampville")
    return drafting.compose(campaign, signed, date(2024, 4, 1), Language(tag))


@in_each_language
def test_the_suggested_letter_is_within_its_bounds(campaign: Campaign, tag: str) -> None:
    assert problems(drafting.begin(campaign, Language(tag))) == ()


@in_each_language
def test_nothing_of_one_target_is_in_the_other_s_letter(campaign: Campaign, tag: str) -> None:
    to_prosecutor, to_ambassador = letters_in(campaign, tag)

    assert plain(SALUTATIONS["prosecutor"][tag]) in plain(to_prosecutor.body)
    assert plain(SALUTATIONS["ambassador"][tag]) in plain(to_ambassador.body)
    assert leaked(to_prosecutor, "ambassador") == []
    assert leaked(to_ambassador, "prosecutor") == []


def leaked(letter: Letter, of: str) -> list[str]:
    """Find another target's words in all that goes out with a letter."""
    whole = plain(
        join_paragraphs((letter.subject, letter.body, *letter.target.address.lines, *letter.target.email))
    )
    return [word for word in OF_ONE_TARGET[of] if plain(word) in whole]


@in_each_language
def test_the_text_for_both_names_neither(campaign: Campaign, tag: str) -> None:
    letter = campaign.editions[tag].text.letter
    common = plain(join_paragraphs((letter.subject, *letter.paragraphs, letter.closing)))

    assert not [word for of in OF_ONE_TARGET.values() for word in of if plain(word) in common]
