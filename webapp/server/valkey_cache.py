"""The cache that several hosts share, in a Valkey.

Valkey and Redis speak the same protocol, and every command used here is older than Redis 6. Counters use
`server.host_memory` while it is away.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from webapp.server.host_memory import Allowance
from webapp.server.shared_cache import CacheFacts, CacheUnavailable

LOG = logging.getLogger("appeal")

TIMEOUT_SECONDS = 0.1
"""How long a command may take. By default the client waits for ever: a frozen server would freeze us, too."""
RETRY_AFTER_SECONDS = 1.0
"""How long the circuit stays open after a failure. Then one command tries; the others do not wait for it."""
WARN_AGAIN_SECONDS = 60.0
"""The least time between two log lines about an unavailable cache."""
PREFIX = "appeal:"
"""The start of our keys in a Valkey that is also used for something else."""

_SPEND = """
local stored = redis.call('GET', KEYS[1])
if stored then return tonumber(stored) end
local amount, full = tonumber(ARGV[1]), 0
for i = 2, #KEYS do
  local sum = tonumber(redis.call('GET', KEYS[i]) or '0') + amount
  if sum > tonumber(ARGV[2 * i - 1]) then full = i - 1 break end
end
if full == 0 then
  for i = 2, #KEYS do
    redis.call('SET', KEYS[i], 0, 'EX', ARGV[2 * i], 'NX')
    redis.call('INCRBY', KEYS[i], amount)
  end
end
redis.call('SET', KEYS[1], full, 'EX', ARGV[2])
return full
"""
"""Keys: receipt, counters. Arguments: the amount, the receipt's seconds; each counter's most and seconds."""

T = TypeVar("T")


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
        self._spend = self._client.register_script(_SPEND)
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

    def spend(self, receipt: str, amount: int, allowances: Sequence[Allowance], seconds: int) -> int:
        """Add to all counters if it fits into all, in one transaction and one way there and back."""
        keys = [PREFIX + name for name in (receipt, *(allowance.counter for allowance in allowances))]
        bounds = [bound for allowance in allowances for bound in (allowance.most, allowance.seconds)]
        return int(self._run(lambda: self._spend(keys, [amount, seconds, *bounds])))

    def facts(self) -> CacheFacts:
        """Ask the server how it is set up. Raise `CacheUnavailable` if it does not answer."""
        known: Mapping[str, Any] = self._run(lambda: self._client.info("everything"))
        try:
            saves = bool(self._client.config_get("save").get("save"))
        except redis.RedisError:  # a hosted one keeps its settings to itself
            saves = False
        return CacheFacts(saves or bool(known.get("aof_enabled")), bool(known.get("maxmemory")))

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
                "the cache at CACHE_URL cannot be reached (%s); each host uses its own memory",
                type(why).__name__,
            )
