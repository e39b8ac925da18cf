"""Counters per network: what one network is, that hosts count together, and that nothing leads back to it."""

import hashlib
from collections.abc import Iterator

import pytest

from tests.support.counters import CAFE, HOME, MIDNIGHT, Clock, Hosts, counters_by, hosts_with_valkey
from tests.support.valkey import FROZEN_SECONDS
from webapp.server.network_counters import (
    DAY,
    HOUR,
    KEY_POLL_SECONDS,
    MINUTE,
    SKEW_SECONDS,
    Limit,
    NetworkCounters,
)


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    with hosts_with_valkey() as hosts:
        yield hosts


def test_each_counter_of_each_network_has_a_sum_of_its_own() -> None:
    counters = counters_by(Clock())

    sums = [counters.add("record", HOME, amount, Limit(1_000, MINUTE)) for amount in (1, 5, 2)]

    assert sums == [1, 6, 8]
    assert counters.add("record", CAFE, 1, Limit(1_000, MINUTE)) == 1
    assert counters.add("token", HOME, 1, Limit(1_000, MINUTE)) == 1


def test_a_counter_starts_anew_after_its_time_and_at_midnight() -> None:
    clock = Clock(MIDNIGHT + DAY - HOUR)
    counters = counters_by(clock)
    counters.add("record", HOME, 5, Limit(1_000, MINUTE))
    counters.add("letters", HOME, 5, Limit(1_000, DAY))

    clock.now += MINUTE + 1
    after_a_minute = (
        counters.add("record", HOME, 1, Limit(1_000, MINUTE)),
        counters.add("letters", HOME, 1, Limit(1_000, DAY)),
    )
    clock.now += HOUR
    after_midnight = counters.add("letters", HOME, 1, Limit(1_000, DAY))

    assert after_a_minute == (1, 6)
    assert after_midnight == 1


def test_a_random_id_is_a_purpose_s_and_a_network_s_for_a_day() -> None:
    clock = Clock()
    counters = counters_by(clock)

    first = counters.random_id("burst lamp", HOME)

    assert counters.random_id("burst lamp", HOME) == first
    assert len({first, counters.random_id("burst lamp", CAFE), counters.random_id("burst beacon", HOME)}) == 3
    assert len(first) >= 16
    assert first.isalnum()
    clock.now = MIDNIGHT + DAY + 1
    assert counters.random_id("burst lamp", HOME) != first


@pytest.mark.parametrize("jump", [HOUR, DAY, -HOUR, -DAY, 400 * DAY])
def test_a_clock_that_jumps_stops_no_counter(hosts: Hosts, jump: int) -> None:
    for counters in (NetworkCounters(clock=hosts.clock), hosts.new()):
        before = hosts.clock.now
        counters.add("record", HOME, 1, Limit(1_000, MINUTE))
        hosts.clock.now += jump
        other = counters.add("record", CAFE, 1, Limit(1_000, MINUTE))
        hosts.clock.now = before

        assert other == 1
        assert counters.add("record", HOME, 1, Limit(1_000, MINUTE)) in (1, 2)


def test_two_hosts_count_together(hosts: Hosts) -> None:
    one, other = hosts.new(), hosts.new()

    sums = [host.add("record", HOME, 1, Limit(1_000, MINUTE)) for _ in range(3) for host in (one, other)]

    assert sums == [1, 2, 3, 4, 5, 6]
    assert one.random_id("burst lamp", HOME) == other.random_id("burst lamp", HOME)


def test_names_of_the_same_network_are_others_the_next_day(hosts: Hosts) -> None:
    one, other = hosts.new(), hosts.new()
    one.add("record", HOME, 1, Limit(1_000, MINUTE))
    other.add("record", HOME, 1, Limit(1_000, MINUTE))
    today = {name for name in hosts.stored() if "key" not in name}
    hosts.clock.now = MIDNIGHT + DAY + 1
    one.add("record", HOME, 1, Limit(1_000, MINUTE))
    other.add("record", HOME, 1, Limit(1_000, MINUTE))
    both = {name for name in hosts.stored() if "key" not in name}

    assert len(today) == 1, "two hosts, one name"
    assert len(both - today) == 1


def test_nothing_outlives_its_day_but_the_key_by_a_little(hosts: Hosts) -> None:
    hosts.clock.now = MIDNIGHT + DAY - 30
    counters = hosts.new()
    for counter, seconds in (("record", MINUTE), ("letters", DAY)):
        counters.add(counter, HOME, 1, Limit(1_000, seconds))
    counters.random_id("burst lamp", HOME)

    stored = hosts.stored()

    assert len(stored) == 4
    for name, (_, left) in stored.items():
        assert 0 < left <= 30 + (SKEW_SECONDS if "key" in name else 0), name


def test_nothing_that_is_stored_leads_back(hosts: Hosts) -> None:
    counters = hosts.new()
    for address in (HOME, "2001:db8:1:200::1"):
        counters.add("record", address, 1, Limit(1_000, MINUTE))
        burst = counters.random_id("burst lamp", address)

    text = repr(hosts.stored())
    guesses = [
        guess(f"{counter}{HOME}{tail}".encode()).hexdigest()[:12]
        for counter in ("", "record|")
        for tail in ("", "/32")
        for guess in (hashlib.sha256, hashlib.blake2b, hashlib.md5)
    ]

    assert not [word for word in (HOME, "2001:db8", "lamp", "record", *guesses) if word in text]
    assert burst in text, "for the day, under a name nobody else can make"


def test_hosts_agree_on_a_new_key_after_valkey_lost_it(hosts: Hosts) -> None:
    one, other = hosts.new(), hosts.new()
    one.add("record", HOME, 1, Limit(1_000, MINUTE))
    hosts.server.kill()
    hosts.server.start()
    other.add("record", HOME, 1, Limit(1_000, MINUTE))
    hosts.clock.now += KEY_POLL_SECONDS

    sums = [host.add("record", HOME, 1, Limit(1_000, MINUTE)) for _ in range(3) for host in (one, other)]

    assert sums == [2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("trouble", ["kill", "freeze"])
def test_without_valkey_each_host_goes_on_counting_by_itself(hosts: Hosts, trouble: str) -> None:
    hosts.new().add("record", HOME, 10, Limit(1_000, MINUTE))
    counters = hosts.new(FROZEN_SECONDS)
    counters.add("record", CAFE, 1, Limit(1_000, MINUTE))
    getattr(hosts.server, trouble)()

    sums = [counters.add("record", HOME, 1, Limit(1_000, MINUTE)) for _ in range(3)]
    ids = {counters.random_id("burst lamp", HOME) for _ in range(3)}
    hosts.server.thaw() if trouble == "freeze" else hosts.server.start()

    assert sums == [1, 2, 3]
    assert len(ids) == 1


def test_the_key_of_a_server_is_its_own() -> None:
    """Without Valkey two servers know a network under names of their own."""
    names: list[bytes] = []
    for _ in range(2):
        counters = NetworkCounters(clock=Clock())
        counters.add("record", HOME, 1, Limit(1_000, MINUTE))
        names += counters._own._store.names()  # type: ignore[attr-defined]

    assert len(names) == 4  # a counter and a key of each server
    assert len(set(names)) == 3, "only the name of the key is the same"
