"""Reporting an action: what is taken, what is refused and why, and what is forgotten in time."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.stores import Store
from webapp.actions import reporting, tokens
from webapp.actions.log import ActionLog
from webapp.actions.reporting import LastPurge, Recorded, RejectionReason, ReportRejected
from webapp.actions.tokens import TokenId
from webapp.domain.action import MOST_AT_ONCE, Action, Tally
from webapp.domain.channel import Channel

DEADLINE = date(2024, 5, 8)
DAY_AFTER = DEADLINE + timedelta(days=1)
TOKEN, OTHER_TOKEN = TokenId("token-of-22-characters"), TokenId("another-22-characters-")


@dataclass(frozen=True)
class ACampaign:
    """As much of a campaign as counting needs."""

    closes: bool = False
    deadline: date | None = DEADLINE
    slug: str = "gorinov"
    target_ids: tuple[str, ...] = ("ambassador", "prosecutor")
    editions: Mapping[str, object] = field(default_factory=lambda: {"ru": ..., "en": ...})

    def target(self, target_id: str) -> object | None:
        return target_id if target_id in self.target_ids else None

    def partner(self, partner_id: str) -> object | None:
        return partner_id if partner_id == "harbour" else None

    def is_past_deadline(self, on: date) -> bool:
        return self.deadline is not None and on > self.deadline

    def is_closed(self, on: date) -> bool:
        return self.closes and self.is_past_deadline(on)


@pytest.fixture
def log(store: Store) -> Iterator[ActionLog]:
    with closing(ActionLog(store.url)) as log:
        yield log


def report(
    log: ActionLog, campaign: ACampaign | None = None, token_id: TokenId = TOKEN, **said: Any
) -> Recorded:
    usual: dict[str, Any] = {
        "channel": "email",
        "targets": ["ambassador"],
        "quantity": 1,
        "letter_language": "ru",
        "today": DEADLINE,
    }
    return reporting.report(log, campaign or ACampaign(), token_id, **usual | said)


@pytest.mark.parametrize(
    ("targets", "quantity", "counted"),
    [
        (["ambassador"], 1, {"ambassador": 1}),
        (["ambassador", "prosecutor"], 3, {"ambassador": 3, "prosecutor": 3}),
        ([], 2, {"": 2}),
        ([""], 2, {"": 2}),
        (["ambassador", "ambassador", ""], 2, {"ambassador": 2}),  # named twice is not written to twice
        (["ambassador"], MOST_AT_ONCE, {"ambassador": MOST_AT_ONCE}),
    ],
)
def test_an_action_is_one_letter_to_one_target(
    log: ActionLog, targets: list[str], quantity: int, counted: dict[str, int]
) -> None:
    recorded = report(log, targets=targets, quantity=quantity)

    assert {action.target: action.quantity for action in recorded.actions} == counted
    assert reporting.count(log, "gorinov").total == sum(counted.values())


@pytest.mark.parametrize(
    ("deadline", "today", "late"),
    [
        (DEADLINE, DEADLINE - timedelta(days=1), 0),
        (DEADLINE, DEADLINE, 0),  # its day belongs to it
        (DEADLINE, DAY_AFTER, 1),
        (None, DAY_AFTER, 0),
    ],
)
def test_an_action_after_the_deadline_is_counted_as_late(
    log: ActionLog, deadline: date | None, today: date, late: int
) -> None:
    report(log, ACampaign(deadline=deadline), today=today)

    assert reporting.count(log, "gorinov") == Tally(1, late, {Channel.EMAIL: 1})


REFUSALS: list[tuple[dict[str, Any], RejectionReason]] = [
    ({"quantity": 0}, RejectionReason.QUANTITY),
    ({"quantity": -1}, RejectionReason.QUANTITY),
    ({"quantity": MOST_AT_ONCE + 1}, RejectionReason.QUANTITY),
    ({"quantity": 10**30}, RejectionReason.QUANTITY),
    ({"targets": ["president"]}, RejectionReason.TARGET),
    ({"targets": ["ambassador", "president"]}, RejectionReason.TARGET),
    ({"channel": "pigeon"}, RejectionReason.CHANNEL),
    ({"channel": ""}, RejectionReason.CHANNEL),
    ({"letter_language": "xx"}, RejectionReason.LETTER_LANGUAGE),
]


@pytest.mark.parametrize(("said", "why"), REFUSALS)
def test_what_can_t_be_counted_is_refused_with_its_reason(
    log: ActionLog, said: dict[str, Any], why: RejectionReason
) -> None:
    with pytest.raises(ReportRejected) as refused:
        report(log, **said)

    assert refused.value.why is why
    assert (refused.value.least, refused.value.most) == (1, MOST_AT_ONCE)
    assert reporting.count(log, "gorinov") == Tally()


def test_a_closed_campaign_takes_no_report_but_lets_one_be_taken_back(log: ActionLog) -> None:
    closing_campaign = ACampaign(closes=True)
    report(log, closing_campaign, today=DEADLINE)

    with pytest.raises(ReportRejected) as refused:
        report(log, closing_campaign, OTHER_TOKEN, today=DAY_AFTER)
    taken_back = reporting.undo_report(log, "gorinov", TOKEN)

    assert refused.value.why is RejectionReason.CLOSED
    assert taken_back.undone
    assert reporting.count(log, "gorinov") == Tally()


@pytest.mark.parametrize(
    ("campaign", "said"),
    [
        (ACampaign(closes=True), {"today": DAY_AFTER}),
        (ACampaign(target_ids=()), {}),
        (ACampaign(), {"quantity": 0}),
    ],
)
def test_what_was_acknowledged_stays_so_when_it_would_now_be_refused(
    log: ActionLog, campaign: ACampaign, said: dict[str, Any]
) -> None:
    first = report(log)

    again = report(log, campaign, **said)

    assert again.repeated
    assert again.actions == first.actions
    assert reporting.count(log, "gorinov").total == 1


@pytest.mark.parametrize(
    ("partner", "kept"),
    [
        ("", ""),
        ("harbour", "harbour"),
        ("stranger", ""),
        ("Dear partner", ""),
        ("x" * 65, ""),
        ("\ud800", ""),
    ],
)
def test_a_partner_the_campaign_does_not_name_is_left_out_and_the_action_counts(
    log: ActionLog, partner: str, kept: str
) -> None:
    recorded = report(log, partner=partner)

    expected = Action("gorinov", Channel.EMAIL, "ambassador", "ru", 1, DEADLINE, late=False, partner=kept)
    assert recorded.actions == (expected,)


def test_taking_back_what_is_not_held_is_refused(log: ActionLog) -> None:
    with pytest.raises(ReportRejected) as refused:
        reporting.undo_report(log, "gorinov", TOKEN)

    assert refused.value.why is RejectionReason.NOTHING_HELD


def test_receipts_are_forgotten_after_three_days_once_a_day(log: ActionLog) -> None:
    last = LastPurge()
    report(log, today=DEADLINE)

    purged = [reporting.purge_once_a_day(log, last, DEADLINE + timedelta(days=days)) for days in (0, 1, 3, 4)]
    report(log, token_id=OTHER_TOKEN, today=DEADLINE)
    purged += [reporting.purge_once_a_day(log, last, DEADLINE + timedelta(days=days)) for days in (4, 5)]

    assert purged == [0, 0, 0, 1, 0, 1]
    assert reporting.count(log, "gorinov").total == 2
    assert reporting.check(log, DEADLINE + timedelta(days=4)) == []


def test_the_check_looks_at_the_days_that_are_held(log: ActionLog) -> None:
    report(log, today=DEADLINE)
    log.purge(before=DAY_AFTER)  # too early, as after a leap of the clock

    [disagreement] = reporting.check(log, DEADLINE + timedelta(days=3))

    assert (disagreement.tallied, disagreement.received) == (1, 0)
    assert reporting.check(log, DEADLINE + timedelta(days=4)) == []


def test_a_purge_that_fails_is_logged_and_tried_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    last = LastPurge()

    with closing(ActionLog(f"sqlite:///{tmp_path}/none.db")) as missing, caplog.at_level(logging.WARNING):
        purged = reporting.purge_once_a_day(missing, last, DEADLINE)

    assert (purged, last.day) == (0, None)
    assert "could not be purged" in caplog.text


def test_a_token_dies_before_the_receipts_that_make_it_harmless() -> None:
    assert timedelta(seconds=tokens.LIFETIME) + timedelta(days=1) <= reporting.RECEIPTS_KEPT
