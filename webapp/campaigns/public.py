"""The campaigns that are public at a moment, and how they lead to one another.

A campaign is found under its slug alone; where it was renamed, its earlier slugs lead to it. One that
continues an older one has that one's partners, too: a partner's frame of the older one shows the newer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Self

from webapp.domain.campaign import Campaign

_BEGINNING, _END = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class PublicCampaigns:
    """What everybody may see from one moment until another."""

    source: Mapping[str, Campaign]
    """The campaigns that it was made from, drafts among them."""
    since: datetime
    until: datetime
    """The next moment at which a campaign appears."""
    by_slug: Mapping[str, Campaign]
    moved: Mapping[str, str]
    """Slugs by the slug that a campaign had before."""
    newer: Mapping[str, str]
    """The slug of the campaign that continues one, by the slug of that one."""

    @classmethod
    def at(cls, now: datetime, source: Mapping[str, Campaign]) -> Self:
        """Return what is public at a moment."""
        moments = sorted(each.life.publish for each in source.values() if each.life.publish)
        since = max((moment for moment in moments if moment <= now), default=_BEGINNING)
        until = min((moment for moment in moments if moment > now), default=_END)
        public = {slug: each for slug, each in sorted(source.items()) if each.life.is_public(now)}
        moved: dict[str, str] = {}
        for slug, campaign in public.items():
            for old in campaign.life.redirects:
                if old not in source:
                    moved.setdefault(old, slug)
        newer: dict[str, str] = {}
        for slug, campaign in public.items():
            follows = moved.get(campaign.life.follows, campaign.life.follows)
            if follows in public and slug not in _line_to(follows, newer):
                newer.setdefault(follows, slug)
        return cls(source, since, until, _with_older_partners(public, newer), moved, newer)

    def holds(self, now: datetime, source: Mapping[str, Campaign]) -> bool:
        """Check whether this is what is public at a moment."""
        return self.source is source and self.since <= now < self.until

    def newest(self, campaign: Campaign) -> Campaign:
        """Return the last of the campaigns that continue this one; itself where there is none."""
        return self._from(campaign)[-1]

    def next(self, campaign: Campaign) -> Campaign | None:
        """Return the campaign that continues this one."""
        return self.by_slug.get(self.newer.get(campaign.slug, ""))

    def earlier(self, campaign: Campaign) -> tuple[Campaign, ...]:
        """Return the campaigns that this one continues, the last one first."""
        return tuple(self.by_slug[slug] for slug in _line_to(campaign.slug, self.newer)[1:])

    def line(self, campaign: Campaign) -> tuple[Campaign, ...]:
        """Return all campaigns of the same case, the first one first."""
        return (*reversed(self.earlier(campaign)), *self._from(campaign))

    def other_open(self, campaign: Campaign, on: date) -> Campaign | None:
        """Return the open campaign of another case whose deadline is the nearest."""
        case = {each.slug for each in self.line(campaign)}
        others = (
            each
            for slug, each in self.by_slug.items()
            if slug not in case | self.newer.keys()
            and not each.is_closed(on)
            and not each.is_past_deadline(on)
        )
        return min(others, key=lambda each: (each.deadline or date.max, each.slug), default=None)

    def _from(self, campaign: Campaign) -> tuple[Campaign, ...]:
        # A request may still have a campaign that was withdrawn meanwhile.
        slugs = _line_to_end(campaign.slug, self.newer)
        return tuple(self.by_slug.get(slug, campaign) for slug in slugs)


def _line_to(slug: str, newer: Mapping[str, str]) -> list[str]:
    """Return a slug and those that lead to it, backwards."""
    older = {after: before for before, after in newer.items()}
    return _line_to_end(slug, older)


def _line_to_end(slug: str, following: Mapping[str, str]) -> list[str]:
    line = [slug]
    while line[-1] in following:
        line.append(following[line[-1]])
    return line


def _with_older_partners(public: Mapping[str, Campaign], newer: Mapping[str, str]) -> dict[str, Campaign]:
    campaigns = dict(public)
    firsts = newer.keys() - newer.values()
    for first in firsts:
        line = _line_to_end(first, newer)
        for before, after in pairwise(line):
            older, campaign = campaigns[before], campaigns[after]
            more = tuple(each for each in older.partners if campaign.partner(each.id) is None)
            campaigns[after] = replace(campaign, partners=(*campaign.partners, *more))
    return campaigns
