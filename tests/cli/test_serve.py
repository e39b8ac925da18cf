"""`appeal serve`: a start that cannot succeed says so and stops; systemd does not try it again."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.forked_servers import fork_command
from tests.support.stores import Store, Stores
from webapp.cli.start_refused import StartRefused
from webapp.database import schema


@dataclass
class Ended:
    """How a start ended, and what it said."""

    status: int
    said: str


def serve(folder: Path, **settings: str) -> Ended:
    """Run `appeal serve`, which ends by itself."""
    log = folder.parent / f"{folder.name}.log"
    process = fork_command(["serve"], os.environ | {"DATA": str(folder)} | settings, log)
    return Ended(process.wait(120), log.read_text())


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"WORKERS": "0"}, 'WORKERS is "0"; set it to a whole number from 1 to 256'),
        ({"HOST": "unix:/run/appeal.sock"}, 'HOST is "unix:/run/appeal.sock"; write an address alone'),
        ({"HOST": "203.0.113.1"}, "the app cannot listen there: "),
        ({"PORT": "9464", "METRICS_PORT": "9464"}, "METRICS_PORT is 9464, as PORT is; choose another port"),
        ({"DATA": "/proc/none"}, "DATA is /proc/none, and /proc/none cannot be used: "),
    ],
)
def test_a_setting_that_cannot_work_ends_the_start(
    tmp_path: Path, settings: dict[str, str], sentence: str
) -> None:
    ended = serve(tmp_path, **settings)

    assert ended.status == StartRefused.exit_code
    assert sentence in ended.said
    assert "Traceback" not in ended.said


def test_a_damaged_file_of_keys_ends_the_start_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    (folder / "secret-key").write_text("a-secret-key 19000x\n")

    ended = serve(folder, WORKERS="1")

    assert ended.status == StartRefused.exit_code
    assert "secret-key, line 1, is no key and its time; bring back a copy" in ended.said
    assert "a-secret-key" not in ended.said


def test_a_start_warns_of_clear_connections_without_their_passwords(tmp_path: Path) -> None:
    ended = serve(
        tmp_path,
        CACHE_URL="redis://:hidden@cache.test:6379/0",
        DATABASE_URL="postgresql://appeal:hidden@db.test/appeal",
        METRICS_PORT="9464",
        PORT="9464",  # it ends here
    )

    assert "Warning: CACHE_URL leads to cache.test without TLS. Remedy: write rediss://…" in ended.said
    assert "Warning: DATABASE_URL leads to db.test and does not ask for TLS" in ended.said
    assert "hidden" not in ended.said


def test_a_newer_schema_ends_the_start_with_the_ways_back(tmp_path: Path, store: Store) -> None:
    store.run("UPDATE alembic_version SET version_num = '9999'")

    ended = serve(tmp_path, DATABASE_URL=store.url)

    assert ended.status == StartRefused.exit_code
    assert "the database has schema 9999, and this version of the app knows" in ended.said
    assert f"`appeal db downgrade {schema.REVISION}`" in ended.said
    assert "Traceback" not in ended.said


def test_a_role_without_rights_ends_the_start(tmp_path: Path, stores: Stores) -> None:
    store = stores.new("postgresql", tmp_path)
    store.run("DO $$ BEGIN CREATE ROLE stranger LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    url = store.url.replace("//appeal@", "//stranger@")

    ended = serve(tmp_path, DATABASE_URL=url)

    assert ended.status == StartRefused.exit_code
    assert "the database's role may not read and write alembic_version, " in ended.said
    assert "make the role of DATABASE_URL the owner" in ended.said
    assert "Traceback" not in ended.said


def test_a_database_that_nothing_may_be_created_in_ends_the_start(tmp_path: Path, stores: Stores) -> None:
    store = stores.empty("postgresql", tmp_path)
    store.run("DO $$ BEGIN CREATE ROLE stranger LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")

    ended = serve(tmp_path, DATABASE_URL=store.url.replace("//appeal@", "//stranger@"))

    assert ended.status == StartRefused.exit_code
    assert "permission denied for schema public" in ended.said
    assert "Traceback" not in ended.said


def test_a_database_that_cannot_be_reached_may_come_back(tmp_path: Path) -> None:
    ended = serve(tmp_path, DATABASE_URL="postgresql://appeal@127.0.0.1:1/appeal")

    assert ended.status == 1
    assert "The database of actions failed: " in ended.said
    assert "Traceback" not in ended.said
