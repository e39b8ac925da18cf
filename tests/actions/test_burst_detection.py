"""Bursts: which reports of a network count at once, and which are held together for review."""

from collections.abc import Iterator

import pytest

from tests.support.counters import CAFE, HOME, MIDNIGHT, Clock, Hosts, counters_by, hosts_with_valkey
from tests.support.valkey import FROZEN_SECONDS
from webapp.actions.burst_detection import UNPROVED_LIMIT, BurstDetector
from webapp.server.network_counters import DAY, HOUR, Limit, NetworkCounters


@pytest.fixture
def bursts() -> BurstDetector:
    return BurstDetector(NetworkCounters(clock=Clock()))


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    with hosts_with_valkey() as hosts:
        yield hosts


def test_a_classroom_counts_at_once(bursts: BurstDetector) -> None:
    ids = {bursts.burst_for("lamp", HOME, letters=4) for _ in range(120)}  # each to all of four targets

    assert ids == {""}


def test_a_carrier_with_thousands_behind_one_address_is_held() -> None:
    clock = Clock()
    bursts, held = BurstDetector(counters_by(clock)), 0

    for _ in range(5_000):
        clock.now += HOUR / 5_000
        held += bursts.burst_for("lamp", HOME, letters=1) != ""

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
def test_each_letter_of_a_report_is_counted(
    bursts: BurstDetector, letters: list[int], at_once: list[bool]
) -> None:
    assert [bursts.burst_for("lamp", HOME, number) == "" for number in letters] == at_once


def test_an_hour_later_a_network_may_go_on_up_to_the_day_s_limit() -> None:
    clock = Clock()
    bursts, at_once = BurstDetector(counters_by(clock)), []

    for _ in range(5):
        at_once.append(bursts.burst_for("lamp", HOME, 300) == "")
        clock.now += HOUR + 1

    assert at_once == [True, True, True, False, False]


def test_a_burst_is_a_network_s_and_a_campaign_s_for_a_day() -> None:
    clock = Clock()
    bursts = BurstDetector(NetworkCounters(clock=clock), limits=(Limit(0, HOUR),))

    def burst(campaign: str = "lamp", address: str = HOME) -> str:
        return bursts.burst_for(campaign, address, 1)

    first = burst()

    assert burst() == first
    assert len({first, burst(address=CAFE), burst("beacon"), burst("beacon", CAFE)}) == 4
    assert len(first) >= 16
    clock.now = MIDNIGHT + DAY + 1
    assert burst() != first


def test_many_campaigns_do_not_give_many_allowances(bursts: BurstDetector) -> None:
    ids = [bursts.burst_for(f"campaign-{number}", HOME, 100) for number in range(10)]

    assert [burst == "" for burst in ids] == [True] * 5 + [False] * 5


def test_few_reports_without_a_proof_are_together_and_many_of_one_network_by_themselves(
    bursts: BurstDetector,
) -> None:
    few = UNPROVED_LIMIT.most

    def unproved(address: str, letters: int = 1, campaign: str = "lamp") -> str:
        return bursts.burst_for(campaign, address, letters, proved=False)

    together = unproved(HOME)

    assert together
    assert unproved(CAFE) == together
    assert unproved(HOME, campaign="beacon") != together
    assert unproved(HOME, few) not in ("", together)
    assert unproved(CAFE, few - 1) == together
    assert bursts.burst_for("lamp", "203.0.113.9", 1) == ""


def test_limits_that_are_off_hold_only_what_lacks_a_proof() -> None:
    bursts = BurstDetector(NetworkCounters(clock=Clock()), on=False)

    assert {bursts.burst_for("lamp", HOME, 500) for _ in range(10)} == {""}
    assert bursts.burst_for("lamp", HOME, 1, proved=False)


@pytest.mark.parametrize("jump", [HOUR, DAY, -HOUR, -DAY, 400 * DAY])
def test_a_clock_that_jumps_holds_nobody_else(hosts: Hosts, jump: int) -> None:
    for counters in (NetworkCounters(clock=hosts.clock), hosts.new()):
        bursts = BurstDetector(counters)
        before = hosts.clock.now
        bursts.burst_for("lamp", HOME, 501)
        hosts.clock.now += jump
        after = bursts.burst_for("lamp", CAFE, 500)
        hosts.clock.now = before

        assert after == ""


def test_two_hosts_hold_a_network_in_the_same_burst(hosts: Hosts) -> None:
    one, other = BurstDetector(hosts.new()), BurstDetector(hosts.new())

    ids = [host.burst_for("lamp", HOME, 250) for _ in range(2) for host in (one, other)]

    assert ids[:2] == ["", ""]
    assert ids[2] == ids[3] != ""


@pytest.mark.parametrize("trouble", ["kill", "freeze"])
def test_without_valkey_each_host_holds_bursts_by_itself(hosts: Hosts, trouble: str) -> None:
    bursts = BurstDetector(hosts.new(FROZEN_SECONDS))
    bursts.burst_for("lamp", CAFE, 1)
    getattr(hosts.server, trouble)()

    ids = [bursts.burst_for("lamp", HOME, 250) for _ in range(4)]
    hosts.server.thaw() if trouble == "freeze" else hosts.server.start()

    assert ids[:2] == ["", ""]
    assert ids[2] == ids[3] != ""


def test_all_that_is_stored_of_a_burst_expires_with_the_day(hosts: Hosts) -> None:
    hosts.clock.now = MIDNIGHT + DAY - 30
    bursts = BurstDetector(hosts.new())
    bursts.burst_for("lamp", HOME, 501)
    bursts.burst_for("lamp", CAFE, 1, proved=False)

    stored = {name: left for name, (_, left) in hosts.stored().items() if "key" not in name}

    assert len(stored) == 2 * 2 + 1 + 2, "two limits of two networks, one without proof, two ids"
    assert all(0 < left <= 30 for left in stored.values())
