"""Reporting an action: what is recorded, what is rejected and why."""

import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.actions.test_proof_of_work import solved
from tests.support.stores import Store
from webapp.actions import reporting, tokens
from webapp.actions.burst_detection import LARGE_REPORT_LETTERS, BurstDetector
from webapp.actions.ledger import SUM_RECEIPTS
from webapp.actions.log import ActionLog, Recorded
from webapp.actions.outcomes import Credentials, Outcome, Rejected, RejectionReason, Unavailable
from webapp.actions.proof_of_work import ProofOfWork
from webapp.actions.reportable import reachable_targets
from webapp.actions.reporting import Reporting
from webapp.actions.retention import RECEIPT_MAX_AGE
from webapp.actions.submitted_report import MAX_QUANTITY, SubmittedReport
from webapp.actions.tokens import Tokens
from webapp.domain.action import Action, Tally
from webapp.domain.channel import Channel
from webapp.server.network_counters import HOUR, Limit, NetworkCounters

DEADLINE = date(2024, 5, 8)
DAY_AFTER = DEADLINE + timedelta(days=1)
KEY = "a-key-for-tests-that-is-long-enough"
A_MINUTE, THREE_DAYS = 60.0, 3 * 86_400.0
HOME = "192.0.2.1"


@dataclass(frozen=True)
class ATarget:
    """As much of a target as reporting needs."""

    id: str
    channels_anywhere: tuple[Channel, ...] = (Channel.POST, Channel.EMAIL)


@dataclass(frozen=True)
class ACampaign:
    """As much of a campaign as reporting needs."""

    closes: bool = False
    deadline: date | None = DEADLINE
    slug: str = "gorinov"
    former_slugs: tuple[str, ...] = ()
    targets: tuple[ATarget, ...] = (ATarget("ambassador"), ATarget("prosecutor"))
    editions: Mapping[str, object] = field(default_factory=lambda: {"ru": ..., "en": ...})

    def partner(self, partner_id: str) -> object | None:
        return partner_id if partner_id == "harbour" else None

    def is_past_deadline(self, on: date) -> bool:
        return self.deadline is not None and on > self.deadline

    def is_closed(self, on: date) -> bool:
        return self.closes and self.is_past_deadline(on)


CAMPAIGN = ACampaign()


@dataclass
class Desk:
    """The reporting service with its surroundings."""

    log: ActionLog
    now: float = 1_700_000_000.0
    proofs: ProofOfWork | None = None
    burst_limit: int = 500
    receipts_limit: int = 5_000
    outcomes: list[str] = field(default_factory=list)
    letters: list[tuple[str, int]] = field(default_factory=list)
    rejections: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tokens = Tokens([KEY], lambda: self.now)
        self.counters = NetworkCounters()
        self.service = Reporting(
            self.log,
            self.tokens,
            BurstDetector(
                self.counters,
                limits=(Limit(self.burst_limit, HOUR),),
                receipts_limit=Limit(self.receipts_limit, HOUR),
            ),
            proof_of_work=self.proofs,
            on_outcome=self.outcomes.append,
            on_letters=lambda outcome, letters: self.letters.append((outcome, letters)),
            on_rejected=self.rejections.append,
        )

    @property
    def at_once(self) -> int:
        """The letters that HOME's network has used of its allowance."""
        return self.counters.add(f"at once {HOUR} connection", HOME, 0, Limit(self.burst_limit, HOUR))

    def a_report(self, **values: Any) -> SubmittedReport:
        """Fill in a form that was opened a minute ago."""
        token = self.tokens.issue("gorinov")
        self.now += A_MINUTE
        report = SubmittedReport(token, "email", ("ambassador",), 1, "ru", address=HOME)
        return replace(report, **values)

    def submit(
        self, report: SubmittedReport, campaign: ACampaign = CAMPAIGN, today: date = DEADLINE
    ) -> Outcome:
        return self.service.submit(campaign, report, today=today)

    def record(self, today: date = DEADLINE, campaign: ACampaign = CAMPAIGN, **values: Any) -> Recorded:
        """Submit a new report that must be recorded."""
        outcome = self.submit(self.a_report(**values), campaign, today)
        assert isinstance(outcome, Recorded)
        return outcome

    @property
    def tally(self) -> Tally:
        return self.log.tally("gorinov")


