"""What the public sees of a campaign, and what the team should know of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from webapp.campaigns.source_files import SourceFiles
from webapp.publications.store import Publication, PublicationDamaged, PublicationStore
from webapp.team.publishing.decisions import INTERRUPTED, Decision, Decisions


@dataclass(frozen=True, slots=True)
class PublicState:
    """What the public sees of a campaign, and what the team should know of it."""

    public: Publication | None
    """What holds now; None where there is no page."""
    scheduled: Publication | None
    failed: Decision | None
    """The last decision, if nothing was published by it."""
    is_withdrawn: bool = False
    """The page was there, and was taken away."""
    damage: str = ""
    """What is wrong in the page's database: then nobody knows what is public of the campaign."""


def public_states(store: PublicationStore, decisions: Decisions, now: datetime) -> Mapping[str, PublicState]:
    """Return the state of each campaign that somebody has decided about, by slug."""
    newest, scheduled = store.newest(now), store.all_scheduled(now)
    decided = decisions.last(now)
    is_any_withdrawn = any(each.withdrawn for each in newest.values())
    appeared = store.appeared(now) if is_any_withdrawn else frozenset(newest)
    return {
        slug: _state(newest.get(slug), scheduled.get(slug), decided.get(slug), slug in appeared)
        for slug in {*newest, *scheduled, *decided}
    }


def public_source(store: PublicationStore, public: Publication, *, or_none: bool) -> SourceFiles | None:
    """Return the files of a publication; if one is damaged, raise `PublicationDamaged` or return None."""
    try:
        return SourceFiles(public.slug, store.files(public))
    except PublicationDamaged:
        if or_none:
            return None
        raise


def _state(
    public: Publication | None, scheduled: Publication | None, decision: Decision | None, has_appeared: bool
) -> PublicState:
    damage = next((each.damage for each in (public, scheduled) if each and each.damage), "")
    if damage:
        return PublicState(None, None, decision if decision and decision.failure else None, damage=damage)
    last = scheduled or public
    failed = decision if decision and decision.failure else None
    if (
        failed
        and failed.failure == INTERRUPTED
        and last
        and (last.by, last.starts) == (failed.by, failed.starts)
    ):
        failed = None  # it was published, and its process ended before it could note so
    if public is None or not public.withdrawn:
        return PublicState(public, scheduled, failed)
    return PublicState(None, scheduled, failed, is_withdrawn=has_appeared)
