"""Honest people behind the addresses of attackers: each report is counted or held, and none is refused.

A school, a carrier, a Tor exit and the onion service are one address each. Attackers share each of them.
"""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path

import pytest

from benchmarks.abuse.site import MIN_AGE_SECONDS, Site
from tests.support import servers
from tests.support.stores import Store, Stores
from tests.support.valkey import Valkey
from webapp.actions.log import ActionLog

KEY = "a-key-that-all-hosts-of-this-test-share"
ADDRESSES = ("192.0.2.10", "198.51.100.20", "203.0.113.30", "127.0.0.1")
HONEST, ATTACKS = 2, 16
"""Honest reports, and attacks of each kind, at each address."""


@pytest.fixture(params=["sqlite, one host", "postgresql, two hosts", "postgresql, two hosts, valkey"])
def crowd(
    request: pytest.FixtureRequest, stores: Stores, tmp_path: Path
) -> Iterator[tuple[list[Site], Store]]:
    """The hosts of a site, and its database."""
    kind, *more = request.param.split(", ")
    store = stores.new(kind, tmp_path)
    shared = {"DATABASE_URL": store.url, "SECRET_KEYS": KEY}
    with ExitStack() as stack:
        if "valkey" in more:
            shared["CACHE_URL"] = stack.enter_context(closing(Valkey())).url
        hosts = list[Site]()
        for number in range(2 if "two hosts" in more else 1):
            server = servers.start(tmp_path / f"host-{number}", WORKERS="2", PROXIES="1", **shared)
            stack.callback(server.stop)
            hosts.append(Site(int(server.url.rpartition(":")[2])))
        yield hosts, store


def attack(site: Site, address: str, repeated: str) -> None:
    """Send what is not valid or not new, and a report that is too large."""
    site.report(address, "x", "500", targets=2)
    site.report(address, repeated, "10")
    site.report(address, repeated, "5000")
    site.open_form(address, {"Sec-Fetch-Dest": "image", "Sec-Fetch-Site": "cross-site"})
    site.report(address, site.open_form(address), "30")  # too young a token


def test_nobody_is_refused_for_what_others_send(crowd: tuple[list[Site], Store]) -> None:
    hosts, store = crowd
    honest = [(hosts[n % len(hosts)], a, hosts[0].open_form(a)) for n in range(HONEST) for a in ADDRESSES]
    repeated = {address: hosts[0].open_form(address) for address in ADDRESSES}
    large = {address: hosts[0].open_form(address) for address in ADDRESSES}
    time.sleep(MIN_AGE_SECONDS)
    for address in ADDRESSES:
        assert hosts[0].report(address, repeated[address], "10") == "counted"
        assert hosts[-1].report(address, large[address], "500") == "held"
    start = threading.Barrier(2)

    def attack_all(number: int) -> None:
        if number == 0:
            start.wait()
        address = ADDRESSES[number % len(ADDRESSES)]
        attack(hosts[number % len(hosts)], address, repeated[address])

    with ThreadPoolExecutor(4) as attackers:
        attacks = [attackers.submit(attack_all, number) for number in range(ATTACKS)]
        start.wait()
        outcomes = [site.report(address, token, "1") for site, address, token in honest]
        for each in attacks:
            each.result()

    assert outcomes == ["counted"] * len(honest)
    with closing(ActionLog(store.url)) as log:
        assert log.tally("gorinov").total == len(honest) + 10 * len(ADDRESSES)
        assert sorted(burst.number for burst in log.bursts()) == [500] * len(ADDRESSES)
        assert log.check(since=date.min) == []