@pytest.fixture
def log(store: Store) -> Iterator[ActionLog]:
    with closing(ActionLog(store.url, wait=20)) as log:
        yield log


@pytest.fixture
def desk(log: ActionLog) -> Desk:
    return Desk(log)


@pytest.fixture
def nowhere(tmp_path: Path) -> Iterator[Desk]:
    """The service while its database cannot be reached."""
    with closing(ActionLog(f"sqlite:///{tmp_path}/none.db")) as log:
        yield Desk(log)


@pytest.mark.parametrize(
    ("targets", "quantity", "counted"),
    [
        (("ambassador",), 1, {"ambassador": 1}),
        (("ambassador", "prosecutor"), 3, {"ambassador": 3, "prosecutor": 3}),
        (("ambassador", "ambassador"), 2, {"ambassador": 2}),  # named twice is not written to twice
        (("ambassador",), MAX_QUANTITY, {"ambassador": MAX_QUANTITY}),
    ],
)
def test_an_action_is_one_letter_to_one_target(
    desk: Desk, targets: tuple[str, ...], quantity: int, counted: dict[str, int]
) -> None:
    recorded = desk.record(targets=targets, quantity=quantity)

    assert {action.target: action.quantity for action in recorded.actions} == counted
    assert desk.tally.total + sum(burst.number for burst in desk.log.bursts()) == sum(counted.values())
    assert desk.outcomes == ["held" if sum(counted.values()) > LARGE_REPORT_LETTERS else "recorded"]


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
    desk: Desk, deadline: date | None, today: date, late: int
) -> None:
    desk.record(today, ACampaign(deadline=deadline))

    assert desk.tally == Tally(1, late, {Channel.EMAIL: 1})


REJECTIONS: list[tuple[dict[str, Any], RejectionReason]] = [
    ({"honeypot": "spam.example"}, RejectionReason.HONEYPOT),
    ({"targets": ()}, RejectionReason.NO_TARGET),
    ({"targets": ("president",)}, RejectionReason.TARGET),
    ({"targets": ("ambassador", "president")}, RejectionReason.TARGET),
    ({"targets": ("",)}, RejectionReason.TARGET),
    ({"token": "forged"}, RejectionReason.TOKEN_INVALID),
    ({"token": ""}, RejectionReason.TOKEN_INVALID),
    ({"channel": "pigeon"}, RejectionReason.CHANNEL),
    ({"channel": ""}, RejectionReason.CHANNEL),
    ({"letter_language": "xx"}, RejectionReason.LETTER_LANGUAGE),
    ({"quantity": 0}, RejectionReason.QUANTITY),
    ({"quantity": -1}, RejectionReason.QUANTITY),
    ({"quantity": MAX_QUANTITY + 1}, RejectionReason.QUANTITY),
    ({"quantity": 10**30}, RejectionReason.QUANTITY),
]


@pytest.mark.parametrize(("values", "reason"), REJECTIONS)
def test_what_cannot_be_counted_is_rejected_with_its_reason(
    desk: Desk, values: dict[str, Any], reason: RejectionReason
) -> None:
    report = desk.a_report(**values)

    outcome = desk.submit(report)

    assert isinstance(outcome, Rejected)
    assert outcome.reason is reason
    assert outcome.wait_seconds == 0
    assert desk.tally == Tally()
    assert desk.rejections == [reason]
    assert desk.at_once == 0, "it costs the network nothing"


