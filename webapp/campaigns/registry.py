"""The campaigns that are served: loaded at start, reloaded when a file changes.

The folder is checked for changes at most every two seconds. A change that breaks a rule is reported once, and
the last valid version stays, also after a restart: see `published`. Where a PO file alone is refused, that is
the version of its edition.

Beside the folder it serves what was published elsewhere and stored on this host. Where both have a campaign
of one name, the folder is served: a person who can write it runs the host, and it is there with any database.

No request waits for a reload. The first request that is due to check does the work and sees the result; the
others go on with the campaigns as they were. A worker of the server checks without requests, too (`watch`).
"""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from webapp.campaigns.checks import CheckResult, check, check_source
from webapp.campaigns.diagnostics import Diagnostic, InvalidCampaign
from webapp.campaigns.folder import list_files, list_folders
from webapp.campaigns.folder_mistakes import unread_files
from webapp.campaigns.load_log import log_hidden
from webapp.campaigns.public import PublicCampaigns
from webapp.campaigns.published import PublishedVersions
from webapp.campaigns.reader import read_valid_parts
from webapp.campaigns.relations import misfits
from webapp.campaigns.source_files import CAMPAIGN_FILE, SourceFiles
from webapp.domain.campaign import Campaign
from webapp.domain.dates import utc_now
from webapp.server import log_privacy

POLL_SECONDS = 2.0
"""Time between two checks of the folder. docs/campaigns.md promises it."""
WATCH_SECONDS = 0.5
"""Time between two looks for a publication that was stored on this host: one question to the disk."""

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
        on_misfit: Callable[[Diagnostic], None] = lambda _misfit: None,
        now: Callable[[], datetime] = utc_now,
        publications: PublishedVersions | None = None,
        check: Callable[[Path, SourceFiles | None], CheckResult] = check,
    ) -> None:
        """`report` receives each folder that was read, and each that is gone.

        `versions` stores the last valid version of each campaign; `publications` holds what was published.

        `on_outdated` receives the number of `outdated` campaigns when it may have changed, `on_misfit` once
        what breaks no campaign: `follows` and `redirects` that lead nowhere, and files that are not read.
        `check` checks a folder: `checks.check`, or another that takes and returns the same.
        """
        self._root = root
        self._report = report
        self._versions = versions
        self._publications = publications
        self._published_at = 0
        self._on_outdated = on_outdated
        self._on_misfit = on_misfit
        self._clock = clock
        self._now = now
        self._check_folder = check
        self._locks: dict[int, threading.Lock] = {}
        self._checked_at = float("-inf")
        self._stats: dict[Path, FileStats] = {}
        self._hidden: frozenset[str] = frozenset()
        self._campaigns: dict[str, Campaign] = {}
        self._sources: dict[str, SourceFiles] = {}
        self._outdated: frozenset[str] = frozenset()
        self._misfits: frozenset[Diagnostic] = frozenset()
        self._trouble: tuple[Diagnostic, ...] = ()
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
        files = (stats for folder, stats in self._stats.items() if folder.name == slug)
        changed = (mtime for stats in files for name, mtime, _ in stats if name == CAMPAIGN_FILE)
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
            told = ""
            while True:
                time.sleep(WATCH_SECONDS)
                if self._publications and self._publications.changed_at() != self._published_at:
                    self._checked_at = float("-inf")
                try:
                    self._reload_if_due()
                except Exception as error:
                    if told != repr(error):
                        log_privacy.error(sys.exc_info())
                    told = repr(error)

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
        self._published_at = self._publications.changed_at() if self._publications else 0
        folders = self._find()
        # The state of the files is taken before they are read: a later change differs from it.
        stats = {folder: self._file_stats(folder) for folder in folders.values()}
        campaigns, outdated = dict(self._campaigns), set(self._outdated)
        for slug in {*campaigns, *(folder.name for folder in self._stats)} - folders.keys():
            campaigns.pop(slug, None)
            outdated.discard(slug)
            self._sources.pop(slug, None)
            if self._versions:
                self._versions.forget(slug)
            self._report(CheckResult(self._root / slug, None))
        for slug, folder in folders.items():
            if self._stats.get(folder) == stats[folder]:
                continue
            result = self._check(folder, campaigns.get(slug))
            if result is None:
                del stats[folder]  # so that it is read again
                continue
            self._report(result)
            if served := result.campaign or result.served_instead:
                campaigns[slug] = served
            is_broken = served is not None and bool(result.diagnostics)
            (outdated.add if is_broken else outdated.discard)(slug)
        self._campaigns, self._outdated = campaigns, frozenset(outdated)
        self._tell_misfits(folders)
        if stats != self._stats:
            self._on_outdated(len(outdated))
        self._stats = stats  # last: a process that forks off before this reads the changed folders again

    def _find(self) -> dict[str, Path]:
        """Return the folder that each campaign is read from, by slug."""
        published = self._publications.folders() if self._publications else {}
        self._trouble = ()
        try:
            found = list_folders(self._root)
        except OSError as error:
            advice = f"cannot be read: {error.strerror}; its campaigns are served as before"
            self._trouble = (Diagnostic(str(self._root), 0, "the folder", "", advice),)
            found = tuple(sorted(folder for folder in self._stats if folder.parent == self._root))
        own = {folder.name: folder for folder in found}
        if (hidden := frozenset(published.keys() & own.keys())) != self._hidden:
            self._hidden = hidden
            log_hidden(hidden)
        return published | own

    def _tell_misfits(self, folders: Iterable[str]) -> None:
        found = (*self._trouble, *misfits(self._campaigns.values(), folders), *unread_files(self._root))
        for misfit in found:
            if misfit not in self._misfits:
                self._on_misfit(misfit)
        self._misfits = frozenset(found)

    def _check(self, folder: Path, before: Campaign | None) -> CheckResult | None:
        """Check a folder; return None for a publication that gives way to its next one while it is read."""
        stored = self._versions.last_valid(folder.name) if self._versions else None
        last_valid = self._sources.get(folder.name, stored)
        if self._publications and folder.parent != self._root:
            source = self._publications.last_valid(folder.name)
            if source is None or source.revision != folder.parent.name:
                return None
            result = check_source(folder, source, last_valid)
        else:
            result = self._check_folder(folder, last_valid)
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
        folders = self._find()
        if self._versions and not self._trouble:
            for slug in {*self._versions.slugs()} - folders.keys():
                self._versions.forget(slug)
                self._report(CheckResult(self._root / slug, None))

    def _file_stats(self, folder: Path) -> FileStats:
        if self._trouble and folder.parent == self._root:
            return self._stats[folder]
        stats = []
        try:
            paths = list_files(folder)
        except OSError:
            return ()
        for path in paths:
            try:
                stat = path.stat()
            except OSError:  # deleted since the folder was listed, or out of reach
                continue
            stats.append((path.name, stat.st_mtime_ns, stat.st_size))
        return tuple(stats)
