"""Counters and small values that all processes of a server share, in memory that has no file.

The memory is mapped before the workers are forked, and is gone when the last of them ends. It is a table of
fixed size: a value that expires can be pushed out before its time by many others, and nothing that was
acknowledged depends on one.
"""

import fcntl
import hashlib
import mmap
import os
import struct
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Allowance:
    """A counter that takes at most `most` in `seconds`."""

    counter: str
    most: int
    seconds: int


ENTRIES = 131_072
"""Entries of the table: three for each network that reports, so more than 40,000 networks a day."""
WAYS = 8
"""Entries that a name can be stored in. If all are taken, the one that expires first is replaced."""
MAX_VALUE_BYTES = 40
_ENTRY = struct.Struct(f"<16sdq{MAX_VALUE_BYTES}s")
_ROW_BYTES = WAYS * _ENTRY.size


class HostMemory:
    """The table. Threads and forked processes may share it; each call is atomic."""

    def __init__(self, entries: int = ENTRIES, clock: Callable[[], float] = time.monotonic) -> None:
        self._rows = max(1, entries // WAYS)
        self._memory = mmap.mmap(-1, self._rows * _ROW_BYTES)
        self._clock = clock
        self._threads = threading.Lock()
        self._processes = _empty_file()
        weakref.finalize(self, os.close, self._processes)

    def add(self, name: str, value: bytes, seconds: int) -> bytes:
        """Store a value of up to `MAX_VALUE_BYTES` unless the name has one, and return the stored one."""
        if len(value) > MAX_VALUE_BYTES:
            raise ValueError(f"a value has at most {MAX_VALUE_BYTES} bytes")
        with self._lock():
            entry = self._find(name)
            if not entry.is_stored:
                self._store(entry, seconds, len(value), value)
                return value
            return entry.value[: entry.number]

    def count(self, name: str, amount: int, seconds: int) -> int:
        """Add to a number and return it. It expires so many seconds after its first count."""
        with self._lock():
            return self._add(self._find(name), amount, seconds)

    def spend(self, receipt: str, amount: int, allowances: Sequence[Allowance], seconds: int) -> int:
        """Add to all counters if it fits into all. Return 0, or the number (from 1) of the first full one.

        If one is full, none is raised. The same receipt gets the same result again, and adds nothing, for so
        many seconds.
        """
        with self._lock():
            stored = self._find(receipt)
            if stored.is_stored:
                return stored.number
            full = 0
            for number, allowance in enumerate(allowances, 1):
                if self._find(allowance.counter).number + amount > allowance.most:
                    full = number
                    break
            else:
                for allowance in allowances:
                    self._add(self._find(allowance.counter), amount, allowance.seconds)
            self._store(self._find(receipt), seconds, full)
            return full

    def names(self) -> list[bytes]:
        """Return the digests of all names that are stored. For tests."""
        with self._lock():
            now = self._clock()
            entries = _ENTRY.iter_unpack(self._memory[:])
            return [digest for digest, expires, _, _ in entries if expires > now]

    @contextmanager
    def _lock(self) -> Iterator[None]:
        # A lock of `lockf` belongs to a process, and the kernel releases it when the process is killed.
        with self._threads:
            fcntl.lockf(self._processes, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._processes, fcntl.LOCK_UN)

    def _find(self, name: str) -> "_Entry":
        """Return the entry of a name, or the one that it is to be stored in."""
        digest = hashlib.blake2b(name.encode(), digest_size=16).digest()
        start = int.from_bytes(digest[:8], "little") % self._rows * _ROW_BYTES
        now, oldest = self._clock(), (float("inf"), start)
        row = self._memory[start : start + _ROW_BYTES]
        for index, (stored, expires, number, value) in enumerate(_ENTRY.iter_unpack(row)):
            if stored == digest and expires > now:
                return _Entry(start + index * _ENTRY.size, digest, expires, number, value, is_stored=True)
            oldest = min(oldest, (expires, start + index * _ENTRY.size))
        return _Entry(oldest[1], digest)

    def _add(self, entry: "_Entry", amount: int, seconds: int) -> int:
        number = entry.number + amount
        expires = entry.expires if entry.is_stored else self._clock() + seconds
        _ENTRY.pack_into(self._memory, entry.offset, entry.digest, expires, number, b"")
        return number

    def _store(self, entry: "_Entry", seconds: int, number: int, value: bytes = b"") -> None:
        _ENTRY.pack_into(self._memory, entry.offset, entry.digest, self._clock() + seconds, number, value)


def _empty_file() -> int:
    """Open a file without a name, to lock it. Nothing is ever written to it."""
    if hasattr(os, "memfd_create"):  # Linux: on no disk
        return os.memfd_create("appeal-counters")
    handle, path = tempfile.mkstemp()
    os.unlink(path)  # noqa: PTH108 (a handle goes with it)
    return handle


@dataclass(frozen=True, slots=True)
class _Entry:
    offset: int
    digest: bytes
    expires: float = 0.0
    number: int = 0
    value: bytes = b""
    is_stored: bool = False