@pytest.mark.parametrize(
    ("values", "metered"),
    [
        ({"channel": "pigeon"}, ["refused"]),
        ({"letter_language": "xx"}, ["refused"]),
        ({"quantity": 0}, ["refused"]),
        ({"honeypot": "spam.example"}, []),
        ({"token": "forged"}, []),
    ],
)
def test_only_what_the_campaign_does_not_accept_is_metered_as_refused(
    desk: Desk, values: dict[str, Any], metered: list[str]
) -> None:
    desk.submit(desk.a_report(**values))

    assert desk.outcomes == metered


def test_by_a_channel_that_reaches_one_target_no_other_can_be_meant(desk: Desk) -> None:
    campaign = ACampaign(targets=(ATarget("ambassador"), ATarget("prosecutor", (Channel.POST,))))

    outcome = desk.submit(desk.a_report(targets=("prosecutor",)), campaign)

    assert isinstance(outcome, Rejected)
    assert outcome.reason is RejectionReason.TARGET
    assert reachable_targets(campaign, "email") == ("ambassador",)
    assert reachable_targets(campaign, "post") == ("ambassador", "prosecutor")
    assert reachable_targets(campaign, "fax") == ("ambassador", "prosecutor")


def test_a_rejected_report_can_be_corrected_with_the_same_token(desk: Desk) -> None:
    report = desk.a_report(quantity=0)
    rejected = desk.submit(report)

    corrected = desk.submit(replace(report, quantity=1))

    assert isinstance(rejected, Rejected)
    assert rejected.credentials == Credentials(report.token)
    assert isinstance(corrected, Recorded)


def test_a_form_that_is_too_new_says_when_to_submit_it(desk: Desk) -> None:
    report = desk.a_report()
    desk.now += 1.5 - A_MINUTE

    early = desk.submit(report)
    desk.now += 1
    later = desk.submit(report)

    assert early == Rejected(RejectionReason.TOKEN_TOO_NEW, Credentials(report.token), wait_seconds=1)
    assert isinstance(later, Recorded)


def test_an_expired_form_gets_a_new_token(desk: Desk) -> None:
    report = desk.a_report()
    desk.now += THREE_DAYS

    expired = desk.submit(report)
    desk.now += A_MINUTE

    assert isinstance(expired, Rejected)
    assert expired.reason is RejectionReason.TOKEN_EXPIRED
    assert expired.credentials.token not in ("", report.token)
    assert isinstance(desk.submit(replace(report, token=expired.credentials.token)), Recorded)


@pytest.mark.parametrize("values", [{}, {"honeypot": "spam.example"}, {"honeypot": "x", "targets": ()}])
@pytest.mark.parametrize("token", ["", "forged", '"><b>', "x" * 10_000])
def test_a_token_that_is_none_is_never_handed_back(desk: Desk, token: str, values: dict[str, Any]) -> None:
    rejected = desk.submit(desk.a_report(token=token, **values))
    desk.now += A_MINUTE

    assert isinstance(rejected, Rejected)
    assert rejected.credentials.token not in ("", token)
    assert isinstance(desk.submit(desk.a_report(token=rejected.credentials.token)), Recorded)


def test_a_honeypot_that_a_password_manager_filled_costs_nothing_but_a_second_try(desk: Desk) -> None:
    report = desk.a_report(honeypot="filled in")

    rejected = desk.submit(report)

    assert rejected == Rejected(RejectionReason.HONEYPOT, Credentials(report.token))
    assert isinstance(desk.submit(replace(report, honeypot="")), Recorded)


def test_a_closed_campaign_accepts_no_report_but_an_undo(desk: Desk) -> None:
    closing_campaign = ACampaign(closes=True)
    report = desk.a_report()
    desk.submit(report, closing_campaign)

    closed = desk.submit(desk.a_report(), closing_campaign, DAY_AFTER)
    form = desk.service.open_form(closing_campaign, "email", today=DAY_AFTER)
    undone = desk.service.undo(CAMPAIGN, report.token)

    assert isinstance(closed, Rejected)
    assert closed.reason is RejectionReason.CLOSED
    assert form == Rejected(RejectionReason.CLOSED)
    assert isinstance(undone, Recorded)
    assert undone.undone
    assert desk.tally == Tally()


