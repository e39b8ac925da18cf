"""The campaigns that are being served: read at start, renewed when a file changes, never made worse.

A folder is looked at again at most every two seconds. When a change breaks a rule, its faults are
reported once and the last good version goes on being served.
"""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from webapp.campaigns.checks import CheckResult, check
from webapp.campaigns.folder import files, folders
from webapp.domain.campaign import Campaign

LOOK_EVERY = 2.0
"""Seconds between two looks at the disk."""

Signature = tuple[tuple[str, int, int], ...]


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
        self._lock = threading.Lock()
        self._looked = float("-inf")
        self._signatures: dict[Path, Signature] = {}
        self._campaigns: dict[str, Campaign] = {}
        self.campaigns()

    def campaigns(self) -> tuple[Campaign, ...]:
        """Give all campaigns, by slug."""
        return tuple(campaign for _, campaign in sorted(self._fresh().items()))

    def campaign(self, slug: str) -> Campaign | None:
        """Find a campaign by its slug."""
        return self._fresh().get(slug)

    def _fresh(self) -> dict[str, Campaign]:
        with self._lock:
            if self._clock() - self._looked >= LOOK_EVERY:
                self._reload()
                self._looked = self._clock()
            return self._campaigns

    def _reload(self) -> None:
        found = {folder: _signature(folder) for folder in folders(self._root)}
        changed = dict(self._campaigns)
        for folder in self._signatures.keys() - found.keys():
            changed.pop(folder.name, None)
        for folder, signature in found.items():
            if self._signatures.get(folder) == signature:
                continue
            checked = check(folder)
            self._report(checked)
            if checked.campaign:
                changed[folder.name] = checked.campaign
        self._signatures, self._campaigns = found, changed


def _signature(folder: Path) -> Signature:
    stats = []
    for path in files(folder):
        try:
            stat = path.stat()
        except OSError:  # deleted between the two looks
            continue
        stats.append((path.name, stat.st_mtime_ns, stat.st_size))
    return tuple(stats)
