"""The service for what the team decides about bursts and spoiled days. All can be undone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from webapp.actions.decisions import Decision, DecisionKind
from webapp.actions.entries import MAX_NUMBER, InvalidLetters, check_note
from webapp.actions.log import ActionLog
from webapp.actions.stamp import Stamp
from webapp.actions.taking_off import NothingToTakeOff, Spoiled
from webapp.domain.action import Burst, BurstState
from webapp.team.desk_database import DeskDatabase
from webapp.team.numbers.counted_cases import FindsCases, UnknownCampaign
from webapp.team.numbers.stamps import make_stamp
from webapp.team.numbers.team_names import team_names
from webapp.team.people.permissions import Permission, may, require
from webapp.team.people.person import Person

__all__ = [
    "Burst",
    "BurstState",
    "DecisionKind",
    "Decisions",
    "InvalidLetters",
    "NamedDecision",
    "NotThereAnyMore",
    "NothingToTakeOff",
    "Spoiled",
]


@dataclass(frozen=True, slots=True)
class NamedDecision:
    """A decision, with the name of who made it; "" for a command."""

    decision: Decision
    author: str


class NotThereAnyMore(LookupError):
    """There is no such burst or decision, or somebody else has decided meanwhile."""


class Decisions:
    """Every method raises `ActionsUnavailable` if a database cannot be reached, and `NotAllowed`."""

    def __init__(
        self,
        database: DeskDatabase | None,
        log: ActionLog,
        cases: FindsCases,
        now: Callable[[], datetime],
    ) -> None:
        """`database` has the names of the team; without it, as for a command, nobody has a name."""
        self._database = database
        self._log = log
        self._cases = cases
        self._now = now

    def bursts(self, by: Person, slug: str = "") -> tuple[Burst, ...]:
        """Return the bursts of a campaign, or of all that a person may see: those that wait first."""
        slugs = self._slugs(by, slug)
        return tuple(
            burst
            for burst in self._log.all_bursts()
            if (burst.campaign in slugs if slugs is not None else may(by, Permission.SEE, burst.campaign))
        )

    def all(self, by: Person, slug: str = "") -> tuple[NamedDecision, ...]:
        """Return what was decided about a campaign, or about all that a person may see, newest first."""
        slugs = self._slugs(by, slug)
        names = team_names(self._database) if self._database else {}
        return tuple(
            NamedDecision(each, names.get(each.author, ""))
            for each in self._log.decisions(slugs or ())
            if may(by, Permission.SEE, slug or each.campaign)
        )

    def decide_burst(self, by: Person, burst: str, *, counts: bool, note: str = "") -> int:
        """Count a waiting burst or refuse it; return the number of its letters. Raises `NotThereAnyMore`."""
        stamp, number = self._stamp(by, note), 0
        for campaign in self._campaigns_of(by, burst, (BurstState.WAITING,)):
            number += self._log.decide(burst, counts=counts, stamp=stamp, campaign=campaign)
        return _found(number, burst)

    def undo_decision(self, by: Person, burst: str, note: str = "") -> int:
        """Let a burst wait again that was counted or refused. Raises `NotThereAnyMore`."""
        bare = burst.removeprefix("refused.").removeprefix("counted.")
        stamp, number = self._stamp(by, note), 0
        for campaign in self._campaigns_of(by, bare, (BurstState.COUNTED, BurstState.REFUSED)):
            number += self._log.undo_decision(bare, stamp, campaign)
        return _found(number, burst)

    def take_off_day(
        self, by: Person, spoiled: Spoiled, number: int | None, note: str, decision_id: str = ""
    ) -> int:
        """Take so many letters off a day (None: all), with the reason. Return their number.

        Raises `UnknownCampaign`, `InvalidLetters` and `NothingToTakeOff`. `decision_id` is from `new_id`,
        once for each form: who sends the form twice takes off once.
        """
        require(by, Permission.COUNT, spoiled.campaign)
        if spoiled.campaign not in self._cases.all():
            raise UnknownCampaign(spoiled.campaign)
        stamp = self._stamp(by, note, decision_id)
        if not stamp.note:
            raise InvalidLetters("note", "there is no reason; write why the letters are taken off")
        if number is not None and not 1 <= number <= MAX_NUMBER:
            raise InvalidLetters("number", f"the number is {number}; write 1 to {MAX_NUMBER:,}")
        facts = (spoiled.target, spoiled.letter_language, spoiled.partner)
        if not all((each or "").isprintable() for each in facts):  # PostgreSQL takes no NUL in a text
            raise NothingToTakeOff(0)
        return self._log.take_off(spoiled, number, stamp)

    def give_back(self, by: Person, decision: str, note: str = "") -> int:
        """Count again what a decision has taken off. Raises `NotThereAnyMore`."""
        stamp = self._stamp(by, note)
        campaign = next(
            (
                each.campaign
                for each in self._log.decisions()
                if each.id == decision and each.kind is DecisionKind.TAKEN_OFF and each.may_be_undone
            ),
            None,
        )
        if campaign is None:
            raise NotThereAnyMore(decision)
        require(by, Permission.COUNT, self._slug_now(campaign))
        number = self._log.give_back(decision, stamp)
        if number is None:
            raise NotThereAnyMore(decision)
        return number

    def _campaigns_of(self, by: Person, burst: str, states: tuple[BurstState, ...]) -> list[str]:
        """Return the campaigns that a burst is of, all of which the person may decide about."""
        found = [
            each.campaign
            for each in self._log.all_bursts()
            if each.state in states and each.id in (burst, f"counted.{burst}", f"refused.{burst}")
        ]
        for campaign in found:
            require(by, Permission.COUNT, self._slug_now(campaign))
        return sorted({*found})

    def _slugs(self, by: Person, slug: str) -> tuple[str, ...] | None:
        """Return the names that a campaign has and had; None where none is asked for."""
        if not slug:
            return None
        require(by, Permission.SEE, slug)
        case = self._cases.all().get(slug)
        if case is None:
            raise UnknownCampaign(slug)
        return case.slugs

    def _slug_now(self, slug: str) -> str:
        """Return the name of the campaign that once had this one: by it people are allowed things."""
        cases = self._cases.all()
        if slug in cases:
            return slug
        return next((case.slug for case in cases.values() if slug in case.former_slugs), slug)

    def _stamp(self, by: Person, note: str, decision_id: str = "") -> Stamp:
        stamp = make_stamp(by, note, decision_id, self._now())
        check_note(stamp.note)
        return stamp


def _found(number: int, burst: str) -> int:
    if not number:
        raise NotThereAnyMore(burst)
    return number
