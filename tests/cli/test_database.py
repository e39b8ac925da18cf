"""`appeal db`: what is wrong is named with its remedy."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from webapp.cli.main import main


def appeal(*arguments: str, **settings: str) -> Result:
    """Run `appeal db`."""
    return CliRunner().invoke(main, ["db", *arguments], env=settings)


def test_a_copy_from_what_is_no_database_names_the_argument_and_no_password() -> None:
    result = appeal("copy", "mysql://me:secret@host/appeal")

    assert result.exit_code == 1
    assert 'SOURCE is "mysql://host/appeal"; write it as sqlite:////' in result.output
    assert "secret" not in result.output


@pytest.mark.parametrize("command", ["upgrade", "check"])
def test_a_setting_that_cannot_be_used_is_named(command: str) -> None:
    result = appeal(command, DATABASE_URL="mysql://host/appeal")

    assert result.exit_code == 1
    assert 'DATABASE_URL is "mysql://host/appeal"; write it as' in result.output


def test_a_database_that_is_not_there_is_no_traceback(tmp_path: Path) -> None:
    result = appeal("check", DATABASE_URL=f"sqlite:///{tmp_path}/none.db")

    assert result.exit_code == 1
    assert "Traceback" not in result.output


def test_a_new_database_agrees(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/appeal.db"

    assert appeal("upgrade", DATABASE_URL=url).output == "The database is up to date.\n"
    assert appeal("check", DATABASE_URL=url).output == "Receipts, tallies and totals agree.\n"