WENT_WRONG: list[dict[str, Any]] = [
    {"honeypot": "filled in by a password manager"},
    {"targets": ()},
    {"targets": ("president",)},
    {"channel": "pigeon"},
    {"letter_language": "xx"},
    {"quantity": 0},
]


@pytest.mark.parametrize("values", WENT_WRONG)
def test_an_acknowledged_report_stays_so_whatever_the_form_says_later(
    desk: Desk, values: dict[str, Any]
) -> None:
    report = desk.a_report()
    first = desk.submit(report)

    again = desk.submit(replace(report, **values))

    assert isinstance(first, Recorded)
    assert again == replace(first, repeated=True)
    assert desk.tally.total == 1
    assert desk.outcomes == ["recorded", "repeated"]


@pytest.mark.parametrize(
    ("campaign", "today", "seconds"),
    [
        (ACampaign(closes=True), DAY_AFTER, 0),
        (ACampaign(targets=(ATarget("prosecutor"),)), DEADLINE, 0),
        (ACampaign(targets=()), DEADLINE, 0),
        (ACampaign(editions={"en": ...}), DEADLINE, 0),
        (CAMPAIGN, DEADLINE, THREE_DAYS),  # its token has expired
    ],
)
def test_an_acknowledged_report_stays_so_whatever_changed_since(
    desk: Desk, campaign: ACampaign, today: date, seconds: float
) -> None:
    report = desk.a_report()
    desk.submit(report)
    desk.now += seconds

    again = desk.submit(report, campaign, today)

    assert isinstance(again, Recorded)
    assert again.repeated
    assert desk.tally.total == 1


class TestFlood:
    """Beyond so many held reports an hour of a network: they are held in one sum, and nobody is refused."""

    @pytest.fixture
    def desk(self, log: ActionLog) -> Desk:
        return Desk(log, burst_limit=0, receipts_limit=2)

    def rows(self, store: Store) -> int:
        [(number,)] = store.rows("SELECT count(*) FROM receipts")
        return int(number)

    def test_each_report_is_held_and_the_database_stays_small(self, desk: Desk, store: Store) -> None:
        both = ("ambassador", "prosecutor")

        reports = [desk.record(targets=both, quantity=2) for _ in range(200)]

        assert all(report.held and not report.undone for report in reports)
        assert [report.summed for report in reports] == [False] * 2 + [True] * 198
        assert self.rows(store) <= 2 * 2 + 2 * SUM_RECEIPTS
        assert sorted(burst.number for burst in desk.log.bursts()) == [8, 792]
        assert desk.letters == [("held", 4)] * 200
        assert reporting.check(desk.log, DEADLINE) == []
        assert desk.tally.total == 0

    def test_another_network_is_as_before(self, desk: Desk) -> None:
        for _ in range(4):
            desk.record()

        assert not desk.record(address="198.51.100.7").summed

    def test_a_repeat_is_told_for_some_minutes_and_an_undo_is_not_possible(self, desk: Desk) -> None:
        for _ in range(2):
            desk.record()
        report = desk.a_report(quantity=3)

        first, again, undone = (
            desk.submit(report),
            desk.submit(report),
            desk.service.undo(CAMPAIGN, report.token),
        )

        assert isinstance(first, Recorded)
        assert isinstance(again, Recorded)
        assert (again.repeated, again.total) == (True, first.total)
        assert undone == Rejected(RejectionReason.NOTHING_TO_UNDO)
        assert sorted(burst.number for burst in desk.log.bursts()) == [2, 3]

    def test_one_that_could_not_be_recorded_is_recorded_when_it_is_sent_again(
        self, desk: Desk, nowhere: Desk
    ) -> None:
        for _ in range(2):
            desk.record()
        report = desk.a_report()
        log, desk.service._log = desk.service._log, nowhere.log
        failed = desk.submit(report)
        desk.service._log = log

        again = desk.submit(report)

        assert isinstance(failed, Unavailable)
        assert isinstance(again, Recorded)
        assert not again.repeated

    @pytest.mark.parametrize("counts", [True, False])
    def test_the_team_decides_about_it_as_about_any_other_and_what_comes_later_waits(
        self, desk: Desk, counts: bool
    ) -> None:
        for _ in range(2):
            for _ in range(12):
                desk.record()
            for burst in desk.log.bursts():
                desk.log.decide(burst.id, counts=counts)
        desk.record()

        assert [burst.number for burst in desk.log.bursts() if not burst.refused] == [1]
        assert desk.tally.total == (24 if counts else 0)
        assert reporting.check(desk.log, DEADLINE) == []
        assert desk.log.purge(before=DAY_AFTER)
        assert desk.log.check(since=DAY_AFTER) == []


