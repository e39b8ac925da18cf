"""The file of keys that sign reporting tokens: one a line, the newest first, each with the time it was made.

It is replaced as a whole and never written in place, and is nobody else's to read. A running server looks
again every half second, so a new key is known to all its processes before the first token signed with it
is old enough to be used (`tokens.MIN_AGE_SECONDS`).
"""

import os
import secrets
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

LOOK_EVERY = 0.5
"""Seconds between two looks at the file."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key, and when it was made (seconds since 1970; 0 where a file of old does not say)."""

    text: str
    made: int = 0


class KeyFile:
    """The keys in a file. Calling it gives them as texts, as they stand now."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._path = path
        self._clock = clock
        self._seen: tuple[float, tuple[int, int], tuple[str, ...]] = (float("-inf"), (0, 0), ())

    def __call__(self) -> tuple[str, ...]:
        """Give the keys, newest first. While the file cannot be read, those of the last look are good."""
        looked, mark, keys = self._seen
        now = self._clock()
        if now - looked < LOOK_EVERY:
            return keys
        try:
            found = self._path.stat()
            if (found.st_ino, found.st_mtime_ns) != mark:
                mark, keys = (found.st_ino, found.st_mtime_ns), tuple(key.text for key in self.read())
        except OSError:
            if not keys:
                raise
        self._seen = now, mark, keys  # one assignment: threads see the old look or the new one
        return keys

    def read(self) -> list[Key]:
        """Read the file; raise `OSError`, also where it holds no key."""
        lines = (line.split() for line in self._path.read_text(encoding="ascii").splitlines())
        keys = [Key(line[0], int(line[1]) if len(line) > 1 else 0) for line in lines if line]
        if not keys:
            raise OSError(f"{self._path} holds no key; remove it to have one made, or bring back a copy")
        return keys

    def make(self, now: float | None = None) -> None:
        """Make the file with one key where there is none."""
        if not self._path.exists():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._write([_a_key(now)], replace=False)

    def rotate(self, keep: float, now: float | None = None) -> int:
        """Put a fresh key in front, drop those replaced more than `keep` seconds ago; tell how many stay."""
        fresh, before = _a_key(now), self.read()
        # A key signed until the next one was made, and what it signed last is the last that needs it.
        replaced = [fresh.made, *(key.made for key in before)]
        kept = [key for key, at in zip(before, replaced, strict=False) if fresh.made - at <= keep]
        self._write([fresh, *kept], replace=True)
        return len(kept)

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

    The file is made with one key where there is none.
    """
    if configured:
        return lambda: configured
    file = KeyFile(path)
    file.make()
    return file


def _link(new: Path, path: Path) -> None:
    """Give a file its name, unless another process was quicker: then its key is the one."""
    try:
        path.hardlink_to(new)
    except FileExistsError:
        return


def _a_key(now: float | None) -> Key:
    return Key(secrets.token_urlsafe(32), int(time.time() if now is None else now))
