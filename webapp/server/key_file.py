"""The file of keys that sign reporting tokens: one a line, newest first, each with the time of its creation.

The file is replaced as a whole, never written in place, and only its owner can read it. A running server
reads it again within half a second, so all its processes know a new key before the first token signed with
it is old enough to be used (`tokens.MIN_AGE_SECONDS`).
"""

import os
import secrets
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from webapp.private_files import create_folder

POLL_SECONDS = 0.5
"""How often a process checks whether the file has changed."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key and the time of its creation: seconds since 1970, or 0 in files that do not have it."""

    text: str
    made: int = 0


class KeyFile:
    """The keys in a file. Call it for the current keys as texts."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._path = path
        self._clock = clock
        self._seen: tuple[float, tuple[int, int], tuple[str, ...]] = (float("-inf"), (0, 0), ())

    def __call__(self) -> tuple[str, ...]:
        """Return the keys, newest first. If the file cannot be read, those of the last poll are valid."""
        polled_at, file_id, keys = self._seen
        now = self._clock()
        if now - polled_at < POLL_SECONDS:
            return keys
        try:
            status = self._path.stat()
            if (status.st_ino, status.st_mtime_ns) != file_id:
                file_id, keys = (status.st_ino, status.st_mtime_ns), tuple(key.text for key in self.read())
        except OSError:
            if not keys:
                raise
        self._seen = now, file_id, keys  # one assignment: threads see the old state or the new one
        return keys

    def read(self) -> list[Key]:
        """Read the file; raise `OSError`, also where it holds no key or a line is damaged."""
        keys = []
        for number, line in enumerate(self._path.read_bytes().splitlines(), 1):
            try:
                parts = line.decode("ascii").split()
                keys += [Key(parts[0], int(parts[1]) if len(parts) > 1 else 0)] if parts else []
            except ValueError:  # UnicodeDecodeError among them
                raise OSError(
                    f"{self._path}, line {number}, is no key and its time; bring back a copy of the file, or "
                    "remove it to have a key made"
                ) from None
        if not keys:
            raise OSError(f"{self._path} holds no key; remove it to have one made, or bring back a copy")
        return keys

    def make(self, now: float | None = None) -> None:
        """Create the file with one key unless it exists."""
        if not self._path.exists():
            create_folder(self._path.parent)
            self._write([_new_key(now)], replace=False)

    def rotate(self, keep: float, now: float | None = None) -> int:
        """Add a new key, drop those replaced more than `keep` seconds ago, and return how many stay."""
        new, old = _new_key(now), self.read()
        # A key signs until the next one is made, so the tokens that need it longest are of that time.
        replaced_at = [new.made, *(key.made for key in old)]
        still_needed = [key for key, at in zip(old, replaced_at, strict=False) if new.made - at <= keep]
        self._write([new, *still_needed], replace=True)
        return len(still_needed)

    def _write(self, keys: list[Key], *, replace: bool) -> None:
        handle, name = tempfile.mkstemp(prefix=f".{self._path.name}-", dir=self._path.parent)  # mode 0600
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.writelines(f"{key.text} {key.made}\n" for key in keys)
                file.flush()
                os.fsync(handle)
            if replace:
                Path(name).replace(self._path)
            else:
                _link(Path(name), self._path)
        finally:
            Path(name).unlink(missing_ok=True)


def signing_keys(configured: tuple[str, ...], path: Path) -> Callable[[], tuple[str, ...]]:
    """Return a function that returns the current keys, newest first: those of the settings, or of the file.

    The file is created with one key unless it exists.
    """
    if configured:
        return lambda: configured
    file = KeyFile(path)
    file.make()
    return file


def _link(new: Path, path: Path) -> None:
    """Give the file its name. If another process was quicker, its file stays."""
    try:
        path.hardlink_to(new)
    except FileExistsError:
        return


def _new_key(now: float | None) -> Key:
    return Key(secrets.token_urlsafe(32), int(time.time() if now is None else now))
