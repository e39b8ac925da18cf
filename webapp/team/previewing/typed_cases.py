"""What somebody types and has not saved yet: one file for each person and campaign, below `DATA`.

The desk's processes share it. It is there to be looked at, and nothing is lost with it: the editor's form
holds the same. A file is gone after twelve hours, and the oldest are when there are too many.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from webapp.campaigns.source_files import MAX_FILE_BYTES
from webapp.private_files import create_folder

MOST_FILES = 200
"""At most 1 MB each, mostly 10 kB."""
MAX_AGE_SECONDS = 12 * 60 * 60


@dataclass(frozen=True, slots=True)
class TypedCase:
    """A campaign.toml as it would be saved."""

    base: int
    """The version that the form was made from: it has the other files."""
    content: bytes
    at: datetime


def typed_key(person: str, slug: str) -> str:
    """Return the name under which a person's typing is found; it tells nothing about them."""
    return hashlib.sha256(f"{person} {slug}".encode()).hexdigest()[:32]


class TypedCases:
    """The files in a folder, which is created when the first one is put there."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self._folder, self._now = folder, now

    def put(self, key: str, base: int, content: bytes) -> None:
        """Store what somebody types now, in place of what they typed before.

        Too large a file is not stored, and a full disk is no error: the preview then shows what is saved.
        """
        if len(content) <= MAX_FILE_BYTES:
            with suppress(OSError):
                self._write(key, base, content)

    def _write(self, key: str, base: int, content: bytes) -> None:
        create_folder(self._folder)
        handle, name = tempfile.mkstemp(dir=self._folder)  # mode 0600
        with os.fdopen(handle, "wb") as file:
            file.write(f"{base} {self._now().timestamp()}\n".encode() + content)
        Path(name).replace(self._folder / key)
        self._forget_oldest()

    def get(self, key: str) -> TypedCase | None:
        """Return what somebody typed last, unless that is too long ago."""
        try:
            head, _newline, content = (self._folder / key).read_bytes().partition(b"\n")
        except OSError:
            return None
        base, at = head.split()
        if self._now().timestamp() - float(at) > MAX_AGE_SECONDS:
            return None
        return TypedCase(int(base), content, datetime.fromtimestamp(float(at), UTC))

    def _forget_oldest(self) -> None:
        ages = []
        for path in self._folder.iterdir():
            with suppress(OSError):  # another process was quicker
                ages.append((path.stat().st_mtime, path))
        for _age, path in sorted(ages)[:-MOST_FILES]:
            path.unlink(missing_ok=True)
