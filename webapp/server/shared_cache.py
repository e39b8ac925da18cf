"""A cache: small things kept for a while, in this process's memory or in a Valkey that several hosts share.

What is kept can be lost at any moment and nothing acknowledged stands on it. Valkey and Redis speak the same
protocol; every command used here is older than Redis 6.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import Protocol, TypeVar

import redis
from cachetools import TLRUCache
from redis.backoff import NoBackoff
from redis.retry import Retry

LOG = logging.getLogger("appeal")

TIMEOUT_SECONDS = 0.1
"""Seconds that Valkey has for an answer. The client's own default is none: a frozen server costs its all."""
RETRY_AFTER_SECONDS = 1.0
"""Seconds after a failure in which Valkey is not asked: one request a second pays for a frozen one."""
WARN_EVERY = 60.0
"""Seconds between two lines in the log about the same trouble."""
ENTRIES = 50_000
"""Entries that a process keeps, some 25 MB; then the one not asked for longest goes first."""
PREFIX = "appeal:"
"""What our names begin with in a Valkey that others use, too."""

T = TypeVar("T")


class CacheUnavailable(Exception):
    """The cache cannot be asked now. Nobody's request fails for it."""


class Cache(Protocol):
    """What can be kept. Each method may raise `CacheUnavailable`; threads may share a cache."""

    def get(self, name: str) -> bytes | None:
        """Give what is kept under a name."""

    def set(self, name: str, value: bytes, seconds: int) -> None:
        """Keep a value for so many seconds."""

    def add(self, name: str, value: bytes, seconds: int) -> bytes:
        """Keep a value unless there is one already, and give the one that is kept."""

    def count(self, name: str, amount: int, seconds: int) -> int:
        """Add to a number and give it; it starts from 0 so many seconds after its first."""


class MemoryCache:
    """A cache of this process alone. It is bounded: a caller with many names pushes out old ones."""

    def __init__(self, entries: int = ENTRIES, clock: Callable[[], float] = time.monotonic) -> None:
        self._values: TLRUCache[str, tuple[int, bytes]] = TLRUCache(entries, _expiry, timer=clock)
        self._numbers: TLRUCache[str, tuple[int, list[int]]] = TLRUCache(entries, _expiry, timer=clock)
        self._lock = threading.Lock()

    def get(self, name: str) -> bytes | None:
        """Give what is kept under a name."""
        with self._lock:
            found = self._values.get(name)
        return found[1] if found else None

    def set(self, name: str, value: bytes, seconds: int) -> None:
        """Keep a value for so many seconds."""
        with self._lock:
            self._values[name] = (seconds, value)

    def add(self, name: str, value: bytes, seconds: int) -> bytes:
        """Keep a value unless there is one already, and give the one that is kept."""
        with self._lock:
            found = self._values.get(name)
            if found is None:
                self._values[name] = found = (seconds, value)
        return found[1]

    def count(self, name: str, amount: int, seconds: int) -> int:
        """Add to a number and give it; it starts from 0 so many seconds after its first."""
        with self._lock:
            found = self._numbers.get(name)
            if found is None:
                self._numbers[name] = found = (seconds, [0])
            found[1][0] += amount  # in place: its time is not begun anew
            return found[1][0]


class ValkeyCache:
    """A cache that hosts share, at `redis://…` or `rediss://…` (TLS). It comes back by itself.

    Connections are opened when they are first needed and belong to the process that did, so it may be built
    before a fork. `on_trouble` is called for each question that failed.
    """

    def __init__(
        self,
        url: str,
        on_trouble: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = redis.Redis.from_url(
            url,
            protocol=2,  # a connection is ready without asking what the server can do
            socket_timeout=TIMEOUT_SECONDS,
            socket_connect_timeout=TIMEOUT_SECONDS,
            retry=Retry(NoBackoff(), 0),  # by default it waits and asks three times more
        )
        self._on_trouble = on_trouble
        self._clock = clock
        self._lock = threading.Lock()
        self._circuit_open = False
        self._ask_again = float("-inf")
        self._warn_again = float("-inf")

    def get(self, name: str) -> bytes | None:
        """Give what is kept under a name."""
        found = self._ask(lambda: self._client.get(PREFIX + name))
        return found if isinstance(found, bytes) else None

    def set(self, name: str, value: bytes, seconds: int) -> None:
        """Keep a value for so many seconds."""
        self._ask(lambda: self._client.set(PREFIX + name, value, ex=seconds))

    def add(self, name: str, value: bytes, seconds: int) -> bytes:
        """Keep a value unless there is one already, and give the one that is kept."""
        asked = self._client.pipeline()  # one transaction and one way there and back
        asked.set(PREFIX + name, value, ex=seconds, nx=True)
        asked.get(PREFIX + name)
        kept = self._ask(asked.execute)[1]
        return kept if isinstance(kept, bytes) else value

    def count(self, name: str, amount: int, seconds: int) -> int:
        """Add to a number and give it; it starts from 0 so many seconds after its first."""
        asked = self._client.pipeline()
        asked.set(PREFIX + name, 0, ex=seconds, nx=True)
        asked.incrby(PREFIX + name, amount)
        return int(self._ask(asked.execute)[1])

    def close(self) -> None:
        """Close this process's connections. A later question opens new ones."""
        self._client.close()
        self._client.connection_pool.disconnect()

    def _ask(self, question: Callable[[], T]) -> T:
        with self._lock:
            now = self._clock()
            if now < self._ask_again:
                raise CacheUnavailable
            if self._circuit_open:
                self._ask_again = (
                    now + RETRY_AFTER_SECONDS
                )  # this thread tries; the others need not wait with it
        try:
            answer = question()
        except (redis.RedisError, OSError) as why:
            self._note(why)
            raise CacheUnavailable from None
        with self._lock:
            self._circuit_open, self._ask_again = False, float("-inf")
        return answer

    def _note(self, why: Exception) -> None:
        with self._lock:
            now = self._clock()
            self._circuit_open, self._ask_again = True, now + RETRY_AFTER_SECONDS
            warn = now >= self._warn_again
            if warn:
                self._warn_again = now + WARN_EVERY
        self._on_trouble()
        if warn:  # not its message: a wrong CACHE_URL would stand there with its password
            LOG.warning(
                "the cache at CACHE_URL cannot be asked (%s); each process goes on by itself",
                type(why).__name__,
            )


def _expiry(_name: str, kept: tuple[int, object], now: float) -> float:
    return now + kept[0]
