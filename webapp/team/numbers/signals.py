"""The service for what supporters told of answers and of addresses that do not work. It is never public."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from webapp.actions.log import ActionLog
from webapp.domain.language import Language
from webapp.domain.signal import Signal, SignalKind
from webapp.team.numbers.counted_cases import CountedCase, FindsCases, UnknownCampaign
from webapp.team.numbers.stamps import make_stamp
from webapp.team.people.permissions import Permission, may, require
from webapp.team.people.person import Person


@dataclass(frozen=True, slots=True)
class SignalLine:
    """What was told of one addressee on one day."""

    campaign: str
    """The slug that the campaign has now."""
    day: date
    target: str
    name: str
    answered: int
    bounced: int


@dataclass(frozen=True, slots=True)
class OpenBounces:
    """An addressee of whom supporters told that an address does not work, since the team dealt with it."""

    target: str
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class CampaignSignals:
    """All that was told of a campaign, or of several."""

    lines: tuple[SignalLine, ...]
    """The latest days first."""
    open: tuple[OpenBounces, ...]

    @property
    def answered(self) -> int:
        """The answers together."""
        return sum(line.answered for line in self.lines)

    @property
    def bounced(self) -> int:
        """The wrong addresses together, also those that the team has dealt with."""
        return sum(line.bounced for line in self.lines)


class Signals:
    """Every method raises `ActionsUnavailable` if the page's database cannot be reached, and `NotAllowed`."""

    def __init__(
        self, log: ActionLog, patient: ActionLog, cases: FindsCases, now: Callable[[], datetime]
    ) -> None:
        """`patient` waits for other writers, `log` does not wait for long."""
        self._log = log
        self._patient = patient
        self._cases = cases
        self._now = now

    def of(self, by: Person, slug: str, language: Language) -> CampaignSignals:
        """Return what was told of one campaign. Raises `UnknownCampaign`."""
        case = self._case(by, slug, Permission.SEE)
        bounces = Counter[str]()
        for (campaign, target), number in self._log.open_bounces().items():
            if campaign in case.slugs:
                bounces[target] += number
        return CampaignSignals(
            _lines(self._log.signals(case.slugs), case, language),
            tuple(
                OpenBounces(target, case.target(target, language), number)
                for target, number in sorted(bounces.items(), key=lambda item: (-item[1], item[0]))
            ),
        )

    def of_all(self, by: Person, language: Language) -> tuple[SignalLine, ...]:
        """Return what was told of every campaign that a person may see."""
        found: list[SignalLine] = []
        for slug, case in self._cases.all().items():
            if may(by, Permission.SEE, slug):
                found += _lines(self._log.signals(case.slugs), case, language)
        return tuple(found)

    def settle(self, by: Person, slug: str, target: str) -> int:
        """Note that the team has dealt with the bounces of an addressee. Return how many were open."""
        case = self._case(by, slug, Permission.COUNT)
        stamp = make_stamp(by, "", "", self._now())
        is_open = (key for key in self._patient.open_bounces() if key[0] in case.slugs and key[1] == target)
        settled = 0
        for campaign, of in sorted(is_open):
            settled += self._patient.settle_bounces(campaign, of, stamp)
            stamp = make_stamp(by, "", "", self._now())  # each decision has an id of its own
        return settled

    def _case(self, by: Person, slug: str, permission: Permission) -> CountedCase:
        require(by, permission, slug)
        case = self._cases.all().get(slug)
        if case is None:
            raise UnknownCampaign(slug)
        return case


def _lines(signals: Iterable[Signal], case: CountedCase, language: Language) -> tuple[SignalLine, ...]:
    numbers = Counter[tuple[date, str, SignalKind]]()
    for signal in signals:
        numbers[signal.day, signal.target, signal.kind] += signal.number
    keys = sorted(
        {(day, target) for day, target, _kind in numbers}, key=lambda key: (-key[0].toordinal(), key[1])
    )
    return tuple(
        SignalLine(
            case.slug,
            day,
            target,
            case.target(target, language),
            numbers[day, target, SignalKind.ANSWERED],
            numbers[day, target, SignalKind.BOUNCED],
        )
        for day, target in keys
    )
