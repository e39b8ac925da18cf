"""Versions of campaigns on the disk: the last valid one of each, which outlives a restart with a broken file.

In a folder of their own, what the desk has published: see `publications.follower`.

`<root>/<revision>/<slug>/` holds the files of one version and is never changed; `<root>/<slug>.current` names
the revision that is the campaign's last one. Each is written under another name, synced and renamed, so that
a reader sees all of it or nothing.
"""

import logging
import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.folder import read_folder
from webapp.campaigns.source_files import SourceFiles

POINTER_SUFFIX = ".current"
_UNFINISHED = ".new-"


class PublishedVersions:
    """Stores valid versions below one folder. Processes may share it: all write the same files.

    Trouble with the disk is logged and nothing else: campaigns are served from memory all the same.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[str, str] = {}
        """The revision that each pointer named when it was read last."""
        self._unreadable: set[str] = set()

    def keep(self, source: SourceFiles) -> None:
        """Store a version as the campaign's last valid one, and delete the one before."""
        try:
            self.store(source)
        except OSError as error:
            logging.getLogger(__name__).warning(
                "campaign %s cannot be stored in %s (%s): a broken file and a restart would end its page",
                source.slug,
                self._root,
                error.strerror,
            )

    def store(self, source: SourceFiles, modified: datetime | None = None) -> None:
        """Do the same, and raise `OSError` where it fails. `modified` is the time that the files get."""
        if self.last_valid(source.slug) == source:
            return
        revision, folder = source.revision, self._folder(source.revision, source.slug)
        before = self._revision_of(source.slug)
        if folder.is_dir() and not _holds(folder, source):  # its stored files were changed
            self._delete(revision, source.slug)
        if not folder.is_dir():
            self._write_folder(folder, source.contents, modified)
        if before != revision:
            self._write_pointer(source.slug, revision)
            self._delete(before, source.slug)

    def last_valid(self, slug: str) -> SourceFiles | None:
        """Return the last valid version; None if there is none, or if its files were changed."""
        try:
            revision = self._revision_of(slug)
            source = read_folder(self._folder(revision, slug)) if revision else None
        except (OSError, InvalidCampaign):
            return None
        return source if source and source.revision == revision else None

    def stored_at(self, slug: str) -> datetime | None:
        """Return when the last valid version was stored, in UTC; None if there is none."""
        try:
            return datetime.fromtimestamp(self._pointer(slug).stat().st_mtime, UTC)
        except OSError:
            return None

    def why_unreadable(self) -> str:
        """Return why this process cannot read what is stored, or ""."""
        try:
            any(self._root.iterdir())
        except FileNotFoundError:  # nothing is stored yet
            return ""
        except OSError as error:
            return error.strerror or str(error)
        return ""

    def forget(self, slug: str) -> None:
        """Delete what is stored of a campaign that was withdrawn."""
        try:
            revision = self._revision_of(slug)
            self._pointer(slug).unlink(missing_ok=True)
            self._delete(revision, slug)
        except OSError as error:
            logging.getLogger(__name__).warning(
                "the stored version of campaign %s cannot be deleted from %s: %s",
                slug,
                self._root,
                error.strerror,
            )

    def folders(self) -> dict[str, Path]:
        """Return the folder of each stored version by slug. It may be gone when it is read."""
        revisions = {slug: self._revision_of(slug) for slug in self.slugs()}
        return {slug: self._folder(revision, slug) for slug, revision in revisions.items() if revision}

    def changed_at(self) -> int:
        """Return a number that changes when another version is stored or one is forgotten."""
        try:
            return self._root.stat().st_mtime_ns
        except OSError:
            return 0

    def sweep(self) -> None:
        """Delete what a process that was killed has left, as far as it can be deleted.

        No other process may store meanwhile.
        """
        try:
            kept = {self._folder(self._read_pointer(slug), slug) for slug in self.slugs()}
            for path in self._root.glob("*/*"):
                if path not in kept:
                    shutil.rmtree(path, ignore_errors=True)
            for path in self._root.glob(f"{_UNFINISHED}*"):
                with suppress(OSError):
                    path.unlink()
            folders = {path for path in self._root.iterdir() if path.is_dir()}
            for path in folders - {each.parent for each in kept}:
                shutil.rmtree(path, ignore_errors=True)
        except OSError as error:  # what it does not know it does not delete
            logging.getLogger(__name__).warning(
                "what is left over in %s is not deleted: %s", self._root, error
            )

    def slugs(self) -> tuple[str, ...]:
        """Return the campaigns of which a version is stored."""
        return tuple(
            sorted(path.name.removesuffix(POINTER_SUFFIX) for path in self._root.glob(f"*{POINTER_SUFFIX}"))
        )

    def _folder(self, revision: str, slug: str) -> Path:
        return self._root / revision / slug

    def _pointer(self, slug: str) -> Path:
        return self._root / f"{slug}{POINTER_SUFFIX}"

    def _revision_of(self, slug: str) -> str:
        """Return the revision of the stored version, or "". Where its pointer is out of reach: as before."""
        try:
            self._known[slug] = self._read_pointer(slug)
            self._unreadable.discard(slug)
        except OSError as error:
            if slug not in self._unreadable:
                self._unreadable.add(slug)
                logging.getLogger(__name__).warning(
                    "the stored version of campaign %s cannot be read: %s", slug, error
                )
        return self._known.get(slug, "")

    def _read_pointer(self, slug: str) -> str:
        try:
            revision = self._pointer(slug).read_text(encoding="ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return ""
        return revision if revision.isalnum() else ""  # a damaged pointer names no folder elsewhere

    def _write_folder(
        self, folder: Path, contents: Mapping[str, bytes], modified: datetime | None = None
    ) -> None:
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=folder.parent))
        try:
            for name, content in contents.items():
                _write_synced(unfinished / name, content)
                if modified:
                    os.utime(unfinished / name, (modified.timestamp(), modified.timestamp()))
            _sync_folder(unfinished)
            try:
                unfinished.rename(folder)
            except OSError:
                if not folder.is_dir():  # otherwise another process was quicker, with the same files
                    raise
            _sync_folder(folder.parent)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)

    def _write_pointer(self, slug: str, revision: str) -> None:
        descriptor, name = tempfile.mkstemp(prefix=_UNFINISHED, dir=self._root)
        os.close(descriptor)
        unfinished = Path(name)
        try:
            _write_synced(unfinished, revision.encode())
            unfinished.replace(self._pointer(slug))
            _sync_folder(self._root)
        finally:
            unfinished.unlink(missing_ok=True)

    def _delete(self, revision: str, slug: str) -> None:
        if revision:
            shutil.rmtree(self._folder(revision, slug), ignore_errors=True)
            try:
                (self._root / revision).rmdir()
            except OSError:  # it holds another campaign with the same files, or is gone
                return


def _holds(folder: Path, source: SourceFiles) -> bool:
    try:
        return read_folder(folder) == source
    except InvalidCampaign:
        return False


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
