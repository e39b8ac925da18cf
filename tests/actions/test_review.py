"""What came in a burst is held apart: in no tally until the team has looked, and never lost."""

import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.support.stores import Store
from webapp.actions.log import ActionLog
from webapp.domain.action import Action, Burst, Tally
from webapp.domain.channel import Channel

MAY_7, MAY_8 = date(2024, 5, 7), date(2024, 5, 8)
BURST, OTHER_BURST = "burst-of-a-network-1", "burst-of-a-network-2"


def an_action(burst: str = BURST, **facts: Any) -> Action:
    usual = Action("gorinov", Channel.EMAIL, "ambassador", "ru", 1, MAY_7, late=False, burst=burst)
    return replace(usual, **facts)


def token(number: int) -> str:
    return f"token-number-{number:05}"


@pytest.fixture
def log(store: Store) -> Iterator[ActionLog]:
    with closing(ActionLog(store.url, wait=20)) as log:
        yield log


def test_what_is_held_is_acknowledged_and_in_no_count(log: ActionLog) -> None:
    counted = log.record(token(1), [an_action(burst="")])
    held = log.record(token(2), [an_action(quantity=30)])

    assert (counted.held, held.held) == (False, True)
    assert held.total == 30
    assert log.tally("gorinov").total == 1
    assert log.record(token(2), [an_action(burst="")]).repeated
    assert log.tally("gorinov").total == 1
    assert log.check(since=date.min) == []


def test_the_team_sees_bursts_by_campaign_with_their_days_and_channels(log: ActionLog) -> None:
    log.record(token(1), [an_action(quantity=2), an_action(target="prosecutor", quantity=2)])
    log.record(token(2), [an_action(day=MAY_8, channel=Channel.POST)])
    log.record(token(3), [an_action(OTHER_BURST, campaign="lamp", quantity=5)])

    assert sorted(log.bursts(), key=lambda burst: burst.id) == [
        Burst(
            BURST,
            "gorinov",
            (MAY_7, MAY_8),
            {Channel.EMAIL: 4, Channel.POST: 1},
            targets={"ambassador": 3, "prosecutor": 2},
            languages={"ru": 5},
            partners={"": 5},
        ),
        Burst(
            OTHER_BURST,
            "lamp",
            (MAY_7,),
            {Channel.EMAIL: 5},
            targets={"ambassador": 5},
            languages={"ru": 5},
            partners={"": 5},
        ),
    ]
    assert {burst.id: burst.reports for burst in log.all_bursts()} == {BURST: 2, OTHER_BURST: 1}


def test_a_burst_that_counts_is_in_the_tally_and_waits_no_more(log: ActionLog) -> None:
    log.record(token(1), [an_action(quantity=3, partner="harbour")])
    log.record(token(2), [an_action(burst="", partner="harbour")])

    moved = log.decide(BURST, counts=True)

    assert moved == 3
    assert log.tally("gorinov", "harbour") == Tally(4, 0, {Channel.EMAIL: 4})
    assert log.bursts() == []
    assert log.decide(BURST, counts=True) == 0
    assert log.undo(token(1), "gorinov") is not None
    assert log.tally("gorinov").total == 1
    assert log.check(since=date.min) == []


def test_a_burst_that_is_refused_stays_stored_and_uncounted(log: ActionLog) -> None:
    log.record(token(1), [an_action(quantity=3)])

    refused = log.decide(BURST, counts=False)

    [left] = log.bursts()
    assert refused == 3
    assert (left.refused, left.number) == (True, 3)
    assert log.tally("gorinov") == Tally()
    assert log.decide(left.id, counts=True) == 0
    assert log.record(token(1), [an_action(burst="")]).repeated
    assert log.check(since=date.min) == []


def test_what_comes_after_a_decision_waits_for_the_next(log: ActionLog) -> None:
    log.record(token(1), [an_action(quantity=3)])
    log.decide(BURST, counts=False)
    log.record(token(2), [an_action(quantity=4)])

    assert [(burst.refused, burst.number) for burst in log.bursts()] == [(False, 4), (True, 3)]
    log.decide(BURST, counts=False)
    assert [(burst.refused, burst.number) for burst in log.bursts()] == [(True, 7)]
    assert log.check(since=date.min) == []


@pytest.mark.parametrize("counts", [True, False])
def test_what_is_taken_back_is_not_there_for_review(log: ActionLog, counts: bool) -> None:
    log.record(token(1), [an_action(quantity=3)])
    log.record(token(2), [an_action(quantity=2)])
    undone = log.undo(token(1), "gorinov")

    moved = log.decide(BURST, counts=counts)

    assert undone is not None
    assert undone.held
    assert moved == 2
    again = log.undo(token(2), "gorinov")
    assert again is not None
    assert log.tally("gorinov").total == 0
    assert log.bursts() == []
    assert log.check(since=date.min) == []


def test_a_purge_leaves_what_waits(log: ActionLog) -> None:
    log.record(token(1), [an_action(quantity=3)])
    log.purge(before=MAY_8)

    assert log.decide(BURST, counts=True) == 3
    assert log.tally("gorinov").total == 3


def test_decisions_amid_reports_and_undos_lose_nothing(store: Store) -> None:
    with closing(ActionLog(store.url, wait=20)) as log, closing(ActionLog(store.url, wait=20)) as other:
        end = threading.Event()

        def work(mine: ActionLog, first: int) -> None:
            for number in range(first, first + 120):
                mine.record(token(number), [an_action(BURST if number % 2 else "", quantity=2)])
                if number % 5 == 0:
                    mine.undo(token(number - 1), "gorinov")

        def decide() -> None:
            while not end.wait(0.01):
                other.decide(BURST, counts=True)

        threads = [
            threading.Thread(target=work, args=(mine, 1000 * n)) for n, mine in enumerate((log, other), 1)
        ]
        reviewer = threading.Thread(target=decide)
        for thread in (*threads, reviewer):
            thread.start()
        for thread in threads:
            thread.join()
        end.set()
        reviewer.join()
        log.decide(BURST, counts=True)

        received = store.rows("SELECT sum(CASE WHEN undone THEN 0 ELSE quantity END) FROM receipts")
        assert received == [(log.tally("gorinov").total,)]
        assert log.bursts() == []
        assert log.check(since=date.min) == []
