"""PostgreSQL restarts, is killed, hangs or has no connection left: no acknowledged report is lost."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import TypeVar

import psycopg
import pytest

from tests.support.postgres import Postgres
from tests.support.rounds import rounds
from tests.support.stores import Store
from webapp.actions import opened_log
from webapp.actions.log import ActionLog, ActionsUnavailable
from webapp.database import schema
from webapp.database.connection import retry_transient
from webapp.database.postgresql import CONNECTIONS
from webapp.domain.action import Action
from webapp.domain.channel import Channel

T = TypeVar("T")
THREADS, ROUNDS, PAIRS = 6, rounds(2), rounds(20)
LONG_WAIT = 60.0
"""Seconds a report waits in tests that expect no refusal: a busy machine takes the app's own five."""


def an_action(target: str = "ambassador", quantity: int = 1) -> Action:
    return Action("gorinov", Channel.EMAIL, target, "ru", quantity, date(2024, 5, 7), late=False)


@pytest.fixture
def server() -> Iterator[Postgres]:
    """A server of this test's own, to be broken."""
    server = Postgres()
    yield server
    server.close()


@pytest.fixture
def store(server: Postgres) -> Store:
    url = server.database()
    schema.upgrade(url)
    return Store(url)


class Reporters:
    """Threads that report again and again, and remember what they were told."""

    def __init__(self, log: ActionLog) -> None:
        self._log = log
        self._end = threading.Event()
        self._threads = [threading.Thread(target=self._work, args=(number,)) for number in range(THREADS)]
        self.acknowledged: list[str] = []
        self.undone: list[str] = []
        self.refused: list[str] = []
        self.surprises: list[BaseException] = []

    def __enter__(self) -> "Reporters":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        for thread in self._threads:
            thread.join()

    def wait_for(self, more: int) -> None:
        """Wait until so many more were acknowledged."""
        goal, give_up = len(self.acknowledged) + more, time.monotonic() + 120
        while len(self.acknowledged) < goal and not self.surprises and time.monotonic() < give_up:
            time.sleep(0.002)
        assert len(self.acknowledged) >= goal, (self.surprises, self.refused[-3:])

    def _work(self, worker: int) -> None:
        number = 0
        try:
            while not self._end.is_set():
                number += 1
                self._report(f"token-of-{worker}-number-{number:06}", number)
        except BaseException as surprise:
            self.surprises.append(surprise)

    def _report(self, token: str, number: int) -> None:
        targets = ("ambassador", "prosecutor")[: 1 + number % 2]
        while not self._end.is_set():
            try:
                self._log.record(token, [an_action(target) for target in targets])
                self.acknowledged.append(token)
                if number % 5 == 0:
                    self._log.undo(token, "gorinov")
                    self.undone.append(token)
                return
            except ActionsUnavailable:
                self.refused.append(token)
                time.sleep(0.01)


def assert_sound(store: Store, log: ActionLog, reporters: Reporters) -> None:
    stored = {token for (token,) in store.rows("SELECT DISTINCT token_id FROM receipts")}
    undone = {token for (token,) in store.rows("SELECT DISTINCT token_id FROM receipts WHERE undone")}
    assert reporters.surprises == []
    assert set(reporters.acknowledged) <= stored
    assert set(reporters.undone) <= undone
    assert log.check(since=date.min) == []
    received = store.rows("SELECT sum(CASE WHEN undone THEN 0 ELSE quantity END) FROM receipts")
    assert received == [(log.tally("gorinov").total,)]


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let transient errors be outlived for a minute: a restart takes long on a busy machine."""

    def retry(attempt: Callable[[], T], is_transient: Callable[[Exception], bool]) -> T:
        give_up = time.monotonic() + LONG_WAIT
        while True:
            try:
                return retry_transient(attempt, is_transient)
            except Exception as error:
                if time.monotonic() > give_up or not is_transient(error):
                    raise

    monkeypatch.setattr(opened_log, "retry_transient", retry)


@pytest.mark.soak
def test_no_report_is_lost_when_postgresql_restarts(server: Postgres, store: Store, patience: None) -> None:
    with closing(ActionLog(store.url, wait=LONG_WAIT)) as log:
        with Reporters(log) as reporters:
            for round_number in range(ROUNDS):
                reporters.wait_for(40)
                server.stop("immediate" if round_number % 2 else "fast")
                server.start()
            reporters.wait_for(40)

        assert_sound(store, log, reporters)
        assert reporters.refused == []  # the waiting is longer than a restart


@pytest.mark.soak
def test_no_report_is_lost_when_postgresql_is_killed(server: Postgres, store: Store) -> None:
    with closing(ActionLog(store.url)) as log:
        with Reporters(log) as reporters:
            for _ in range(ROUNDS):
                reporters.wait_for(40)
                server.kill()
                server.start()
            reporters.wait_for(40)

        assert_sound(store, log, reporters)


@pytest.mark.soak
def test_no_report_is_lost_when_connections_are_cut(server: Postgres, store: Store) -> None:
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'urgent-appeal'"
    with closing(ActionLog(store.url, wait=LONG_WAIT)) as log:
        with (
            Reporters(log) as reporters,
            psycopg.connect(server.address("postgres"), autocommit=True) as other,
        ):
            for _ in range(rounds(7)):
                reporters.wait_for(10)
                other.execute(cut)

        assert_sound(store, log, reporters)
        assert reporters.refused == []


def test_a_stopped_postgresql_is_reported_soon_and_used_again_when_it_is_back(
    server: Postgres, store: Store
) -> None:
    with closing(ActionLog(store.url)) as log:
        log.record("token-of-22-characters", [an_action()])
        server.stop()

        with pytest.raises(ActionsUnavailable) as caught:
            log.record("another-22-characters-", [an_action(target="kanarienvogel")])
        with pytest.raises(ActionsUnavailable):
            log.tally("gorinov")
        with pytest.raises(ActionsUnavailable):
            log.require_ready()
        server.start()

        assert "kanarienvogel" not in str(caught.value)
        assert "\n" not in str(caught.value)
        assert log.record("token-of-22-characters", [an_action()]).repeated
        assert log.tally("gorinov").total == 1


@contextmanager
def frozen(server: Postgres) -> Iterator[None]:
    """Let the server's processes hold their connections and do nothing."""
    first = Path(f"/proc/{server.process}")
    os.kill(server.process, signal.SIGSTOP)  # before the others are listed: those that end stay zombies
    children = [int(child) for child in (first / "task" / first.name / "children").read_text().split()]
    for process in children:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in (*children, server.process):
            os.kill(process, signal.SIGCONT)


