"""Letters on paper: entered by those who may, for days and officials of the campaign, and corrected."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.support.desk_client import ADA, BEN
from tests.team.numbers.conftest import MAY_7, MAY_9, ONLY_LAMP, World
from webapp.actions.entries import EntryState, EntryTakenBack, InvalidLetters, Letters
from webapp.actions.stamp import new_id
from webapp.domain.channel import Channel
from webapp.team.numbers.counted_cases import UnknownCampaign
from webapp.team.people.permissions import NotAllowed
from webapp.team.people.person import SHELL


def letters(**facts: Any) -> Letters:
    return replace(Letters("lamp", MAY_7, Channel.POST, 12, "minister", "fr"), **facts)


def test_letters_are_entered_with_who_when_and_where(world: World) -> None:
    first = world.letters.enter(ADA, letters(place="  Lampville \n"), "an evening\nat the library ")
    world.letters.enter(SHELL, letters(day=MAY_9, target="", letter_language="pt-br"))

    second, entry = world.letters.all(BEN, "lamp")
    assert (entry.entry.id, entry.author) == (first, "Ada Example")
    assert (entry.entry.letters.place, entry.entry.note) == ("Lampville", "an evening\nat the library")
    assert not entry.entry.letters.late
    assert (second.author, second.entry.letters.late, second.entry.letters.letter_language) == (
        "",
        True,
        "pt-BR",
    )
    assert world.log.tally("lamp").entered == 24


def test_an_entry_is_corrected_and_removed_with_the_reason(world: World) -> None:
    first = world.letters.enter(ADA, letters())
    second = world.letters.correct(ADA, first, letters(number=10), "two were envelopes")
    world.letters.remove(ADA, "lamp", second, "sent by somebody else")

    new, old = world.letters.all(ADA, "lamp")
    assert (old.entry.state, new.entry.state) == (EntryState.CORRECTED, EntryState.REMOVED)
    assert (new.taken_back_by, new.entry.taken_back_because) == ("Ada Example", "sent by somebody else")
    assert world.log.tally("lamp").total == 0
    with pytest.raises(EntryTakenBack):
        world.letters.remove(ADA, "lamp", second, "again")


def test_a_form_that_is_sent_twice_is_entered_once(world: World) -> None:
    form, correction = new_id(), new_id()
    for _ in range(2):
        entry = world.letters.enter(ADA, letters(), entry_id=form)
    for _ in range(2):
        world.letters.correct(ADA, entry, letters(number=3), entry_id=correction)

    assert entry == form
    assert world.log.tally("lamp").total == 3


def test_only_who_may_count_enters_and_only_in_their_campaign(world: World) -> None:
    of_tower = world.letters.enter(ADA, letters(campaign="tower"))

    with pytest.raises(NotAllowed):
        world.letters.enter(BEN, letters())
    with pytest.raises(NotAllowed):
        world.letters.enter(ONLY_LAMP, letters(campaign="tower"))
    with pytest.raises(NotAllowed):
        world.letters.remove(BEN, "tower", of_tower, "a reason")
    with pytest.raises(EntryTakenBack):  # in the name of a campaign that they may count
        world.letters.remove(ONLY_LAMP, "lamp", of_tower, "a reason")
    with pytest.raises(EntryTakenBack):
        world.letters.correct(ONLY_LAMP, of_tower, letters(number=1))
    with pytest.raises(NotAllowed):
        world.letters.all(ONLY_LAMP, "tower")
    assert world.log.totals() == {"tower": 12}


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"number": 0}, "number"),
        ({"number": 10**5_000}, "number"),
        ({"day": date(2030, 5, 12)}, "day"),
        ({"day": date(2030, 4, 19)}, "day"),
        ({"day": date(1, 1, 1)}, "day"),
        ({"target": "nobody"}, "target"),
        ({"target": "minis\0ter"}, "target"),
        ({"letter_language": "tlh-Klingon"}, "letter_language"),
        ({"letter_language": "\0"}, "letter_language"),
        ({"letter_language": "e" * 500}, "letter_language"),
        ({"place": "ada@example.org"}, "place"),
        ({"place": "L" * 81}, "place"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_stored(
    world: World, facts: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidLetters) as refused:
        world.letters.enter(ADA, letters(**facts))

    assert refused.value.field == field
    assert len(str(refused.value)) < 300
    assert world.log.entries() == []


def test_the_day_may_be_today_where_it_begins_first(world: World) -> None:
    assert world.letters.last_day == date(2030, 5, 11)
    world.letters.enter(ADA, letters(day=date(2030, 5, 11)))


def test_what_no_text_has_is_left_out_and_a_strange_form_gets_an_id(world: World) -> None:
    entry = world.letters.enter(ADA, letters(place="Lamp\0ville"), "a\0 b\ud800", entry_id="\0'; DROP TABLE")

    [found] = world.letters.all(ADA, "lamp")
    assert (found.entry.letters.place, found.entry.note, found.entry.id) == ("Lampville", "a b", entry)


@pytest.mark.parametrize("reason", ["", " \n ", "x" * 501])
def test_a_removal_needs_a_reason(world: World, reason: str) -> None:
    entry = world.letters.enter(ADA, letters())

    with pytest.raises(InvalidLetters) as refused:
        world.letters.remove(ADA, "lamp", entry, reason)

    assert refused.value.field == "note"


@pytest.mark.parametrize("entry", ["nothing", "\0", "x" * 100_000])
def test_an_entry_that_is_none_is_not_corrected(world: World, entry: str) -> None:
    with pytest.raises(EntryTakenBack):
        world.letters.correct(ADA, entry, letters())
    with pytest.raises(UnknownCampaign):
        world.letters.enter(ADA, letters(campaign="nowhere"))
