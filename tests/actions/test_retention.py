"""Retention: a deleted receipt is gone from the disk, too, and a wrong clock deletes none."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.support.stores import Store, Stores
from webapp.actions.log import ActionLog
from webapp.actions.purge_schedule import purge_old_receipts
from webapp.actions.retention import confirm_date
from webapp.database import schema
from webapp.database.postgresql import PostgresqlDialect
from webapp.domain.action import Action
from webapp.domain.channel import Channel


def test_a_purged_receipt_is_in_no_file_any_more(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'appeal.db'}"
    schema.upgrade(url)
    log = ActionLog(url)
    tokens = [f"canary-token-{number:04d}" for number in range(200)]
    action = Action("lamp", Channel.POST, "minister", "en", 1, date(2030, 1, 1), late=False)
    for token in tokens:
        log.record(token, [action])

    purged = log.purge(date(2030, 1, 2))

    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert purged == 200
    assert not [token for token in tokens if token.encode() in kept]
    assert log.tally("lamp").total == 200
    log.close()


MAY_1 = date(2024, 5, 1)


def day(number: int) -> date:
    return MAY_1 + timedelta(days=number)


@pytest.mark.parametrize(
    ("seen", "believed"),
    [
        ([0, 1, 2, 3], [True] * 4),
        ([0, 0, 1, 1], [True] * 4),  # several processes, each once a day
        ([0, 9], [True, False]),
        ([0, 9, 9, 9], [True, False, False, False]),  # the other processes' clock is the same
        ([0, 9, 0, 1], [True, False, True, True]),  # it was put right
        ([0, 9, 10], [True, False, True]),  # nobody came for a week: a later day has come
        ([0, 9, 16, 17], [True, False, True, True]),  # nor for another
        ([0, 2, 1, 3], [True, False, True, False]),
        ([5, 3, 4, 5, 6], [True] * 5),  # it was ahead, and is back
    ],
)
def test_a_day_far_ahead_is_believed_when_a_later_one_has_come(
    store: Store, seen: list[int], believed: list[bool]
) -> None:
    with closing(ActionLog(store.url)) as log:
        assert [log.confirm_date(day(number)) for number in seen] == believed


def test_hosts_that_note_the_first_purge_at_the_same_time_write_one_row(
    stores: Stores, tmp_path: Path
) -> None:
    store = stores.new("postgresql", tmp_path)
    engine = sa.create_engine(store.url, poolclass=sa.NullPool)
    with closing(ActionLog(store.url, wait=20)) as log, ThreadPoolExecutor(1) as other_host:
        with engine.begin() as connection:
            believed = confirm_date(connection, PostgresqlDialect(), day(0))
            also = other_host.submit(log.confirm_date, day(0))
            while not store.rows("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"):
                assert not also.done()
        assert (believed, also.result()) == (True, True)

    assert store.rows("SELECT count(*) FROM purges") == [(1,)]
    engine.dispose()


@pytest.mark.parametrize("leap", [1, 2, 3, 4, 30, 3_000])
def test_a_clock_that_leaps_and_returns_lets_no_token_count_twice(store: Store, leap: int) -> None:
    action = Action("lamp", Channel.POST, "minister", "en", 1, day(2), late=False)
    with closing(ActionLog(store.url)) as log:
        for number in range(3):
            purge_old_receipts(log, day(number))
        log.record("token-of-22-characters", [action])

        purge_old_receipts(log, day(2 + leap))
        log.record("token-made-in-the-leap", [replace(action, day=day(2 + leap))])
        purge_old_receipts(log, day(2 + leap))
        purge_old_receipts(log, day(2))
        again = log.record("token-of-22-characters", [action])

        assert again.repeated
        assert log.tally("lamp").total == 2
        assert log.check(since=date.min) == []
