"""The names that pages about decisions show: of campaigns, addressees and partners, by their ids."""

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.desk.http.text import ui_language
from webapp.desk.numbers import wording
from webapp.team.numbers.counted_cases import CountedCase


@dataclass(frozen=True, slots=True)
class Names:
    """Names of all campaigns, also under the slugs that they had before."""

    cases: Mapping[str, CountedCase]

    def case(self, slug: str) -> CountedCase:
        """Return a campaign; one that is nowhere any more has its slug as its name."""
        if slug in self.cases:
            return self.cases[slug]
        renamed = (case for case in self.cases.values() if slug in case.former_slugs)
        return next(renamed, CountedCase(slug, slug))

    def campaign(self, slug: str) -> str:
        """Return whom a campaign is about."""
        return self.case(slug).who

    def target(self, slug: str, target: str) -> str:
        """Return whom letters went to."""
        return wording.target(self.case(slug).target(target, ui_language()) if target else "")

    def partner(self, slug: str, partner: str) -> str:
        """Return where letters were reported."""
        return wording.partner((self.case(slug).partners or {}).get(partner, partner))
