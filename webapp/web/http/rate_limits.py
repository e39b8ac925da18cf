"""Limits on what comes from one network: generous, for a whole classroom behind one address, and forgetful.

A network (IPv4 address, IPv6 /56) is known under a keyed hash alone. The key is random, made anew each day
and then forgotten, so that what was counted cannot be traced back. It is in memory and in Valkey, never in a
log or a database. Hosts that share a Valkey share the key and the numbers. While Valkey is away each process
goes on with its own. Figures and reasons: docs/decisions/0012-against-abuse.md.
"""

import hashlib
import ipaddress
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from webapp.server.shared_cache import Cache, CacheUnavailable, MemoryCache

T = TypeVar("T")

MINUTE, HOUR, DAY = 60, 3_600, 86_400
SKEW = 300
"""Seconds for which hosts still find yesterday's key: their clocks may differ by that much."""
LOOK_EVERY = 10.0
"""Seconds after which a process asks Valkey for the day's key again: it may have lost it."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many in so many seconds."""

    most: int
    seconds: int


ALLOWED: Mapping[str, Limit] = {
    "letter": Limit(3_000, MINUTE),  # sixty people typing, one round a second each
    "file": Limit(120, MINUTE),  # a class of thirty, four files each
    "token": Limit(1_200, MINUTE),  # a mobile carrier puts thousands of people behind one address
    "record": Limit(600, MINUTE),
    "counted": Limit(50_000, HOUR),  # letters in reports
}
"""Past these a request is refused: they keep one network from taking the server for itself."""
AT_ONCE = (Limit(500, HOUR), Limit(1_000, DAY))
"""Letters of one network that count without a look: a class of thirty, four reports each, to four targets."""
UNPROVED_TOGETHER = Limit(20, DAY)
"""Letters without a proof of work that share a burst with other networks'; past that it is its own."""


class RateLimiter:
    """Counts requests of one kind, and letters, from one network."""

    def __init__(
        self,
        shared: Cache | None = None,
        *,
        on: bool = True,
        allowed: Mapping[str, Limit] = ALLOWED,
        at_once: tuple[Limit, ...] = AT_ONCE,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._on, self._allowed, self._at_once = on, allowed, at_once
        self._own = _Book(MemoryCache(), clock)
        self._shared = _Book(shared, clock) if shared else None

    def allow(self, kind: str, address: str | None, cost: int = 1) -> bool:
        """Count a request, or a report of `cost` letters; tell if it is allowed."""
        if not self._on:
            return True
        limit = self._allowed[kind]
        return self._in_a_book(lambda book: book.count(kind, address, limit.seconds, cost)) <= limit.most

    def burst(self, campaign: str, address: str | None, letters: int, *, proved: bool = True) -> str:
        """Count a report and give the burst it belongs to, or "" if it counts at once.

        The whole report that passes a limit is in the burst. A burst's id is random; it is a network's and
        a campaign's for a day. Reports that lack a proof of work share one while they are few from a network.
        """
        return self._in_a_book(lambda book: self._burst(book, campaign, address, letters, proved))

    def _burst(self, book: "_Book", campaign: str, address: str | None, letters: int, proved: bool) -> str:
        # Each is counted, also where one before it has already decided.
        passed = [
            book.count(f"at once {limit.seconds}", address, limit.seconds, letters) > limit.most
            for limit in self._at_once
            if self._on
        ]
        if any(passed):
            return book.burst(campaign, address)
        if proved:
            return ""
        together = UNPROVED_TOGETHER
        few = book.count("unproved", address, together.seconds, letters) <= together.most
        return book.burst(campaign, None if few else address, "unproved" if few else "")

    def _in_a_book(self, act: Callable[["_Book"], T]) -> T:
        if self._shared:
            try:
                return act(self._shared)
            except CacheUnavailable:
                pass  # the cache has said so in the log
        return act(self._own)


class _Book:
    """What one cache knows of networks, each under the day's keyed hash."""

    def __init__(self, cache: Cache, clock: Callable[[], float]) -> None:
        self._cache = cache
        self._clock = clock
        self._lock = threading.Lock()
        self._day, self._key, self._asked = -1, b"", 0.0

    def count(self, what: str, address: str | None, seconds: int, amount: int) -> int:
        now = self._clock()
        # No number outlives the day whose key it stands under.
        return self._cache.count(self._name(what, now, address), amount, min(seconds, _left_of_day(now)))

    def burst(self, campaign: str, address: str | None, what: str = "") -> str:
        now = self._clock()
        fresh = secrets.token_hex(10).encode()  # in hex: on a command line a leading "-" is an option
        name = self._name(f"burst {campaign} {what}", now, address)
        return self._cache.add(name, fresh, _left_of_day(now)).decode()

    def _name(self, what: str, now: float, address: str | None) -> str:
        said = f"{what}|{network(address)}".encode()
        return hashlib.blake2b(said, key=self._todays_key(now), digest_size=16).hexdigest()

    def _todays_key(self, now: float) -> bytes:
        day = int(now // DAY)
        with self._lock:
            if self._day == day and 0 <= now - self._asked < LOOK_EVERY:
                return self._key
        key = self._cache.add(f"key of day {day}", secrets.token_bytes(32), _left_of_day(now) + SKEW)
        with self._lock:
            self._day, self._key, self._asked = day, key, now
        return key


def network(address: str | None) -> str:
    """Give the network an address belongs to: itself, or in IPv6 the /56 that one connection is given."""
    try:
        host = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    host = getattr(host, "ipv4_mapped", None) or host
    return str(ipaddress.ip_network((host, 56 if host.version == 6 else 32), strict=False))


def _left_of_day(now: float) -> int:
    return max(1, int(DAY - now % DAY))
