"""`appeal desk backup`, `drill` and `restore`, and what `appeal doctor` says of the desk."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import landlockpy
import pytest
from click.testing import CliRunner, Result

from tests.support.desk_client import ADA
from tests.support.stores import Store, Stores
from webapp.cli.desk.command import desk
from webapp.cli.doctor.backups import check_backups
from webapp.cli.doctor.desks import CONFINED, check_confinement, check_desk
from webapp.cli.doctor.finding import State
from webapp.domain.dates import utc_now
from webapp.settings import read
from webapp.team import schema
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.drafts import Drafts

FILES = {"campaign.toml": b'headline = "zq8draft"\n'}
Run = Callable[..., Result]


@pytest.fixture
def store(stores: Stores, tmp_path: Path) -> Store:
    """The desk's database in DATA, with one draft of one version."""
    store = stores.new_desk("sqlite", tmp_path)
    with closing(DeskDatabase(store.url)) as database:
        Drafts(database, utc_now).create(ADA, "lamp", FILES)
    return store


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `appeal desk …`."""
    return lambda *arguments: CliRunner().invoke(desk, map(str, arguments), env={"DATA": str(tmp_path)})


def test_a_backup_brings_drafts_back(store: Store, run: Run, tmp_path: Path) -> None:
    assert run("backup").exit_code == 0
    (copy,) = (tmp_path / "backups").iterdir()
    store.run("DELETE FROM versions")

    assert "add --yes" in run("restore", copy).output
    restored = run("restore", copy, "--yes")

    assert restored.exit_code == 0, restored.output
    assert store.rows("SELECT slug, number FROM versions") == [("lamp", 1)]
    assert copy.name.startswith("desk-")
    assert copy.stat().st_mode & 0o777 == 0o600
    assert len(list(tmp_path.glob("desk.db-before-*"))) == 1


def test_a_drill_reads_every_version(store: Store, run: Run, tmp_path: Path) -> None:
    run("backup")

    assert "It holds 1 campaigns in 1 versions, each whole, and 0 people." in run("drill").output
    store.run("UPDATE blobs SET body = X'00'")
    assert run("backup", tmp_path / "damaged.db").exit_code == 0
    tried = run("drill", tmp_path / "damaged.db")

    assert tried.exit_code == 1
    assert "is missing or changed of lamp, version 1; try an earlier backup" in tried.output


def test_only_old_backups_of_the_desk_are_deleted(store: Store, run: Run, tmp_path: Path) -> None:
    (folder := tmp_path / "backups").mkdir()
    kept = {"appeal-2020-01-01-000000.db", "appeal-2020-01-02-000000.db", "desk-notes.txt"}
    for name in (*kept, "desk-2020-01-01-000000.db"):
        (folder / name).write_text("x")

    assert run("backup", "--keep", "1").exit_code == 0

    assert kept < {path.name for path in folder.iterdir()}
    assert len(list(folder.iterdir())) == 4


def test_a_backup_of_the_page_is_none_of_the_desk(
    store: Store, run: Run, stores: Stores, tmp_path: Path
) -> None:
    (elsewhere := tmp_path / "page").mkdir()
    stores.new("sqlite", elsewhere)

    tried = run("restore", elsewhere / "appeal.db", "--yes")

    assert tried.exit_code == 1
    assert "is no copy of this database: it has no table people, versions" in tried.output
    assert "no backup of the desk is in" in run("drill").output


def findings(environ: Mapping[str, str]) -> Iterator[tuple[State, str]]:
    for finding in check_desk(read(environ)):
        assert finding.remedy or finding.state is State.OK
        yield finding.state, finding.text


PUBLIC = {"PROXIES": "1", "ALLOWED_HOSTS": "letters.test,.appeals.test"}


@pytest.mark.parametrize(
    ("changed", "state", "text"),
    [
        ({"DESK_ORIGIN": "https://letters.test"}, State.BROKEN, "letters.test is the page's name, too"),
        ({"DESK_ORIGIN": "https://desk.letters.test"}, State.LOOK, "a name below the page's letters.test"),
        ({"DESK_ORIGIN": "https://desk.appeals.test"}, State.LOOK, "a name below the page's appeals.test"),
        ({"DESK_ORIGIN": "https://desk.example.org"}, State.LOOK, "the name of the example"),
        ({}, State.LOOK, "http://desk.localhost:8001, which only this machine can use"),
        ({"DESK_ORIGIN": "https://desk.test"}, State.OK, "its address is https://desk.test; passkeys need"),
        ({"PROXIES": "0"}, State.OK, "its address is http://desk.localhost:8001"),
    ],
)
def test_the_doctor_looks_at_the_desks_name(
    store: Store, tmp_path: Path, changed: dict[str, str], state: State, text: str
) -> None:
    found = list(findings(PUBLIC | {"DATA": str(tmp_path)} | changed))

    assert [one for one, words in found if text in words] == [state], found


def test_the_doctor_looks_at_the_desks_database_and_backups(store: Store, run: Run, tmp_path: Path) -> None:
    data = {"DATA": str(tmp_path)}
    assert (State.LOOK, f"no backup of the desk is in {tmp_path / 'backups'}") in findings(data)
    run("backup")

    assert {state for state, _ in findings(data)} == {State.OK}
    assert next(check_backups(tmp_path / "backups")).state is State.LOOK  # of the page there is none
    (copy,) = (tmp_path / "backups").iterdir()
    os.utime(copy, (0, 0))
    assert [state for state, words in findings(data) if "hours old" in words] == [State.LOOK]
    store.run("UPDATE alembic_version SET version_num = '9999'")
    assert [words for state, words in findings(data) if state is State.BROKEN] == [
        f"its database has schema 9999, and this version knows {schema.known_revisions()[-1]} at most"
    ]


def confined(before: str) -> list[tuple[State, str]]:
    """Return what the doctor says of a process that does something before it is confined."""
    option, program = CONFINED.program
    worker = replace(CONFINED, program=(option, f"import sys; {before}; {program}"))
    return [(finding.state, finding.text) for finding in check_confinement(worker)]


def test_the_doctor_names_what_the_system_lacks_to_confine_what_reads_files() -> None:
    ((state, text),) = confined("sys.modules['pyseccomp'] = None")

    assert state is State.LOOK
    assert "what reads documents and photographs is not confined completely: " in text
    assert "libseccomp is missing" in text


def test_the_doctor_names_a_process_that_cannot_read_files() -> None:
    assert confined("sys.exit(1)") == [(State.BROKEN, "no document and no photograph can be read")]


@pytest.mark.skipif(not landlockpy.supported(), reason="this system cannot keep a process from files")
def test_the_doctor_says_nothing_of_a_process_that_is_confined() -> None:
    assert confined("pass") == []


def test_the_doctor_says_nothing_of_a_desk_where_there_is_none(tmp_path: Path) -> None:
    assert not list(findings({"DATA": str(tmp_path)}))
    unreachable = {"DATA": str(tmp_path), "DESK_DATABASE_URL": "postgresql://desk@127.0.0.1:1/desk"}
    assert State.BROKEN in dict(findings(unreachable))
