"""Finished prints, kept in memory: the campaign's own letter is printed once and not for each supporter.

Nothing that a supporter typed is kept. Only the caller knows whether a letter is the suggested one
without a sender's name and address, so the caller says so at each call. Nothing is written to a disk.
Where hosts share a cache, a letter is printed once for all of them.
"""

import hashlib
import hmac
import threading
from collections.abc import Callable, Hashable, Iterable
from contextlib import suppress
from pathlib import Path

from cachetools import LRUCache

from webapp.server.shared_cache import Cache, CacheUnavailable

ENTRY = 4_000
"""Bytes that a key takes beside its file: a letter of a page, give or take."""
LARGEST_SHARED = 500_000
"""Bytes of a file that other hosts are handed; a letter of a page has twenty thousand."""
SHARED_FOR = 86_400
"""Seconds. A letter bears the day's date, so it is another one tomorrow."""


class PrintCache:
    """Files by what is in them. Past `limit_bytes` the one that was asked for longest ago goes first.

    In a `shared` cache each file is sealed: what other code made, or others put there, is not taken.
    """

    def __init__(self, limit_bytes: int, shared: Cache | None = None, seal: bytes = b"") -> None:
        if shared and not seal:
            raise ValueError("Prints that are shared need a seal")
        self._shared = shared
        self._seal = seal
        self._files: LRUCache[Hashable, bytes] = LRUCache(
            limit_bytes, getsizeof=lambda file: len(file) + ENTRY
        )
        self._lock = threading.Lock()

    @property
    def held(self) -> int:
        """How many files are kept."""
        with self._lock:
            return len(self._files)

    def get(self, key: Hashable, make: Callable[[], bytes], *, keep: bool) -> bytes:
        """Give the file for a key, made now or before; what `make` raises is raised.

        The key is all that the file depends on, as frozen values: the kind of file, the letters, the
        language of the addresses. It is not the HTML: to render that takes longer than a hit.
        Without `keep` the file is made, and nothing of it or of its key stays.
        """
        if not keep:
            return make()
        with self._lock:
            found = self._files.get(key)
        if found is not None:
            return found
        # Outside the lock: a hit need not wait for somebody else's print.
        file = self._from_others(key, make) if self._shared else make()
        with self._lock:
            if len(file) + ENTRY <= self._files.maxsize:
                self._files[key] = file
        return file

    def _from_others(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        assert self._shared  # noqa: S101 (asked before)
        # The key is frozen values all through, and its representation names each of them.
        name = f"print {self._sign(repr(key).encode()).hex()}"
        with suppress(CacheUnavailable):
            mark, file = _parted(self._shared.get(name))
            if hmac.compare_digest(mark, self._sign(name.encode(), file)):
                return file
        file = make()
        if len(file) <= LARGEST_SHARED:
            with suppress(CacheUnavailable):
                self._shared.set(name, self._sign(name.encode(), file) + file, SHARED_FOR)
        return file

    def _sign(self, *parts: bytes) -> bytes:
        return hmac.digest(self._seal, b"\0".join(parts), "sha256")


def seal(secret: str, files: Iterable[Path]) -> bytes:
    """Make a seal of a secret and of all that a print is made with: code, templates, styles, fonts, words."""
    made = hmac.new(secret.encode(), b"urgent-appeal.prints", hashlib.sha256)
    for path in sorted(files):
        made.update(hashlib.sha256(path.read_bytes()).digest())
    return made.digest()


def _parted(kept: bytes | None) -> tuple[bytes, bytes]:
    return (kept[:32], kept[32:]) if kept else (b"", b"")
