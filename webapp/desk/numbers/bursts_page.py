"""What the page of held letters is rendered from: each burst and each decision in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from webapp.actions.decisions import Decision, DecisionKind
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import ngettext, pgettext, ui_language
from webapp.desk.numbers import wording
from webapp.desk.numbers.names import Names
from webapp.team.numbers.deciding import Burst, NamedDecision

MOST_DAYS_NAMED = 6
"""Days of a burst that are listed; of more, the first and the last."""


@dataclass(frozen=True, slots=True)
class Held:
    """A burst that waits."""

    id: str
    campaign: str
    heading: str
    facts: tuple[tuple[str, str], ...]
    """A term and its words."""
    warning: str
    """What speaks against counting it; "" for nothing."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision of the team."""

    id: str
    subject: str
    """The burst, or the decision by which letters of a day were taken off."""
    campaign: str
    outcome: str
    why: str
    who: str
    at: datetime
    may_be_undone: bool


@dataclass(frozen=True, slots=True)
class BurstsPage:
    """What `desk/numbers/bursts.html` is rendered from."""

    title: str
    slug: str
    """"" where it is about all campaigns."""
    waiting: tuple[Held, ...]
    decided: tuple[Decided, ...]
    done: Decided | None
    refusal: str

    @property
    def here(self) -> str:
        """The address."""
        return f"/campaigns/{self.slug}/bursts" if self.slug else "/bursts"


def held(burst: Burst, names: Names) -> Held:
    """Return a burst in words."""
    facts = tuple((term, words) for term, words in _facts(burst, names) if words)
    heading = ngettext("%(num)s letter or call", "%(num)s letters and calls", burst.number)
    return Held(burst.id, burst.campaign, heading, facts, _warning(burst))


def decided(named: NamedDecision) -> Decided:
    """Return a decision in words."""
    decision = named.decision
    return Decided(
        decision.id,
        decision.subject,
        decision.campaign,
        _outcome(decision),
        decision.note,
        wording.who(decision.author, named.author),
        decision.at,
        decision.may_be_undone,
    )


def _facts(burst: Burst, names: Names) -> Iterator[tuple[str, str]]:
    number = ui_language().number
    if burst.evening:
        yield _("Letter evening on"), ui_language().date(burst.evening)
    yield pgettext("label of a value", "Days"), _days(burst.days)
    if burst.reports:
        yield pgettext("label of a value", "Reports"), number(burst.reports)
    yield (
        pgettext("label of a value", "Channels"),
        _with_numbers({wording.channel(key): of for key, of in burst.channels.items()}),
    )
    targets = {names.target(burst.campaign, key): of for key, of in burst.targets.items()}
    yield pgettext("label of a value", "Addressees"), _with_numbers(targets)
    yield (
        pgettext("label of a value", "Languages"),
        _with_numbers({wording.language(key): of for key, of in burst.languages.items()}),
    )
    partners = {names.partner(burst.campaign, key): of for key, of in burst.partners.items()}
    yield pgettext("label of a value", "Partners"), _with_numbers(partners)


def _days(days: tuple[date, ...]) -> str:
    if len(days) > MOST_DAYS_NAMED:
        first, last = ui_language().date(days[0]), ui_language().date(days[-1])
        return pgettext("period of time", "from %(first)s to %(last)s", first=first, last=last)
    return ui_language().join(map(ui_language().date, days))


def _with_numbers(numbers: Mapping[str, int]) -> str:
    """Return names with their numbers, the largest first."""
    ordered = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    return ui_language().join(
        _("%(name)s: %(number)s", name=name, number=ui_language().number(number)) for name, number in ordered
    )


def _warning(burst: Burst) -> str:
    if burst.is_flood:
        return _(
            "There were so many reports that the page kept their sum alone. A program may have sent them, "
            "and nobody can take back a single one."
        )
    return ""


def _outcome(decision: Decision) -> str:
    number = decision.number
    match decision.kind:
        case DecisionKind.COUNTED:
            return ngettext(
                "%(num)s letter or call was counted.", "%(num)s letters and calls were counted.", number
            )
        case DecisionKind.REFUSED:
            return ngettext(
                "%(num)s letter or call was left out.", "%(num)s letters and calls were left out.", number
            )
        case DecisionKind.REOPENED:
            return ngettext(
                "%(num)s letter or call waits again.", "%(num)s letters and calls wait again.", number
            )
        case DecisionKind.TAKEN_OFF:
            return ngettext(
                "%(num)s letter or call of %(day)s was taken off.",
                "%(num)s letters and calls of %(day)s were taken off.",
                number,
                day=_day(decision),
            )
        case DecisionKind.SETTLED:
            return ngettext(
                "%(num)s report of a wrong address was looked at.",
                "%(num)s reports of a wrong address were looked at.",
                number,
            )
        case DecisionKind.GIVEN_BACK:
            return ngettext(
                "%(num)s letter or call that was taken off counts again.",
                "%(num)s letters and calls that were taken off count again.",
                number,
            )


def _day(decision: Decision) -> str:
    return ui_language().date(decision.day) if decision.day else ""