def test_a_report_that_does_not_fit_is_held_and_uses_nothing_up(log: ActionLog) -> None:
    desk = Desk(log, burst_limit=30)

    held = [desk.record(quantity=number).held for number in (29, 2, 1, 1)]

    assert held == [False, True, False, True]
    assert desk.outcomes == ["recorded", "held", "recorded", "held"]
    assert desk.letters == [("recorded", 29), ("held", 2), ("recorded", 1), ("held", 1)]
    assert [burst.number for burst in desk.log.bursts()] == [3]


@pytest.mark.parametrize(
    ("targets", "quantity", "held"),
    [
        (("ambassador",), 30, False),
        (("ambassador",), 31, True),
        (("ambassador", "prosecutor"), 15, False),
        (("ambassador", "prosecutor"), 16, True),
        (("ambassador", "ambassador"), 30, False),  # one target, named twice
        (("ambassador", "prosecutor"), MAX_QUANTITY, True),
    ],
)
def test_a_large_report_is_held_by_itself_and_uses_nothing_up(
    desk: Desk, targets: tuple[str, ...], quantity: int, held: bool
) -> None:
    large = desk.record(targets=targets, quantity=quantity)
    used = desk.at_once
    small = desk.record()

    assert large.held is held
    assert used == (0 if held else large.total)
    assert not small.held
    assert [burst.number for burst in desk.log.bursts()] == ([large.total] if held else [])


def test_a_report_that_is_corrected_counts_like_any_other(desk: Desk) -> None:
    report = desk.a_report(quantity=5_000)
    refused = desk.submit(report)

    corrected, others = desk.submit(replace(report, quantity=1)), [desk.record().held for _ in range(20)]

    assert isinstance(refused, Rejected)
    assert isinstance(corrected, Recorded)
    assert not corrected.held
    assert not any(others)


def test_what_is_not_new_or_not_valid_costs_a_network_nothing(desk: Desk) -> None:
    first = desk.a_report(quantity=2)
    desk.submit(first)

    for _ in range(60):
        desk.submit(first)
        desk.submit(replace(first, quantity=30))
        for values, _reason in REJECTIONS:
            desk.submit(replace(first, **({"token": desk.tokens.issue("gorinov")} | values)))

    assert desk.at_once == 2
    assert not desk.record().held


def test_one_token_sent_fifty_times_at_once_is_charged_once(desk: Desk) -> None:
    report, start = desk.a_report(quantity=30), threading.Barrier(50)

    def submit(_number: int) -> Outcome:
        start.wait()
        return desk.submit(report)

    with ThreadPoolExecutor(50) as threads:
        outcomes = list(threads.map(submit, range(50)))

    assert all(isinstance(outcome, Recorded) and not outcome.held for outcome in outcomes)
    assert desk.at_once == 30
    assert desk.outcomes.count("recorded") == 1
    assert desk.letters == [("recorded", 30)]
    assert desk.tally.total == 30


