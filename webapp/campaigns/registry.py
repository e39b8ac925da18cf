"""The campaigns that are served: loaded at start, reloaded when a file changes.

The folder is checked for changes at most every two seconds. A change that breaks a rule is reported once, and
the last valid version stays.

No request waits for a reload. The first request that is due to check does the work and sees the result; the
others go on with the campaigns as they were. There is no thread for this: a fork would lose it.
"""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from webapp.campaigns.checks import CheckResult, check
from webapp.campaigns.folder import find_folders, list_files
from webapp.domain.campaign import Campaign

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
    ) -> None:
        self._root = root
        self._report = report
        self._clock = clock
        self._locks: dict[int, threading.Lock] = {}
        self._checked_at = float("-inf")
        self._stats: dict[Path, FileStats] = {}
        self._campaigns: dict[str, Campaign] = {}
        self._reload_if_due()

    def campaigns(self) -> tuple[Campaign, ...]:
        """Return all campaigns, by slug."""
        self._reload_if_due()
        return tuple(campaign for _, campaign in sorted(self._campaigns.items()))

    def campaign(self, slug: str) -> Campaign | None:
        """Find a campaign by its slug."""
        self._reload_if_due()
        return self._campaigns.get(slug)

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
        campaigns = dict(self._campaigns)
        for folder in self._stats.keys() - stats.keys():
            campaigns.pop(folder.name, None)
        for folder, file_stats in stats.items():
            if self._stats.get(folder) == file_stats:
                continue
            result = check(folder)
            self._report(result)
            if result.campaign:
                campaigns[folder.name] = result.campaign
        self._campaigns = campaigns
        self._stats = stats  # last: a process that forks off before this reads the changed folders again


def _file_stats(folder: Path) -> FileStats:
    stats = []
    for path in list_files(folder):
        try:
            stat = path.stat()
        except OSError:  # deleted since the folder was listed
            continue
        stats.append((path.name, stat.st_mtime_ns, stat.st_size))
    return tuple(stats)
