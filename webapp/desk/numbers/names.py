"""The names that figures show: of campaigns, addressees and partners, by what the database has of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from webapp.team.overview.campaign import CampaignOverview
from webapp.team.overview.summary import TargetName


@dataclass(frozen=True, slots=True)
class Names:
    """Names of one or several campaigns."""

    campaigns: dict[str, str] = field(default_factory=dict)
    """By slug."""
    former: dict[str, str] = field(default_factory=dict)
    """The slug of today by a slug that a campaign had before."""
    targets: dict[tuple[str, str], TargetName] = field(default_factory=dict)
    """By the slug of today and the id."""
    partners: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, campaigns: Iterable[CampaignOverview]) -> Self:
        """Collect the names, as the draft has them and, where it lacks one, as the public has it."""
        names = cls()
        for each in campaigns:
            names.campaigns[each.slug] = each.summary.who
            for summary in (each.public, each.summary):
                if summary is None:
                    continue
                names.targets.update({(each.slug, target.id): target for target in summary.targets})
                names.partners.update(summary.partners)
                former = summary.life.redirects if summary.life else ()
                names.former.update(dict.fromkeys(former, each.slug))
        return names

    @property
    def slugs(self) -> tuple[str, ...]:
        """All slugs under which something of these campaigns is counted."""
        return tuple(dict.fromkeys((*self.campaigns, *self.former)))

    def today(self, slug: str) -> str:
        """Return the slug of today."""
        return self.former.get(slug, slug)

    def target(self, slug: str, target: str) -> str:
        """Return the name of an addressee; its id where the campaign does not have it any more."""
        found = self.targets.get((self.today(slug), target))
        return found.name if found else target

    def country(self, slug: str, target: str) -> str:
        """Return the country of an addressee; "" where it is not known."""
        found = self.targets.get((self.today(slug), target))
        return found.country if found else ""