@pytest.mark.parametrize("token", ["", "forged", None], ids=["none", "forged", "good"])
def test_a_closed_campaign_says_so_whatever_the_token(desk: Desk, token: str | None) -> None:
    report = desk.a_report() if token is None else desk.a_report(token=token)

    outcome = desk.submit(report, ACampaign(closes=True), DAY_AFTER)

    assert outcome == Rejected(RejectionReason.CLOSED), "and no new form"


class TestOpenForm:
    def test_a_token_is_good_for_one_report(self, desk: Desk) -> None:
        opened = desk.service.open_form(CAMPAIGN, "email", today=DEADLINE)
        desk.now += A_MINUTE

        assert isinstance(opened, Credentials)
        assert opened.challenge == ""
        assert isinstance(desk.submit(desk.a_report(token=opened.token)), Recorded)

    def test_no_token_for_an_unknown_channel(self, desk: Desk) -> None:
        opened = desk.service.open_form(CAMPAIGN, "pigeon", today=DEADLINE)

        assert opened == Rejected(RejectionReason.CHANNEL)


class TestProofOfWork:
    @pytest.fixture
    def desk(self, log: ActionLog) -> Desk:
        return Desk(log, proofs=ProofOfWork([KEY]))

    def test_a_solved_challenge_counts_at_once_and_a_missing_one_is_held(self, desk: Desk) -> None:
        opened = desk.service.open_form(CAMPAIGN, "email", today=DEADLINE)
        assert isinstance(opened, Credentials)
        proof = solved(opened.challenge)

        solved_report = desk.record(token=opened.token, proof=proof)

        assert not solved_report.held
        assert desk.record(proof=proof).held, "the proof belongs to another token"

    def test_a_rejected_report_keeps_a_correct_proof_and_gets_a_challenge_for_a_wrong_one(
        self, desk: Desk
    ) -> None:
        opened = desk.service.open_form(CAMPAIGN, "email", today=DEADLINE)
        assert isinstance(opened, Credentials)
        proof = solved(opened.challenge)
        report = desk.a_report(token=opened.token, quantity=0)

        correct, wrong = (desk.submit(replace(report, proof=each)) for each in (proof, "wrong"))

        assert isinstance(correct, Rejected)
        assert isinstance(wrong, Rejected)
        assert correct.credentials == Credentials(opened.token, proof=proof)
        assert (wrong.credentials.token, wrong.credentials.proof) == (opened.token, "")
        assert wrong.credentials.challenge

    def test_a_report_of_many_letters_needs_more_work_and_then_counts(self, desk: Desk) -> None:
        opened = desk.service.open_form(CAMPAIGN, "email", today=DEADLINE)
        assert isinstance(opened, Credentials)
        report = desk.a_report(token=opened.token, proof=solved(opened.challenge), quantity=25)

        asked = desk.submit(report)

        assert isinstance(asked, Rejected)
        assert asked.reason is RejectionReason.MORE_WORK
        assert (asked.credentials.token, asked.credentials.proof) == (opened.token, "")
        assert desk.tally.total == 0
        done = desk.submit(replace(report, proof=solved(asked.credentials.challenge)))
        assert isinstance(done, Recorded)
        assert not done.held

    def test_a_browser_that_cannot_do_more_work_is_held_as_one_that_does_none(self, desk: Desk) -> None:
        opened = desk.service.open_form(CAMPAIGN, "email", today=DEADLINE)
        assert isinstance(opened, Credentials)
        report = desk.a_report(token=opened.token, proof=solved(opened.challenge), quantity=25)
        asked = desk.submit(report)

        without = desk.submit(replace(report, proof=""))

        assert isinstance(asked, Rejected)
        assert isinstance(without, Recorded)
        assert without.held

    def test_much_work_is_good_for_few_letters(self, desk: Desk) -> None:
        opened = desk.service.open_form(CAMPAIGN, "email", today=DEADLINE)
        assert isinstance(opened, Credentials)
        assert desk.proofs
        proof = solved(desk.proofs.challenge(opened.token, "gorinov", 25))

        assert not desk.record(token=opened.token, proof=proof, quantity=2).held


