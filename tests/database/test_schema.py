"""The database's schema: its history leads to what the code expects, and back, without losing an action."""

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from tests.support.stores import KINDS, Store, Stores
from webapp.actions.entries import Letters
from webapp.actions.log import ActionLog
from webapp.actions.stamp import Stamp
from webapp.actions.taking_off import Spoiled
from webapp.database import migrations, schema
from webapp.database.connection import WAIT_SECONDS
from webapp.database.engine import open_database
from webapp.database.tables import metadata
from webapp.domain.action import Action
from webapp.domain.channel import Channel

ACTION = Action("gorinov", Channel.EMAIL, "ambassador", "ru", 3, date(2024, 5, 7), late=False)
RULES = {
    "sqlite": "SELECT name, replace(sql, '\"', '') FROM sqlite_master WHERE sql IS NOT NULL "
    "AND name <> 'alembic_version' ORDER BY 1",
    "postgresql": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE conrelid::regclass::text IN ('receipts', 'tallies', 'totals', 'held', 'purges', 'taken_off', "
    "'entries', 'decisions') ORDER BY 1, 2",
}
"""What the comparison of schemas leaves out: checks, and SQLite's options."""
AT_FIRST = (
    "INSERT INTO receipts "
    "(token_id, campaign, day, channel, target, letter_language, partner, late, quantity, undone) VALUES "
    "('token-of-22-characters', 'gorinov', '2024-05-07', 'email', '', 'ru', '', {no}, 3, {no})",
    "INSERT INTO tallies (campaign, day, channel, target, letter_language, partner, late, number) VALUES "
    "('gorinov', '2024-05-07', 'email', '', 'ru', '', {no}, 3), "
    "('gorinov', '2024-04-07', 'email', '', 'ru', 'harbour', {no}, 30), "
    "('gorinov', '2024-04-06', 'post', '', 'ru', 'harbour', {no}, 300)",
)
"""Rows of the first schema, of a report, and of two whose receipts are purged."""


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def tables(store: Store) -> set[str]:
    engine = sa.create_engine(store.url, poolclass=sa.NullPool)
    try:
        return set(sa.inspect(engine).get_table_names()) - {"alembic_version"}
    finally:
        engine.dispose()


def test_the_history_leads_to_exactly_the_tables_of_the_code(
    kind: str, stores: Stores, tmp_path: Path
) -> None:
    (tmp_path / "made").mkdir()
    made, fresh = stores.new(kind, tmp_path), stores.empty(kind, tmp_path / "made")
    engine = sa.create_engine(fresh.url, poolclass=sa.NullPool)
    metadata.create_all(engine)
    engine.dispose()
    engine = sa.create_engine(made.url, poolclass=sa.NullPool)

    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()

    assert differences == []
    assert made.rows(RULES[kind]) == fresh.rows(RULES[kind])


def test_the_code_expects_the_newest_schema() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))

    assert ScriptDirectory.from_config(config).get_heads() == [schema.REVISION]


def test_an_upgrade_of_what_is_current_keeps_everything(store: Store) -> None:
    with closing(ActionLog(store.url)) as log:
        log.record("token-of-22-characters", [ACTION])

        schema.upgrade(store.url)

        assert log.tally("gorinov").total == 3
        assert log.check(since=date.min) == []
        log.require_ready()


def test_the_first_schema_with_actions_comes_up_to_date(kind: str, stores: Stores, tmp_path: Path) -> None:
    store = stores.empty(kind, tmp_path)
    schema.upgrade(store.url, "0001")
    for statement in AT_FIRST:
        store.run(statement.format(no="false"))

    schema.upgrade(store.url)

    with closing(ActionLog(store.url)) as log:
        assert log.tally("gorinov").channels == {Channel.EMAIL: 33, Channel.POST: 300}
        assert log.tally("gorinov", "harbour").total == 330
        assert log.check(since=date(2024, 5, 7)) == []
        assert log.undo("token-of-22-characters", "gorinov") is not None
        assert log.tally("gorinov").total == 330


