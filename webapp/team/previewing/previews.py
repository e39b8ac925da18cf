"""The campaign that a preview shows: made from a version's files as the page would make it.

A draft may break a rule, and then no page can be made of it. The preview shows the last version before it of
which one can, and says so.
"""

import threading
from dataclasses import dataclass, replace

from cachetools import LRUCache

from webapp.campaigns.diagnostics import Diagnostic, InvalidCampaign
from webapp.campaigns.reader import read_valid_parts
from webapp.campaigns.source_files import CAMPAIGN_FILE, SourceFiles
from webapp.domain.campaign import Campaign
from webapp.domain.life import State
from webapp.team.drafts.drafts import Drafts, Version
from webapp.team.drafts.reading import DraftReader
from webapp.team.previewing.links import Preview
from webapp.team.previewing.typed_cases import TypedCases

MOST_KEPT = 32
"""Campaigns that were typed, with their pictures in all sizes: some 200 kB each."""


class NothingToShow(Exception):
    """There is no such campaign or version."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a preview shows."""

    slug: str
    campaign: Campaign | None
    """None where no version can be shown."""
    number: int
    """The version that is shown."""
    wanted: int
    """The version that was asked for: a later one, if that cannot be shown."""
    is_typed: bool = False
    """Whether it is what somebody types, and no version yet."""
    problems: tuple[str, ...] = ()
    """Why what was asked for cannot be shown."""


class Previews:
    """Finds what to show. What is typed stays in memory for the requests that a page consists of."""

    def __init__(self, drafts: Drafts, reader: DraftReader, typed: TypedCases) -> None:
        self._drafts, self._reader, self._typed = drafts, reader, typed
        self._lock = threading.Lock()
        self._made: LRUCache[object, Campaign | tuple[Diagnostic, ...]] = LRUCache(MOST_KEPT)

    def show(self, preview: Preview) -> Shown:
        """Return what a link shows now; raise `NothingToShow`."""
        number = preview.number
        version = self._drafts.version(preview.slug, number) if number else self._drafts.head(preview.slug)
        if version is None:
            raise NothingToShow
        typed = self._typed_campaign(preview, version)
        if isinstance(typed, Campaign):
            return Shown(version.slug, _as_public(typed), version.number, version.number, is_typed=True)
        read = self._reader.read(version)
        problems = _sentences(typed or (() if read.campaign else read.diagnostics))
        shown = read if read.campaign else self._reader.last_readable(version)
        is_typed = typed is not None
        if shown is None or shown.campaign is None:
            return Shown(version.slug, None, 0, version.number, is_typed, problems)
        campaign = _as_public(shown.campaign)
        return Shown(version.slug, campaign, shown.version.number, version.number, is_typed, problems)

    def _typed_campaign(self, preview: Preview, head: Version) -> Campaign | tuple[Diagnostic, ...] | None:
        """Return what is made of somebody's typing; None where nothing was typed since the newest version."""
        typed = self._typed.get(preview.typed_by) if preview.typed_by else None
        if typed is None or typed.at < head.at:
            return None
        base = self._drafts.version(preview.slug, typed.base)
        if base is None:
            return None
        key = (preview.slug, typed.base, typed.content)
        with self._lock:
            made = self._made.get(key)
        if made is None:
            source = self._drafts.source(base)
            made = _read(SourceFiles(source.slug, {**source.contents, CAMPAIGN_FILE: typed.content}))
            with self._lock:
                self._made[key] = made
        return made


def _read(source: SourceFiles) -> Campaign | tuple[Diagnostic, ...]:
    try:
        return read_valid_parts(source).campaign
    except InvalidCampaign as invalid:
        return invalid.diagnostics


def _sentences(diagnostics: tuple[Diagnostic, ...]) -> tuple[str, ...]:
    """Return what is wrong without the file and the line, which a form does not have."""
    return tuple(replace(each, file="", line=0).sentence for each in diagnostics)


def _as_public(campaign: Campaign) -> Campaign:
    """Return the campaign as it will be when it is public."""
    state = State.LIVE if campaign.life.state is State.DRAFT else campaign.life.state
    return replace(campaign, life=replace(campaign.life, state=state, publish=None))