class TestWithoutADatabase:
    def test_a_report_is_not_recorded_and_keeps_its_token(self, nowhere: Desk) -> None:
        report = nowhere.a_report()

        outcome = nowhere.submit(report)

        assert outcome == Unavailable(Credentials(report.token))
        assert nowhere.outcomes == ["unavailable"]

    def test_whether_a_faulty_report_was_acknowledged_is_unknown(self, nowhere: Desk) -> None:
        assert isinstance(nowhere.submit(nowhere.a_report(targets=())), Unavailable)

    def test_a_forged_token_needs_no_database(self, nowhere: Desk) -> None:
        assert isinstance(nowhere.submit(nowhere.a_report(token="forged")), Rejected)

    def test_nothing_is_undone(self, nowhere: Desk) -> None:
        assert nowhere.service.undo(CAMPAIGN, nowhere.a_report().token) == Unavailable()


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
    desk: Desk, partner: str, kept: str
) -> None:
    recorded = desk.record(partner=partner)

    expected = Action("gorinov", Channel.EMAIL, "ambassador", "ru", 1, DEADLINE, late=False, partner=kept)
    assert recorded.actions == (expected,)


def test_an_undo_of_what_is_not_recorded_is_rejected(desk: Desk) -> None:
    tokens_without_a_report = desk.a_report().token, "forged"

    outcomes = {desk.service.undo(CAMPAIGN, token) for token in tokens_without_a_report}

    assert outcomes == {Rejected(RejectionReason.NOTHING_TO_UNDO)}
    assert desk.outcomes == []


def test_a_second_undo_returns_the_first_outcome(desk: Desk) -> None:
    report = desk.a_report(quantity=3)
    desk.submit(report)

    first, second = (desk.service.undo(CAMPAIGN, report.token) for _ in range(2))

    assert isinstance(first, Recorded)
    assert second == replace(first, repeated=True)
    assert desk.tally == Tally()
    assert desk.outcomes == ["recorded", "undone", "repeated"]


def test_the_check_looks_at_the_days_that_are_held(desk: Desk, log: ActionLog) -> None:
    desk.record(DEADLINE)
    log.purge(before=DAY_AFTER)  # too early, as after a leap of the clock

    [mismatch] = reporting.check(log, DEADLINE + timedelta(days=3))

    assert (mismatch.tallied, mismatch.received) == (1, 0)
    assert reporting.check(log, DEADLINE + timedelta(days=4)) == []


def test_a_token_dies_before_the_receipts_that_make_it_harmless() -> None:
    assert timedelta(seconds=tokens.MAX_AGE_SECONDS) + timedelta(days=1) <= RECEIPT_MAX_AGE


def test_after_a_rename_a_report_is_known_and_undone_under_the_name_it_was_made_for(desk: Desk) -> None:
    report = desk.a_report(quantity=3)
    first = desk.submit(report)
    renamed = ACampaign(slug="yashin", former_slugs=("gorinow", "gorinov"))

    again = desk.submit(report, renamed)
    undone = desk.service.undo(renamed, report.token)
    once_more = desk.service.undo(renamed, report.token)
    by_others = desk.service.undo(ACampaign(slug="other"), report.token)

    assert isinstance(first, Recorded)
    assert isinstance(again, Recorded)
    assert again.repeated
    assert isinstance(undone, Recorded)
    assert undone.undone
    assert isinstance(once_more, Recorded)
    assert once_more.repeated
    assert isinstance(by_others, Rejected)
    assert desk.log.tally("gorinov").total == desk.log.tally("yashin").total == 0