def test_a_frozen_postgresql_blocks_at_most_one_report(server: Postgres, store: Store) -> None:
    with closing(ActionLog(store.url, wait=1)) as log:
        log.record("token-before-the-freeze", [an_action()])
        outcomes: dict[int, object] = {}

        def report(number: int) -> None:
            try:
                outcomes[number] = log.record(f"token-in-the-freeze-{number}", [an_action()])
            except ActionsUnavailable as error:
                outcomes[number] = error

        threads = [threading.Thread(target=report, args=(number,)) for number in range(5)]
        with frozen(server):
            for thread in threads:
                thread.start()
            while len(outcomes) < 4:
                time.sleep(0.01)
        for thread in threads:
            thread.join()

        unavailable = [outcome for outcome in outcomes.values() if isinstance(outcome, ActionsUnavailable)]
        assert len(unavailable) >= 4
        assert log.record("token-after-the-freeze-", [an_action()]).total == 1
    with closing(ActionLog(store.url)) as patient:
        assert patient.check(since=date.min) == []


def test_a_postgresql_without_a_free_connection_is_reported_and_used_again(
    server: Postgres, store: Store
) -> None:
    with psycopg.connect(server.address("postgres"), autocommit=True) as other:
        other.execute("ALTER SYSTEM SET max_connections = 8")
    server.stop("fast")
    server.start()
    taken = []
    with closing(ActionLog(store.url)) as log:
        try:
            while True:
                taken.append(psycopg.connect(server.address("postgres")))
        except psycopg.OperationalError:
            with pytest.raises(ActionsUnavailable, match=r"too many|remaining"):
                log.record("token-of-22-characters", [an_action()])
        for connection in taken:
            connection.close()

        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            try:
                assert not log.record("token-of-22-characters", [an_action()]).repeated
                break
            except ActionsUnavailable:
                time.sleep(0.05)  # the server has not noticed yet that they are free
        assert log.tally("gorinov").total == 1


def test_a_process_never_holds_more_than_its_number_of_connections(server: Postgres, store: Store) -> None:
    count = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'urgent-appeal'"
    with closing(ActionLog(store.url, wait=LONG_WAIT)) as log, Reporters(log) as reporters:
        readers = [
            threading.Thread(target=lambda: [log.tally("gorinov") for _ in range(50)]) for _ in range(8)
        ]
        for reader in readers:
            reader.start()
        reporters.wait_for(30)
        seen = store.rows(count)[0][0]
        for reader in readers:
            reader.join()

    assert 1 <= seen <= CONNECTIONS
    assert reporters.refused == []


def test_a_missing_database_is_reported_by_name(server: Postgres) -> None:
    url = f"postgresql+psycopg://appeal@127.0.0.1:{server.port}/nowhere"

    with closing(ActionLog(url)) as log, pytest.raises(ActionsUnavailable, match="nowhere"):
        log.tally("gorinov")


@pytest.mark.soak
def test_one_token_for_different_targets_at_two_hosts_counts_once(store: Store) -> None:
    with (
        closing(ActionLog(store.url, wait=LONG_WAIT)) as first,
        closing(ActionLog(store.url, wait=LONG_WAIT)) as second,
    ):
        for number in range(PAIRS):
            token, start = f"token-of-22-chars-{number:04}", threading.Barrier(2)

            def report(
                log: ActionLog, target: str, token: str = token, start: threading.Barrier = start
            ) -> None:
                start.wait()
                log.record(token, [an_action(target)])

            threads = [
                threading.Thread(target=report, args=pair)
                for pair in ((first, "ambassador"), (second, "prosecutor"))
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

        assert first.tally("gorinov").total == PAIRS
        assert store.rows("SELECT count(*) FROM receipts") == [(PAIRS,)]
        assert first.check(since=date.min) == []