@pytest.mark.parametrize("revision", ["0004", "0003", "0002", "0001"])
def test_a_database_with_actions_goes_back_and_forth_without_losing_one(store: Store, revision: str) -> None:
    with closing(ActionLog(store.url)) as log:
        log.record("token-of-22-characters", [ACTION])
        for burst, number in (("waiting-burst", 5), ("refused-burst", 7)):
            held = Action(
                "gorinov", Channel.POST, "", "ru", number, date(2024, 5, 7), late=False, burst=burst
            )
            log.record(f"token-of-{burst}", [held])
        log.decide("refused-burst", counts=False)

    schema.downgrade(store.url, revision)
    earlier = store.rows("SELECT channel, number FROM tallies ORDER BY 1")
    schema.upgrade(store.url)

    with closing(ActionLog(store.url)) as log:
        tally, find_mismatches = log.tally("gorinov"), log.check(since=date.min)
        refused = log.find("token-of-refused-burst")
    assert find_mismatches == []
    assert refused is not None
    if revision >= "0003":
        assert earlier == [("email", 3)]
        assert tally.channels == {Channel.EMAIL: 3}
        assert refused.held
    else:
        assert earlier == [("email", 3), ("post", 5)]  # what waited counts there, as everything did
        assert tally.channels == {Channel.EMAIL: 3, Channel.POST: 5}
        assert refused.undone


OFF = Stamp("a-person", "a script")


def fill_with_decisions(log: ActionLog) -> None:
    """Count a burst, enter letters, and take a part of a day off, whose receipts are purged."""
    log.record("token-of-22-characters", [ACTION])
    log.record("token-of-a-burst-of-it", [replace(ACTION, quantity=5, burst="a-burst")])
    log.decide("a-burst", counts=True)
    log.enter(Letters("gorinov", ACTION.day, Channel.POST, 12, place="Lampville"), Stamp())
    log.take_off(Spoiled("gorinov", ACTION.day), 6, OFF)


def test_what_the_team_entered_and_decided_is_there_after_a_way_back_and_forth(store: Store) -> None:
    with closing(ActionLog(store.url)) as log:
        fill_with_decisions(log)
        log.purge(date(2024, 6, 1))

    schema.downgrade(store.url, "0006")
    earlier = store.rows("SELECT number FROM tallies"), store.rows("SELECT burst, number FROM held")
    schema.upgrade(store.url)

    assert earlier == ([(2,)], [(f"refused.off.{OFF.id}", 6)])
    with closing(ActionLog(store.url)) as log:
        assert log.tally("gorinov").entered == 12
        assert log.tally("gorinov").total == 14
        assert log.check(since=date(2024, 6, 1)) == []
        assert log.give_back(OFF.id, Stamp()) == 6
        assert log.tally("gorinov").total == 20
        assert log.bursts() == []


def test_a_way_back_counts_a_counted_burst_for_its_supporters_as_before(store: Store) -> None:
    with closing(ActionLog(store.url)) as log:
        fill_with_decisions(log)
        log.give_back(OFF.id, Stamp())

    schema.downgrade(store.url, "0006")

    assert store.rows("SELECT burst, quantity FROM receipts ORDER BY 2") == [("", 3), ("", 5)]
    assert store.rows("SELECT * FROM held") == []


def test_no_way_back_while_receipts_and_tallies_of_a_spoiled_day_would_disagree(store: Store) -> None:
    with closing(ActionLog(store.url)) as log:
        fill_with_decisions(log)
        before = store.rows("SELECT * FROM taken_off")

        with pytest.raises(
            ValueError, match=r"letters of 2024-05-07 were taken off gorinov.*letters restore"
        ):
            schema.downgrade(store.url, "0006")

        assert store.rows("SELECT * FROM taken_off") == before
        log.require_ready()


