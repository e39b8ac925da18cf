"""The campaigns that are served: loaded at start, reloaded when a file changes.

The folder is checked for changes at most every two seconds. A change that breaks a rule is reported once, and
the last valid version stays, also after a restart: see `published`. Where a PO file alone is refused, that is
the version of its edition.

No request waits for a reload. The first request that is due to check does the work and sees the result; the
others go on with the campaigns as they were. A worker of the server checks without requests, too (`watch`).
"""

import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from webapp.campaigns.checks import CheckResult, check
from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.folder import find_folders, list_files
from webapp.campaigns.public import PublicCampaigns
from webapp.campaigns.published import PublishedVersions
from webapp.campaigns.reader import read_valid_parts
from webapp.campaigns.source_files import CAMPAIGN_FILE, SourceFiles
from webapp.domain.campaign import Campaign
from webapp.domain.dates import utc_now

POLL_SECONDS = 2.0
"""Time between two checks of the folder. docs/campaigns.md promises it."""

FileStats = tuple[tuple[str, int, int], ...]
"""Name, modification time and size of each file of a folder."""


class CampaignRegistry:
    """All campaigns below one folder. Safe to use from several threads and after a fork."""

    def __init__(
        self,
        root: Path,
        report: Callable[[CheckResult], None],
        clock: Callable[[], float] = time.monotonic,
        versions: PublishedVersions | None = None,
        on_outdated: Callable[[int], None] = lambda _number: None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        """`report` receives each folder that was read, and each that is gone.

        `on_outdated` receives the number of `outdated` campaigns when it may have changed.
        """
        self._root = root
        self._report = report
        self._versions = versions
        self._on_outdated = on_outdated
        self._clock = clock
        self._now = now
        self._locks: dict[int, threading.Lock] = {}
        self._checked_at = float("-inf")
        self._stats: dict[Path, FileStats] = {}
        self._campaigns: dict[str, Campaign] = {}
        self._sources: dict[str, SourceFiles] = {}
        self._outdated: frozenset[str] = frozenset()
        self._public = PublicCampaigns.at(now(), {})
        self._forget_withdrawn()
        self._reload_if_due()

    def campaigns(self) -> tuple[Campaign, ...]:
        """Return all public campaigns, by slug."""
        return tuple(self.public().by_slug.values())

    def campaign(self, slug: str) -> Campaign | None:
        """Find a public campaign by its slug."""
        return self.public().by_slug.get(slug)

    def public(self) -> PublicCampaigns:
        """Return what everybody may see now, and how the campaigns lead to one another."""
        self._reload_if_due()
        now, public, campaigns = self._now(), self._public, self._campaigns
        if not public.holds(now, campaigns):
            self._public = public = PublicCampaigns.at(now, campaigns)
        return public

    def modified(self, slug: str) -> datetime:
        """Return when the file of a campaign was last changed, in whole seconds."""
        stats = dict(self._stats).get(self._root / slug, ())
        changed = (mtime for name, mtime, _ in stats if name == CAMPAIGN_FILE)
        return datetime.fromtimestamp(next(changed, 0) // 1_000_000_000, UTC)

    def is_empty(self) -> bool:
        """Check whether there is no valid campaign, not even a draft."""
        self._reload_if_due()
        return not self._campaigns

    def outdated(self) -> frozenset[str]:
        """Return the slugs of campaigns that are served and have a broken file now."""
        return self._outdated

    def watch(self) -> None:
        """Check on a thread that ends with this process. To be called after the fork."""

        def check_again_and_again() -> None:
            while True:
                time.sleep(POLL_SECONDS)
                self._reload_if_due()

        threading.Thread(target=check_again_and_again, name="campaigns", daemon=True).start()

    def _reload_if_due(self) -> None:
        if self._clock() - self._checked_at < POLL_SECONDS:
            return
        # A lock for each process: one that another thread held during the fork stays locked in the child.
        lock = self._locks.setdefault(os.getpid(), threading.Lock())
        if not lock.acquire(blocking=False):
            return
        try:
            self._reload()
        finally:
            self._checked_at = self._clock()
            lock.release()

    def _reload(self) -> None:
        # The state of the files is taken before they are read: a later change differs from it.
        stats = {folder: _file_stats(folder) for folder in find_folders(self._root)}
        campaigns, outdated = dict(self._campaigns), set(self._outdated)
        for folder in self._stats.keys() - stats.keys():
            campaigns.pop(folder.name, None)
            outdated.discard(folder.name)
            self._sources.pop(folder.name, None)
            if self._versions:
                self._versions.forget(folder.name)
            self._report(CheckResult(folder, None))
        for folder, file_stats in stats.items():
            if self._stats.get(folder) == file_stats:
                continue
            result = self._check(folder, campaigns.get(folder.name))
            self._report(result)
            if served := result.campaign or result.served_instead:
                campaigns[folder.name] = served
            is_broken = served is not None and bool(result.diagnostics)
            (outdated.add if is_broken else outdated.discard)(folder.name)
        self._campaigns, self._outdated = campaigns, frozenset(outdated)
        if stats != self._stats:
            self._on_outdated(len(outdated))
        self._stats = stats  # last: a process that forks off before this reads the changed folders again

    def _check(self, folder: Path, before: Campaign | None) -> CheckResult:
        stored = self._versions.last_valid(folder.name) if self._versions else None
        result = check(folder, self._sources.get(folder.name, stored))
        if result.campaign is None:
            return replace(result, served_instead=before or self._last_valid(folder.name))
        if result.source:
            self._sources[folder.name] = result.source.without_pictures()
            if self._versions:
                self._versions.keep(result.source)
        return result

    def _last_valid(self, slug: str) -> Campaign | None:
        source = self._versions.last_valid(slug) if self._versions else None
        try:
            return read_valid_parts(source).campaign if source else None
        except InvalidCampaign:  # it was valid for an earlier version of the app
            return None

    def _forget_withdrawn(self) -> None:
        """Delete what is stored of campaigns whose folder was removed while no server ran."""
        if self._versions and self._root.is_dir():
            for slug in {*self._versions.slugs()} - {folder.name for folder in find_folders(self._root)}:
                self._versions.forget(slug)
                self._report(CheckResult(self._root / slug, None))


def _file_stats(folder: Path) -> FileStats:
    stats = []
    for path in list_files(folder):
        try:
            stat = path.stat()
        except OSError:  # deleted since the folder was listed
            continue
        stats.append((path.name, stat.st_mtime_ns, stat.st_size))
    return tuple(stats)
