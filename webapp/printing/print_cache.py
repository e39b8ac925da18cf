"""Cache of finished prints in memory: the suggested letter is printed once and not for each supporter.

Nothing that a supporter typed is stored. Only the caller knows whether a letter is the suggested one without
a sender's name and address, so the caller says so at each call. Nothing is written to a disk. Hosts that
share a cache print a letter once for all of them.
"""

import hashlib
import hmac
import threading
from collections.abc import Callable, Hashable, Iterable
from contextlib import suppress
from pathlib import Path

from cachetools import LRUCache

from webapp.server.shared_cache import Cache, CacheUnavailable

ENTRY_BYTES = 4_000
"""Estimated size of a key, which holds a letter of a page."""
MAX_SHARED_BYTES = 500_000
"""Larger files are not shared between hosts. A letter of a page has 20,000 bytes."""
SHARED_SECONDS = 86_400
"""A letter bears the day's date, so its key changes every day."""
_SIGNATURE_BYTES = 32


class PrintCache:
    """Files by their content's key. Beyond `limit_bytes` the least recently used file is dropped.

    Files in a `shared` cache are signed. A file that other code printed, or that somebody else put there, has
    another signature and is ignored. `on_hit` is called for each file that is not made anew.
    """

    def __init__(
        self,
        limit_bytes: int,
        shared: Cache | None = None,
        signing_key: bytes = b"",
        on_hit: Callable[[], None] = lambda: None,
    ) -> None:
        if shared and not signing_key:
            raise ValueError("a shared print cache needs a signing key")
        self._shared = shared
        self._signing_key = signing_key
        self._on_hit = on_hit
        self._files: LRUCache[Hashable, bytes] = LRUCache(
            limit_bytes, getsizeof=lambda file: len(file) + ENTRY_BYTES
        )
        self._lock = threading.Lock()

    @property
    def file_count(self) -> int:
        """The number of files in memory."""
        with self._lock:
            return len(self._files)

    def get(self, key: Hashable, make: Callable[[], bytes], *, store: bool) -> bytes:
        """Return the file for a key: the stored one, or one that `make` returns. Exceptions of `make` pass.

        The key holds all that the file depends on, as frozen values: the kind of file, the letters, the
        language of the addresses. It is not the HTML, because rendering that takes longer than a hit.
        Without `store` the file is made, and neither it nor its key is stored.
        """
        if not store:
            return make()
        with self._lock:
            stored = self._files.get(key)
        if stored is not None:
            self._on_hit()
            return stored
        # Outside the lock: a hit does not wait for another letter's print.
        file = self._get_shared(self._shared, key, make) if self._shared else make()
        with self._lock:
            if len(file) + ENTRY_BYTES <= self._files.maxsize:
                self._files[key] = file
        return file

    def _get_shared(self, shared: Cache, key: Hashable, make: Callable[[], bytes]) -> bytes:
        # The key consists of frozen values, and its repr contains each of them.
        name = f"print {self._sign(repr(key).encode()).hex()}"
        with suppress(CacheUnavailable):
            stored = shared.get(name) or b""
            signature, file = stored[:_SIGNATURE_BYTES], stored[_SIGNATURE_BYTES:]
            if hmac.compare_digest(signature, self._sign(name.encode(), file)):
                self._on_hit()
                return file
        file = make()
        if len(file) <= MAX_SHARED_BYTES:
            with suppress(CacheUnavailable):
                shared.set(name, self._sign(name.encode(), file) + file, SHARED_SECONDS)
        return file

    def _sign(self, *parts: bytes) -> bytes:
        return hmac.digest(self._signing_key, b"\0".join(parts), "sha256")


def signing_key(secret: str, files: Iterable[Path]) -> bytes:
    """Derive a key from a secret and the files that decide what a print looks like.

    Hosts with another version of code, templates, styles, fonts or catalogues get another key.
    """
    key = hmac.new(secret.encode(), b"urgent-appeal.prints", hashlib.sha256)
    for path in sorted(files):
        key.update(hashlib.sha256(path.read_bytes()).digest())
    return key.digest()
