"""An acknowledged report is stored once, however the server ends."""

import json
import os
import signal
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.live_servers.accounting import Accounts
from tests.live_servers.processes import gone, workers
from tests.live_servers.raw_http import RawClient
from tests.live_servers.reporters import CHANCE, Report, Reporters, a_report
from tests.support import servers
from tests.support.postgres import Postgres
from tests.support.rounds import rounds
from tests.support.stores import Store

KILLS = rounds(4)
"""Workers killed while reports are acknowledged; in the middle the whole server is."""
REPORTS = KILLS * 18
"""So many that two thirds are acknowledged when the last worker is killed."""
HELD = 8
"""Reports that are sent after the last kill only: however long the test stands still, some are left."""
DATABASE_KILLS = rounds(1)


def kill_all(server: servers.Server) -> None:
    server.process.send_signal(signal.SIGSTOP)  # so that it starts no worker meanwhile
    orphans = server.workers()
    for process in (*orphans, server.process.pid):  # its zombies can be signalled until it ends itself
        os.kill(process, signal.SIGKILL)
    server.process.wait()
    assert gone(*orphans, within=60), f"killed workers still run:\n{server.log.read_text()}"


def count(server: servers.Server) -> dict[str, object]:
    return dict(json.loads(RawClient(server.url).ask("GET", "/api/campaigns/gorinov/count").text))


def start(store: Store, folder: Path) -> servers.Server:
    settings = {"WORKERS": "3", "RATE_LIMITS": "off", "HOME": str(folder), "DATABASE_URL": store.url}
    return servers.start(folder / "data", **settings)


@pytest.mark.soak
def test_acknowledged_reports_survive_kills_and_count_once(store: Store, tmp_path: Path) -> None:
    server = start(store, tmp_path)
    reporters = Reporters(server.url, 10)
    try:
        reports = [a_report(token) for token in reporters.open_forms(REPORTS)]
        reporters.report(reports, held=HELD)
        amid = []
        for number in range(KILLS):
            reporters.wait_for(acknowledged=(number + 1) * 12)
            amid.append(reporters.is_at_work)
            if number == KILLS // 2:
                kill_all(server)
                server = start(store, tmp_path)
                reporters.url = server.url
            else:
                os.kill(CHANCE.choice(workers(server)), signal.SIGKILL)
        reporters.release()
        reporters.join()
        counted = count(server)
    finally:
        reporters.give_up()
        ended = server.stop()

    accounts = Accounts(store, server.data, reports)
    print(figures(reporters, accounts, reports))
    assert amid == [True] * KILLS
    assert reporters.surprises == []
    assert [report for report in reports if report.patient and not report.counted] == []
    assert accounts.lost == []
    assert accounts.changed == []
    assert [report for report in reports if set(report.counted) - {report.total}] == []
    assert accounts.undone_wrongly == []
    assert accounts.receipts == accounts.expected_receipts
    assert counted == accounts.expected_count
    assert (accounts.tally.total, accounts.tally.late) == (counted["total"], counted["late"])
    assert accounts.mismatches == []
    assert accounts.is_sound
    assert ended == 0


@pytest.mark.soak
def test_no_acknowledged_report_is_lost_when_the_database_is_killed_and_restarted(tmp_path: Path) -> None:
    with closing(Postgres()) as database:
        store = Store(database.database())
        server = start(store, tmp_path)
        reporters = Reporters(server.url, 10)
        try:
            reports = [a_report(token) for token in reporters.open_forms(DATABASE_KILLS * 40)]
            reporters.report(reports)
            for number in range(DATABASE_KILLS):
                reporters.wait_for(acknowledged=(number + 1) * 30)
                database.kill()
                time.sleep(CHANCE.random() / 2)
                database.start()
            reporters.join()
            counted = count(server)
        finally:
            reporters.give_up()
            ended = server.stop()

        accounts = Accounts(store, server.data, reports)
    print(figures(reporters, accounts, reports))
    assert reporters.surprises == []  # every other answer was "not recorded, try again"
    assert reporters.unanswered == 0
    assert [report for report in reports if report.patient and not report.counted] == []
    assert (accounts.lost, accounts.changed, accounts.undone_wrongly, accounts.mismatches) == (
        [],
        [],
        [],
        [],
    )
    assert accounts.receipts == accounts.expected_receipts
    assert counted == accounts.expected_count
    assert ended == 0


def test_a_server_that_is_stopped_exits_with_0_and_keeps_acknowledged_reports(
    store: Store, tmp_path: Path
) -> None:
    server = start(store, tmp_path)
    reporters = Reporters(server.url, 3)
    try:
        reports = [a_report(token, patient=False) for token in reporters.open_forms(90)]
        reporters.report(reports)
        reporters.wait_for(acknowledged=20)
    finally:
        ended = server.stop()
        reporters.give_up()

    accounts = Accounts(store, server.data, reports)
    print(figures(reporters, accounts, reports))
    assert ended == 0
    assert reporters.surprises == []
    assert reporters.acknowledged >= 20
    assert accounts.lost == []
    assert accounts.changed == []
    assert accounts.undone_wrongly == []
    assert accounts.receipts == accounts.expected_receipts
    assert accounts.tally.total == accounts.expected_count["total"]
    assert accounts.mismatches == []


def figures(reporters: Reporters, accounts: Accounts, reports: list[Report]) -> str:
    acknowledged = sum(bool(report.counted) for report in reports)
    return (
        f"{len(reports)} reports, {reporters.sent} requests, {reporters.unanswered} of them unanswered, "
        f"{acknowledged} reports acknowledged, {len(accounts.lost)} of them lost, "
        f"{accounts.tally.total} actions"
    )
