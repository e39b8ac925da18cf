"""Signals of supporters: every check, and the order of the checks.

A signal costs its network nothing before it is valid and new. What is over a network's limits is not stored:
the team knows by then, and a number that one network could raise would tell it nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import ceil

from webapp.actions.log import ActionLog, ActionsUnavailable
from webapp.actions.outcomes import Credentials, Rejected, RejectionReason, Unavailable
from webapp.actions.reportable import Reportable
from webapp.actions.tokens import TokenExpired, TokenId, TokenRejected, Tokens, TokenTooNew
from webapp.domain.signal import Signal, SignalKind
from webapp.server.network_counters import DAY, Limit, NetworkCounters

SALT = "urgent-appeal.token-of-a-signal"
"""A report's token is none of a signal, so that nothing in the database links the two."""
LIMITS = (Limit(3, DAY), Limit(9, DAY, "neighbourhood"), Limit(30, DAY, "provider"))
"""Signals of one kind about one target that are stored."""


@dataclass(frozen=True, slots=True)
class SubmittedSignal:
    """A signal as it was submitted. Nothing in it is checked yet."""

    token: str
    kind: str
    target: str
    address: str | None = None
    """The client's network address. It is never stored."""


@dataclass(frozen=True, slots=True)
class Noted:
    """The team is told, by this signal or by earlier ones."""

    signal: Signal


class SignalLimits:
    """How many signals of one network are stored."""

    def __init__(self, counters: NetworkCounters, *, on: bool = True) -> None:
        self._counters = counters
        self._on = on

    def allow(self, signal: Signal, address: str | None, receipt: str) -> bool:
        """Charge a signal to its network, once for each receipt. Return False where it is over a limit."""
        name = f"signal {signal.kind} {signal.campaign} {signal.target}"
        return not self._on or self._counters.spend(name, address, 1, LIMITS, receipt) is None


class Signalling:
    """Accepts signals, each token once for each target and kind. `on_rejected` receives the reasons."""

    def __init__(
        self,
        log: ActionLog,
        tokens: Tokens,
        limits: SignalLimits,
        on_rejected: Callable[[str], None] = lambda _reason: None,
    ) -> None:
        """`tokens` are those of reports; signals get others of the same keys."""
        self._log = log
        self._tokens = tokens.with_salt(SALT)
        self._limits = limits
        self._on_rejected = on_rejected

    def open_form(self, campaign: Reportable) -> str:
        """Return a new token."""
        return self._tokens.issue(campaign.slug)

    def submit(
        self, campaign: Reportable, submitted: SubmittedSignal, *, today: date
    ) -> Noted | Rejected | Unavailable:
        """Count a signal once, also after the campaign's end. Raises nothing."""
        checked = self._check(campaign, submitted)
        if isinstance(checked, Rejected):
            self._on_rejected(checked.reason)
            return checked
        signal = Signal(campaign.slug, submitted.target, SignalKind(submitted.kind), today)
        try:
            receipt = f"{checked} {signal.kind} {signal.target}"
            if not self._log.has_signal(checked, signal) and self._limits.allow(
                signal, submitted.address, receipt
            ):
                self._log.signal(checked, signal)
        except ActionsUnavailable:
            return Unavailable(Credentials(submitted.token))
        return Noted(signal)

    def _check(self, campaign: Reportable, submitted: SubmittedSignal) -> TokenId | Rejected:
        same, fresh = Credentials(submitted.token), Credentials(self.open_form(campaign))
        try:
            token_id = self._tokens.read(submitted.token, campaign.slug)
        except TokenTooNew as rejection:
            wait = max(1, ceil(rejection.seconds_left))
            return Rejected(RejectionReason.TOKEN_TOO_NEW, same, wait_seconds=wait)
        except TokenExpired:
            return Rejected(RejectionReason.TOKEN_EXPIRED, fresh)
        except TokenRejected:
            return Rejected(RejectionReason.TOKEN_INVALID, fresh)
        if submitted.kind not in tuple(SignalKind):
            return Rejected(RejectionReason.SIGNAL, same)
        if not submitted.target:
            return Rejected(RejectionReason.NO_TARGET, same)
        if all(target.id != submitted.target for target in campaign.targets):
            return Rejected(RejectionReason.TARGET, same)
        return token_id
