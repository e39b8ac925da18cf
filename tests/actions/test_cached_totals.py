"""The totals that pages are rendered with: a minute old at most while somebody asks, and never waited for."""

from collections.abc import Callable, Mapping

from webapp.actions.cached_totals import MAX_AGE_SECONDS, CachedTotals
from webapp.database.connection import ActionsUnavailable


class World:
    """A clock, a database and what was started in the background."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.totals: Mapping[str, int] | None = {"lamp": 3, "old-lamp": 4}
        self.started: list[Callable[[], None]] = []
        self.cached = CachedTotals(self.read, lambda: self.seconds, self.started.append)

    def read(self) -> Mapping[str, int]:
        if self.totals is None:
            raise ActionsUnavailable("away")
        return self.totals

    def work(self) -> None:
        """Do what was started."""
        while self.started:
            self.started.pop()()


def test_no_total_is_known_before_the_first_is_read_and_nobody_waits_for_it() -> None:
    world = World()

    assert world.cached.total(["lamp"]) is None
    assert world.cached.total(["lamp"]) is None
    assert len(world.started) == 1
    world.work()
    assert world.cached.total(["lamp"]) == 3


def test_the_total_of_several_slugs_is_added_up() -> None:
    world = World()
    world.cached.total([])
    world.work()

    assert world.cached.total(["lamp", "old-lamp", "unknown"]) == 7


def test_a_total_is_read_anew_after_a_minute_and_not_before() -> None:
    world = World()
    world.cached.total(["lamp"])
    world.work()
    world.totals = {"lamp": 5}

    world.seconds = MAX_AGE_SECONDS - 1
    world.cached.total(["lamp"])
    assert world.started == []
    world.seconds = MAX_AGE_SECONDS
    assert world.cached.total(["lamp"]) == 3
    world.work()
    assert world.cached.total(["lamp"]) == 5


def test_while_the_database_is_away_the_last_totals_stay() -> None:
    world = World()
    world.cached.total(["lamp"])
    world.work()
    world.totals = None

    world.seconds = MAX_AGE_SECONDS
    world.cached.total(["lamp"])
    world.work()
    assert world.cached.total(["lamp"]) == 3
    assert world.started == []  # asked again in a minute, not at once
    world.totals = {"lamp": 9}
    world.seconds = 2 * MAX_AGE_SECONDS
    world.cached.total(["lamp"])
    world.work()
    assert world.cached.total(["lamp"]) == 9


def test_it_reads_in_a_thread_of_its_own() -> None:
    world = World()
    cached = CachedTotals(world.read, lambda: 0.0)
    cached.total(["lamp"])

    found = None
    for _attempt in range(10_000_000):
        found = cached.total(["lamp"])
        if found is not None:
            break
    assert found == 3
