"""Many processes use one database, some are killed: an acknowledged report is stored once.

This file is also the program that those processes run. Each notes in a file of its own, unbuffered, what was
acknowledged to it, so that a killed one has still been heard.
"""

import os
import secrets
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.support.rounds import rounds
from tests.support.stores import KINDS, Store, Stores
from webapp.actions.log import ActionLog
from webapp.database import schema
from webapp.domain.action import Action
from webapp.domain.channel import Channel

ROOT = Path(__file__).parents[2]
TARGETS = ("ambassador", "prosecutor")
THREADS = 8
KILLS = rounds(3)
TOKENS = [f"token-number-{number:05}" for number in range(20)]

Note = Callable[[str, str], object]


# What a process does


def report_the_same(log: ActionLog, note: Note) -> None:
    for token in TOKENS:
        note("repeated" if log.record(token, some_actions()).repeated else "recorded", token)


def undo_the_same(log: ActionLog, note: Note) -> None:
    for token in TOKENS:
        undone = log.undo(token, "gorinov")
        note("unknown" if undone is None else "repeated" if undone.repeated else "undone", token)


def report_until_killed(log: ActionLog, note: Note) -> None:
    while True:
        token, actions = secrets.token_urlsafe(16), some_actions(quantity=1 + secrets.randbelow(3))
        note("asked", token)
        log.record(token, actions)
        note("recorded", token)
        note("repeated" if log.record(token, actions).repeated else "doubled", token)
        if secrets.randbelow(3) == 0:
            note("undo asked", token)
            log.undo(token, "gorinov")
            note("undone", token)


def fork(log: ActionLog, note: Note) -> None:
    log.record("token-before-the-forks", some_actions())
    if not (child := os.fork()):
        try:
            log.record("token-of-the-careless", some_actions())
        except RuntimeError as refusal:
            note("refused", str(refusal))
        log.close()  # must leave the parent's connection alone
        os._exit(0)
    os.waitpid(child, 0)
    log.record("token-of-the-parent", some_actions())
    log.close()
    if not (child := os.fork()):
        log.record("token-of-the-careful", some_actions())
        log.close()
        os._exit(0)
    log.record("token-of-the-parent-again", some_actions())
    os.waitpid(child, 0)


def upgrade(log: ActionLog, note: Note) -> None:
    schema.upgrade(os.environ["DATABASE_URL"])


def some_actions(quantity: int = 1) -> list[Action]:
    day = date(2024, 5, 7)
    return [Action("gorinov", Channel.EMAIL, target, "ru", quantity, day, False) for target in TARGETS]


def main(job: str, threads: int, notes: str) -> None:
    file = os.open(notes, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    if not sys.stdin.readline():
        return
    with closing(ActionLog(os.environ["DATABASE_URL"])) as log:

        def work() -> None:
            globals()[job](log, lambda word, token: os.write(file, f"{word}:{token}\n".encode()))

        helpers = [threading.Thread(target=work) for _ in range(threads - 1)]
        for helper in helpers:
            helper.start()
        work()
        for helper in helpers:
            helper.join()


# What is asked of them


class Processes:
    """Processes with one job, held at the door until each is let go."""

    def __init__(self, job: str, url: str, folder: Path, size: int, threads: int = THREADS) -> None:
        self._notes = [folder / f"{job}-{number}" for number in range(size)]
        self.members = [
            subprocess.Popen(
                [sys.executable, __file__, job, str(threads), str(notes)],
                env=os.environ | {"PYTHONPATH": str(ROOT), "DATABASE_URL": url},
                stdin=subprocess.PIPE,
                text=True,
            )
            for notes in self._notes
        ]
        while not all(notes.exists() for notes in self._notes):
            assert [member.poll() for member in self.members] == [None] * size
            time.sleep(0.01)

    def let_go(self, number: int) -> None:
        if number < len(self.members):
            print(file=self.members[number].stdin, flush=True)

    def work(self) -> None:
        """Let all go at once and wait for them to end well."""
        for number in range(len(self.members)):
            self.let_go(number)
        for member in self.members:
            member.communicate()
        assert [member.returncode for member in self.members] == [0] * len(self.members)

    def heard(self) -> dict[str, Counter[str]]:
        """The tokens by the word that was noted of them."""
        heard: dict[str, Counter[str]] = {}
        for line in "".join(notes.read_text() for notes in self._notes).splitlines():
            word, token = line.split(":", 1)
            heard.setdefault(word, Counter())[token] += 1
        return heard


def assert_sound(store: Store) -> None:
    with closing(ActionLog(store.url)) as log:
        assert log.check(since=date.min) == []
    counted = store.rows("SELECT sum(number) FROM tallies")
    assert counted == store.rows("SELECT sum(CASE WHEN undone THEN 0 ELSE quantity END) FROM receipts")
    assert store.is_sound


def test_a_token_that_many_report_and_undo_at_once_is_counted_and_undone_once(
    store: Store, tmp_path: Path
) -> None:
    reporting = Processes("report_the_same", store.url, tmp_path, size=2)
    undoing = Processes("undo_the_same", store.url, tmp_path, size=2)

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
    processes = Processes("report_until_killed", store.url, tmp_path, size=KILLS)
    for number in range(3):
        processes.let_go(number)

    for number, member in enumerate(processes.members):
        while processes.heard().get("recorded", Counter()).total() < (number + 1) * 25:
            time.sleep(0.01)
        time.sleep(secrets.randbelow(100) / 1000)  # so that it is killed in the middle of anything
        member.kill()
        member.communicate()
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
    processes = Processes("fork", store.url, tmp_path, size=1, threads=1)

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
    processes = Processes("upgrade", store.url, tmp_path, size=3, threads=1)

    processes.work()

    assert store.rows("SELECT version_num FROM alembic_version") == [(schema.REVISION,)]


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
