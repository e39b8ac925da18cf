"""`appeal db`: what is wrong is named with its remedy."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.support.stores import Store
from webapp.actions.log import ActionLog
from webapp.cli.main import main
from webapp.database import schema
from webapp.domain.action import Action
from webapp.domain.channel import Channel

ACTION = Action("gorinov", Channel.EMAIL, "", "ru", 3, date(2024, 5, 7), late=False)


def appeal(*arguments: str, **settings: str) -> Result:
    """Run `appeal db`."""
    return CliRunner().invoke(main, ["db", *arguments], env=settings)


def test_a_copy_from_what_is_no_database_names_the_argument_and_no_password() -> None:
    result = appeal("copy", "mysql://me:secret@host/appeal")

    assert result.exit_code == 1
    assert 'SOURCE is no URL that can be used (its scheme is "mysql"); write it as sqlite' in result.output
    assert "secret" not in result.output


def test_a_copy_goes_where_it_is_told_and_not_to_the_database_of_the_settings(tmp_path: Path) -> None:
    """An operator's `appeal` reads the settings of the service, which name the old database."""
    old, new = (f"sqlite:///{tmp_path}/{name}.db" for name in ("old", "new"))
    schema.upgrade(old)
    with closing(ActionLog(old)) as log:
        log.record("token-of-22-characters", [ACTION])

    copied = appeal("copy", old, "--to", new, DATABASE_URL=old)

    assert copied.exit_code == 0, copied.output
    with closing(ActionLog(new)) as log:
        assert log.tally("gorinov").total == 3
    refused = appeal("copy", old, "--to", "mysql://me:secret@host/appeal", DATABASE_URL=old)
    assert '--to is no URL that can be used (its scheme is "mysql"); write it as' in refused.output


@pytest.mark.parametrize("command", ["upgrade", "check"])
def test_a_setting_that_cannot_be_used_is_named(command: str) -> None:
    result = appeal(command, DATABASE_URL="mysql://host/appeal")

    assert result.exit_code == 1
    assert 'DATABASE_URL is no URL that can be used (its scheme is "mysql"); write it as' in result.output


def test_a_database_that_is_not_there_is_no_traceback(tmp_path: Path) -> None:
    result = appeal("check", DATABASE_URL=f"sqlite:///{tmp_path}/none.db")

    assert result.exit_code == 1
    assert "Traceback" not in result.output


def test_a_new_database_agrees(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/appeal.db"

    assert appeal("upgrade", DATABASE_URL=url).output == "The database is up to date.\n"
    assert appeal("check", DATABASE_URL=url).output == "Receipts, tallies and totals agree.\n"


def test_a_downgrade_and_an_upgrade_keep_every_action(store: Store) -> None:
    with closing(ActionLog(store.url)) as log:
        log.record("token-of-22-characters", [ACTION])
    there = appeal("downgrade", "0004", DATABASE_URL=store.url)
    earlier = store.rows("SELECT version_num FROM alembic_version"), store.rows("SELECT number FROM tallies")
    again = appeal("downgrade", schema.REVISION, DATABASE_URL=store.url)
    back = appeal("upgrade", DATABASE_URL=store.url)

    assert (there.exit_code, back.exit_code) == (0, 0), there.output + back.output
    assert "The database has schema 0004." in there.output
    assert earlier == ([("0004",)], [(3,)])
    assert again.exit_code == 1
    assert "the database has schema 0004 already, which is older" in again.output
    with closing(ActionLog(store.url)) as log:
        assert log.tally("gorinov").total == 3


@pytest.mark.parametrize("revision", ["base", "4", "9999", "head", "-1", ""])
def test_a_downgrade_to_what_is_no_schema_is_refused(tmp_path: Path, revision: str) -> None:
    """`base` would drop every count."""
    url = f"sqlite:///{tmp_path}/appeal.db"
    appeal("upgrade", DATABASE_URL=url)

    result = appeal("downgrade", "--", revision, DATABASE_URL=url)

    assert result.exit_code == 1
    assert f'REVISION is "{revision}"; give one of 0001, 0002' in result.output


@pytest.mark.parametrize("command", [["upgrade"], ["downgrade", "0004"]])
def test_a_newer_schema_is_refused_with_the_remedy(store: Store, command: list[str]) -> None:
    store.run("UPDATE alembic_version SET version_num = '9999'")

    result = appeal(*command, DATABASE_URL=store.url)

    assert result.exit_code == 1
    assert "the database has schema 9999" in result.output
    assert "restore a backup that was made before the upgrade" in result.output


def test_a_backup_of_a_newer_schema_replaces_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/appeal.db"
    appeal("upgrade", DATABASE_URL=url)
    appeal("backup", str(tmp_path / "newer.db"), DATABASE_URL=url)
    Store(f"sqlite:///{tmp_path}/newer.db").run("UPDATE alembic_version SET version_num = '9999'")

    result = appeal("restore", str(tmp_path / "newer.db"), "--yes", DATABASE_URL=url)

    assert result.exit_code == 1
    assert "the database has schema 9999" in result.output
    assert Store(url).rows("SELECT version_num FROM alembic_version") == [(schema.REVISION,)]
