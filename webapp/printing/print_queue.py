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
"""Prints that may wait: with the two that print, a quarter of a worker's threads stays free for pages."""

QUICK_BYTES = 16_000
"""Documents of this size print in less than 0.4 s, whatever is in them. Two usual letters have half of it."""

QUICK_SECONDS = 1.0
"""A network's share of the first place: some 30 usual letters at once, and then one every three seconds."""

HALF_LIFE_SECONDS = 60.0
"""After this time half of what a network used is forgotten."""

MAX_NETWORKS = 10_000
"""Networks whose use is remembered. They are forgotten after this, the least recent first."""


class PrintQueueFull(Exception):
    """Too many prints wait, or this one waited too long. Trying again may help."""


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
    state: _State = _State.WAITING


@dataclass(slots=True)
class _Use:
    """Seconds of a network, as they were at a time."""

    quick: float = 0.0
    total: float = 0.0
    at: float = 0.0


class PrintQueue:
    """Threads of a process share one. A print waits `wait_seconds` at most."""

    def __init__(self, wait_seconds: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._wait_seconds, self._clock = wait_seconds, clock
        self._networks = NetworkCounters()
        self._uses: LRUCache[str, _Use] = LRUCache(MAX_NETWORKS)
        self._changed = threading.Condition()
        self._entries: list[_Entry] = []
        self._count = 0

    @contextmanager
    def turn(self, address: str | None, size: int) -> Iterator[tuple[Place, Callable[[float], None]]]:
        """Wait for a place to print a document of `size` bytes; raise `PrintQueueFull`.

        Returns the place, which is kept until the block is left, and a function that takes the processor
        seconds that were used.
        """
        network = self._networks.random_id("print", address)
        entry = self._enter(network, size)
        try:
            yield entry.place, lambda seconds: self._add_use(entry, seconds)
        finally:
            with self._changed:
                self._leave(entry)

    def _enter(self, network: str, size: int) -> _Entry:
        with self._changed:
            self._count += 1
            place = Place.QUICK if self._is_quick(network, size) else Place.SLOW
            entry = _Entry(network, size, place, self._count)
            self._entries.append(entry)
            self._fill_places()
            self._turn_away()
            self._changed.wait_for(lambda: entry.state is not _State.WAITING, self._wait_seconds)
            if entry.state is _State.PRINTING:
                return entry
            if entry.state is _State.TURNED_AWAY:
                raise PrintQueueFull(f"{MAX_WAITING} prints are waiting already")
            self._leave(entry)
            raise PrintQueueFull(f"no letter could be printed within {self._wait_seconds:g} seconds")

    def _leave(self, entry: _Entry) -> None:
        self._entries.remove(entry)
        self._fill_places()

    def _fill_places(self) -> None:
        for each in self._entries:
            if each.state is _State.WAITING and not self._is_quick(each.network, each.size):
                each.place = Place.SLOW  # the network may have used up its share while this one waited
        for place in Place:
            entries = [each for each in self._entries if each.place is place]
            if entries and all(each.state is _State.WAITING for each in entries):
                min(entries, key=self._rank()).state = _State.PRINTING
                self._changed.notify_all()

    def _is_quick(self, network: str, size: int) -> bool:
        return size <= QUICK_BYTES and self._use(network).quick < QUICK_SECONDS

    def _turn_away(self) -> None:
        waiting = [each for each in self._entries if each.state is _State.WAITING]
        if len(waiting) > MAX_WAITING:
            last = max(waiting, key=self._rank())
            last.state = _State.TURNED_AWAY
            self._entries.remove(last)
            self._changed.notify_all()

    def _rank(self) -> Callable[[_Entry], tuple[int, float, int, int]]:
        """Return the order of the entries: prints of the network, its seconds, the size, the arrival."""
        prints = Counter(each.network for each in self._entries)
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
