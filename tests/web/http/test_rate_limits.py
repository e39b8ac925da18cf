"""Rate limits: how many requests of a network pass, alone and on hosts that share a Valkey."""

from collections.abc import Iterator

import pytest

from tests.support.counters import CAFE, HOME, MIDNIGHT, Clock, Hosts, counters_by, hosts_with_valkey
from tests.support.valkey import FROZEN_SECONDS
from webapp.server.network_counters import DAY, HOUR, MINUTE, Limit, NetworkCounters
from webapp.web.http.rate_limits import LIMITS, RateLimiter

TEN_FILES = {**LIMITS, "file": Limit(10, MINUTE)}


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    with hosts_with_valkey() as hosts:
        yield hosts


def test_a_classroom_passes() -> None:
    limiter = RateLimiter(NetworkCounters(clock=Clock()))

    assert all(limiter.hit("letter", HOME) for _ in range(120))
    assert all(limiter.hit("file", HOME) for _ in range(120))


def test_a_carrier_with_thousands_behind_one_address_passes() -> None:
    clock = Clock()
    limiter, passed = RateLimiter(counters_by(clock)), 0

    for _ in range(5_000):
        clock.now += HOUR / 5_000
        passed += all(limiter.hit(kind, HOME) for kind in ("letter", "file"))

    assert passed == 5_000


@pytest.mark.parametrize("address", ["unknown", "", None])
def test_nobody_is_refused_because_an_address_cannot_be_read(address: str | None) -> None:
    limiter = RateLimiter(NetworkCounters(), limits={"file": Limit(2, HOUR)})
    limiter.spend("file", address, 5)

    assert all(limiter.hit("file", address) for _ in range(5))
    assert limiter.has_left("file", address)


def test_each_refusal_is_told() -> None:
    refused: list[int] = []
    limiter = RateLimiter(
        NetworkCounters(), limits={"file": Limit(1, HOUR)}, on_refused=lambda: refused.append(1)
    )

    assert [limiter.hit("file", HOME) for _ in range(3)] == [True, False, False]
    assert len(refused) == 2


def test_addresses_behind_a_dual_stack_listener_are_kept_apart() -> None:
    limiter = RateLimiter(NetworkCounters(), limits={"file": Limit(1, MINUTE)})

    assert limiter.hit("file", "::ffff:192.0.2.1")
    assert limiter.hit("file", "::ffff:192.0.2.2")
    assert not limiter.hit("file", "192.0.2.1")


def test_another_address_of_the_same_connection_is_the_same_network() -> None:
    limiter = RateLimiter(NetworkCounters(clock=Clock()), limits=TEN_FILES)

    addresses = [f"2001:db8:1:2{number:02x}::{number}" for number in range(20)]

    assert sum(limiter.hit("file", address) for address in addresses) == 10
    assert limiter.hit("file", "2001:db8:1:300::1")


def test_limits_that_are_off_pass_everything() -> None:
    limiter = RateLimiter(NetworkCounters(clock=Clock()), on=False)

    assert all(limiter.hit("file", HOME) for _ in range(10_000))


@pytest.mark.parametrize("jump", [HOUR, DAY, -HOUR, -DAY, 400 * DAY])
def test_a_clock_that_jumps_refuses_nobody(hosts: Hosts, jump: int) -> None:
    for counters in (NetworkCounters(clock=hosts.clock), hosts.new()):
        limiter = RateLimiter(counters)
        before = hosts.clock.now
        limiter.hit("file", HOME)
        hosts.clock.now += jump
        after = limiter.hit("file", CAFE)
        hosts.clock.now = before

        assert after
        assert limiter.hit("file", HOME)


def test_two_hosts_count_together(hosts: Hosts) -> None:
    one, other = (RateLimiter(hosts.new(), limits=TEN_FILES) for _ in range(2))

    passed = [host.hit("file", HOME) for _ in range(10) for host in (one, other)]

    assert passed == [True] * 10 + [False] * 10


def test_all_that_is_stored_of_a_network_expires_with_the_day(hosts: Hosts) -> None:
    hosts.clock.now = MIDNIGHT + DAY - 30
    limiter = RateLimiter(hosts.new())
    for kind in LIMITS:
        limiter.hit(kind, HOME)

    stored = {name: left for name, (_, left) in hosts.stored().items() if "key" not in name}

    assert len(stored) == len(LIMITS)
    assert all(0 < left <= 30 for left in stored.values())


@pytest.mark.parametrize("trouble", ["kill", "freeze"])
def test_without_valkey_each_host_limits_by_itself(hosts: Hosts, trouble: str) -> None:
    limiter = RateLimiter(hosts.new(FROZEN_SECONDS), limits=TEN_FILES)
    limiter.hit("file", CAFE)
    getattr(hosts.server, trouble)()

    passed = [limiter.hit("file", HOME) for _ in range(20)]
    hosts.server.thaw() if trouble == "freeze" else hosts.server.start()

    assert passed == [True] * 10 + [False] * 10
