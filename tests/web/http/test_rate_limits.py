"""Limits a network: what passes, what is held apart, what is refused; and nothing that leads back to it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import redis

from tests.support.databases import Valkey
from webapp.server.shared_cache import MemoryCache, ValkeyCache
from webapp.web.http.rate_limits import (
    ALLOWED,
    AT_ONCE,
    DAY,
    HOUR,
    LOOK_EVERY,
    MINUTE,
    SKEW,
    UNPROVED_TOGETHER,
    Limit,
    RateLimiter,
    network,
)

HOME, CAFE = "192.0.2.1", "198.51.100.7"
MIDNIGHT = 20_000 * DAY


@dataclass
class Clock:
    """Time that a test moves on."""

    now: float = MIDNIGHT + 8 * HOUR

    def __call__(self) -> float:
        return self.now


@dataclass
class Hosts:
    """Two hosts of a site, with a Valkey of their own to share."""

    server: Valkey = field(default_factory=Valkey)
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.caches: list[ValkeyCache] = []

    def new(self, **more: object) -> RateLimiter:
        self.caches.append(ValkeyCache(self.server.url))
        return RateLimiter(self.caches[-1], clock=self.clock, **more)  # type: ignore[arg-type]

    def all_that_is_kept(self) -> dict[str, tuple[bytes, int]]:
        with redis.Redis.from_url(self.server.url) as client:
            return {
                name.decode(): (client.get(name), client.ttl(name))  # type: ignore[misc]
                for name in client.scan_iter()
            }


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    made = Hosts()
    yield made
    for cache in made.caches:
        cache.close()
    made.server.close()


@pytest.mark.parametrize(
    ("address", "known_as"),
    [
        ("192.0.2.1", "192.0.2.1/32"),
        ("::ffff:192.0.2.1", "192.0.2.1/32"),  # behind a listener of both kinds
        ("2001:db8:1:200::1", "2001:db8:1:200::/56"),
        ("2001:db8:1:2ff:ffff::1", "2001:db8:1:200::/56"),  # another /64 of the same connection
        ("2001:db8:1:300::1", "2001:db8:1:300::/56"),
        ("fe80::1%eth0", "fe80::/56"),
        (None, "unknown"),
        ("", "unknown"),
        ("192.0.2.1, 10.0.0.1", "unknown"),
    ],
)
def test_a_network_is_what_one_connection_is_given(address: str | None, known_as: str) -> None:
    assert network(address) == known_as


def test_a_classroom_counts_at_once() -> None:
    limits = RateLimiter(clock=Clock())

    bursts = {limits.burst("lamp", HOME, letters=4) for _ in range(120)}  # each to all of four targets

    assert bursts == {""}
    assert all(limits.allow("record", HOME) for _ in range(120))
    assert all(limits.allow("token", HOME) for _ in range(240))


def test_a_carrier_with_thousands_behind_one_address_is_held_apart_and_not_refused() -> None:
    clock = Clock()
    limits, allowed, held = RateLimiter(MemoryCache(clock=clock), clock=clock), 0, 0

    for _ in range(5_000):
        clock.now += HOUR / 5_000
        allowed += limits.allow("token", HOME) and limits.allow("record", HOME)
        allowed -= not limits.allow("counted", HOME)
        held += limits.burst("lamp", HOME, letters=1) != ""

    assert allowed == 5_000
    assert 0 < held < 5_000


@pytest.mark.parametrize(
    ("letters", "at_once"),
    [
        ([500], [True]),
        ([501], [False]),  # one report to several targets
        ([250, 250, 1], [True, True, False]),
        ([499, 2, 1], [True, False, False]),  # the whole report is held, and what comes after it
        ([500] * 3, [True, False, False]),
    ],
)
def test_each_letter_of_a_report_weighs(letters: list[int], at_once: list[bool]) -> None:
    limits = RateLimiter(clock=Clock())

    assert [limits.burst("lamp", HOME, each) == "" for each in letters] == at_once


def test_an_hour_later_a_network_may_go_on_up_to_the_day_s_limit() -> None:
    clock = Clock()
    limits, at_once = RateLimiter(MemoryCache(clock=clock), clock=clock), []

    for _ in range(5):
        at_once.append(limits.burst("lamp", HOME, 300) == "")
        clock.now += HOUR + 1

    assert at_once == [True, True, True, False, False]


def test_a_burst_is_a_network_s_and_a_campaign_s_for_a_day() -> None:
    clock = Clock()
    limits = RateLimiter(clock=clock, at_once=(Limit(0, HOUR),))

    def burst(campaign: str = "lamp", address: str = HOME) -> str:
        return limits.burst(campaign, address, 1)

    first = burst()

    assert burst() == first
    assert len({first, burst(address=CAFE), burst("beacon"), burst("beacon", CAFE)}) == 4
    assert all(len(one) >= 16 and one.replace("-", "").replace("_", "").isalnum() for one in (first, burst()))
    clock.now = MIDNIGHT + DAY + 1
    assert burst() != first


def test_many_campaigns_do_not_give_many_allowances() -> None:
    limits = RateLimiter(clock=Clock())

    bursts = [limits.burst(f"campaign-{number}", HOME, 100) for number in range(10)]

    assert [one == "" for one in bursts] == [True] * 5 + [False] * 5


def test_another_address_of_the_same_connection_is_the_same_network() -> None:
    limits = RateLimiter(clock=Clock(), allowed=ALLOWED | {"record": Limit(10, MINUTE)})

    addresses = [f"2001:db8:1:2{number:02x}::{number}" for number in range(20)]

    assert sum(limits.allow("record", address) for address in addresses) == 10
    assert limits.allow("record", "2001:db8:1:300::1")


def test_few_reports_without_a_proof_are_together_and_many_of_one_network_by_themselves() -> None:
    limits, few = RateLimiter(clock=Clock()), UNPROVED_TOGETHER.most

    def unproved(address: str, letters: int = 1, campaign: str = "lamp") -> str:
        return limits.burst(campaign, address, letters, proved=False)

    together = unproved(HOME)

    assert together
    assert unproved(CAFE) == together
    assert unproved(HOME, campaign="beacon") != together
    assert unproved(HOME, few) not in ("", together)
    assert unproved(CAFE, few - 1) == together
    assert limits.burst("lamp", "203.0.113.9", 1) == ""


def test_limits_that_are_off_hold_only_what_lacks_a_proof() -> None:
    limits = RateLimiter(on=False, clock=Clock())

    assert {limits.burst("lamp", HOME, 500) for _ in range(10)} == {""}
    assert all(limits.allow("record", HOME) for _ in range(2_000))
    assert limits.burst("lamp", HOME, 1, proved=False)


@pytest.mark.parametrize("jump", [HOUR, DAY, -HOUR, -DAY, 400 * DAY])
def test_a_clock_that_jumps_frees_and_harms_nobody(hosts: Hosts, jump: int) -> None:
    for limits in (RateLimiter(clock=hosts.clock), hosts.new()):
        before = hosts.clock.now
        limits.burst("lamp", HOME, 501)
        hosts.clock.now += jump
        after = [limits.burst("lamp", CAFE, 500), limits.allow("record", CAFE)]
        hosts.clock.now = before

        assert after == ["", True]
        assert limits.allow("record", HOME)


class TestShared:
    """By a Valkey."""

    def test_two_hosts_count_together(self, hosts: Hosts) -> None:
        limit = {"allowed": ALLOWED | {"record": Limit(10, MINUTE)}}
        one, other = hosts.new(**limit), hosts.new(**limit)

        allowed = [host.allow("record", HOME) for _ in range(10) for host in (one, other)]

        assert allowed == [True] * 10 + [False] * 10

    def test_two_hosts_hold_a_network_in_the_same_burst(self, hosts: Hosts) -> None:
        one, other = hosts.new(), hosts.new()

        bursts = [host.burst("lamp", HOME, 250) for _ in range(2) for host in (one, other)]

        assert bursts[:2] == ["", ""]
        assert bursts[2] == bursts[3] != ""

    def test_names_of_the_same_network_are_others_the_next_day(self, hosts: Hosts) -> None:
        one, other = hosts.new(), hosts.new()
        one.allow("record", HOME)
        other.allow("record", HOME)
        today = {name for name in hosts.all_that_is_kept() if "key" not in name}
        hosts.clock.now = MIDNIGHT + DAY + 1
        one.allow("record", HOME)
        other.allow("record", HOME)
        both = {name for name in hosts.all_that_is_kept() if "key" not in name}

        assert len(today) == 1, "two hosts, one name"
        assert len(both - today) == 1

    def test_nothing_outlives_its_day_but_the_key_by_a_little(self, hosts: Hosts) -> None:
        hosts.clock.now = MIDNIGHT + DAY - 30
        limits = hosts.new()
        for kind in ALLOWED:
            limits.allow(kind, HOME)
        limits.burst("lamp", HOME, 501)
        limits.burst("lamp", CAFE, 1, proved=False)

        kept = hosts.all_that_is_kept()

        assert len(kept) == len(ALLOWED) + 2 * len(AT_ONCE) + 1 + 2 + 1
        for name, (_, left) in kept.items():
            assert 0 < left <= 30 + (SKEW if "key" in name else 0), name

    def test_nothing_that_is_kept_leads_back(self, hosts: Hosts) -> None:
        limits = hosts.new()
        for address in (HOME, "2001:db8:1:200::1"):
            limits.allow("record", address)
            burst = limits.burst("lamp", address, 501)

        kept = hosts.all_that_is_kept()
        text = repr(kept)
        guesses = [
            guess(f"{what}{HOME}{tail}".encode()).hexdigest()[:12]
            for what in ("", "record|")
            for tail in ("", "/32")
            for guess in (hashlib.sha256, hashlib.blake2b, hashlib.md5)
        ]

        assert not [word for word in (HOME, "2001:db8", "lamp", "record", *guesses) if word in text]
        assert burst in text, "for the day, under a name nobody else can make"

    def test_a_valkey_that_lost_the_key_is_given_one_that_all_agree_on(self, hosts: Hosts) -> None:
        limit = {"allowed": ALLOWED | {"record": Limit(10, MINUTE)}}
        one, other = hosts.new(**limit), hosts.new(**limit)
        one.allow("record", HOME)
        hosts.server.kill()
        hosts.server.start()
        other.allow("record", HOME)
        hosts.clock.now += LOOK_EVERY

        allowed = [host.allow("record", HOME) for _ in range(10) for host in (one, other)]

        assert allowed.count(True) in (9, 10)

    @pytest.mark.parametrize("trouble", ["kill", "freeze"])
    def test_without_valkey_each_host_goes_on_counting_by_itself(self, hosts: Hosts, trouble: str) -> None:
        limits = hosts.new(allowed=ALLOWED | {"record": Limit(10, MINUTE)})
        limits.allow("record", CAFE)
        getattr(hosts.server, trouble)()

        allowed = [limits.allow("record", HOME) for _ in range(20)]
        bursts = [limits.burst("lamp", HOME, 250) for _ in range(4)]
        hosts.server.thaw() if trouble == "freeze" else hosts.server.start()

        assert allowed == [True] * 10 + [False] * 10
        assert bursts[:2] == ["", ""]
        assert bursts[2] == bursts[3] != ""


def test_the_key_of_a_process_is_its_own(hosts: Hosts) -> None:
    """Without Valkey two processes know a network under names of their own."""
    names = []
    for _ in range(2):
        limits = RateLimiter(clock=hosts.clock)
        limits.allow("record", HOME)
        names += list(limits._own._cache._numbers)  # type: ignore[attr-defined]

    assert len(set(names)) == 2
