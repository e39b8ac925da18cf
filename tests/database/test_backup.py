"""A copy of the SQLite database, and the way back from it, by the command."""

import itertools
import shlex
import sqlite3
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.repository import prose
from tests.support.postgres import Postgres, postgres_program
from tests.support.stores import Store, Stores
from webapp.actions.log import ActionLog
from webapp.cli.main import main
from webapp.database import schema
from webapp.domain.action import Action
from webapp.domain.channel import Channel
from webapp.domain.dates import anywhere_on_earth
from webapp.settings import ROOT

Appeal = Callable[..., Result]


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A fresh database in the data folder."""
    found = f"sqlite:///{tmp_path / 'data' / 'appeal.db'}"
    schema.upgrade(found)
    return found


@pytest.fixture
def log(url: str) -> Iterator[ActionLog]:
    """The database, open as by a running server."""
    with closing(ActionLog(url)) as opened:
        yield opened


@pytest.fixture
def appeal(tmp_path: Path) -> Appeal:
    """The command, with the data folder set."""

    def run(*words: object, **environ: str) -> Result:
        return CliRunner().invoke(
            main, [str(word) for word in words], env={"DATA": str(tmp_path / "data")} | environ
        )

    return run


def record(log: ActionLog, number: int, first: int = 0) -> None:
    """Report as many letters, each with a token of its own."""
    for one in range(first, first + number):
        action = Action("lamp", Channel.POST, "minister", "en", 1, date(2030, 5, 1), late=False)
        log.record(f"token-of-22-chars-{one:04}", [action])


def test_what_was_recorded_is_in_the_copy_and_comes_back(
    appeal: Appeal, log: ActionLog, tmp_path: Path
) -> None:
    record(log, 5)
    saved = appeal("db", "backup", tmp_path / "copy")
    record(log, 3, first=5)

    restored = appeal("db", "restore", tmp_path / "copy", "--yes")

    assert (saved.exit_code, restored.exit_code) == (0, 0)
    assert log.tally("lamp").total == 5  # seen by the server that has run all the time
    assert log.check(date.min) == []
    record(log, 1, first=8)
    assert log.tally("lamp").total == 6


def test_what_was_there_before_the_way_back_is_kept_beside(
    appeal: Appeal, log: ActionLog, tmp_path: Path
) -> None:
    appeal("db", "backup", tmp_path / "copy")
    record(log, 3)

    appeal("db", "restore", tmp_path / "copy", "--yes")

    (aside,) = (tmp_path / "data").glob("appeal.db-before-*")
    with closing(ActionLog(f"sqlite:///{aside}")) as kept:
        assert kept.tally("lamp").total == 3


def test_a_copy_made_while_actions_are_recorded_is_one_moments_state(
    appeal: Appeal, log: ActionLog, tmp_path: Path
) -> None:
    record(log, 1)
    enough = threading.Event()

    def go_on() -> None:
        for one in itertools.count(1):
            record(log, 1, first=one)
            if enough.is_set():
                break

    recorder = threading.Thread(target=go_on)
    recorder.start()
    try:
        results = [appeal("db", "backup", tmp_path / f"copy-{number}") for number in range(5)]
    finally:
        enough.set()
        recorder.join()

    assert [one.exit_code for one in results] == [0] * 5
    for number in range(5):
        with closing(ActionLog(f"sqlite:///{tmp_path / f'copy-{number}'}")) as copy:
            assert copy.check(date.min) == []
            assert copy.tally("lamp").total >= 1


def test_a_copy_comes_back_where_nothing_is(appeal: Appeal, log: ActionLog, tmp_path: Path) -> None:
    record(log, 4)
    appeal("db", "backup", tmp_path / "copy")

    restored = appeal("db", "restore", tmp_path / "copy", DATA=str(tmp_path / "new" / "data"))

    assert restored.exit_code == 0
    with closing(ActionLog(f"sqlite:///{tmp_path / 'new' / 'data' / 'appeal.db'}")) as found:
        assert found.tally("lamp").total == 4


def test_a_copy_is_for_its_owner_alone_and_leaves_nothing_beside_it(
    appeal: Appeal, log: ActionLog, tmp_path: Path
) -> None:
    (tmp_path / "copies").mkdir()

    appeal("db", "backup", tmp_path / "copies" / "copy")

    (copy,) = (tmp_path / "copies").iterdir()
    assert copy.stat().st_mode & 0o777 == 0o600


def test_without_yes_nothing_is_replaced(appeal: Appeal, log: ActionLog, tmp_path: Path) -> None:
    appeal("db", "backup", tmp_path / "copy")
    record(log, 2)

    refused = appeal("db", "restore", tmp_path / "copy")

    assert refused.exit_code == 1
    assert "--yes" in refused.output
    assert log.tally("lamp").total == 2


def test_a_copy_is_never_written_over(appeal: Appeal, log: ActionLog, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("something dear")

    refused = appeal("db", "backup", tmp_path / "copy")

    assert refused.exit_code == 1
    assert "is there already" in refused.output
    assert (tmp_path / "copy").read_text() == "something dear"


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE shopping (item)")


def damaged(path: Path) -> None:
    schema.upgrade(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as whole:
        whole.execute("PRAGMA journal_mode = DELETE")
    content = bytearray(path.read_bytes())
    content[4096:12288] = b"\xff" * 8192
    path.write_bytes(content)


UNUSABLE = [
    (lambda path: path.write_text("this is no database, but text " * 99), "cannot be read as an SQLite"),
    (lambda path: path.touch(), "is no copy of this database"),
    (foreign, "is no copy of this database"),
    (damaged, "is damaged|cannot be read"),
]


@pytest.mark.parametrize(("make", "told"), UNUSABLE, ids=["text", "empty", "foreign", "damaged"])
def test_what_is_no_sound_copy_of_ours_replaces_nothing(
    appeal: Appeal, log: ActionLog, tmp_path: Path, make: Callable[[Path], object], told: str
) -> None:
    record(log, 2)
    make(tmp_path / "copy")

    refused = appeal("db", "restore", tmp_path / "copy", "--yes")

    assert refused.exit_code == 1
    assert any(one in refused.output for one in told.split("|"))
    assert log.tally("lamp").total == 2


def test_where_there_is_no_database_no_copy_is_made(appeal: Appeal, tmp_path: Path) -> None:
    refused = appeal("db", "backup", tmp_path / "copy", DATA=str(tmp_path / "none"))

    assert refused.exit_code == 1
    assert f"there is no database {tmp_path / 'none' / 'appeal.db'} yet, and so nothing" in refused.output
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize("command", ["backup", "drill", "restore"])
def test_a_misspelt_variable_is_named_once(
    appeal: Appeal, log: ActionLog, tmp_path: Path, command: str
) -> None:
    copy = tmp_path / "copy"
    if command != "backup":
        appeal("db", "backup", copy)

    told = appeal("db", command, copy, DATABSE_URL="x")

    assert told.output.count("DATABSE_URL is no setting") == 1


DOCUMENTED = [
    line
    for line in prose.code_lines((ROOT / "docs" / "deploying.md").read_text())
    if line.startswith(("runuser -u postgres -- pg_dump ", "runuser -u postgres -- pg_restore "))
]


def by_the_page(postgres: Postgres, line: str, url: str, folder: Path) -> None:
    """Run a command of the page on a database that has another name and place."""
    tool, *words = shlex.split(line.removeprefix("runuser -u postgres -- "))
    named = [word.replace("dbname=appeal", f"dbname={postgres.address(url)}") for word in words]
    named = [postgres.address(url) if word == "appeal" else word for word in named]
    subprocess.run([postgres_program(tool), *named], cwd=folder, check=True, capture_output=True)


def test_postgresql_is_copied_and_comes_back_by_the_documented_commands(
    stores: Stores, postgres: Postgres, tmp_path: Path
) -> None:
    store = stores.new("postgresql", tmp_path)
    copy, back = DOCUMENTED
    with closing(ActionLog(store.url)) as log:
        record(log, 5)
        by_the_page(postgres, copy, store.url, tmp_path)
        record(log, 3, first=5)

        by_the_page(postgres, back, store.url, tmp_path)

        assert log.tally("lamp").total == 5  # seen by the server that has run all the time
        assert log.check(date.min) == []
        record(log, 1, first=8)
        assert log.tally("lamp").total == 6


def test_the_command_does_not_pretend_to_know_postgresql(appeal: Appeal, tmp_path: Path) -> None:
    refused = appeal("db", "backup", tmp_path / "copy", DATABASE_URL="postgresql://me:hidden@host/appeal")

    assert refused.exit_code == 1
    assert "pg_dump" in refused.output
    assert "hidden" not in refused.output


def test_without_a_name_it_goes_to_the_folder_of_backups_and_the_oldest_are_deleted(
    appeal: Appeal, log: ActionLog, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    ours = [folder / f"appeal-2030-05-0{day}-031700.db" for day in range(1, 5)]
    others = [folder / "appeal.dump", folder / "appeal-2030.db", folder / "appeal-2030-05-01-031700.db.old"]
    for path in (*ours, *others):
        path.write_text("copy")

    saved = appeal("db", "backup", "--keep", 3, BACKUPS=str(folder))

    assert saved.exit_code == 0
    (made,) = {*folder.iterdir()} - {*ours, *others}
    assert sorted(folder.iterdir()) == sorted([made, *ours[-2:], *others])
    assert appeal("db", "backup", "--keep", 3, tmp_path / "copy").exit_code == 1


def test_the_folder_of_backups_is_made_private_in_the_data_folder(
    appeal: Appeal, log: ActionLog, tmp_path: Path
) -> None:
    assert appeal("db", "backup").exit_code == 0

    assert (tmp_path / "data" / "backups").stat().st_mode & 0o777 == 0o700


def test_a_folder_of_backups_that_cannot_be_used_is_named(
    appeal: Appeal, log: ActionLog, tmp_path: Path
) -> None:
    (tmp_path / "copies").write_text("no folder")

    refused = appeal("db", "backup", BACKUPS=str(tmp_path / "copies"))

    assert refused.exit_code == 1
    assert f"BACKUPS is {tmp_path / 'copies'}, and " in refused.output


def test_a_drill_restores_the_newest_copy_and_touches_nothing(
    appeal: Appeal, log: ActionLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    record(log, 5)
    appeal("db", "backup")
    record(log, 3, first=5)

    tried = appeal("db", "drill")

    assert tried.exit_code == 0
    assert "can be restored. It holds 5 counted letters and calls in 1 campaigns" in tried.output
    assert list(scratch.iterdir()) == []
    assert len(list((tmp_path / "data" / "backups").iterdir())) == 1
    assert log.tally("lamp").total == 8


@pytest.mark.parametrize(("make", "told"), UNUSABLE, ids=["text", "empty", "foreign", "damaged"])
def test_a_drill_finds_what_cannot_be_restored(
    appeal: Appeal, tmp_path: Path, make: Callable[[Path], object], told: str
) -> None:
    make(tmp_path / "copy")

    tried = appeal("db", "drill", tmp_path / "copy")

    assert tried.exit_code == 1
    assert any(one in tried.output for one in told.split("|"))


def test_a_drill_finds_counts_that_disagree(appeal: Appeal, log: ActionLog, url: str, tmp_path: Path) -> None:
    action = Action("lamp", Channel.POST, "minister", "en", 1, anywhere_on_earth(), late=False)
    log.record("token-of-22-characters", [action])
    Store(url).run("UPDATE tallies SET number = 7")
    appeal("db", "backup", tmp_path / "copy")

    tried = appeal("db", "drill", tmp_path / "copy")

    assert tried.exit_code == 1
    assert "try an earlier backup" in tried.output


def test_without_a_backup_there_is_no_drill(appeal: Appeal) -> None:
    assert "no backup is in" in appeal("db", "drill").output
