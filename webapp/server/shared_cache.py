"""A cache for small values that expire: in this process's memory, or in a Valkey that several hosts share.

A value can be lost at any moment; nothing that was acknowledged depends on one. Valkey and Redis speak the
same protocol, and every command used here is older than Redis 6.
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
"""How long a command may take. By default the client waits for ever: a frozen server would freeze us, too."""
RETRY_AFTER_SECONDS = 1.0
"""How long the circuit stays open after a failure. Then one command tries; the others do not wait for it."""
WARN_AGAIN_SECONDS = 60.0
"""The least time between two log lines about an unavailable cache."""
MAX_ENTRIES = 50_000
"""Entries in the memory of a process, some 25 MB. Past it the least recently used entry is removed."""
PREFIX = "appeal:"
"""The start of our keys in a Valkey that is also used for something else."""

T = TypeVar("T")


class CacheUnavailable(Exception):
    """The cache cannot be reached now. No request fails because of it."""


class Cache(Protocol):
    """What a cache can do. Each method may raise `CacheUnavailable`; threads may share a cache."""

    def get(self, name: str) -> bytes | None:
        """Return the value of a name."""

    def set(self, name: str, value: bytes, seconds: int) -> None:
        """Store a value for so many seconds."""

    def add(self, name: str, value: bytes, seconds: int) -> bytes:
        """Store a value unless the name has one, and return the stored one."""

    def count(self, name: str, amount: int, seconds: int) -> int:
        """Add to a number and return it. It expires so many seconds after its first count."""


class MemoryCache:
    """A cache of this process alone. It is bounded: new entries push out old ones."""

    def __init__(self, entries: int = MAX_ENTRIES, clock: Callable[[], float] = time.monotonic) -> None:
        self._values: TLRUCache[str, tuple[int, bytes]] = TLRUCache(entries, _expiry, timer=clock)
        self._numbers: TLRUCache[str, tuple[int, list[int]]] = TLRUCache(entries, _expiry, timer=clock)
        self._lock = threading.Lock()

    def get(self, name: str) -> bytes | None:
        """Return the value of a name."""
        with self._lock:
            entry = self._values.get(name)
        return entry[1] if entry else None

    def set(self, name: str, value: bytes, seconds: int) -> None:
        """Store a value for so many seconds."""
        with self._lock:
            self._values[name] = (seconds, value)

    def add(self, name: str, value: bytes, seconds: int) -> bytes:
        """Store a value unless the name has one, and return the stored one."""
        with self._lock:
            entry = self._values.get(name)
            if entry is None:
                self._values[name] = entry = (seconds, value)
        return entry[1]

    def count(self, name: str, amount: int, seconds: int) -> int:
        """Add to a number and return it. It expires so many seconds after its first count."""
        with self._lock:
            entry = self._numbers.get(name)
            if entry is None:
                self._numbers[name] = entry = (seconds, [0])
            entry[1][0] += amount  # in place, so that it expires when it did before
            return entry[1][0]


class ValkeyCache:
    """A cache that hosts share, at `redis://…` or `rediss://…` (TLS), behind a circuit breaker.

    After a failure the circuit is open: every command raises `CacheUnavailable` at once. A second later one
    command tries again, and closes the circuit if it succeeds. Connections are opened when they are first
    needed and belong to that process, so it may be created before a fork. `on_trouble` is called for each
    command that failed.
    """

    def __init__(
        self,
        url: str,
        on_trouble: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
        *,
        timeout_seconds: float = TIMEOUT_SECONDS,
    ) -> None:
        self._client = redis.Redis.from_url(
            url,
            protocol=2,  # without a HELLO that asks what the server supports
            socket_timeout=timeout_seconds,
            socket_connect_timeout=timeout_seconds,
            retry=Retry(NoBackoff(), 0),  # the default is three more tries with pauses
        )
        self._on_trouble = on_trouble
        self._clock = clock
        self._lock = threading.Lock()
        self._circuit_open = False
        self._try_again = float("-inf")
        self._warn_again = float("-inf")

    def get(self, name: str) -> bytes | None:
        """Return the value of a name."""
        value = self._run(lambda: self._client.get(PREFIX + name))
        return value if isinstance(value, bytes) else None

    def set(self, name: str, value: bytes, seconds: int) -> None:
        """Store a value for so many seconds."""
        self._run(lambda: self._client.set(PREFIX + name, value, ex=seconds))

    def add(self, name: str, value: bytes, seconds: int) -> bytes:
        """Store a value unless the name has one, and return the stored one."""
        commands = self._client.pipeline()  # one transaction and one way there and back
        commands.set(PREFIX + name, value, ex=seconds, nx=True)
        commands.get(PREFIX + name)
        stored = self._run(commands.execute)[1]
        return stored if isinstance(stored, bytes) else value

    def count(self, name: str, amount: int, seconds: int) -> int:
        """Add to a number and return it. It expires so many seconds after its first count."""
        commands = self._client.pipeline()
        commands.set(PREFIX + name, 0, ex=seconds, nx=True)
        commands.incrby(PREFIX + name, amount)
        return int(self._run(commands.execute)[1])

    def close(self) -> None:
        """Close this process's connections. A later question opens new ones."""
        self._client.close()
        self._client.connection_pool.disconnect()

    def _run(self, command: Callable[[], T]) -> T:
        with self._lock:
            now = self._clock()
            if now < self._try_again:
                raise CacheUnavailable
            if self._circuit_open:
                # This thread tries; the others need not wait with it.
                self._try_again = now + RETRY_AFTER_SECONDS
        try:
            result = command()
        except (redis.RedisError, OSError) as why:
            self._open_circuit(why)
            raise CacheUnavailable from None
        with self._lock:
            self._circuit_open, self._try_again = False, float("-inf")
        return result

    def _open_circuit(self, why: Exception) -> None:
        with self._lock:
            now = self._clock()
            self._circuit_open, self._try_again = True, now + RETRY_AFTER_SECONDS
            warn = now >= self._warn_again
            if warn:
                self._warn_again = now + WARN_AGAIN_SECONDS
        self._on_trouble()
        if warn:  # without the message, which quotes the password of a wrong CACHE_URL
            LOG.warning(
                "the cache at CACHE_URL cannot be reached (%s); each process uses its own memory",
                type(why).__name__,
            )


def _expiry(_name: str, entry: tuple[int, object], now: float) -> float:
    return now + entry[0]
