"""The signing key is rotated while supporters have forms open; each of their reports counts."""

import threading
from pathlib import Path

from tests.live_servers.accounting import Accounts
from tests.live_servers.processes import workers
from tests.live_servers.reporters import Report, Reporters, a_report
from tests.support import servers
from tests.support.forked_servers import fork_command
from tests.support.servers import STARTS_WITHIN
from tests.support.stores import Store

FORMS = 40


def rotate(data: Path) -> None:
    """Renew the key, as an operator does."""
    log = data.parent / "rotate.log"
    ended = fork_command(["keys", "rotate"], {"DATA": str(data)}, log).wait(STARTS_WITHIN)
    assert ended == 0, log.read_text()


def test_tokens_from_before_during_and_after_a_rotation_all_count(tmp_path: Path) -> None:
    settings = {"WORKERS": "2", "RATE_LIMITS": "off", "HOME": str(tmp_path)}
    server = servers.start(tmp_path / "data", eager=True, **settings)
    workers(server, 2)
    reporters, reports = Reporters(server.url, 4, eager=True), list[Report]()
    try:
        reports += [a_report(token, patient=True) for token in reporters.open_forms(FORMS)]
        rotation = threading.Thread(target=rotate, args=[server.data])
        rotation.start()
        reports += [a_report(token, patient=True) for token in reporters.open_forms(FORMS)]
        rotation.join()
        reports += [a_report(token, patient=True) for token in reporters.open_forms(FORMS)]
        rotate(server.data)
        reports += [a_report(token, patient=True) for token in reporters.open_forms(FORMS)]
        reporters.report(reports)
        reporters.join()
    finally:
        reporters.give_up()
        ended = server.stop()

    accounts = Accounts(Store(server.database_url), server.data, reports)
    assert reporters.surprises == []
    assert [report for report in reports if not report.counted] == []
    assert (len(reports), accounts.lost, accounts.changed) == (4 * FORMS, [], [])
    assert len((server.data / "secret-key").read_text().splitlines()) == 3
    assert ended == 0
