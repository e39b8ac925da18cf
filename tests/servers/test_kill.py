"""What was acknowledged is stored, and stored once, however the server ends."""

import json
import os
import signal
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.servers.accounting import Books
from tests.servers.crowd import CHANCE, Crowd, Report, a_report
from tests.servers.processes import is_alive, workers
from tests.servers.raw_http import Wire
from tests.support import servers
from tests.support.databases import Postgres
from tests.support.rounds import rounds
from tests.support.stores import Store

KILLS = rounds(8)
"""Workers killed while reports are acknowledged; in the middle the whole server is."""
REPORTS = KILLS * 18
"""So many that two thirds are acknowledged when the last worker is killed."""
DATABASE_KILLS = rounds(3)


def kill_all(server: servers.Server) -> None:
    server.process.send_signal(signal.SIGSTOP)  # so that it starts no worker meanwhile
    orphans = server.workers()
    for process in (server.process.pid, *orphans):
        os.kill(process, signal.SIGKILL)
    server.process.wait()
    while any(is_alive(orphan) for orphan in orphans):
        time.sleep(0.001)


def count(server: servers.Server) -> dict[str, object]:
    return dict(json.loads(Wire(server.url).ask("GET", "/api/campaigns/gorinov/count").text))


def start(store: Store, folder: Path) -> servers.Server:
    settings = {"WORKERS": "3", "RATE_LIMITS": "off", "HOME": str(folder), "DATABASE_URL": store.url}
    return servers.start(folder / "data", **settings)


@pytest.mark.soak
def test_what_was_acknowledged_outlives_kills_and_counts_once(store: Store, tmp_path: Path) -> None:
    server = start(store, tmp_path)
    crowd = Crowd(server.url, 10)
    try:
        reports = [a_report(token) for token in crowd.open_forms(REPORTS)]
        crowd.report(reports)
        amid = []
        for number in range(KILLS):
            crowd.wait_for(acknowledged=(number + 1) * 12)
            amid.append(crowd.is_at_work)
            if number == KILLS // 2:
                kill_all(server)
                server = start(store, tmp_path)
                crowd.url = server.url
            else:
                os.kill(CHANCE.choice(workers(server)), signal.SIGKILL)
        crowd.join()
        counted = count(server)
    finally:
        crowd.give_up()
        ended = server.stop()

    books = Books(store, server.data, reports)
    print(figures(crowd, books, reports))
    assert amid == [True] * KILLS
    assert crowd.surprises == []
    assert [one for one in reports if one.patient and not one.told] == []
    assert books.lost == []
    assert books.changed == []
    assert [one for one in reports if set(one.told) - {one.total}] == []
    assert books.undone_wrongly == []
    assert books.receipts == books.expected_receipts
    assert counted == books.expected_count
    assert (books.tally.total, books.tally.late) == (counted["total"], counted["late"])
    assert books.find_mismatches == []
    assert books.is_sound
    assert ended == 0


@pytest.mark.soak
def test_a_database_that_is_killed_and_comes_back_costs_nobody_an_acknowledged_report(tmp_path: Path) -> None:
    with closing(Postgres()) as database:
        store = Store(database.database())
        server = start(store, tmp_path)
        crowd = Crowd(server.url, 10)
        try:
            reports = [a_report(token) for token in crowd.open_forms(DATABASE_KILLS * 40)]
            crowd.report(reports)
            for number in range(DATABASE_KILLS):
                crowd.wait_for(acknowledged=(number + 1) * 30)
                database.kill()
                time.sleep(CHANCE.random() / 2)
                database.start()
            crowd.join()
            counted = count(server)
        finally:
            crowd.give_up()
            ended = server.stop()

        books = Books(store, server.data, reports)
    print(figures(crowd, books, reports))
    assert crowd.surprises == []  # every other answer was "not recorded, try again"
    assert crowd.unanswered == 0
    assert [one for one in reports if one.patient and not one.told] == []
    assert (books.lost, books.changed, books.undone_wrongly, books.find_mismatches) == ([], [], [], [])
    assert books.receipts == books.expected_receipts
    assert counted == books.expected_count
    assert ended == 0


def test_a_server_that_is_told_to_stop_ends_well_and_keeps_what_it_has_acknowledged(
    store: Store, tmp_path: Path
) -> None:
    server = start(store, tmp_path)
    crowd = Crowd(server.url, 3)
    try:
        reports = [a_report(token, patient=False) for token in crowd.open_forms(90)]
        crowd.report(reports)
        crowd.wait_for(acknowledged=20)
    finally:
        ended = server.stop()
        crowd.give_up()

    books = Books(store, server.data, reports)
    print(figures(crowd, books, reports))
    assert ended == 0
    assert crowd.surprises == []
    assert crowd.acknowledged >= 20
    assert books.lost == []
    assert books.changed == []
    assert books.undone_wrongly == []
    assert books.receipts == books.expected_receipts
    assert books.tally.total == books.expected_count["total"]
    assert books.find_mismatches == []


def figures(crowd: Crowd, books: Books, reports: list[Report]) -> str:
    told = sum(bool(report.told) for report in reports)
    return (
        f"{len(reports)} reports, {crowd.sent} requests, {crowd.unanswered} of them unanswered, "
        f"{told} reports acknowledged, {len(books.lost)} of them lost, {books.tally.total} actions"
    )
