"""What the team decides about bursts and days can be undone, and no number is lost or falls below 0."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.rounds import rounds
from tests.support.stores import Store
from webapp.actions.breakdown import Dimension, Source
from webapp.actions.decisions import DecisionKind
from webapp.actions.log import ActionLog
from webapp.actions.stamp import Stamp, new_id
from webapp.actions.taking_off import NothingToTakeOff, Spoiled
from webapp.domain.action import Action, Burst, BurstState
from webapp.domain.channel import Channel

MAY_7, MAY_8 = date(2024, 5, 7), date(2024, 5, 8)
BURST, FLOOD = "burst-of-a-network-1", "sum.burst-of-a-network-2"
WHOLE_DAY = Spoiled("gorinov", MAY_7)


def an_action(burst: str = "", **facts: Any) -> Action:
    usual = Action("gorinov", Channel.EMAIL, "ambassador", "ru", 1, MAY_7, late=False, burst=burst)
    return replace(usual, **facts)


def token(number: int) -> str:
    return f"token-number-{number:05}"


def states(log: ActionLog) -> dict[BurstState, int]:
    return {burst.state: burst.number for burst in log.all_bursts()}


def by_source(log: ActionLog) -> dict[str, int]:
    return {str(source): number for (source,), number in log.breakdown((Dimension.SOURCE,)).rows}


@pytest.fixture
def log(store: Store) -> Iterator[ActionLog]:
    with closing(ActionLog(store.url, wait=20)) as log:
        yield log


@pytest.mark.parametrize("burst", [BURST, FLOOD])
@pytest.mark.parametrize("counts", [True, False])
def test_a_decision_is_undone_and_made_again(log: ActionLog, burst: str, counts: bool) -> None:
    log.record(token(1), [an_action(burst, quantity=3)])
    log.record(token(2), [an_action(burst, quantity=4, target="prosecutor")])
    for more in range(3):
        assert log.decide(burst, counts=counts) == 7 + more
        assert log.tally("gorinov").total == (7 + more if counts else 0)
        assert log.undo_decision(burst) == 7 + more
        assert log.tally("gorinov").total == 0
        log.record(token(10 + more), [an_action(burst)])  # as the network goes on
        assert log.check(since=date.min) == []

    assert states(log) == {BurstState.WAITING: 10}
    assert log.decide(burst, counts=not counts) == 10
    assert log.check(since=date.min) == []


def test_supporters_take_their_reports_back_before_and_after_an_undo(log: ActionLog) -> None:
    for number in range(4):
        log.record(token(number), [an_action(BURST, quantity=10)])
    log.undo(token(0), "gorinov")
    log.decide(BURST, counts=True)
    log.undo(token(1), "gorinov")
    counted = log.tally("gorinov").total
    reopened = log.undo_decision(BURST)
    log.undo(token(2), "gorinov")

    assert (counted, reopened) == (20, 20)
    assert states(log) == {BurstState.WAITING: 10}
    assert log.decide(BURST, counts=True) == 10
    assert log.tally("gorinov").total == 10
    assert log.check(since=date.min) == []


def test_a_counted_burst_is_reopened_when_its_receipts_are_long_deleted(log: ActionLog) -> None:
    log.record(token(1), [an_action(BURST, quantity=3)])
    log.record(token(2), [an_action(quantity=2)])
    log.decide(BURST, counts=True)
    log.purge(before=MAY_8)

    assert log.undo_decision(BURST) == 3
    assert log.tally("gorinov").total == 2
    assert states(log) == {BurstState.WAITING: 3}
    assert log.check(since=MAY_8) == []


def test_a_report_of_a_counted_burst_counts_for_its_supporter(log: ActionLog) -> None:
    log.record(token(1), [an_action(BURST, quantity=3)])
    log.decide(BURST, counts=True)
    found = log.find(token(1))
    assert found is not None
    assert not found.held
    log.undo_decision(BURST)
    found = log.find(token(1))
    assert found is not None
    assert found.held


def test_what_comes_after_a_count_waits_and_an_undo_brings_both_together(log: ActionLog) -> None:
    log.record(token(1), [an_action(BURST, quantity=3)])
    log.decide(BURST, counts=True)
    log.record(token(2), [an_action(BURST, quantity=4)])
    assert states(log) == {BurstState.WAITING: 4, BurstState.COUNTED: 3}

    assert log.undo_decision(BURST) == 3

    assert states(log) == {BurstState.WAITING: 7}
    assert log.undo_decision(BURST) == 0
    assert log.check(since=date.min) == []


def test_only_the_campaign_that_is_named_is_decided_about(log: ActionLog) -> None:
    log.record(token(1), [an_action(BURST, quantity=3)])
    log.record(token(2), [an_action(BURST, quantity=4, campaign="lamp")])

    assert log.decide(BURST, counts=True, campaign="lamp") == 4
    assert (log.tally("gorinov").total, log.tally("lamp").total) == (0, 4)
    assert log.undo_decision(BURST, campaign="gorinov") == 0
    assert log.undo_decision(BURST, campaign="lamp") == 4
    assert log.check(since=date.min) == []


def test_each_decision_is_kept_with_who_when_and_why(log: ActionLog) -> None:
    log.record(token(1), [an_action(BURST, quantity=3)])
    log.decide(BURST, counts=True, stamp=Stamp("ada", "an evening in town"))
    log.undo_decision(BURST, Stamp("ben", "it was not"))
    log.decide(BURST, counts=False, stamp=Stamp("ben"))

    found = [(each.kind, each.author, each.note, each.number, each.is_undone) for each in log.decisions()]
    assert found == [
        (DecisionKind.REFUSED, "ben", "", 3, False),
        (DecisionKind.REOPENED, "ben", "it was not", 3, False),
        (DecisionKind.COUNTED, "ada", "an evening in town", 3, True),
    ]
    assert [each.may_be_undone for each in log.decisions(["gorinov"])] == [True, False, False]
    assert log.decisions(["lamp"]) == []


def test_the_same_decision_sent_twice_is_made_once(log: ActionLog) -> None:
    log.record(token(1), [an_action(BURST, quantity=3)])
    log.record(token(2), [an_action(quantity=9)])
    counting, off, back = Stamp(), Stamp(), Stamp()

    assert [log.decide(BURST, counts=True, stamp=counting) for _ in range(2)] == [3, 3]
    assert [log.take_off(WHOLE_DAY, 2, off) for _ in range(2)] == [2, 2]
    assert log.tally("gorinov").total == 10
    assert [log.give_back(off.id, back) for _ in range(2)] == [2, 2]
    assert log.give_back(off.id, Stamp()) is None
    assert len(log.decisions()) == 3
    assert log.check(since=date.min) == []


def test_a_spoiled_day_is_taken_off_and_given_back(log: ActionLog) -> None:
    log.record(token(1), [an_action(quantity=90, partner="harbour")])
    log.record(token(2), [an_action(channel=Channel.POST, quantity=10)])
    log.record(token(3), [an_action(day=MAY_8, quantity=5)])
    off = Stamp("ada", "a script")

    assert log.take_off(WHOLE_DAY, None, off) == 100

    assert log.tally("gorinov").channels == {Channel.EMAIL: 5}
    assert log.tally("gorinov", "harbour").total == 0
    assert by_source(log) == {"reported": 105, "taken_off": -100}
    assert log.breakdown((Dimension.DAY,)).rows == (((MAY_8,), 5),)
    [decision] = log.decisions()
    assert (decision.kind, decision.day, decision.number) == (DecisionKind.TAKEN_OFF, MAY_7, 100)
    assert log.check(since=date.min) == []
    assert log.give_back(off.id, Stamp()) == 100
    assert log.tally("gorinov").total == 105
    assert by_source(log) == {"reported": 105}
    assert [each.may_be_undone for each in log.decisions()] == [False, False]
    assert log.check(since=date.min) == []


def test_a_part_is_taken_off_the_largest_numbers_first_or_where_it_is_said(log: ActionLog) -> None:
    log.record(token(1), [an_action(quantity=90)])
    log.record(token(2), [an_action(channel=Channel.POST, quantity=10)])

    log.take_off(WHOLE_DAY, 85, Stamp())
    assert log.tally("gorinov").channels == {Channel.EMAIL: 5, Channel.POST: 10}
    log.take_off(replace(WHOLE_DAY, channel=Channel.POST), 4, Stamp())
    assert log.tally("gorinov").channels == {Channel.EMAIL: 5, Channel.POST: 6}
    assert log.check(since=date.min) == []


@pytest.mark.parametrize("number", [-1, 0, 4, 10**30])
def test_no_more_is_taken_off_than_is_counted(log: ActionLog, number: int) -> None:
    log.record(token(1), [an_action(quantity=3)])

    with pytest.raises(NothingToTakeOff, match="only 3") as refused:
        log.take_off(WHOLE_DAY, number, Stamp())

    assert refused.value.counted == 3
    assert log.tally("gorinov").total == 3
    assert log.decisions() == []


def test_a_supporter_s_undo_lowers_what_was_taken_off_once_nothing_is_counted(log: ActionLog) -> None:
    log.record(token(1), [an_action(quantity=4)])
    log.record(token(2), [an_action(quantity=6)])
    off = Stamp()
    log.take_off(WHOLE_DAY, 9, off)

    assert log.undo(token(2), "gorinov") is not None  # one of the six was still counted
    assert log.tally("gorinov").total == 0
    assert by_source(log) == {"reported": 4, "taken_off": -4}
    assert log.check(since=date.min) == []
    assert log.give_back(off.id, Stamp()) == 4
    assert log.tally("gorinov").total == 4
    assert log.undo(token(1), "gorinov") is not None
    assert log.tally("gorinov").total == 0
    assert log.check(since=date.min) == []


def test_a_counted_burst_whose_day_was_taken_off_is_reopened(log: ActionLog) -> None:
    log.record(token(1), [an_action(BURST, quantity=50)])
    log.record(token(2), [an_action(quantity=6)])
    log.decide(BURST, counts=True)
    off = Stamp()
    log.take_off(WHOLE_DAY, None, off)

    assert log.undo_decision(BURST) == 50
    assert log.check(since=date.min) == []
    assert log.give_back(off.id, Stamp()) == 6
    assert log.tally("gorinov").total == 6
    assert log.check(since=date.min) == []


def test_undos_of_forty_supporters_at_once_after_a_day_was_taken_off(store: Store) -> None:
    with closing(ActionLog(store.url, wait=20)) as log, closing(ActionLog(store.url, wait=20)) as other:
        for number in range(40):
            log.record(token(number), [an_action(quantity=2)])
        off = Stamp()
        log.take_off(WHOLE_DAY, 70, off)

        def work(mine: ActionLog, numbers: Sequence[int]) -> None:
            for number in numbers:
                mine.undo(token(number), "gorinov")
                mine.record(token(1000 + number), [an_action()])

        threads = [
            threading.Thread(target=work, args=((log, other)[first % 2], range(first, 40, 8)))
            for first in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        given = log.give_back(off.id, Stamp())
        assert given is not None
        assert log.tally("gorinov").total == 40
        assert log.check(since=date.min) == []


STEPS = st.one_of(
    st.tuples(st.just("record"), st.integers(0, 5), st.integers(1, 4)),
    st.tuples(st.just("record held"), st.integers(6, 9), st.integers(1, 4)),
    st.tuples(st.just("undo"), st.integers(0, 9), st.none()),
    st.tuples(
        st.sampled_from(["count", "refuse", "reopen", "take off all", "give back"]), st.none(), st.none()
    ),
    st.tuples(st.just("take off"), st.integers(1, 6), st.none()),
)


@settings(max_examples=rounds(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=25))
def test_in_whatever_order_people_decide_and_undo_every_number_agrees(
    log: ActionLog, steps: list[tuple[str, Any, Any]]
) -> None:
    campaign = new_id()  # each example has its own
    burst = f"burst-of-{campaign}"
    whole = Spoiled(campaign, MAY_7)
    for what, number, quantity in steps:
        match what:
            case "record" | "record held":
                held = burst if what == "record held" else ""
                log.record(f"{campaign}-{number}", [an_action(held, campaign=campaign, quantity=quantity)])
            case "undo":
                log.undo(f"{campaign}-{number}", campaign)
            case "count" | "refuse":
                log.decide(burst, counts=what == "count")
            case "reopen":
                log.undo_decision(burst)
            case "take off" | "take off all":
                if (counted := log.tally(campaign).total) and (number or 0) <= counted:
                    log.take_off(whole, number, Stamp())
            case "give back":
                for decision in log.decisions([campaign]):
                    if decision.kind is DecisionKind.TAKEN_OFF and decision.may_be_undone:
                        log.give_back(decision.id, Stamp())
        assert log.check(since=date.min) == []

    breakdown = log.breakdown((Dimension.SOURCE,), campaigns=[campaign])
    assert breakdown.total == log.tally(campaign).total
    assert all(number > 0 for (source,), number in breakdown.rows if source != Source.TAKEN_OFF)
    waiting = [each for each in log.all_bursts() if each.campaign == campaign]
    assert all(isinstance(each, Burst) and each.number > 0 for each in waiting)
