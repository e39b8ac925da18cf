"""A server reloads, or is stopped and started, under load: no request fails."""

import signal
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.live_servers.accounting import Accounts
from tests.live_servers.processes import is_alive, workers
from tests.live_servers.reporters import Reporters, a_report
from tests.live_servers.steady_load import SteadyLoad
from tests.support import servers
from tests.support.rounds import rounds
from tests.support.stores import Store

RESTARTS = rounds(1)
REQUESTS = rounds(300)
SETTINGS = {"WORKERS": "2", "RATE_LIMITS": "off"}

Start = Callable[[], servers.Server]
Restart = Callable[[servers.Server, Start], servers.Server]


def reload(server: servers.Server, _start: Start) -> servers.Server:
    """Let gunicorn put new workers in the place of the old, and wait until these have left."""
    old = workers(server, 2)
    server.process.send_signal(signal.SIGHUP)
    while any(is_alive(worker) for worker in old):
        signal.sigtimedwait([], 0.01)
    return server


def stop_and_start(server: servers.Server, start: Start) -> servers.Server:
    """End it and start it anew; the socket stays open meanwhile, as systemd holds it."""
    assert server.stop() == 0
    return start()


@pytest.mark.soak
@pytest.mark.parametrize("restart", [reload, stop_and_start])
def test_no_request_fails_and_every_report_counts_once(tmp_path: Path, restart: Restart) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:

        def start() -> servers.Server:
            data, executed = tmp_path / "data", restart is reload
            return servers.start(data, listener=listener, executed=executed, HOME=str(tmp_path), **SETTINGS)

        server = start()
        try:
            tokens = Reporters(server.url, 8).open_forms(REQUESTS // 10)
            reports = [a_report(token, twice=False, again=False, undo=False) for token in tokens]
            with SteadyLoad(server.url, REQUESTS, reports) as load:
                for number in range(RESTARTS):
                    load.wait_for((number + 1) / (RESTARTS + 1.5))
                    server = restart(server, start)
        finally:
            ended = server.stop()

    accounts = Accounts(Store(server.database_url), server.data, reports)
    print(
        f"{restart.__name__} x{RESTARTS}: {load.answered} answered, {len(load.failed)} failed, "
        f"{load.again} sent again on a kept connection that had ended, {len(reports)} reports"
    )
    assert load.failed == []
    assert load.answered == load.sent >= REQUESTS
    assert (accounts.lost, accounts.changed) == ([], [])
    assert [report for report in reports if report.counted != [report.total]] == []
    assert accounts.receipts == accounts.expected_receipts
    assert accounts.tally.total == sum(report.total for report in reports)
    assert ended == 0
