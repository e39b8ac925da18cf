"""The queue of a printer: who prints next, and who is turned away when too many wait.

There are two places to print. Prints that are surely quick have the first to themselves, so that they never
wait for a slow one; a network that used up its share of the first place prints in the second. Among those
that wait, a print of the network with the fewest prints in the queue is next, then of the one that used the
fewest seconds lately, then the shortest. When too many wait, the last in this order is turned away. Behind a
shared address (a school, Tor) it is therefore the shortest letter that goes first.

Networks are known by the random ids of `NetworkCounters`, in this process's memory, until midnight UTC.
"""

import math
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto

from cachetools import LRUCache

from webapp.server.network_counters import NetworkCounters

MAX_WAITING = 4
"""Prints that may wait. See `max_waiting`."""

QUICK_BYTES = 16_000
"""Documents of this size print in less than 0.4 s, whatever is in them. Two usual letters have half of it."""

QUICK_SECONDS = 1.0
"""A network's share of the first place: some 30 usual letters at once, and then one every three seconds."""

HALF_LIFE_SECONDS = 60.0
"""After this time half of what a network used is forgotten."""

MAX_NETWORKS = 10_000
"""Networks whose use is remembered. They are forgotten after this, the least recent first."""


LEAST_RETRY_SECONDS, MOST_RETRY_SECONDS = 5, 60
"""Bounds of the estimate when it is worth to try again."""

SHARE_OF_THE_LATEST = 0.2
"""How much the latest print changes the mean seconds of a print, by which the estimate goes."""


class PrintQueueFull(Exception):
    """Too many prints wait, or this one waited too long. Trying again may help."""

    def __init__(self, message: str, retry_seconds: int = LEAST_RETRY_SECONDS) -> None:
        super().__init__(message)
        self.retry_seconds = retry_seconds
        """Estimate of the time until those that wait now are printed."""


