"""The last valid version of each campaign, on the disk: it outlives a restart with a broken file.

`<root>/<revision>/<slug>/` holds the files of one version and is never changed; `<root>/<slug>.current` names
the revision that was valid last. Each is written under another name, synced and renamed, so that a reader
sees all of it or nothing.
"""

import logging
import os
import shutil
import tempfile
from collections.abc import Mapping
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

    def keep(self, source: SourceFiles) -> None:
        """Store a version as the campaign's last valid one, and delete the one before."""
        if self.last_valid(source.slug) == source:
            return
        revision, folder = source.revision, self._folder(source.revision, source.slug)
        try:
            before = self._revision_of(source.slug)
            if before == revision:  # its stored files were changed
                self._delete(before, source.slug)
            if not folder.is_dir():
                self._write_folder(folder, source.contents)
            if before != revision:
                self._write_pointer(source.slug, revision)
                self._delete(before, source.slug)
        except OSError as error:
            logging.getLogger(__name__).warning(
                "campaign %s cannot be stored in %s (%s): a broken file and a restart would end its page",
                source.slug,
                self._root,
                error.strerror,
            )

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
        try:
            revision = self._pointer(slug).read_text(encoding="ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return ""
        return revision if revision.isalnum() else ""  # a damaged pointer names no folder elsewhere

    def _write_folder(self, folder: Path, contents: Mapping[str, bytes]) -> None:
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=folder.parent))
        try:
            for name, content in contents.items():
                _write_synced(unfinished / name, content)
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
