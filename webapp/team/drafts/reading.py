"""Drafts as campaigns: read as a host reads them, each version once."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass

from cachetools import LRUCache

from webapp.campaigns.diagnostics import Diagnostic, InvalidCampaign
from webapp.campaigns.reader import read_valid_parts
from webapp.domain.campaign import Campaign
from webapp.team.drafts.drafts import Drafts, Version

KEPT = 64
"""Versions in memory. One takes a tenth of a second to read, and a page asks for ten addresses."""
MAX_STEPS_BACK = 20
"""Versions that are tried before a draft counts as one that cannot be shown."""


@dataclass(frozen=True, slots=True)
class ReadDraft:
    """A version, what it makes, and what is wrong with it."""

    version: Version
    campaign: Campaign | None
    diagnostics: tuple[Diagnostic, ...]


class DraftReader:
    """Reads versions. Threads may share it."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._read: LRUCache[tuple[object, ...], ReadDraft] = LRUCache(KEPT)
        self._lock = threading.Lock()

    def read(self, version: Version) -> ReadDraft:
        """Return what a version makes."""
        key = (version.slug, version.number, *sorted(version.tree.items()))
        with self._lock:
            known = self._read.get(key)
        if known is None:
            known = self._parse(version)
            with self._lock:
                self._read[key] = known
        return known

    def last_readable(self, version: Version) -> ReadDraft | None:
        """Return the newest version before this one that makes a campaign."""
        return next((each for each in self._before(version) if each.campaign), None)

    def _before(self, version: Version) -> Iterator[ReadDraft]:
        for number in range(version.number - 1, max(0, version.number - 1 - MAX_STEPS_BACK), -1):
            if earlier := self._drafts.version(version.slug, number):
                yield self.read(earlier)

    def _parse(self, version: Version) -> ReadDraft:
        try:
            parts = read_valid_parts(self._drafts.source(version))
        except InvalidCampaign as invalid:
            return ReadDraft(version, None, invalid.diagnostics)
        return ReadDraft(version, parts.campaign, parts.diagnostics)
