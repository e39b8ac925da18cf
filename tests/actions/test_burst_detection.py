"""Bursts: which reports of a network count at once, and which are held together for review."""

from collections.abc import Iterable, Iterator
from datetime import date

import pytest

from tests.support.counters import CAFE, HOME, MIDNIGHT, Clock, Hosts, counters_by, hosts_with_valkey
from tests.support.valkey import FROZEN_SECONDS
from webapp.actions.burst_detection import MAX_BURSTS, UNPROVED_LIMIT, BurstDetector
from webapp.domain import letter_evening
from webapp.domain.action import SUMMED
from webapp.server import network_counters
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
        ([30], [True]),
        ([31, 1], [False, True]),  # large: by itself, from any network, and it uses nothing up
        ([5_000, 1], [False, True]),
        ([30] * 16 + [20, 1], [True] * 17 + [False]),
        ([30] * 16 + [21, 20, 1], [True] * 16 + [False, True, False]),  # what does not fit uses nothing up
    ],
)
def test_each_letter_of_a_report_is_counted(
    bursts: BurstDetector, letters: list[int], at_once: list[bool]
) -> None:
    assert [bursts.burst_for("lamp", HOME, number) == "" for number in letters] == at_once


def at_once(bursts: BurstDetector, addresses: Iterable[str], letters: int) -> int:
    """Report as many letters as possible from these addresses; return how many count at once."""
    return sum(
        letters
        for address in addresses
        for _ in range(1_000 // letters)
        if bursts.burst_for("lamp", address, letters) == ""
    )


@pytest.mark.parametrize(
    ("addresses", "counted"),
    [
        ([HOME], 500),
        ([f"2001:db8:1:{number:02x}00::1" for number in range(20)], 1_000),  # one /48
        ([f"192.0.2.{number}" for number in range(20)], 1_000),  # one /24
        ([f"2001:db8:{number:x}::1" for number in range(20)], 2_500),  # one /32
        ([f"203.0.{number}.1" for number in range(20)], 2_500),  # one /16
        ([f"203.{number}.0.1" for number in range(20)], 10_000),  # twenty providers
        ([f"64:ff9b::192.0.2.{number}" for number in range(20)], 1_000),  # one /24 by NAT64
        ([f"192.0.2.1:{number}" for number in range(1, 20)], 500),  # one address, many ports
    ],
)
def test_wider_networks_have_allowances_too(
    bursts: BurstDetector, addresses: list[str], counted: int
) -> None:
    assert at_once(bursts, addresses, 10) == counted


def test_what_a_narrow_network_may_not_count_uses_nothing_of_a_wider_one_s(bursts: BurstDetector) -> None:
    for _ in range(300):
        bursts.burst_for("lamp", "192.0.2.1", 30)
        bursts.burst_for("lamp", "192.0.2.1", 31)

    assert at_once(bursts, ["192.0.2.2"], 10) == 500


def test_a_full_neighbourhood_is_one_burst(bursts: BurstDetector) -> None:
    addresses = [f"2001:db8:1:{number:02x}00::1" for number in range(100)]

    ids = {bursts.burst_for("lamp", address, 30) for address in addresses}

    assert len(ids - {""}) == 1


def test_few_large_reports_are_bursts_by_themselves_and_many_of_a_network_one(
    bursts: BurstDetector,
) -> None:
    of_home = [bursts.burst_for("lamp", HOME, 31) for _ in range(50)]
    of_a_provider = [bursts.burst_for("lamp", f"203.0.{number}.1", 31) for number in range(250)]

    assert len(set(of_home)) == 4
    assert of_home[3:] == [of_home[-1]] * 47
    assert len(set(of_a_provider)) == 20 + 1


def evenings_of(bursts: BurstDetector, days: Iterable[date], address: str = HOME) -> list[date | None]:
    """Report an evening on each of these days; return the days that stand in the ids of the bursts."""
    ids = [bursts.burst_for("lamp", address, 8, evening=day) for day in days]
    assert all(ids)
    return [letter_evening.day_of(each) for each in ids]


def test_each_report_of_an_evening_keeps_its_day(bursts: BurstDetector) -> None:
    days = [date(2030, 5, 1 + number % 4) for number in range(40)]

    assert evenings_of(bursts, days) == days
    further = {bursts.burst_for("lamp", HOME, 8, evening=days[0]) for _ in range(10)}
    others = {bursts.burst_for("lamp", HOME, 31) for _ in range(10)}
    assert len(further) == len(others) == 1  # a list that the team can read
    assert further != others


def test_a_network_s_evenings_on_many_days_do_not_fill_the_list(bursts: BurstDetector) -> None:
    days = [date(2030, 5, 1 + number) for number in range(30)]
    kept = evenings_of(bursts, days)
    ids = {bursts.burst_for("lamp", HOME, 8, evening=day) for day in days}

    assert kept == [*days[: 3 + 5], *[None] * 22]
    assert len(ids) == 5 + 1
    assert evenings_of(bursts, days[:1], "198.51.100.7") == days[:1]


def test_the_same_receipt_is_charged_once(bursts: BurstDetector) -> None:
    ids = [bursts.burst_for("lamp", HOME, 30, receipt="token 30") for _ in range(100)]

    assert set(ids) == {""}
    assert at_once(bursts, [HOME], 10) == 470


def test_an_unreadable_address_is_told_once_and_its_reports_are_held_above_the_allowance(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines: list[str] = []
    monkeypatch.setattr(network_counters.LOG, "warning", lines.append)
    unreadable: list[int] = []
    counters = NetworkCounters(clock=Clock(), on_unreadable=lambda: unreadable.append(1))
    bursts = BurstDetector(counters)

    ids = [bursts.burst_for("lamp", address, 30) for address in ["unknown", "", None, "zq8word"] * 5]

    assert [burst == "" for burst in ids] == [True] * 16 + [False] * 4
    assert bursts.burst_for("lamp", HOME, 30) == ""
    [line] = lines
    assert "PROXIES" in line
    assert "zq8word" not in line
    assert len(unreadable) >= 20


def test_an_hour_later_a_network_may_go_on_up_to_the_day_s_limit() -> None:
    clock = Clock()
    bursts, counted = BurstDetector(counters_by(clock)), []

    for _ in range(5):
        counted.append(at_once(bursts, [HOME], 25))
        clock.now += HOUR + 1

    assert counted == [500, 500, 0, 0, 0]


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
    ids = [bursts.burst_for(f"campaign-{number}", HOME, 25) for number in range(40)]

    assert [burst == "" for burst in ids] == [True] * 20 + [False] * 20


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
    assert at_once(bursts, [HOME], 10) == 500, "what is held for its lack of a proof uses nothing up"
    assert bursts.burst_for("lamp", "203.0.113.9", 1) == ""


def test_limits_that_are_off_hold_only_what_is_large_or_lacks_a_proof() -> None:
    bursts = BurstDetector(NetworkCounters(clock=Clock()), on=False)

    assert {bursts.burst_for("lamp", HOME, 30) for _ in range(100)} == {""}
    assert bursts.burst_for("lamp", HOME, 31)
    assert bursts.burst_for("lamp", HOME, 1, proved=False)


@pytest.mark.parametrize("jump", [HOUR, DAY, -HOUR, -DAY, 400 * DAY])
def test_a_clock_that_jumps_holds_nobody_else(hosts: Hosts, jump: int) -> None:
    for counters in (NetworkCounters(clock=hosts.clock), hosts.new()):
        bursts = BurstDetector(counters)
        before = hosts.clock.now
        at_once(bursts, [HOME], 10)
        hosts.clock.now += jump
        after = bursts.burst_for("lamp", CAFE, 30)
        hosts.clock.now = before

        assert after == ""


def test_two_hosts_hold_a_network_in_the_same_burst(hosts: Hosts) -> None:
    one, other = BurstDetector(hosts.new()), BurstDetector(hosts.new())

    ids = [host.burst_for("lamp", HOME, 25) for _ in range(11) for host in (one, other)]

    assert set(ids[:20]) == {""}
    assert ids[20] == ids[21] != ""


@pytest.mark.parametrize("trouble", ["kill", "freeze"])
def test_without_valkey_each_host_holds_bursts_by_itself(hosts: Hosts, trouble: str) -> None:
    bursts = BurstDetector(hosts.new(FROZEN_SECONDS))
    bursts.burst_for("lamp", CAFE, 1)
    getattr(hosts.server, trouble)()

    ids = [bursts.burst_for("lamp", HOME, 25) for _ in range(22)]
    hosts.server.thaw() if trouble == "freeze" else hosts.server.start()

    assert set(ids[:20]) == {""}
    assert ids[20] == ids[21] != ""


def test_all_that_is_stored_of_a_burst_expires_with_the_day(hosts: Hosts) -> None:
    hosts.clock.now = MIDNIGHT + DAY - 30
    bursts = BurstDetector(hosts.new())
    for _ in range(17):
        bursts.burst_for("lamp", HOME, 30, receipt="one report")
    bursts.burst_for("lamp", HOME, 31, receipt="a large one")
    bursts.burst_for("lamp", CAFE, 1, proved=False)

    stored = {name: left for name, (_, left) in hosts.stored().items() if "key" not in name}

    of_networks = (
        6 + 3 + 1 + 3 + 1 + 2 + 2
    )  # limits at once, apart, without proof; receipts; an id; both of held
    of_none = 1 + 2 + 1  # the number of held reports, two bursts that are listed, and their number
    assert len(stored) == of_networks + of_none
    assert sum(0 < left <= 30 for left in stored.values()) == of_networks


def test_a_botnet_does_not_make_a_list_that_nobody_can_read(bursts: BurstDetector) -> None:
    large = {bursts.burst_for("lamp", f"{1 + n // 250}.{n % 250}.0.1", 31) for n in range(1_000)}
    unproved = {bursts.burst_for("lamp", f"9.{n % 250}.0.1", 21, proved=False) for n in range(1_000)}
    beacon = bursts.burst_for("beacon", HOME, 31)

    assert len(large) == MAX_BURSTS + 1
    assert len(unproved) == 1
    assert unproved < large
    assert beacon not in large


def test_all_held_reports_together_have_so_many_receipts() -> None:
    bursts = BurstDetector(NetworkCounters(clock=Clock()), limits=(Limit(0, HOUR),), all_receipts_an_hour=10)

    ids = [bursts.burst_for("lamp", f"9.{n}.0.1", 1) for n in range(20)]

    assert [burst.startswith(SUMMED) for burst in ids] == [False] * 10 + [True] * 10
    assert len(set(ids)) == 20


def test_limits_that_are_off_sum_up_nothing() -> None:
    bursts = BurstDetector(NetworkCounters(), on=False, receipts_limit=Limit(0, HOUR))

    assert not bursts.burst_for("lamp", HOME, 31).startswith(SUMMED)
