"""Letters that the team enters are in the count, marked as such, and corrected without losing a word."""

import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from tests.support.stores import Store
from webapp.actions.breakdown import Dimension
from webapp.actions.entries import (
    EntryState,
    EntryTakenBack,
    InvalidLetters,
    Letters,
    check_letters,
    check_note,
)
from webapp.actions.log import ActionLog
from webapp.actions.stamp import Stamp, new_id
from webapp.actions.taking_off import Spoiled
from webapp.domain.action import Action, Tally
from webapp.domain.channel import Channel

MAY_7, MAY_8 = date(2024, 5, 7), date(2024, 5, 8)


def letters(**facts: Any) -> Letters:
    usual = Letters("gorinov", MAY_7, Channel.POST, 12, "ambassador", "ru", place="Lampville")
    return replace(usual, **facts)


@pytest.fixture
def log(store: Store) -> Iterator[ActionLog]:
    with closing(ActionLog(store.url, wait=20)) as log:
        yield log


def test_entered_letters_are_in_the_count_and_marked(log: ActionLog) -> None:
    action = Action("gorinov", Channel.EMAIL, "", "en", 3, MAY_7, late=False, partner="harbour")
    log.record("token-of-22-characters", [action])
    log.enter(letters(), Stamp("ada"))
    log.enter(letters(late=True, number=5, channel=Channel.FAX, campaign="earlier-slug"), Stamp())

    whole = log.tally("gorinov", also=["earlier-slug"])
    assert whole == Tally(20, 5, {Channel.EMAIL: 3, Channel.POST: 12, Channel.FAX: 5}, entered=17)
    assert log.tally("gorinov", "harbour") == Tally(3, 0, {Channel.EMAIL: 3})
    assert log.totals() == {"gorinov": 15, "earlier-slug": 5}
    assert log.check(since=date.min) == []


@pytest.mark.parametrize("dimension", Dimension)
def test_entered_letters_are_in_each_sum(log: ActionLog, dimension: Dimension) -> None:
    log.record("token-of-22-characters", [Action("gorinov", Channel.EMAIL, "", "en", 3, MAY_8, late=False)])
    log.enter(letters(), Stamp())

    breakdown = log.breakdown((dimension,))

    expected: dict[Dimension, list[tuple[object, int]]] = {
        Dimension.CAMPAIGN: [("gorinov", 15)],
        Dimension.DAY: [(MAY_7, 12), (MAY_8, 3)],
        Dimension.WEEK: [("2024-W19", 15)],
        Dimension.MONTH: [("2024-05", 15)],
        Dimension.CHANNEL: [("email", 3), ("post", 12)],
        Dimension.LANGUAGE: [("en", 3), ("ru", 12)],
        Dimension.TARGET: [("", 3), ("ambassador", 12)],
        Dimension.PARTNER: [("", 15)],
        Dimension.LATE: [(False, 15)],
        Dimension.SOURCE: [("paper", 12), ("reported", 3)],
    }
    assert [(value, number) for (value,), number in breakdown.rows] == expected[dimension]
    assert log.breakdown((dimension,), since=MAY_8).total == 3
    assert log.breakdown((dimension,), campaigns=["another"]).rows == ()


def test_sums_of_one_moment_are_the_sums_that_are_asked_for_one_by_one(log: ActionLog) -> None:
    log.enter(letters(), Stamp())
    log.enter(letters(day=MAY_8, channel=Channel.CALL), Stamp())
    groups = [(Dimension.DAY,), (Dimension.CHANNEL, Dimension.SOURCE), (Dimension.WEEK, Dimension.LATE)]

    assert log.breakdowns(groups) == tuple(log.breakdown(group) for group in groups)


def test_a_correction_takes_the_place_of_an_entry(log: ActionLog) -> None:
    first, second = Stamp("ada", "an evening"), Stamp("ben", "one sheet was counted twice")
    log.enter(letters(), first)
    log.correct_entry(first.id, letters(number=11, day=MAY_8), second)

    assert log.tally("gorinov").total == 11
    assert log.breakdown((Dimension.DAY,)).rows == (((MAY_8,), 11),)
    new, old = log.entries(["gorinov"])
    assert (new.id, new.replaces, new.letters.number) == (second.id, first.id, 11)
    assert (new.author, new.note, new.state) == ("ben", "one sheet was counted twice", EntryState.COUNTS)
    assert (old.author, old.note, old.state) == ("ada", "an evening", EntryState.CORRECTED)
    assert (old.taken_back_by, old.taken_back_at) == ("ben", second.at)
    assert log.check(since=date.min) == []


def test_a_removed_entry_stays_in_the_list_with_the_reason(log: ActionLog) -> None:
    entered, removed = Stamp("ada"), Stamp("ben", "they were reported on the page, too")
    log.enter(letters(), entered)
    log.remove_entry(entered.id, removed)
    log.remove_entry(entered.id, removed)

    assert log.tally("gorinov") == Tally()
    assert log.breakdown((Dimension.SOURCE,)).rows == ()
    [entry] = log.entries()
    assert (entry.state, entry.taken_back_by) == (EntryState.REMOVED, "ben")
    assert entry.taken_back_because == "they were reported on the page, too"


