"""The service that reads figures, of one campaign or of all that a person may see."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime

from webapp.actions.breakdown import Breakdown, Dimension
from webapp.actions.log import ActionLog
from webapp.domain.dates import EARLIEST_OFFSET
from webapp.domain.language import Language
from webapp.team.numbers.counted_cases import CountedCase, FindsCases, UnknownCampaign
from webapp.team.numbers.figures import GROUPS, Figures, make_figures
from webapp.team.people.permissions import Permission, may, require
from webapp.team.people.person import Person

ENGLISH = Language("en")


class FigureReader:
    """Reads figures. Every method raises `ActionsUnavailable` if the page's database cannot be reached."""

    def __init__(self, log: ActionLog, cases: FindsCases, now: Callable[[], datetime]) -> None:
        self._log = log
        self._cases = cases
        self._now = now

    @property
    def today(self) -> date:
        """The day by which deadlines and counts go: at UTC-12."""
        return (self._now() + EARLIEST_OFFSET).date()

    def case(self, by: Person, slug: str) -> CountedCase:
        """Return one campaign; raise `UnknownCampaign` or `NotAllowed`."""
        require(by, Permission.SEE, slug)
        case = self._cases.all().get(slug)
        if case is None:
            raise UnknownCampaign(slug)
        return case

    def figures(
        self,
        by: Person,
        slugs: Collection[str] = (),
        since: date | None = None,
        until: date | None = None,
        language: Language = ENGLISH,
    ) -> Figures:
        """Return the figures of these campaigns, or of all that a person may see, earlier slugs included.

        `since` and `until` are the first and the last day; names are in `language` where a campaign has it.
        Raises `NotAllowed` for a campaign that the person may not see, `UnknownCampaign` for one that is not.
        """
        cases, wanted = self._visible(by, slugs)
        if wanted is not None and not wanted:  # of no campaign at all; for the log that would be all of them
            return make_figures(tuple(Breakdown(group, ()) for group in GROUPS), 0, {}, language)
        breakdowns = self._log.breakdowns(GROUPS, campaigns=wanted or (), since=since, until=until)
        waiting = sum(
            burst.number
            for burst in self._log.bursts()
            if burst.waits(since, until) and (wanted is None or burst.campaign in wanted)
        )
        return make_figures(breakdowns, waiting, cases, language)

    def breakdown(
        self,
        by: Person,
        dimensions: Collection[Dimension],
        slugs: Collection[str] = (),
        since: date | None = None,
        until: date | None = None,
    ) -> Breakdown:
        """Return the rows of a file: the same letters by any dimensions."""
        _cases, wanted = self._visible(by, slugs)
        if wanted is not None and not wanted:
            return Breakdown(tuple(dimensions), ())
        return self._log.breakdown(tuple(dimensions), campaigns=wanted or (), since=since, until=until)

    def _visible(
        self, by: Person, slugs: Collection[str]
    ) -> tuple[Mapping[str, CountedCase], Collection[str] | None]:
        """Return the campaigns under all their slugs, and the slugs to read; None for all there are."""
        known = self._cases.all()
        for slug in slugs:
            require(by, Permission.SEE, slug)
            if slug not in known:
                raise UnknownCampaign(slug)
        chosen = [
            case
            for slug, case in known.items()
            if (slug in slugs if slugs else may(by, Permission.SEE, slug))
        ]
        cases = {name: case for case in chosen for name in case.slugs}
        if not slugs and sees_all(by):
            return cases, None
        return cases, tuple(cases)


def sees_all(person: Person) -> bool:
    """Return True if a person may see every campaign, also one that is not known any more."""
    return may(person, Permission.SEE) and any(grant.campaigns is None for grant in person.grants)
