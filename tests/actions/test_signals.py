"""Signals: one press counts once, whatever is sent again; only a valid and new one is stored or charged."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.actions.test_reporting import CAMPAIGN, KEY, ACampaign
from tests.support.stores import Store
from webapp.actions.decisions import DecisionKind
from webapp.actions.log import ActionLog
from webapp.actions.outcomes import Credentials, Rejected, RejectionReason, Unavailable
from webapp.actions.purge_schedule import purge_old_receipts
from webapp.actions.signalling import LIMITS, Noted, SignalLimits, Signalling, SubmittedSignal
from webapp.actions.stamp import Stamp
from webapp.actions.tokens import MAX_AGE_SECONDS, InvalidToken, Tokens
from webapp.database import schema
from webapp.domain.signal import Signal, SignalKind
from webapp.server.network_counters import NetworkCounters

DAY = date(2024, 5, 7)
BOUNCED, ANSWERED = SignalKind.BOUNCED, SignalKind.ANSWERED
HOME = "192.0.2.1"


@dataclass
class Team:
    """The service with its surroundings."""

    log: ActionLog
    now: float = 1_700_000_000.0
    reasons: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tokens = Tokens([KEY], lambda: self.now)
        limits = SignalLimits(NetworkCounters(clock=lambda: self.now))
        self.service = Signalling(self.log, self.tokens, limits, self.reasons.append)

    def token(self, campaign: ACampaign = CAMPAIGN, seconds: float = 5.0) -> str:
        """Open a form, and wait."""
        token = self.service.open_form(campaign)
        self.now += seconds
        return token

    def press(
        self,
        token: str,
        kind: str = "bounced",
        target: str = "ambassador",
        address: str | None = HOME,
        campaign: ACampaign = CAMPAIGN,
    ) -> Noted | Rejected | Unavailable:
        """Press a button."""
        return self.service.submit(campaign, SubmittedSignal(token, kind, target, address), today=DAY)


@pytest.fixture
def team(store: Store) -> Iterator[Team]:
    with closing(ActionLog(store.url)) as log:
        yield Team(log)


def test_a_signal_counts_once_however_often_it_is_sent(team: Team) -> None:
    token = team.token()

    outcomes = [team.press(token) for _ in range(3)]

    assert outcomes == [Noted(Signal("gorinov", "ambassador", BOUNCED, DAY))] * 3
    assert team.log.signals() == [Signal("gorinov", "ambassador", BOUNCED, DAY, 1)]
    assert team.log.check(DAY) == []


def test_one_form_may_tell_of_each_target_and_of_each_kind(team: Team) -> None:
    token = team.token()

    for kind in SignalKind:
        for target in ("ambassador", "prosecutor"):
            team.press(token, kind, target)

    assert [(each.target, each.kind, each.number) for each in team.log.signals(["gorinov"])] == [
        ("ambassador", ANSWERED, 1),
        ("ambassador", BOUNCED, 1),
        ("prosecutor", ANSWERED, 1),
        ("prosecutor", BOUNCED, 1),
    ]
    assert team.log.signals(["other"]) == []
    assert team.log.check(DAY) == []


def test_many_at_once_under_one_token_are_one(team: Team) -> None:
    token = team.token()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: team.press(token), range(16)))

    assert [each.number for each in team.log.signals()] == [1]
    assert team.log.check(DAY) == []


@pytest.mark.parametrize(
    ("kind", "target", "reason"),
    [
        ("angry", "ambassador", RejectionReason.SIGNAL),
        ("", "ambassador", RejectionReason.SIGNAL),
        ("bounced", "nobody", RejectionReason.TARGET),
        ("bounced", "", RejectionReason.NO_TARGET),
    ],
)
def test_what_is_no_signal_is_rejected_and_the_same_form_goes_corrected(
    team: Team, kind: str, target: str, reason: RejectionReason
) -> None:
    token = team.token()

    rejected = team.press(token, kind, target)
    corrected = team.press(token)

    assert isinstance(rejected, Rejected)
    assert (rejected.reason, rejected.credentials.token) == (reason, token)
    assert isinstance(corrected, Noted)
    assert team.reasons == [reason]
    assert len(team.log.signals()) == 1


@pytest.mark.parametrize("seconds", [0.0, 1.9])
def test_a_press_that_is_too_quick_may_be_repeated_after_a_wait(team: Team, seconds: float) -> None:
    token = team.token(seconds=seconds)

    quick = team.press(token)
    team.now += 2
    later = team.press(token)

    assert isinstance(quick, Rejected)
    assert (quick.reason, quick.credentials.token) == (RejectionReason.TOKEN_TOO_NEW, token)
    assert 1 <= quick.wait_seconds <= 2
    assert isinstance(later, Noted)


def test_a_token_that_is_not_the_forms_own_is_rejected_with_one_that_is(team: Team) -> None:
    own = team.token()
    of_a_report = team.tokens.issue("gorinov")
    of_others = team.token(ACampaign(slug="other"))
    old = team.token(seconds=MAX_AGE_SECONDS + 1)
    outcomes = [team.press(each) for each in ("", "x" * 500, own[:-1] + "é", of_a_report, of_others, old)]

    team.now += 5
    assert [each.reason for each in outcomes if isinstance(each, Rejected)] == [
        *[RejectionReason.TOKEN_INVALID] * 5,
        RejectionReason.TOKEN_EXPIRED,
    ]
    assert team.log.signals() == []
    for each in outcomes:
        assert isinstance(each, Rejected)
        assert isinstance(team.press(each.credentials.token, address=None), Noted)


def test_a_token_of_a_signal_reports_nothing(team: Team) -> None:
    with pytest.raises(InvalidToken):
        team.tokens.read(team.token(), "gorinov")


def test_one_network_cannot_raise_a_number_for_long_and_is_told_the_same(team: Team) -> None:
    most = LIMITS[0].most

    outcomes = [team.press(team.token()) for _ in range(most + 5)]
    elsewhere = team.press(team.token(), address="198.51.100.7")
    other = team.press(team.token(), target="prosecutor")

    assert all(isinstance(each, Noted) for each in (*outcomes, elsewhere, other))
    numbers = {each.target: each.number for each in team.log.signals()}
    assert numbers == {"ambassador": most + 1, "prosecutor": 1}
    assert team.log.check(DAY) == []


def test_what_is_invalid_or_repeated_uses_up_no_limit(team: Team) -> None:
    token = team.token()
    for _ in range(20):
        team.press("forged")
        team.press(token)
        team.press(token, "angry")

    for _ in range(LIMITS[0].most - 1):
        team.press(team.token())

    assert [each.number for each in team.log.signals()] == [LIMITS[0].most]


def test_a_database_out_of_reach_is_told_and_the_form_goes_again(tmp_path: Path) -> None:
    with closing(ActionLog(f"sqlite:///{tmp_path / 'missing.db'}", wait=0.1)) as log:
        team = Team(log)
        token = team.token()

        outcome = team.press(token)

    assert outcome == Unavailable(Credentials(token))


def test_receipts_of_signals_go_with_those_of_reports_and_the_numbers_stay(team: Team, store: Store) -> None:
    team.press(team.token())
    purge_old_receipts(team.log, DAY)
    for days in range(1, 6):
        purge_old_receipts(team.log, DAY + timedelta(days=days))

    assert store.rows("SELECT count(*) FROM signal_receipts") == [(0,)]
    assert [each.number for each in team.log.signals()] == [1]
    assert team.log.check(DAY + timedelta(days=3)) == []


def test_a_number_that_somebody_changed_is_found(team: Team, store: Store) -> None:
    team.press(team.token())
    store.run("UPDATE signals SET number = 7")

    (mismatch,) = team.log.check(DAY)
    assert mismatch.facts[:3] == ("gorinov", "ambassador", "bounced")
    assert (mismatch.tallied, mismatch.received) == (7, 1)


def test_what_the_team_has_dealt_with_is_open_again_after_the_next_bounce(team: Team) -> None:
    for address in (HOME, "198.51.100.7"):
        team.press(team.token(), address=address)
    team.press(team.token(), "answered", "prosecutor")
    open_first = team.log.open_bounces()

    settled = team.log.settle_bounces("gorinov", "ambassador", Stamp())
    again = team.log.settle_bounces("gorinov", "ambassador", Stamp())
    nobody = team.log.settle_bounces("gorinov", "prosecutor", Stamp())
    open_then = team.log.open_bounces()
    team.press(team.token(), address="203.0.113.9")

    assert open_first == {("gorinov", "ambassador"): 2}
    assert (settled, again, nobody, open_then) == (2, 0, 0, {})
    assert team.log.open_bounces() == {("gorinov", "ambassador"): 1}
    (decision,) = team.log.decisions()
    assert (decision.kind, decision.number, decision.may_be_undone) == (DecisionKind.SETTLED, 2, False)
    assert team.log.check(DAY) == []


def test_an_older_version_may_come_back_and_the_signals_stay(team: Team, store: Store) -> None:
    team.press(team.token())
    team.log.settle_bounces("gorinov", "ambassador", Stamp())
    team.log.close()

    schema.downgrade(store.url, "0007")
    decisions = store.rows("SELECT count(*) FROM decisions")
    schema.upgrade(store.url)

    assert decisions == [(0,)]
    assert [each.number for each in team.log.signals()] == [1]
    assert team.log.open_bounces() == {("gorinov", "ambassador"): 1}
