"""Counters per client network: pseudonymous, and gone within a day.

A network (IPv4 address, IPv6 /56) is stored under a keyed hash only. The key is random, is replaced each day
(UTC) and then expires, so that old counters cannot be traced back to an address. The key is in memory and in
Valkey, never in a log or a database. Hosts that share a Valkey share key and counters. While Valkey is
away, each process counts by itself. Reasons: docs/decisions/0012-against-abuse.md.
"""

import hashlib
import ipaddress
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from webapp.server.shared_cache import Cache, CacheUnavailable, MemoryCache

T = TypeVar("T")

MINUTE, HOUR, DAY = 60, 3_600, 86_400
SKEW_SECONDS = 300
"""The day's key expires so much later: the clocks of two hosts may differ by that much."""
KEY_POLL_SECONDS = 10.0
"""A process asks Valkey for the day's key again after this time: Valkey may have lost it."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` in `seconds`."""

    most: int
    seconds: int


class NetworkCounters:
    """Counts per network in the shared cache, or in this process while that is away."""

    def __init__(self, shared: Cache | None = None, *, clock: Callable[[], float] = time.time) -> None:
        self._own = _KeyedCounters(MemoryCache(), clock)
        self._shared = _KeyedCounters(shared, clock) if shared else None

    def add(self, counter: str, address: str | None, amount: int, seconds: int) -> int:
        """Add to a network's counter and return its sum. It restarts after `seconds` and at midnight UTC."""
        return self._try_shared(lambda counters: counters.add(counter, address, amount, seconds))

    def random_id(self, purpose: str, address: str | None) -> str:
        """Return a random id: the same one for a purpose and a network until midnight UTC."""
        return self._try_shared(lambda counters: counters.random_id(purpose, address))

    def _try_shared(self, call: Callable[["_KeyedCounters"], T]) -> T:
        if self._shared:
            try:
                return call(self._shared)
            except CacheUnavailable:
                pass  # the cache logs it
        return call(self._own)


class _KeyedCounters:
    """The counters in one cache, each under the day's keyed hash."""

    def __init__(self, cache: Cache, clock: Callable[[], float]) -> None:
        self._cache = cache
        self._clock = clock
        self._lock = threading.Lock()
        self._day, self._key, self._polled_at = -1, b"", 0.0

    def add(self, counter: str, address: str | None, amount: int, seconds: int) -> int:
        now = self._clock()
        # A counter must not outlive the day whose key it is stored under.
        return self._cache.count(self._name(counter, now, address), amount, min(seconds, _left_of_day(now)))

    def random_id(self, purpose: str, address: str | None) -> str:
        now = self._clock()
        fresh = secrets.token_hex(10).encode()  # in hex: on a command line a leading "-" is an option
        return self._cache.add(self._name(purpose, now, address), fresh, _left_of_day(now)).decode()

    def _name(self, counter: str, now: float, address: str | None) -> str:
        plain = f"{counter}|{network_of(address)}".encode()
        return hashlib.blake2b(plain, key=self._todays_key(now), digest_size=16).hexdigest()

    def _todays_key(self, now: float) -> bytes:
        day = int(now // DAY)
        with self._lock:
            if self._day == day and 0 <= now - self._polled_at < KEY_POLL_SECONDS:
                return self._key
        key = self._cache.add(f"key of day {day}", secrets.token_bytes(32), _left_of_day(now) + SKEW_SECONDS)
        with self._lock:
            self._day, self._key, self._polled_at = day, key, now
        return key


def network_of(address: str | None) -> str:
    """Return the network of an address: itself, or in IPv6 the /56 that one connection is given."""
    try:
        host = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    host = getattr(host, "ipv4_mapped", None) or host
    return str(ipaddress.ip_network((host, 56 if host.version == 6 else 32), strict=False))


def _left_of_day(now: float) -> int:
    return max(1, int(DAY - now % DAY))
