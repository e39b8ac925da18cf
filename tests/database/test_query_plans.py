"""PostgreSQL looks reports up by their keys from the first minute on, when it knows no table's size yet."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from tests.support.stores import Store, Stores
from webapp.actions import ledger
from webapp.database.engine import open_database
from webapp.database.postgresql import PostgresqlDialect
from webapp.domain.action import Action
from webapp.domain.channel import Channel

SCANS = (
    "SELECT sum(seq_scan), sum(idx_scan) FROM pg_stat_user_tables "
    "WHERE relname IN ('receipts', 'tallies', 'totals', 'held')"
)
TOGETHER, TIMES = 16, 8
"""Reports in a commit; commits, of which the sixth and later run by a plan that is kept."""


def scans(store: Store) -> tuple[int, int]:
    """Tell how often a table was read as a whole, and how often by a key."""
    ((whole, by_key),) = store.rows(SCANS)
    return int(whole), int(by_key)


@contextmanager
def opened(store: Store) -> Iterator[sa.Connection]:
    """Open the database as the app does."""
    database = open_database(store.url, 3)
    with database.engine.connect() as connection:
        yield connection
    database.engine.dispose()


def reports(number: int) -> list[ledger.Report]:
    return [
        ledger.Report(
            f"token-of-22-chars-{number}-{one:02}",
            (Action("gorinov", Channel.EMAIL, "ambassador", "ru", 1, date(2024, 5, 7), late=False),),
        )
        for one in range(TOGETHER)
    ]


def test_no_commit_of_many_reports_reads_a_table_as_a_whole(stores: Stores, tmp_path: Path) -> None:
    store = stores.new("postgresql", tmp_path)
    whole, by_key = scans(store)

    with opened(store) as connection:
        for number in range(TIMES):
            with connection.begin():
                settled = ledger.settle(connection, PostgresqlDialect(), reports(number))
        assert not any(one is None or one.repeated for one in settled)

    give_up = time.monotonic() + 120
    while scans(store)[1] < by_key + TIMES and time.monotonic() < give_up:
        time.sleep(0.05)  # the server's process writes its numbers down at its end
    assert scans(store)[1] >= by_key + TIMES
    assert scans(store)[0] == whole
