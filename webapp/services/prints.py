"""Finished prints, kept in memory: the campaign's own letter is printed once and not for each supporter.

Nothing that a supporter typed is kept. Only the caller knows whether a letter is the suggested one
without a sender's name and address, so the caller says so at each call. Nothing is written to a disk.
"""

import threading
from collections.abc import Callable, Hashable

from cachetools import LRUCache

ENTRY = 4_000
"""Bytes that a key takes beside its file: a letter of a page, give or take."""


class Prints:
    """Files by what is in them. Past `limit_bytes` the one that was asked for longest ago goes first."""

    def __init__(self, limit_bytes: int) -> None:
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
        file = make()  # outside the lock: a hit need not wait for somebody else's print
        with self._lock:
            if len(file) + ENTRY <= self._files.maxsize:
                self._files[key] = file
        return file
