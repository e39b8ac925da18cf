"""What the log of actions answers, and what it keeps."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import DataError, IntegrityError

from tests.support.stores import Store
from webapp.actions.log import ActionLog, Recorded
from webapp.domain.action import Action, Tally
from webapp.domain.channel import Channel

MAY_6, MAY_7, MAY_8 = (date(2024, 5, day) for day in (6, 7, 8))
TOKEN, OTHER_TOKEN = "token-of-22-characters", "another-22-characters-"


def an_action(target: str = "ambassador", **facts: Any) -> Action:
    usual = Action("gorinov", Channel.EMAIL, target, "ru", 1, MAY_7, late=False)
    return replace(usual, **facts)


@pytest.fixture
def log(store: Store) -> Iterator[ActionLog]:
    with closing(ActionLog(store.url, wait=20)) as log:
        yield log


@pytest.mark.parametrize(
    ("reported", "tally"),
    [
        ([], Tally()),
        ([an_action()], Tally(1, 0, {Channel.EMAIL: 1})),
        ([an_action(quantity=3)], Tally(3, 0, {Channel.EMAIL: 3})),
        ([an_action("")], Tally(1, 0, {Channel.EMAIL: 1})),  # no target named
        ([an_action(), an_action()], Tally(2, 0, {Channel.EMAIL: 2})),  # the same facts from two supporters
        ([an_action(), an_action(late=True, quantity=4)], Tally(5, 4, {Channel.EMAIL: 5})),
        ([an_action(channel=Channel.POST), an_action()], Tally(2, 0, {Channel.POST: 1, Channel.EMAIL: 1})),
        ([an_action(day=MAY_7), an_action(day=MAY_8)], Tally(2, 0, {Channel.EMAIL: 2})),
        ([an_action(letter_language="pt-BR"), an_action()], Tally(2, 0, {Channel.EMAIL: 2})),
        ([an_action(partner="example.org"), an_action()], Tally(2, 0, {Channel.EMAIL: 2})),
        ([an_action(campaign="other")], Tally()),
    ],
)
def test_a_campaign_s_tally_is_what_was_reported_for_it(
    log: ActionLog, reported: Sequence[Action], tally: Tally
) -> None:
    for number, action in enumerate(reported):
        log.record(f"token-number-{number:05}", [action])

    assert log.tally("gorinov") == tally
    assert log.check(since=date.min) == []


def test_a_report_is_answered_with_what_was_recorded(log: ActionLog) -> None:
    prosecutor, ambassador = an_action("prosecutor", quantity=2), an_action("ambassador", quantity=2)

    recorded = log.record(TOKEN, [prosecutor, ambassador])

    assert recorded == Recorded((ambassador, prosecutor))
    assert recorded.total == 4
    assert log.find(TOKEN) == recorded


def test_the_same_token_again_counts_nothing_and_answers_as_at_first(log: ActionLog) -> None:
    first = log.record(TOKEN, [an_action()])

    again = log.record(TOKEN, [an_action("prosecutor", quantity=400, campaign="other")])

    assert again == replace(first, repeated=True)
    assert (log.tally("gorinov").total, log.tally("other").total) == (1, 0)


def test_the_same_token_after_an_undo_says_that_it_was_undone(log: ActionLog) -> None:
    log.record(TOKEN, [an_action()])
    log.undo(TOKEN, "gorinov")

    again = log.record(TOKEN, [an_action()])

    assert again == Recorded((an_action(),), undone=True, repeated=True)
    assert log.tally("gorinov") == Tally()


def test_an_undo_takes_back_all_of_one_report_and_nothing_of_another(log: ActionLog) -> None:
    log.record(TOKEN, [an_action("ambassador", quantity=2), an_action("prosecutor", quantity=2)])
    log.record(OTHER_TOKEN, [an_action("ambassador")])

    undone = log.undo(TOKEN, "gorinov")

    assert undone is not None
    assert (undone.undone, undone.repeated, undone.total) == (True, False, 4)
    assert log.tally("gorinov").total == 1
    assert log.check(since=date.min) == []


def test_an_undo_twice_is_harmless(log: ActionLog) -> None:
    log.record(TOKEN, [an_action()])
    log.record(OTHER_TOKEN, [an_action()])
    log.undo(TOKEN, "gorinov")

    again = log.undo(TOKEN, "gorinov")

    assert again == Recorded((an_action(),), undone=True, repeated=True)
    assert log.tally("gorinov").total == 1


def test_an_unknown_token_and_another_campaign_s_have_nothing_to_undo(log: ActionLog) -> None:
    log.record(TOKEN, [an_action()])

    assert log.undo(OTHER_TOKEN, "gorinov") is None
    assert log.undo(TOKEN, "other") is None
    assert log.tally("gorinov").total == 1


def test_a_purge_forgets_whole_days_and_keeps_the_tally(log: ActionLog) -> None:
    log.record(TOKEN, [an_action("ambassador"), an_action("prosecutor")])
    log.record(OTHER_TOKEN, [an_action(day=MAY_8)])

    purged = log.purge(before=MAY_8)

    assert purged == 2
    assert log.find(TOKEN) is None
    assert log.undo(TOKEN, "gorinov") is None
    assert log.undo(OTHER_TOKEN, "gorinov") is not None
    assert log.tally("gorinov").total == 2


def test_the_check_names_the_facts_that_disagree_and_leaves_purged_days_alone(
    log: ActionLog, store: Store
) -> None:
    log.record(TOKEN, [an_action(), an_action("prosecutor")])
    log.record(OTHER_TOKEN, [an_action(day=MAY_6)])
    log.purge(before=MAY_7)
    store.run("UPDATE tallies SET number = 7 WHERE target = 'prosecutor'")
    store.run("DELETE FROM tallies WHERE target = 'ambassador' AND day = '2024-05-07'")

    found = log.check(since=MAY_7)

    assert [(wrong.facts[3], wrong.tallied, wrong.received) for wrong in found] == [
        ("ambassador", 0, 1),
        ("prosecutor", 7, 1),
        (False, 3, 8),  # the total, beside the tallies that were spoiled
    ]


def test_a_tally_never_goes_below_zero(log: ActionLog, store: Store) -> None:
    log.record(TOKEN, [an_action(quantity=2)])
    store.run("UPDATE tallies SET number = 1")

    with pytest.raises(IntegrityError):
        log.undo(TOKEN, "gorinov")

    assert store.rows("SELECT number, undone FROM tallies, receipts") == [(1, 0)]


@pytest.mark.parametrize(
    "facts",
    [
        {"quantity": 0},
        {"quantity": -1},
        {"campaign": ""},
        {"campaign": "x" * 65},
        {"target": "x" * 65},
        {"partner": "x" * 65},
        {"letter_language": ""},
        {"letter_language": "x" * 36},
    ],
)
def test_the_database_itself_refuses_what_can_t_be_an_action(log: ActionLog, facts: dict[str, Any]) -> None:
    with pytest.raises((IntegrityError, DataError)):
        log.record(TOKEN, [an_action(""), an_action(**facts)])

    assert log.find(TOKEN) is None
    assert log.tally("gorinov") == Tally()


def test_a_report_without_an_action_is_a_mistake(log: ActionLog) -> None:
    with pytest.raises(ValueError, match="at least one"):
        log.record(TOKEN, [])


def test_nothing_finer_than_the_day_and_nothing_else_is_kept(log: ActionLog, store: Store) -> None:
    log.record(TOKEN, [an_action(partner="example.org")])

    assert store.rows("SELECT * FROM receipts") == [
        (TOKEN, "gorinov", "2024-05-07", "email", "ambassador", "ru", "example.org", 0, 1, 0, "")
    ]
    assert store.rows("SELECT * FROM tallies") == [
        ("gorinov", "2024-05-07", "email", "ambassador", "ru", "example.org", 0, 1)
    ]
    assert store.rows("SELECT * FROM totals") == [("gorinov", "example.org", "email", 0, 1)]
    assert store.rows("SELECT * FROM held") == []
