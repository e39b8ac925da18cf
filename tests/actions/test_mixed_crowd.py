"""Honest people behind one address with attackers: each report is counted or held, and none is refused.

A school, a carrier, a Tor exit and the onion service are one address each. On every database and number of
hosts, with and without a Valkey that the hosts share. `live_servers/test_mixed_crowd.py` asks some by HTTP.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest

from tests.actions.test_reporting import CAMPAIGN, DEADLINE, KEY
from tests.support.counters import Clock, counters_by, hosts_with_valkey
from tests.support.stores import Store, Stores
from webapp.actions.burst_detection import BURST_LIMITS, BurstDetector
from webapp.actions.ledger import SUM_RECEIPTS
from webapp.actions.log import ActionLog, Recorded
from webapp.actions.outcomes import Outcome
from webapp.actions.reporting import Reporting
from webapp.actions.submitted_report import SubmittedReport
from webapp.actions.tokens import Tokens
from webapp.server.network_counters import HOUR, Limit, NetworkCounters

SCHOOL, CARRIER, TOR_EXIT, ONION = ADDRESSES = ("192.0.2.10", "198.51.100.20", "2001:db8:7::1", "127.0.0.1")
PUPILS, CALLERS = 30, 5
"""Honest people behind the school's address, and behind each other. Each writes to both targets."""
ATTACKERS, ROUNDS = 8, 10
RECEIPTS = 12
"""Held reports of a network that have a receipt each: few, so that a short flood passes it."""


@dataclass
class Crowd:
    """The hosts of a site."""

    services: list[Reporting]
    allowances: int
    """How many allowances a network has: one of each host, or one of the Valkey that they share."""
    clock: Clock = field(default_factory=Clock)

    def token(self) -> str:
        """Return a token that is old enough."""
        return Tokens([KEY], lambda: self.clock.now - 60).issue(CAMPAIGN.slug)

    def submit(self, host: int, address: str, **values: object) -> Outcome:
        report = SubmittedReport(self.token(), "post", ("ambassador", "prosecutor"), 1, "en", address=address)
        report = replace(report, **values)  # type: ignore[arg-type]
        return self.services[host % len(self.services)].submit(CAMPAIGN, report, today=DEADLINE)


@pytest.fixture(
    params=[
        "sqlite, 1",
        "sqlite, 1, valkey",
        "postgresql, 1",
        "postgresql, 1, valkey",
        "postgresql, 2",
        "postgresql, 2, valkey",
    ]
)
def store_and_hosts(
    request: pytest.FixtureRequest, stores: Stores, tmp_path: Path
) -> Iterator[tuple[Store, Crowd]]:
    kind, number, *more = request.param.split(", ")
    store, clock = stores.new(kind, tmp_path), Clock()
    with ExitStack() as stack:
        counters: Callable[[], NetworkCounters] = lambda: counters_by(clock)  # noqa: E731
        if more:
            valkey = stack.enter_context(hosts_with_valkey())
            valkey.clock, counters = clock, valkey.new
        logs = [stack.enter_context(closing(ActionLog(store.url, wait=20))) for _ in range(int(number))]
        services = [
            Reporting(
                log,
                Tokens([KEY], clock),
                BurstDetector(counters(), limits=BURST_LIMITS, receipts_limit=Limit(RECEIPTS, HOUR)),
            )
            for log in logs
        ]
        yield store, Crowd(services, 1 if more else len(services), clock)


def honest_under(crowd: Crowd, attack: Callable[[int, str], object]) -> list[Outcome]:
    """Let the honest report while the attack is sent from each of their addresses."""
    start = threading.Barrier(2)

    def attack_all(number: int) -> None:
        if number == 0:
            start.wait(60)
        for each in range(ROUNDS):
            attack(number + each, ADDRESSES[(number + each) % len(ADDRESSES)])

    people = [SCHOOL] * PUPILS + [CARRIER, TOR_EXIT, ONION] * CALLERS
    with ThreadPoolExecutor(ATTACKERS) as attackers, ThreadPoolExecutor(4) as honest:
        attacks = [attackers.submit(attack_all, number) for number in range(ATTACKERS)]
        start.wait(60)
        outcomes = list(honest.map(lambda each: crowd.submit(each[0], each[1]), enumerate(people)))
        for each in attacks:
            each.result(60)
    return outcomes


def test_what_is_not_valid_or_not_new_holds_nobody_s_report(store_and_hosts: tuple[Store, Crowd]) -> None:
    store, crowd = store_and_hosts
    repeated = {address: crowd.token() for address in ADDRESSES}
    for address in ADDRESSES:
        crowd.submit(0, address, token=repeated[address])

    def attack(host: int, address: str) -> None:
        crowd.submit(host, address, token="x", quantity=500)
        crowd.submit(host, address, token=repeated[address], quantity=30)
        crowd.submit(host, address, quantity=5_000)
        crowd.submit(host, address, targets=("nobody",) * 20)
        crowd.submit(host, address, quantity=500)

    outcomes = honest_under(crowd, attack)

    assert all(isinstance(outcome, Recorded) and not outcome.held for outcome in outcomes)
    with closing(ActionLog(store.url)) as log:
        assert log.tally(CAMPAIGN.slug).total == 2 * (len(outcomes) + len(ADDRESSES))
        assert sum(burst.number for burst in log.bursts()) == ATTACKERS * ROUNDS * 1_000
        assert log.check(since=date.min) == []


def test_a_flood_of_valid_reports_leads_to_a_review_and_never_to_a_refusal(
    store_and_hosts: tuple[Store, Crowd],
) -> None:
    store, crowd = store_and_hosts
    sent: list[Outcome] = []

    outcomes = honest_under(
        crowd, lambda host, address: sent.extend(crowd.submit(host, address, quantity=15) for _ in range(4))
    )

    recorded = [outcome for outcome in (*outcomes, *sent) if isinstance(outcome, Recorded)]
    assert len(recorded) == len(outcomes) + len(sent), "nobody is refused"
    counted = sum(outcome.total for outcome in recorded if not outcome.held)
    assert counted <= len(ADDRESSES) * 500 * crowd.allowances
    with closing(ActionLog(store.url)) as log:
        assert log.tally(CAMPAIGN.slug).total == counted
        assert sum(burst.number for burst in log.bursts()) == sum(
            outcome.total for outcome in recorded if outcome.held
        )
        assert log.check(since=date.min) == []
    [(rows,)] = store.rows("SELECT count(*) FROM receipts WHERE burst LIKE 'sum.%'")
    assert 0 < rows <= 2 * SUM_RECEIPTS * len(ADDRESSES) * crowd.allowances
