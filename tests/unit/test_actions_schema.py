"""The database's schema: its history leads to what the code expects, and back, without losing an action."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from webapp.domain.action import Action, Channel
from webapp.storage import migrations, schema
from webapp.storage.actions import ActionLog

ACTION = Action("gorinov", Channel.EMAIL, "ambassador", "ru", 3, date(2024, 5, 7), late=False)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "a folder, #1" / "appeal.db"


@pytest.fixture
def url(database: Path) -> str:
    url = f"sqlite:///{database}"
    schema.upgrade(url)
    return url


def tables(database: Path) -> dict[str, str]:
    with closing(sqlite3.connect(database)) as connection:
        made = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: sql for name, sql in made if name != "alembic_version"}


def test_the_history_leads_to_exactly_the_tables_of_the_code(
    url: str, database: Path, tmp_path: Path
) -> None:
    fresh = tmp_path / "fresh.db"
    fresh_engine = sa.create_engine(f"sqlite:///{fresh}")
    schema.metadata.create_all(fresh_engine)
    fresh_engine.dispose()
    engine = schema.open_engine(url)

    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), schema.metadata)
    engine.dispose()

    assert differences == []
    assert tables(database) == tables(fresh)  # checks and options, which the comparison leaves out


def test_the_code_expects_the_newest_schema() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))

    assert ScriptDirectory.from_config(config).get_heads() == [schema.REVISION]


def test_an_upgrade_of_what_is_current_keeps_everything(url: str) -> None:
    with closing(ActionLog(url)) as log:
        log.record("token-of-22-characters", [ACTION])

        schema.upgrade(url)

        assert log.tally("gorinov").total == 3
        assert log.check(since=date.min) == []
        log.require_ready()


def test_a_database_with_actions_goes_back_to_nothing_and_forth_again(url: str, database: Path) -> None:
    with closing(ActionLog(url)) as log:
        log.record("token-of-22-characters", [ACTION])

    schema.downgrade(url, "base")
    without = tables(database)
    schema.upgrade(url)
    with closing(ActionLog(url)) as log:
        tally = log.tally("gorinov")

    assert without == {}
    assert tally.total == 0


def test_a_connection_keeps_what_it_has_acknowledged_through_a_power_cut(url: str) -> None:
    engine = schema.open_engine(url)

    with engine.connect() as connection:
        found = [
            connection.scalar(sa.text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "busy_timeout")
        ]
    engine.dispose()

    assert found == [
        "wal",
        2,
        schema.WAIT * 1000,
    ]  # 2 is FULL: https://www.sqlite.org/pragma.html#pragma_synchronous


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "postgresql://localhost/appeal"])
def test_a_database_that_can_t_be_used_is_refused_with_a_remedy(url: str) -> None:
    with pytest.raises(ValueError, match="write sqlite:///"):
        schema.upgrade(url)
