"""The purge of old receipts: once a day, on a thread, tried again after trouble."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.support.stores import Store
from webapp.actions.log import ActionLog
from webapp.actions.purge_schedule import PurgeSchedule, purge_old_receipts
from webapp.domain.action import Action
from webapp.domain.channel import Channel

MAY_1 = date(2024, 5, 1)
CHECK_SECONDS = 0.01


@dataclass
class Calendar:
    """The day, as a test sets it."""

    today: date = MAY_1

    def __call__(self) -> date:
        return self.today

    def turn(self, days: int = 1) -> None:
        self.today += timedelta(days)


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def schedule(store: Store, calendar: Calendar) -> PurgeSchedule:
    return PurgeSchedule(lambda: ActionLog(store.url), calendar)


def record(store: Store, token: str, day: date) -> None:
    with closing(ActionLog(store.url)) as log:
        log.record(token, [Action("lamp", Channel.POST, "minister", "en", 1, day, late=False)])


def days_of_receipts(store: Store) -> list[date]:
    return [date.fromisoformat(day) for (day,) in store.rows("SELECT day FROM receipts ORDER BY day")]


def wait_until(holds: Callable[[], bool]) -> None:
    give_up = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < give_up
        time.sleep(CHECK_SECONDS)


@contextmanager
def running(schedule: PurgeSchedule) -> Iterator[None]:
    """Run the schedule on a thread, as a worker does."""
    stopped = threading.Event()
    thread = threading.Thread(target=schedule.run, args=(stopped, CHECK_SECONDS))
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


def test_receipts_are_deleted_after_three_days_and_the_count_stays(
    store: Store, schedule: PurgeSchedule, calendar: Calendar
) -> None:
    record(store, "token-of-22-characters", MAY_1)

    deleted = []
    for _ in range(5):
        deleted.append(schedule.check())
        calendar.turn()

    assert deleted == [0, 0, 0, 0, 1]
    with closing(ActionLog(store.url)) as log:
        assert log.tally("lamp").total == 1


def test_a_process_purges_once_a_day(store: Store, schedule: PurgeSchedule, calendar: Calendar) -> None:
    for _ in range(4):
        schedule.check()
        calendar.turn()
    schedule.check()
    record(store, "token-of-22-characters", MAY_1)

    same_day = schedule.check()
    calendar.turn()
    next_day = schedule.check()

    assert (same_day, next_day) == (0, 1)


def test_workers_and_hosts_that_purge_on_the_same_day_do_no_harm(store: Store, calendar: Calendar) -> None:
    schedules = [PurgeSchedule(lambda: ActionLog(store.url), calendar) for _ in range(3)]
    for number in range(4):
        record(store, f"token-of-22-character{number}", calendar.today)
        for schedule in schedules:
            schedule.check()
        calendar.turn()

    deleted = [schedule.check() for schedule in schedules]

    assert deleted == [1, 0, 0]
    assert days_of_receipts(store) == [MAY_1 + timedelta(days) for days in (1, 2, 3)]


def test_the_thread_deletes_what_is_old_when_the_day_turns(
    store: Store, schedule: PurgeSchedule, calendar: Calendar
) -> None:
    for number in range(4):
        record(store, f"token-of-22-character{number}", MAY_1 + timedelta(number))

    with running(schedule):
        for _ in range(5):
            wait_until(lambda: schedule._purged_on == calendar.today)
            calendar.turn()

    assert min(days_of_receipts(store)) >= calendar.today - timedelta(days=4)
    assert len(days_of_receipts(store)) == 3


def test_a_purge_that_fails_is_logged_and_tried_again(
    store: Store, calendar: Calendar, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    urls = [f"sqlite:///{tmp_path}/none.db", store.url]
    schedule = PurgeSchedule(lambda: ActionLog(urls.pop(0)), calendar)

    with caplog.at_level(logging.WARNING):
        schedule.check()
    schedule.check()

    assert "Old receipts could not be purged" in caplog.text
    assert store.rows("SELECT purged_on FROM purges") == [(MAY_1.isoformat(),)]


def test_a_table_that_is_missing_ends_no_thread(
    store: Store, schedule: PurgeSchedule, caplog: pytest.LogCaptureFixture
) -> None:
    store.run("DROP TABLE purges")

    assert schedule.check() == 0
    assert "Old receipts could not be purged" in caplog.text


def test_nothing_is_deleted_while_the_date_is_uncertain(store: Store) -> None:
    record(store, "token-of-22-characters", MAY_1)

    with closing(ActionLog(store.url)) as log:
        deleted = [purge_old_receipts(log, MAY_1 + timedelta(days)) for days in (0, 9, 9, 10)]

    assert deleted == [0, None, None, 1]
