"""What could make a letter better is said of letters that somebody has worked on, where it is known."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.support.builders import a_campaign_folder, a_draft
from webapp.campaigns.folder import read_folder
from webapp.campaigns.reader import read_campaign
from webapp.domain import drafting
from webapp.domain.campaign import Campaign
from webapp.domain.edition import Edition
from webapp.domain.hints import Hint, hints, names_somebody
from webapp.domain.language import Language
from webapp.domain.person import Person

ENGLISH = Language("en")


@pytest.fixture
def lamp(tmp_path: Path) -> Campaign:
    return read_campaign(read_folder(a_campaign_folder(tmp_path)))


def of(lamp: Campaign, *people: Person) -> Campaign:
    """Return the campaign about other people."""

    def changed(edition: Edition) -> Edition:
        return replace(edition, text=replace(edition.text, people=people))

    return replace(lamp, editions={tag: changed(edition) for tag, edition in lamp.editions.items()})


def found(campaign: Campaign, sheets: int = 1, **changes: object) -> tuple[Hint, ...]:
    revised = drafting.revise(campaign, a_draft(**changes), was=ENGLISH)
    letters = drafting.compose(campaign, revised.draft, date(2030, 1, 2), ENGLISH)
    return hints(campaign, revised, letters, sheets)


@pytest.mark.parametrize(
    ("changes", "sheets", "expected"),
    [
        ({}, 2, ()),
        ({"date": "2030-01-02"}, 2, ()),
        ({"sender_name": "Sam"}, 2, (Hint.NOTHING_OWN,)),
        ({"sender_name": "Sam", "introduction": "I light lamps."}, 1, ()),
        ({"introduction": "I light lamps."}, 2, (Hint.LONG,)),
        ({"text": "Please release her."}, 1, (Hint.NAME_MISSING,)),
        ({"text": "Please release her.", "introduction": "I met Ada Example."}, 1, ()),
        ({"text": "Please release Ms EXAMPLE."}, 2, (Hint.LONG,)),
        ({"text": "Please release her.", "to": ()}, 1, ()),
        ({"text": " "}, 1, ()),
    ],
)
def test_a_hint_is_about_what_somebody_wrote(
    lamp: Campaign, changes: dict[str, object], sheets: int, expected: tuple[Hint, ...]
) -> None:
    assert found(lamp, sheets, **changes) == expected


@pytest.mark.parametrize(
    ("name", "own_script", "words", "is_named"),
    [
        ("Aleksei Gorinov", "Алексей Горинов", "Освободите Горинова!", True),
        ("Aleksei Gorinov", "Алексей Горинов", "Освободите его!", False),
        ("Анна Горинова", "", "Верните свободу Гориновой.", True),
        ("Alexei Nawalny", "Алексей Навальный", "Free Nawalny.", True),
        ("أليكسي غورينوف", "", "الحرية لغورينوف", True),
        ("أليكسي غورينوف", "", "الحرية له", False),
        ("José Núñez", "", "libertad para nunez", True),
        ("王全璋", "", "请释放王全璋。", True),
        ("王全璋", "", "请释放他。", False),
        ("Aleksei Gorinov", "", "Освободите его!", True),  # no name of his is known in these letters
        ("Wu Li", "", "Please release her.", False),
        ("Ng Li", "", "Please release Ng Li.", True),
        ("Ng Li", "", "Please release her.", False),
    ],
)
def test_a_name_is_found_in_its_cases_and_letters(
    lamp: Campaign, name: str, own_script: str, words: str, is_named: bool
) -> None:
    assert names_somebody(of(lamp, Person(name, own_script=own_script)), words) is is_named


def test_one_of_several_people_is_enough_and_a_group_has_no_name(lamp: Campaign) -> None:
    several = of(lamp, Person("Ada Example"), Person("Ben Other"))

    assert names_somebody(several, "Please release Ben.")
    assert names_somebody(of(lamp), "Please release them.")
