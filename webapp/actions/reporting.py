"""Reporting an action and undoing the report: every check, and the order of the checks.

A report costs its network nothing before it is known to be valid and new: forged tokens, faulty forms and
repeats use up no limit. Only the quantity of a report is free, and it has bounds. Everything else that is
stored must be named by the campaign. So nothing a supporter typed can reach the database.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from math import ceil

from webapp.actions.burst_detection import BurstDetector
from webapp.actions.leap_detection import LeapDetector
from webapp.actions.log import ActionLog, ActionsUnavailable, Mismatch, Recorded
from webapp.actions.outcomes import Credentials, Outcome, Rejected, RejectionReason, Unavailable
from webapp.actions.proof_of_work import ProofOfWork
from webapp.actions.reportable import Reportable, reachable_targets
from webapp.actions.retention import RECEIPT_MAX_AGE
from webapp.actions.submitted_report import MAX_QUANTITY, MIN_QUANTITY, SubmittedReport
from webapp.actions.tokens import TokenExpired, TokenId, TokenRejected, Tokens, TokenTooNew
from webapp.domain import letter_evening
from webapp.domain.action import SUMMED, Action
from webapp.domain.channel import Channel

_BY_THE_CAMPAIGN = {
    RejectionReason.CLOSED,
    RejectionReason.CHANNEL,
    RejectionReason.LETTER_LANGUAGE,
    RejectionReason.QUANTITY,
}


class Reporting:
    """Accepts reports, each token once.

    `on_outcome` receives "recorded", "held", "repeated", "undone" and "unavailable", and "refused" where the
    campaign does not accept what was reported. `on_letters` receives "recorded", "held" or "undone", and how
    many letters. `on_rejected` receives the reason of every rejection.
    """

    def __init__(
        self,
        log: ActionLog,
        tokens: Tokens,
        bursts: BurstDetector,
        *,
        leap_detector: LeapDetector | None = None,
        proof_of_work: ProofOfWork | None = None,
        on_outcome: Callable[[str], None] = lambda _outcome: None,
        on_letters: Callable[[str, int], None] = lambda _outcome, _letters: None,
        on_rejected: Callable[[str], None] = lambda _reason: None,
    ) -> None:
        self._log = log
        self._tokens = tokens
        self._bursts = bursts
        self._leap_detector = leap_detector
        self._proof_of_work = proof_of_work
        self._on_outcome = on_outcome
        self._on_letters = on_letters
        self._on_rejected = on_rejected

    def open_form(self, campaign: Reportable, channel: str, *, today: date) -> Credentials | Rejected:
        """Return a new token for one report by that channel, or the reason why there is none.

        It costs its network nothing: to refuse a form would take as long as to make one.
        """
        return self.why_no_form(campaign, channel, today=today) or self._new_credentials(campaign.slug)

    def why_no_form(self, campaign: Reportable, channel: str, *, today: date) -> Rejected | None:
        """Return the reason why there is no form for that channel, and None if there is one."""
        reason = None
        if campaign.is_closed(today):
            reason = RejectionReason.CLOSED
        elif channel not in tuple(Channel):
            reason = RejectionReason.CHANNEL
        if reason is None:
            return None
        self._on_rejected(reason)
        return Rejected(reason)

    def submit(self, campaign: Reportable, report: SubmittedReport, *, today: date) -> Outcome:
        """Record a report once.

        Repeating a recorded token returns the first outcome, whatever the form now says and whatever has
        changed in the campaign. Raises nothing: a database that cannot be reached is `Unavailable`.
        """
        proof, proved = "", 0
        try:
            if recorded := self._recorded_before(report.token, campaign):
                self._on_outcome("repeated")
                return recorded
            checked = self._check(campaign, report, today)
            if not _is_hopeless(checked):
                proved = self._proved_letters(report, campaign.slug)
                proof = report.proof if proved else ""
            if isinstance(checked, Rejected):
                return self._with_credentials(checked, report.token, proof, campaign.slug)
            if 0 < proved < report.letters:
                return self._ask_for_more_work(report, campaign.slug)
            is_proved = bool(proved) or self._proof_of_work is None
            # What is charged from here on is charged once for these letters, however often they are sent.
            receipt = f"{checked} {report.letters}"
            recorded = self._record(campaign, report, checked, today, receipt=receipt, proved=is_proved)
        except ActionsUnavailable:
            self._on_outcome("unavailable")
            return Unavailable(self._credentials(report.token, proof, campaign.slug))
        self._tell(campaign.slug, recorded)
        return recorded

    def undo(self, campaign: Reportable, token: str) -> Outcome:
        """Undo a report, also past the deadline and after a rename. A second undo returns the first outcome.

        Raises nothing.
        """
        try:
            slug = self._tokens.campaign_of(token, (campaign.slug, *campaign.former_slugs))
            token_id = self._tokens.read(token, slug)
            undone = self._log.find(token_id)
            if undone is not None:  # only then is a transaction needed that may write
                undone = self._log.undo(token_id, slug)
        except TokenRejected:
            undone = None
        except ActionsUnavailable:
            self._on_outcome("unavailable")
            return Unavailable()
        if undone is None:
            self._on_rejected(RejectionReason.NOTHING_TO_UNDO)
            return Rejected(RejectionReason.NOTHING_TO_UNDO)
        self._on_outcome("repeated" if undone.repeated else "undone")
        if not undone.repeated:
            self._on_letters("undone", undone.total)
        return undone

    def _check(self, campaign: Reportable, report: SubmittedReport, today: date) -> TokenId | Rejected:
        """Return the token's id, or the first reason to reject the report. It changes nothing."""
        if campaign.is_closed(today):  # first: a new form for a closed campaign would help nobody
            return Rejected(RejectionReason.CLOSED)
        try:
            token_id = self._tokens.read(report.token, campaign.slug)
        except TokenTooNew as rejection:
            return Rejected(RejectionReason.TOKEN_TOO_NEW, wait_seconds=max(1, ceil(rejection.seconds_left)))
        except TokenExpired:
            return Rejected(RejectionReason.TOKEN_EXPIRED)
        except TokenRejected:
            return Rejected(RejectionReason.TOKEN_INVALID)
        if report.honeypot:  # after the token: the form is shown again with one that is known to be good
            return Rejected(RejectionReason.HONEYPOT)
        if not report.targets:
            return Rejected(RejectionReason.NO_TARGET)
        if not set(report.targets) <= set(reachable_targets(campaign, report.channel)):
            return Rejected(RejectionReason.TARGET)
        if report.channel not in tuple(Channel):
            return Rejected(RejectionReason.CHANNEL)
        if report.letter_language not in campaign.editions:
            return Rejected(RejectionReason.LETTER_LANGUAGE)
        if not MIN_QUANTITY <= report.quantity <= MAX_QUANTITY:
            return Rejected(RejectionReason.QUANTITY)
        if report.evening is not None and not letter_evening.read_day(report.evening, today):
            return Rejected(RejectionReason.EVENING)
        return token_id

    def _recorded_before(self, token: str, campaign: Reportable) -> Recorded | None:
        try:
            slug = self._tokens.campaign_of(token, (campaign.slug, *campaign.former_slugs))
            token_id = self._tokens.identify(token, slug)
        except TokenRejected:
            return None
        earlier = self._log.find(token_id)
        return replace(earlier, repeated=True) if earlier else None

    def _record(
        self,
        campaign: Reportable,
        report: SubmittedReport,
        token_id: TokenId,
        today: date,
        *,
        receipt: str,
        proved: bool,
    ) -> Recorded:
        burst = self._bursts.burst_for(
            campaign.slug,
            report.address,
            report.letters,
            receipt=receipt,
            proved=proved,
            evening=letter_evening.read_day(report.evening or "", today),
        )
        late = campaign.is_past_deadline(today)
        # A partner's mistake in its own page is no reason to reject a supporter's report.
        partner = report.partner if campaign.partner(report.partner) else ""
        actions = [
            Action(
                campaign=campaign.slug,
                channel=Channel(report.channel),
                target=target,
                letter_language=report.letter_language,
                quantity=report.quantity,
                day=today,
                late=late,
                partner=partner,
                burst=burst,
            )
            for target in dict.fromkeys(report.targets)
        ]
        if not burst.startswith(SUMMED):
            return self._log.record(token_id, actions)
        if self._bursts.is_repeated(receipt):
            return Recorded(tuple(actions), repeated=True)
        recorded = self._log.record(token_id, actions)
        self._bursts.note_summed(receipt)
        return recorded

    def _tell(self, campaign_slug: str, recorded: Recorded) -> None:
        outcome = "held" if recorded.held else "recorded"
        if recorded.repeated:  # by another request at the same time
            self._on_outcome("repeated")
            return
        self._on_outcome(outcome)
        self._on_letters(outcome, recorded.total)
        if self._leap_detector and not recorded.held:
            self._leap_detector.add(campaign_slug, recorded.total)

    def _proved_letters(self, report: SubmittedReport, campaign_slug: str) -> int:
        """Return the letters that the proof of work is good for; 0 if it is wrong: such a report is held."""
        if self._proof_of_work is None:
            return 0
        return self._proof_of_work.proved_letters(report.proof, report.token, campaign_slug)

    def _ask_for_more_work(self, report: SubmittedReport, campaign_slug: str) -> Rejected:
        """Return the form with a larger challenge. Who cannot solve that reports without, and is held."""
        assert self._proof_of_work is not None  # noqa: S101 (it has verified a solution)
        self._on_rejected(RejectionReason.MORE_WORK)
        challenge = self._proof_of_work.challenge(report.token, campaign_slug, report.letters)
        return Rejected(RejectionReason.MORE_WORK, Credentials(report.token, challenge=challenge))

    def _with_credentials(self, rejected: Rejected, token: str, proof: str, campaign_slug: str) -> Rejected:
        self._on_rejected(rejected.reason)
        if rejected.reason in _BY_THE_CAMPAIGN:
            self._on_outcome("refused")
        if rejected.reason is RejectionReason.CLOSED:
            return rejected
        if rejected.reason in (RejectionReason.TOKEN_EXPIRED, RejectionReason.TOKEN_INVALID):
            return replace(rejected, credentials=self._new_credentials(campaign_slug))
        return replace(rejected, credentials=self._credentials(token, proof, campaign_slug))

    def _new_credentials(self, campaign_slug: str) -> Credentials:
        return self._credentials(self._tokens.issue(campaign_slug), "", campaign_slug)

    def _credentials(self, token: str, proof: str, campaign_slug: str) -> Credentials:
        if proof or not self._proof_of_work:
            return Credentials(token, proof=proof)
        return Credentials(token, challenge=self._proof_of_work.challenge(token, campaign_slug))


def _is_hopeless(checked: TokenId | Rejected) -> bool:
    """Return True where a proof of work cannot be of use again, so that it need not be verified."""
    return isinstance(checked, Rejected) and checked.reason in (
        RejectionReason.CLOSED,
        RejectionReason.TOKEN_EXPIRED,
        RejectionReason.TOKEN_INVALID,
    )


def check(log: ActionLog, today: date) -> list[Mismatch]:
    """Compare receipts with tallies for the days whose receipts are still held; [] if they agree."""
    return log.check(since=today - RECEIPT_MAX_AGE)
