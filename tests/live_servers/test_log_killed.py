"""Many processes use one database, some are killed: an acknowledged report is stored once."""

import secrets
import time
from collections import Counter
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.live_servers.database_users import (
    TARGETS,
    THREADS,
    TOKENS,
    Processes,
    fork,
    report_the_same,
    report_until_killed,
    undo_the_same,
    upgrade,
)
from tests.support.rounds import rounds
from tests.support.stores import KINDS, Store, Stores
from webapp.actions.log import ActionLog
from webapp.database import schema

KILLS = rounds(3)


def assert_sound(store: Store) -> None:
    with closing(ActionLog(store.url)) as log:
        assert log.check(since=date.min) == []
    counted = store.rows("SELECT sum(number) FROM tallies")
    assert counted == store.rows("SELECT sum(CASE WHEN undone THEN 0 ELSE quantity END) FROM receipts")
    assert store.is_sound


def test_a_token_that_many_report_and_undo_at_once_is_counted_and_undone_once(
    store: Store, tmp_path: Path
) -> None:
    reporting = Processes(report_the_same, store.url, tmp_path, size=2)
    undoing = Processes(undo_the_same, store.url, tmp_path, size=2)

    reporting.work()
    after_reports = store.rows("SELECT sum(number) FROM tallies")
    undoing.work()
    after_undos = store.rows("SELECT sum(number) FROM tallies")

    assert reporting.heard()["recorded"] == Counter(TOKENS)
    assert reporting.heard()["repeated"].total() == len(TOKENS) * (2 * THREADS - 1)
    assert after_reports == [(len(TOKENS) * len(TARGETS),)]
    assert undoing.heard()["undone"] == Counter(TOKENS)
    assert undoing.heard()["repeated"].total() == len(TOKENS) * (2 * THREADS - 1)
    assert after_undos == [(0,)]
    assert_sound(store)


@pytest.mark.soak
def test_acknowledged_reports_survive_a_kill_and_are_stored_once(store: Store, tmp_path: Path) -> None:
    processes = Processes(report_until_killed, store.url, tmp_path, size=KILLS)
    for number in range(3):
        processes.let_go(number)

    for number, member in enumerate(processes.members):
        while processes.heard().get("recorded", Counter()).total() < (number + 1) * 25:
            time.sleep(0.01)
        time.sleep(secrets.randbelow(100) / 1000)  # so that it is killed in the middle of anything
        member.kill()
        member.wait()
        processes.let_go(number + 3)

    heard = processes.heard()
    stored = {token for (token,) in store.rows("SELECT token_id FROM receipts")}
    undone = {token for (token,) in store.rows("SELECT token_id FROM receipts WHERE undone")}
    assert heard["recorded"].total() >= KILLS * 25
    assert "doubled" not in heard
    assert set(heard["recorded"]) <= stored <= set(heard["asked"])
    assert set(heard["undone"]) <= undone <= set(heard["undo asked"])
    assert store.rows("SELECT count(*) FROM receipts") == [(2 * len(stored),)]
    assert_sound(store)


def test_a_log_works_on_both_sides_of_a_fork_unless_it_was_open_before(store: Store, tmp_path: Path) -> None:
    processes = Processes(fork, store.url, tmp_path, size=1, threads=1)

    processes.work()

    stored = store.rows("SELECT DISTINCT replace(token_id, 'token-', '') FROM receipts ORDER BY 1")
    assert stored == [
        ("before-the-forks",),
        ("of-the-careful",),
        ("of-the-parent",),
        ("of-the-parent-again",),
    ]
    [refusal] = processes.heard()["refused"]
    assert "close it before" in refusal
    assert_sound(store)


@pytest.mark.parametrize("kind", KINDS)
def test_several_hosts_can_upgrade_at_once(stores: Stores, kind: str, tmp_path: Path) -> None:
    store = stores.empty(kind, tmp_path)
    processes = Processes(upgrade, store.url, tmp_path, size=3, threads=1)

    processes.work()

    assert store.rows("SELECT version_num FROM alembic_version") == [(schema.REVISION,)]