def max_waiting(threads: int) -> int:
    """Return how many prints may wait: with those that print, they leave a quarter of a worker's threads."""
    return max(0, min(MAX_WAITING, threads * 3 // 4 - len(Place)))


class Place(Enum):
    """A place to print; one document at a time."""

    QUICK = 0
    SLOW = 1


class _State(Enum):
    WAITING = auto()
    PRINTING = auto()
    TURNED_AWAY = auto()


@dataclass(slots=True, eq=False)
class _Entry:
    """A print in the queue."""

    network: str
    size: int
    place: Place
    number: int
    begun: float
    state: _State = _State.WAITING


@dataclass(slots=True)
class _Use:
    """Seconds of a network, as they were at a time."""

    quick: float = 0.0
    total: float = 0.0
    at: float = 0.0


class PrintQueue:
    """Threads of a process share one. At most `max_waiting` prints wait, for `wait_seconds` at most."""

    def __init__(
        self,
        wait_seconds: float,
        *,
        max_waiting: int = MAX_WAITING,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wait_seconds, self._max_waiting, self._clock = wait_seconds, max_waiting, clock
        self._mean_seconds = 0.0
        self._networks = NetworkCounters()
        self._uses: LRUCache[str, _Use] = LRUCache(MAX_NETWORKS)
        self._changed = threading.Condition()
        self._entries: list[_Entry] = []
        self._count = 0

    def has_room(self, address: str | None, *, is_short: bool) -> bool:
        """Return False if a print of that network would be turned away, as far as is known without its text.

        `is_short` says that it may be quick, and that it may be shorter than others of its network.
        """
        network = self._networks.random_id("print", address)
        with self._changed:
            taken = {each.place for each in self._entries}
            if Place.SLOW not in taken:
                return True
            if Place.QUICK not in taken and is_short and self._is_quick(network, 0):
                return True
            waiting = [each for each in self._entries if each.state is _State.WAITING]
            if len(waiting) < self._max_waiting:
                return True
            rank = self._rank(network)
            mine = rank(_Entry(network, 0, Place.SLOW, self._count, 0.0))[:2]
            last = max((rank(each)[:2] for each in waiting), default=(0, 0.0))
            return mine <= last if is_short else mine < last

    @property
    def retry_seconds(self) -> int:
        """Estimate the seconds until those that wait now are printed."""
        with self._changed:
            return self._estimate()

    @contextmanager
    def turn(
        self, address: str | None, size: int, wait_seconds: float | None = None
    ) -> Iterator[tuple[Place, Callable[[float], None]]]:
        """Wait for a place to print a document of `size` bytes; raise `PrintQueueFull`.

        Returns the place, which is kept until the block is left, and a function that takes the processor
        seconds that were used. `wait_seconds` is what is left to wait, if that is less than the queue's own.
        """
        network = self._networks.random_id("print", address)
        entry = self._enter(network, size, min(self._wait_seconds, wait_seconds or self._wait_seconds))
        try:
            yield entry.place, lambda seconds: self._add_use(entry, seconds)
        finally:
            with self._changed:
                self._leave(entry)

    def _enter(self, network: str, size: int, wait_seconds: float) -> _Entry:
        with self._changed:
            self._count += 1
            place = Place.QUICK if self._is_quick(network, size) else Place.SLOW
            entry = _Entry(network, size, place, self._count, self._clock())
            self._entries.append(entry)
            self._fill_places()
            self._turn_away()
            self._changed.wait_for(lambda: entry.state is not _State.WAITING, wait_seconds)
            if entry.state is _State.PRINTING:
                return entry
            if entry.state is _State.TURNED_AWAY:
                raise PrintQueueFull(f"{self._max_waiting} prints are waiting already", self._estimate())
            self._leave(entry)
            raise PrintQueueFull(
                f"no letter could be printed within {wait_seconds:g} seconds", self._estimate()
            )

    def _leave(self, entry: _Entry) -> None:
        self._entries.remove(entry)
        if entry.state is _State.PRINTING:
            seconds = self._clock() - entry.begun
            self._mean_seconds += SHARE_OF_THE_LATEST * (seconds - self._mean_seconds)
        self._fill_places()

    def _fill_places(self) -> None:
        for each in self._entries:
            if each.state is _State.WAITING and not self._is_quick(each.network, each.size):
                each.place = Place.SLOW  # the network may have used up its share while this one waited
        for place in Place:
            entries = [each for each in self._entries if each.place is place]
            if entries and all(each.state is _State.WAITING for each in entries):
                first = min(entries, key=self._rank())
                first.state, first.begun = _State.PRINTING, self._clock()
                self._changed.notify_all()

    def _is_quick(self, network: str, size: int) -> bool:
        return size <= QUICK_BYTES and self._use(network).quick < QUICK_SECONDS

    def _turn_away(self) -> None:
        waiting = [each for each in self._entries if each.state is _State.WAITING]
        if len(waiting) > self._max_waiting:
            last = max(waiting, key=self._rank())
            last.state = _State.TURNED_AWAY
            self._entries.remove(last)
            self._changed.notify_all()

    def _estimate(self) -> int:
        entries = sum(each.state is not _State.TURNED_AWAY for each in self._entries)
        seconds = math.ceil(entries * self._mean_seconds)  # as if all were in the slow place
        return min(max(seconds, LEAST_RETRY_SECONDS), MOST_RETRY_SECONDS)

    def _rank(self, newcomer: str = "") -> Callable[[_Entry], tuple[int, float, int, int]]:
        """Return the order of the entries: prints of the network, its seconds, the size, the arrival."""
        prints = Counter(each.network for each in self._entries)
        prints[newcomer] += 1
        return lambda entry: (
            prints[entry.network],
            self._use(entry.network).total,
            entry.size,
            entry.number,
        )

    def _use(self, network: str) -> _Use:
        """Return what a network used, of which half is forgotten in `HALF_LIFE_SECONDS`."""
        now = self._clock()
        use = self._uses.get(network) or _Use(at=now)
        left = math.exp2((use.at - now) / HALF_LIFE_SECONDS)
        return _Use(use.quick * left, use.total * left, now)

    def _add_use(self, entry: _Entry, seconds: float) -> None:
        with self._changed:
            use = self._use(entry.network)
            use.total += seconds
            use.quick += seconds if entry.place is Place.QUICK else 0.0
            self._uses[entry.network] = use
