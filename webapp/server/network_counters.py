"""Counters per client network: pseudonymous, and gone within a day.

A network is stored under a keyed hash only. The key is random, is replaced each day (UTC) and then expires,
so that old counters cannot be traced back to an address. The key is in memory and in Valkey, never in a log
or a database. The processes of a host share key and counters; hosts that share a Valkey do, too. While Valkey
is away, each host counts by itself. Reasons: docs/decisions/0012-against-abuse.md.
"""

import hashlib
import logging
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from webapp.server.client_networks import UNREADABLE, Width, network_of
from webapp.server.host_memory import Allowance, HostMemory
from webapp.server.shared_cache import CacheUnavailable

LOG = logging.getLogger("appeal")
T = TypeVar("T")

MINUTE, HOUR, DAY = 60, 3_600, 86_400
SKEW_SECONDS = 300
"""The day's key expires so much later: the clocks of two hosts may differ by that much."""
KEY_POLL_SECONDS = 10.0
"""A process asks Valkey for the day's key again after this time: Valkey may have lost it."""
RECEIPT_SECONDS = 600
"""How long a repeated charge is recognized. Later the database knows the report."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` in `seconds`, of all clients within a network of that width."""

    most: int
    seconds: int
    width: Width = "connection"


class Counters(Protocol):
    """Where counters are stored: this host's memory, or Valkey. Each method may raise `CacheUnavailable`."""

    def add(self, name: str, value: bytes, seconds: int) -> bytes:
        """Store a value unless the name has one, and return the stored one."""

    def count(self, name: str, amount: int, seconds: int) -> int:
        """Add to a number and return it. It expires so many seconds after its first count."""

    def spend(self, receipt: str, amount: int, allowances: Sequence[Allowance], seconds: int) -> int:
        """Add to all counters if it fits into all: see `host_memory.HostMemory.spend`."""


class NetworkCounters:
    """Counts in the shared cache, or in this host's memory while that is away."""

    def __init__(
        self,
        shared: Counters | None = None,
        *,
        clock: Callable[[], float] = time.time,
        own: Counters | None = None,
        on_unreadable: Callable[[], None] = lambda: None,
    ) -> None:
        """`on_unreadable` is called for each request whose address is none. It is logged once a day."""
        self._own = _KeyedCounters(own or HostMemory(), clock)
        self._shared = _KeyedCounters(shared, clock) if shared else None
        self._on_unreadable = on_unreadable

    def add(self, counter: str, address: str | None, amount: int, limit: Limit) -> int:
        """Add to a network's counter and return its sum.

        It restarts after the limit's time and at midnight UTC.
        """
        network = self._network(address, limit.width)
        return self._try_shared(lambda counters: counters.add(counter, network, amount, limit.seconds))

    def spend(
        self, counter: str, address: str | None, amount: int, limits: Sequence[Limit], receipt: str
    ) -> Limit | None:
        """Add to the counters of all limits if it fits into all. Return None, or the first that is full.

        If one is full, none is raised. The same receipt gets the same result again and adds nothing.
        """
        networks = {limit.width: self._network(address, limit.width) for limit in limits}
        full = self._try_shared(lambda own: own.spend(counter, networks, amount, limits, receipt))
        return limits[full - 1] if full else None

    def random_id(self, purpose: str, address: str | None, width: Width = "connection") -> str:
        """Return a random id: the same one for a purpose and a network until midnight UTC."""
        network = network_of(address, width)
        return self._try_shared(lambda counters: counters.random_id(purpose, network))

    def count(self, name: str, amount: int, seconds: int) -> int:
        """Add to a number that belongs to no network, also across midnight, and return it."""
        return self._try_shared(lambda counters: counters.count(name, amount, seconds))

    def is_first(self, name: str, seconds: int) -> bool:
        """Return True for one call only, on all hosts and within so many seconds."""
        return self._try_shared(lambda counters: counters.is_first(name, seconds))

    def _network(self, address: str | None, width: Width) -> str:
        network = network_of(address, width)
        if network == UNREADABLE and width == "connection":
            self._on_unreadable()
            if self._own.is_first("an unreadable address was logged", DAY):
                LOG.warning(
                    "the address of a client cannot be read: such clients are taken for one network, and "
                    "what they report above its allowance waits for `appeal review`. Set PROXIES to the "
                    "number of proxies, and have the first of them set X-Forwarded-For"
                )
        return network

    def _try_shared(self, call: Callable[["_KeyedCounters"], T]) -> T:
        if self._shared:
            try:
                return call(self._shared)
            except CacheUnavailable:
                pass  # the cache logs it
        return call(self._own)


class _KeyedCounters:
    """The counters in one store, each of a network's under the day's keyed hash."""

    def __init__(self, store: Counters, clock: Callable[[], float]) -> None:
        self._store = store
        self._clock = clock
        self._lock = threading.Lock()
        self._day, self._key, self._polled_at = -1, b"", 0.0

    def add(self, counter: str, network: str, amount: int, seconds: int) -> int:
        now = self._clock()
        # A counter must not outlive the day whose key it is stored under.
        return self._store.count(self._name(counter, now, network), amount, min(seconds, _left_of_day(now)))

    def spend(
        self, counter: str, networks: dict[Width, str], amount: int, limits: Sequence[Limit], receipt: str
    ) -> int:
        now = self._clock()
        left = _left_of_day(now)
        allowances = [
            Allowance(
                self._name(f"{counter} {limit.seconds} {limit.width}", now, networks[limit.width]),
                limit.most,
                min(limit.seconds, left),
            )
            for limit in limits
        ]
        name = self._name(f"receipt {counter} {receipt}", now, "")
        return self._store.spend(name, amount, allowances, min(RECEIPT_SECONDS, left))

    def random_id(self, purpose: str, network: str) -> str:
        now = self._clock()
        fresh = secrets.token_hex(10).encode()  # in hex: on a command line a leading "-" is an option
        return self._store.add(self._name(purpose, now, network), fresh, _left_of_day(now)).decode()

    def count(self, name: str, amount: int, seconds: int) -> int:
        return self._store.count(_hash(name), amount, seconds)

    def is_first(self, name: str, seconds: int) -> bool:
        mine = secrets.token_bytes(8)
        return self._store.add(_hash(name), mine, seconds) == mine

    def _name(self, counter: str, now: float, network: str) -> str:
        return _hash(f"{counter}|{network}", self._todays_key(now))

    def _todays_key(self, now: float) -> bytes:
        day = int(now // DAY)
        with self._lock:
            if self._day == day and 0 <= now - self._polled_at < KEY_POLL_SECONDS:
                return self._key
        key = self._store.add(f"key of day {day}", secrets.token_bytes(32), _left_of_day(now) + SKEW_SECONDS)
        with self._lock:
            self._day, self._key, self._polled_at = day, key, now
        return key


def _hash(plain: str, key: bytes = b"") -> str:
    return hashlib.blake2b(plain.encode(), key=key, digest_size=16).hexdigest()


def _left_of_day(now: float) -> int:
    return max(1, int(DAY - now % DAY))
