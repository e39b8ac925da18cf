"""Since when a draft has a source text, and a language: from the versions of the campaign.

Versions are never changed, so what was found out of one holds. The texts of `campaign.toml` are looked for by
halving: a text that is in an early version and in the newest one is taken to have been there all the time.
"""

import json
import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from cachetools import LRUCache

from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.message_states import list_messages
from webapp.campaigns.reader import read_schema
from webapp.campaigns.source_files import CAMPAIGN_FILE, EDITION_SUFFIX, PICTURE_SUFFIXES, SourceFiles
from webapp.campaigns.translations import edition_tag
from webapp.domain.language import UnknownLanguage
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.version import Version
from webapp.team.overview.lacks import Key
from webapp.team.tables import blobs, versions

MAX_VERSIONS = 500
"""Versions that are looked at, from the newest one back: nothing counts as older than the oldest of them."""
MAX_REMEMBERED = 1_000
"""Texts of a `campaign.toml`, whose keys take some 10 kB."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A version in which `campaign.toml` became another one."""

    at: datetime
    digest: str
    pictures: tuple[str, ...]
    """The names of the photographs beside it: some fields need one."""


@dataclass(frozen=True, slots=True)
class Days:
    """Since when something has been in a draft, without a break."""

    texts: Mapping[Key, datetime]
    """By source text, as it stands there now."""
    begun: Mapping[str, datetime]
    """By language that the draft has a PO file of."""


class SourceDays:
    """Reads the versions in the desk's database. Threads may share it."""

    def __init__(self, database: DeskDatabase) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._keys: LRUCache[object, frozenset[Key] | None] = LRUCache(MAX_REMEMBERED)

    def of(self, head: Version, keys: Collection[Key]) -> Days:
        """Return since when each of these texts, and each language, has been in the draft."""
        steps, begun = self._history(head)
        texts: dict[Key, datetime] = {}
        self._search(steps, frozenset(keys), texts)
        return Days(texts, begun)

    def _history(self, head: Version) -> tuple[Sequence[_Step], Mapping[str, datetime]]:
        """Return the steps of `campaign.toml`, the oldest first, and when each language was begun."""
        rows = (
            sa.select(versions.c.at, versions.c.tree)
            .where(versions.c.slug == head.slug, versions.c.number <= head.number)
            .order_by(versions.c.number.desc())
            .limit(MAX_VERSIONS)
        )
        with self._database.read() as connection:
            newest_first = connection.execute(rows).all()
        steps: list[_Step] = []
        begun: dict[str, datetime] = {}
        for seconds, listed in reversed(newest_first):
            at, tree = datetime.fromtimestamp(seconds, UTC), json.loads(listed)
            digest = tree.get(CAMPAIGN_FILE, "")
            if digest and (not steps or steps[-1].digest != digest):
                pictures = tuple(name for name in tree if name.lower().endswith(PICTURE_SUFFIXES))
                steps.append(_Step(at, digest, pictures))
            tags = {tag for name in tree if (tag := _tag(name))}
            begun = {tag: begun.get(tag, at) for tag in tags}
        return steps, begun

    def _search(self, steps: Sequence[_Step], wanted: frozenset[Key], found: dict[Key, datetime]) -> None:
        """Find the first step that has each text; the last one has them all."""
        if not wanted or not steps:
            return
        if len(steps) == 1:
            found |= dict.fromkeys(wanted, steps[0].at)
            return
        # A version that was being written cannot be read: one before it tells as much.
        middle = (len(steps) - 1) // 2
        looked = next(
            (each for each in range(middle, -1, -1) if self._texts(steps[each]) is not None), middle
        )
        there = (self._texts(steps[looked]) or frozenset()) & wanted
        self._search(steps[: looked + 1], there, found)
        self._search(steps[looked + 1 :], wanted - there, found)

    def _texts(self, step: _Step) -> frozenset[Key] | None:
        """Return the source texts of a `campaign.toml`; None where it is refused."""
        key = (step.digest, step.pictures)
        with self._lock:
            if key in self._keys:
                return self._keys[key]
        texts = self._read(step)
        with self._lock:
            self._keys[key] = texts
        return texts

    def _read(self, step: _Step) -> frozenset[Key] | None:
        with self._database.read() as connection:
            body = connection.scalar(sa.select(blobs.c.body).where(blobs.c.digest == step.digest))
        contents = {CAMPAIGN_FILE: bytes(body or b""), **dict.fromkeys(step.pictures, b"")}
        try:
            return frozenset(list_messages(read_schema(SourceFiles("draft", contents))))
        except InvalidCampaign:
            return None


def _tag(name: str) -> str:
    """Return the language of a PO file, "" of any other file."""
    if not name.endswith(EDITION_SUFFIX):
        return ""
    try:
        return edition_tag(name)
    except UnknownLanguage:
        return ""
