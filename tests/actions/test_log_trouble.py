"""What the log of actions says when its database fails, and that it recovers without a hand."""

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from tests.support.stores import Stores
from webapp.actions.log import ActionLog, ActionsUnavailable, Recorded
from webapp.database import schema
from webapp.domain.action import Action, Tally
from webapp.domain.channel import Channel

TOKEN, OTHER_TOKEN = "token-of-22-characters", "another-22-characters-"
CANARY = "kanarienvogel"
ACTION = Action("gorinov", Channel.EMAIL, "ambassador", "ru", 1, date(2024, 5, 7), late=False)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    schema.upgrade(f"sqlite:///{tmp_path}/appeal.db")
    return tmp_path / "appeal.db"


@pytest.fixture
def log(database: Path) -> Iterator[ActionLog]:
    with closing(ActionLog(f"sqlite:///{database}", wait=0.05)) as log:
        yield log


def test_a_lock_that_is_not_to_be_had_is_told_in_bounded_time(log: ActionLog, database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(ActionsUnavailable, match="locked") as told:
            log.record(TOKEN, [replace(ACTION, target=CANARY)])

        assert log.tally("gorinov") == Tally()  # readers don't wait for a writer

    assert CANARY not in str(told.value)
    assert log.record(TOKEN, [ACTION]) == Recorded((ACTION,))


def test_a_missing_database_is_told_and_not_replaced_by_an_empty_one(tmp_path: Path) -> None:
    missing = tmp_path / "none.db"

    with closing(ActionLog(f"sqlite:///{missing}")) as log, pytest.raises(ActionsUnavailable):
        log.tally("gorinov")

    assert not missing.exists()


def test_a_database_that_goes_and_comes_back_is_followed(log: ActionLog, database: Path) -> None:
    log.record(TOKEN, [ACTION])
    backup = database.with_name("backup.db")
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(backup)) as copy:
        source.backup(copy)
    for part in database.parent.glob("appeal.db*"):
        part.unlink()

    with pytest.raises(ActionsUnavailable):
        log.record(OTHER_TOKEN, [ACTION])
    backup.rename(database)
    log.record(OTHER_TOKEN, [ACTION])

    assert rows(database, "SELECT sum(number) FROM tallies") == [(2,)]


def rows(database: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(statement).fetchall()


@contextmanager
def a_full_disk(database: Path) -> Iterator[None]:
    """No file of this process may grow beyond what the database's log has now."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = Path(f"{database}-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_told_and_recovered_from(log: ActionLog, database: Path) -> None:
    log.record(TOKEN, [ACTION])

    with a_full_disk(database), pytest.raises(ActionsUnavailable):
        log.record(OTHER_TOKEN, [ACTION])
    again = log.record(OTHER_TOKEN, [ACTION])

    assert not again.repeated
    assert log.tally("gorinov").total == 2
    assert rows(database, "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize("content", [b"", b"not a database " * 100], ids=["empty", "garbage"])
def test_a_file_that_is_no_database_of_actions_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.db"
    path.write_bytes(content)

    with closing(ActionLog(f"sqlite:///{path}")) as log:
        with pytest.raises(ActionsUnavailable):
            log.require_ready()
        with pytest.raises(ActionsUnavailable):
            log.record(TOKEN, [ACTION])


def test_readiness_means_an_action_could_be_recorded_now(log: ActionLog, database: Path) -> None:
    log.require_ready()

    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("UPDATE alembic_version SET version_num = '0000'")
        with pytest.raises(ActionsUnavailable, match="appeal db upgrade"):
            log.require_ready()

        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ActionsUnavailable, match="locked"):
            log.require_ready()


def test_a_refused_value_is_not_in_the_message(log: ActionLog) -> None:
    with pytest.raises(IntegrityError) as refused:
        log.record(TOKEN, [replace(ACTION, target=CANARY * 10)])

    assert CANARY not in str(refused.value)
    assert TOKEN not in str(refused.value)


def test_a_role_that_has_lost_its_rights_is_trouble_and_no_error_of_ours(
    stores: Stores, tmp_path: Path
) -> None:
    """As after a backup that was restored by another role: the form stays, and can be sent again."""
    store = stores.new("postgresql", tmp_path)
    store.run("DO $$ BEGIN CREATE ROLE stranger LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")

    with (
        closing(ActionLog(store.url.replace("//appeal@", "//stranger@"))) as log,
        pytest.raises(ActionsUnavailable, match="permission denied for table receipts; make the role of"),
    ):
        log.record("token-of-22-characters", [ACTION])