INSERTS = {
    "receipts": "INSERT INTO receipts VALUES "
    "('token-of-22-characters', 'gorinov', '2024-05-07', '{channel}', '', 'ru', '', false, 1, false, '')",
    "tallies": "INSERT INTO tallies VALUES ('gorinov', '2024-05-07', '{channel}', '', 'ru', '', false, 1)",
    "totals": "INSERT INTO totals VALUES ('gorinov', '', '{channel}', false, 1)",
    "held": "INSERT INTO held VALUES "
    "('a-burst', 'gorinov', '2024-05-07', '{channel}', '', 'ru', '', false, 1)",
}


@pytest.mark.parametrize("table", INSERTS)
def test_a_channel_that_is_added_to_the_code_needs_no_migration(store: Store, table: str) -> None:
    store.run(INSERTS[table].format(channel="a-channel-of-20-char"))

    for channel in ("", "a-channel-of-21-chars"):
        with pytest.raises(sa.exc.DBAPIError):
            store.run(INSERTS[table].format(channel=channel))

    assert store.rows(f"SELECT channel FROM {table}") == [  # noqa: S608 (fixed text)
        ("a-channel-of-20-char",)
    ]


@pytest.mark.parametrize("table", INSERTS)
def test_an_earlier_schema_that_does_not_know_a_stored_channel_is_refused(store: Store, table: str) -> None:
    row = INSERTS[table].format(channel="pigeon")
    store.run(row)

    with pytest.raises(ValueError, match=f"{table} holds actions by the channel 'pigeon'.*restore a backup"):
        schema.downgrade(store.url, "0004")

    assert store.rows("SELECT version_num FROM alembic_version") == [(schema.REVISION,)]
    assert store.rows(f"SELECT channel FROM {table}") == [("pigeon",)]  # noqa: S608 (fixed text)
    store.run(f"DELETE FROM {table}")  # noqa: S608 (fixed text)
    schema.downgrade(store.url, "0004")
    with pytest.raises(sa.exc.IntegrityError):
        store.run(row)


def test_a_database_with_actions_goes_back_to_nothing_and_forth_again(store: Store) -> None:
    with closing(ActionLog(store.url)) as log:
        log.record("token-of-22-characters", [ACTION])

    schema.downgrade(store.url, "base")
    without = tables(store)
    schema.upgrade(store.url)
    with closing(ActionLog(store.url)) as log:
        tally = log.tally("gorinov")

    assert without == set()
    assert tally.total == 0


def test_a_step_that_fails_leaves_the_database_as_it_was(kind: str, stores: Stores, tmp_path: Path) -> None:
    store = stores.empty(kind, tmp_path)
    schema.upgrade(store.url, "0002")
    store.run("CREATE TABLE held (something integer)")

    with pytest.raises((schema.ActionsUnavailable, sa.exc.ProgrammingError)):
        schema.upgrade(store.url)

    assert store.rows("SELECT version_num FROM alembic_version") == [("0002",)]
    assert "old_receipts" not in tables(store)
    store.run("DROP TABLE held")
    schema.upgrade(store.url)
    assert store.rows("SELECT version_num FROM alembic_version") == [(schema.REVISION,)]


def test_sqlite_keeps_what_it_has_acknowledged_through_a_power_cut(stores: Stores, tmp_path: Path) -> None:
    database = open_database(stores.new("sqlite", tmp_path).url)

    with database.engine.connect() as connection:
        found = [
            connection.scalar(sa.text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "busy_timeout")
        ]
    database.engine.dispose()

    assert found == [
        "wal",
        2,
        WAIT_SECONDS * 1000,
    ]  # 2 is FULL: https://www.sqlite.org/pragma.html#pragma_synchronous


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://localhost/appeal"])
def test_a_database_that_can_t_be_used_is_refused_with_a_remedy(url: str) -> None:
    with pytest.raises(ValueError, match="write sqlite:///"):
        schema.upgrade(url)
