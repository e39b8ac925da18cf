"""Network counters as a test wants them: with a clock it sets, and with hosts that share a Valkey."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import redis

from tests.support.valkey import PATIENT_SECONDS, Valkey
from webapp.server.host_memory import HostMemory
from webapp.server.network_counters import DAY, HOUR, NetworkCounters
from webapp.server.valkey_cache import ValkeyCache

HOME, CAFE = "192.0.2.1", "198.51.100.7"
MIDNIGHT = 20_000 * DAY


@dataclass
class Clock:
    """A time that the test sets."""

    now: float = MIDNIGHT + 8 * HOUR

    def __call__(self) -> float:
        return self.now


def counters_by(clock: Clock) -> NetworkCounters:
    """Return counters of one host, which expire by that clock."""
    return NetworkCounters(clock=clock, own=HostMemory(clock=clock))


@dataclass
class Hosts:
    """Hosts of a site that share a Valkey of their own."""

    server: Valkey = field(default_factory=Valkey)
    clock: Clock = field(default_factory=Clock)
    caches: list[ValkeyCache] = field(default_factory=list)

    def new(self, timeout_seconds: float = PATIENT_SECONDS) -> NetworkCounters:
        """Return the counters of one more host, which waits so long for Valkey."""
        self.caches.append(ValkeyCache(self.server.url, timeout_seconds=timeout_seconds))
        return NetworkCounters(self.caches[-1], clock=self.clock)

    def stored(self) -> dict[str, tuple[bytes, int]]:
        """Return all names in Valkey with their values and the seconds left."""
        with redis.Redis.from_url(self.server.url) as client:
            return {
                name.decode(): (client.get(name), client.ttl(name))  # type: ignore[misc]
                for name in client.scan_iter()
            }


@contextmanager
def hosts_with_valkey() -> Iterator[Hosts]:
    """Start a Valkey; stop it afterwards."""
    hosts = Hosts()
    try:
        yield hosts
    finally:
        for cache in hosts.caches:
            cache.close()
        hosts.server.close()