@pytest.mark.parametrize("which", ["unknown", "removed", "corrected", "the row that takes back"])
def test_only_an_entry_that_counts_is_corrected_or_removed(log: ActionLog, which: str) -> None:
    entered = Stamp()
    log.enter(letters(), entered)
    if which == "removed":
        log.remove_entry(entered.id, Stamp())
    if which == "corrected":
        log.correct_entry(entered.id, letters(), Stamp())
    if which == "the row that takes back":
        log.remove_entry(entered.id, Stamp())
        entered = Stamp(id=f"{entered.id}-back")
    entry = new_id() if which == "unknown" else entered.id
    before = log.tally("gorinov")

    with pytest.raises(EntryTakenBack):
        log.correct_entry(entry, letters(number=1), Stamp())
    with pytest.raises(EntryTakenBack):
        log.remove_entry(entry, Stamp())

    assert log.tally("gorinov") == before


def test_the_same_form_sent_twice_counts_once(log: ActionLog) -> None:
    once, corrected = Stamp(), Stamp()
    for _ in range(3):
        log.enter(letters(), once)
    for _ in range(3):
        log.correct_entry(once.id, letters(number=9), corrected)

    assert log.tally("gorinov").total == 9
    assert len(log.entries()) == 2


def test_forty_people_enter_and_correct_at_once(store: Store) -> None:
    with closing(ActionLog(store.url, wait=20)) as log, closing(ActionLog(store.url, wait=20)) as other:
        shared = Stamp()
        log.enter(letters(number=1000), shared)
        corrected: list[int] = []
        start = threading.Barrier(40)

        def work(number: int) -> None:
            mine = (log, other)[number % 2]
            start.wait()
            mine.enter(letters(number=1), Stamp())
            try:
                mine.correct_entry(shared.id, letters(number=100), Stamp())
            except EntryTakenBack:
                return
            corrected.append(number)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(40)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(corrected) == 1
        assert log.tally("gorinov").total == 140
        assert log.check(since=date.min) == []


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"number": 0}, "number", "1 to 1,000,000"),
        ({"number": -3}, "number", "1 to"),
        ({"number": 1_000_001}, "number", "1 to"),
        ({"number": 10**40}, "number", "1 to"),
        ({"day": date(2024, 5, 10)}, "day", "until 2024-05-09"),
        ({"day": date(2024, 4, 30)}, "day", "from 2024-05-01 on"),
        ({"place": "x" * 81}, "place", "at most 80"),
        ({"place": "Lamp\0ville"}, "place", "no text"),
        ({"place": "ada@example.org"}, "place", "supporter"),
    ],
)
def test_letters_that_cannot_be_are_refused_with_the_field_and_the_remedy(
    facts: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(InvalidLetters, match=words) as refused:
        check_letters(letters(**facts), first=date(2024, 5, 1), last=date(2024, 5, 9))

    assert refused.value.field == field


@pytest.mark.parametrize("note", ["x" * 501, "\0", "to ada@example.org"])
def test_a_note_that_cannot_be_kept_is_refused(note: str) -> None:
    with pytest.raises(InvalidLetters) as refused:
        check_note(note)

    assert refused.value.field == "note"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET number = 0",
        "UPDATE entries SET place = '" + "x" * 81 + "'",
        "UPDATE entries SET id = 'short'",
        "UPDATE decisions SET number = -1",
    ],
)
def test_the_database_refuses_what_the_code_does(store: Store, log: ActionLog, statement: str) -> None:
    log.enter(letters(), Stamp())
    log.record(
        "token-of-22-characters", [Action("gorinov", Channel.POST, "", "en", 3, MAY_8, False, "", "b")]
    )
    log.decide("b", counts=True)

    with pytest.raises(sa.exc.DBAPIError):
        store.run(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE totals SET number = number + 1",
        "UPDATE held SET number = number + 100 WHERE burst LIKE 'counted.%'",
        "UPDATE taken_off SET number = number + 1",
        "UPDATE entries SET number = number - 100 WHERE number < 0",
        "UPDATE decisions SET number = 1 WHERE kind = 'taken_off'",
    ],
)
def test_the_check_finds_what_was_changed_behind_the_app_s_back(
    store: Store, log: ActionLog, statement: str
) -> None:
    log.enter(letters(), Stamp())
    [entry] = log.entries()
    log.remove_entry(entry.id, Stamp())
    log.record(
        "token-of-22-characters", [Action("gorinov", Channel.POST, "", "en", 9, MAY_8, False, "", "b")]
    )
    log.decide("b", counts=True)
    log.take_off(Spoiled("gorinov", MAY_8), 3, Stamp())
    assert log.check(since=date.min) == []

    store.run(statement)

    assert log.check(since=date.max) != []


def test_a_place_may_be_written_in_persian() -> None:
    check_letters(letters(place="خانه\u200cی چراغ"), first=date(2024, 5, 1), last=date(2024, 5, 9))
