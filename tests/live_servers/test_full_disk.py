"""On a full disk each report gets a message, pages are served, and no acknowledged report is lost."""

import resource
import time
from pathlib import Path

from tests.live_servers.accounting import Accounts
from tests.live_servers.canary_requests import RECORD
from tests.live_servers.processes import workers
from tests.live_servers.raw_http import RawClient
from tests.live_servers.reporters import Reporters, a_report
from tests.support import servers
from tests.support.stores import Store, Stores


def fill_the_disk(server: servers.Server, database: Path, *, full: bool) -> None:
    """Let no file of the server's processes grow beyond what the database's log has now; or lift that."""
    grown = Path(f"{database}-wal").stat().st_size
    for process in workers(server):
        soft = grown if full else resource.RLIM_INFINITY
        resource.prlimit(process, resource.RLIMIT_FSIZE, (soft, resource.RLIM_INFINITY))


def turns_to(wire: RawClient, path: str, status: int, within: float = 60) -> bool:
    """Wait until a path answers with this status: each process remembers its last answer for a second."""
    give_up = time.monotonic() + within
    while wire.ask("GET", path).status != status:
        if time.monotonic() > give_up:
            return False
        time.sleep(0.05)
    return True


def test_a_full_disk_is_reported_and_the_server_recovers_by_itself(stores: Stores, tmp_path: Path) -> None:
    store: Store = stores.new("sqlite", tmp_path)
    settings = {"WORKERS": "2", "RATE_LIMITS": "off", "HOME": str(tmp_path), "DATABASE_URL": store.url}
    server = servers.start(tmp_path / "data", **settings)
    reporters = Reporters(server.url, 6)
    try:
        reports = [a_report(token, patient=True) for token in reporters.open_forms(120)]
        reporters.report(reports[:40])
        reporters.join()
        fill_the_disk(server, tmp_path / "appeal.db", full=True)
        wire = RawClient(server.url)
        form = reports[40].form
        refused = wire.ask("POST", RECORD, form)
        page = wire.ask("GET", "/en/gorinov")
        assert turns_to(wire, "/readyz", 503)
        fill_the_disk(server, tmp_path / "appeal.db", full=False)
        reporters.report(reports[40:])
        reporters.join()
        assert turns_to(wire, "/readyz", 200)
    finally:
        reporters.give_up()
        ended = server.stop()

    accounts = Accounts(store, server.data, reports)
    assert refused.status == 503
    assert "could not be recorded" in refused.text
    assert f'value="{form["token"]}"' in refused.text  # nothing is lost: the same form once more
    assert page.status == 200
    assert reporters.surprises == []
    assert [report for report in reports if not report.counted] == []
    assert (accounts.lost, accounts.changed, accounts.undone_wrongly, accounts.mismatches) == (
        [],
        [],
        [],
        [],
    )
    assert accounts.receipts == accounts.expected_receipts
    assert accounts.is_sound
    assert ended == 0
