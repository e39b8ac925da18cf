"""Each network has its share of the printer: quick prints never wait for slow ones, and nobody is starved."""

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from webapp.printing.print_queue import (
    HALF_LIFE_SECONDS,
    MAX_WAITING,
    QUICK_BYTES,
    QUICK_SECONDS,
    Place,
    PrintQueue,
    PrintQueueFull,
    max_waiting,
)

SHORT, LONG = 6_000, QUICK_BYTES + 1
HOSTILE = "203.0.113.9"


class Crowd:
    """Prints of several threads; the test says when each is finished."""

    def __init__(self, wait_seconds=120.0):
        self.now = 0.0
        self.queue = PrintQueue(wait_seconds, clock=lambda: self.now)
        self.threads = ThreadPoolExecutor(32)
        self.printing: dict[str, threading.Event] = {}
        self.places: dict[str, Place] = {}
        self.begun: list[str] = []

    def print(self, name: str, address: str, size: int, seconds: float = 0.07) -> Future[None]:
        """Queue a print, and return when it prints, waits, or was turned away."""
        count = self.queue._count
        finish = self.printing[name] = threading.Event()

        def work():
            with self.queue.turn(address, size) as (place, add_use):
                self.places[name] = place
                self.begun.append(name)
                finish.wait(120)
                add_use(seconds)

        future = self.threads.submit(work)
        until(lambda: self.queue._count > count)
        with self.queue._changed:  # the thread has released it: it waits, or has its place
            return future

    def finish(self, name: str, future: Future[None]) -> None:
        until(lambda: name in self.begun)
        self.printing[name].set()
        future.result(120)

    def use(self, address: str, size: int, seconds: float, times: int = 1) -> None:
        for _ in range(times):
            with self.queue.turn(address, size) as (_place, add_use):
                add_use(seconds)


def until(condition):
    while not condition():
        time.sleep(0.002)


@pytest.fixture
def crowd():
    made = Crowd()
    yield made
    for event in made.printing.values():
        event.set()
    made.threads.shutdown()


def test_a_quick_print_does_not_wait_for_a_slow_one(crowd):
    slow = crowd.print("slow", HOSTILE, LONG)

    crowd.finish("quick", crowd.print("quick", "198.51.100.1", SHORT))

    assert not slow.done()
    assert crowd.places == {"slow": Place.SLOW, "quick": Place.QUICK}


def test_long_letters_of_a_network_cost_its_short_ones_nothing(crowd):
    """Behind Tor one sends long letters without end; the others are served as before."""
    crowd.use(HOSTILE, LONG, 2.0, times=50)

    crowd.finish("short", crowd.print("short", HOSTILE, SHORT))

    assert crowd.places["short"] is Place.QUICK


def test_a_network_that_used_its_share_prints_in_the_second_place_until_it_is_forgotten(crowd):
    crowd.use(HOSTILE, SHORT, QUICK_SECONDS / 4, times=5)

    crowd.finish("now", crowd.print("now", HOSTILE, SHORT))
    crowd.finish("other", crowd.print("other", "198.51.100.1", SHORT))
    crowd.now += HALF_LIFE_SECONDS
    crowd.finish("later", crowd.print("later", HOSTILE, SHORT))

    assert crowd.places == {"now": Place.SLOW, "other": Place.QUICK, "later": Place.QUICK}


def test_the_share_is_used_up_while_prints_wait(crowd):
    first = crowd.print("first", HOSTILE, SHORT, seconds=QUICK_SECONDS)
    second = crowd.print("second", HOSTILE, SHORT)
    crowd.finish("first", first)
    crowd.finish("second", second)

    assert crowd.places == {"first": Place.QUICK, "second": Place.SLOW}


@pytest.mark.parametrize(
    ("waiting", "order"),
    [
        # By the number of prints in the queue: one network does not take two turns while another waits.
        ([("a", "1", SHORT), ("b", "1", SHORT), ("c", "2", SHORT)], "cab"),
        # By the seconds that were used.
        ([("a", "7", SHORT), ("b", "2", SHORT)], "ba"),
        # Within a network the shortest first.
        ([("a", "1", SHORT), ("b", "1", SHORT - 1)], "ba"),
        # By the arrival.
        ([("a", "1", SHORT), ("b", "2", SHORT), ("c", "3", SHORT)], "abc"),
    ],
)
def test_the_order_of_those_that_wait(crowd, waiting, order):
    crowd.use("198.51.100.7", LONG, 3.0)
    first = crowd.print("first", "198.51.100.99", SHORT)
    prints = {name: crowd.print(name, f"198.51.100.{host}", size) for name, host, size in waiting}

    crowd.finish("first", first)
    for name in order:
        crowd.finish(name, prints[name])

    assert "".join(crowd.begun[1:]) == order


@pytest.mark.parametrize("addresses", [1, 20])
def test_a_stranger_finds_room_in_a_full_queue(crowd, addresses):
    """It takes the place of the network that uses most; that one is told so at once."""
    for number in range(addresses):
        crowd.use(f"203.0.113.{number}", LONG, 2.0)
    hostile = [crowd.print(f"h{n}", f"203.0.113.{n % addresses}", LONG) for n in range(20)]
    until(lambda: sum(each.done() for each in hostile) == 20 - 1 - MAX_WAITING)

    mine = crowd.print("mine", "198.51.100.1", LONG)
    until(lambda: sum(each.done() for each in hostile) == 20 - MAX_WAITING)
    for name, each in zip((f"h{n}" for n in range(20)), hostile, strict=True):
        if name in crowd.begun:
            crowd.finish(name, each)
    crowd.finish("mine", mine)

    assert crowd.begun[1] == "mine"
    assert all(
        isinstance(each.exception(), PrintQueueFull) for each in hostile if each.done() and each.exception()
    )


def test_behind_a_shared_address_a_short_letter_takes_the_place_of_a_long_one(crowd):
    long = [crowd.print(f"l{n}", HOSTILE, LONG + n) for n in range(1 + MAX_WAITING)]
    crowd.use(HOSTILE, SHORT, QUICK_SECONDS)

    short = crowd.print("short", HOSTILE, SHORT)

    until(lambda: any(each.done() for each in long))
    assert isinstance(long[-1].exception(), PrintQueueFull)
    crowd.finish("l0", long[0])
    crowd.finish("short", short)
    assert crowd.begun[:2] == ["l0", "short"]


def test_nobody_waits_longer_than_the_bound():
    crowd = Crowd(wait_seconds=0.05)
    first = crowd.print("first", HOSTILE, SHORT)

    with pytest.raises(PrintQueueFull, match=r"within 0\.05 seconds"):
        crowd.print("second", HOSTILE, SHORT).result(120)

    crowd.finish("first", first)
    crowd.finish("third", crowd.print("third", HOSTILE, SHORT))


def test_a_print_that_fails_frees_its_place(crowd):
    with pytest.raises(ZeroDivisionError), crowd.queue.turn(HOSTILE, SHORT):
        raise ZeroDivisionError

    crowd.finish("next", crowd.print("next", HOSTILE, SHORT))


@pytest.mark.parametrize("address", [HOSTILE, "2001:db8:1:2::3", None])
def test_no_address_is_kept(crowd, address):
    crowd.use(address, SHORT, 1.0)

    (network,) = crowd.queue._uses
    assert str(address) not in network
    assert len(network) == 20


class TestRoom:
    """Whether a print would be turned away, asked before its text is read."""

    OTHERS = tuple(f"203.0.113.{number}" for number in range(1, 2 + MAX_WAITING))

    @pytest.fixture
    def full(self, crowd):
        """The slow place is taken, and as many wait as may; each network has used two seconds."""
        for address in (*self.OTHERS, HOSTILE):
            crowd.use(address, LONG, 2.0)
        for address in self.OTHERS:
            crowd.print(address, address, LONG)
        return crowd

    def test_a_free_place_is_room_for_everybody(self, crowd):
        crowd.use(HOSTILE, LONG, 50.0)

        assert crowd.queue.has_room(HOSTILE, is_short=False)

    def test_none_is_left_for_a_network_that_used_more(self, full):
        full.use(HOSTILE, SHORT, QUICK_SECONDS)

        assert not full.queue.has_room(HOSTILE, is_short=True)
        assert not full.queue.has_room(HOSTILE, is_short=False)

    def test_a_stranger_always_has_room(self, full):
        assert full.queue.has_room("198.51.100.1", is_short=False)

    def test_a_short_letter_may_print_in_the_quick_place(self, full):
        full.use(HOSTILE, SHORT, QUICK_SECONDS / 2)

        assert full.queue.has_room(HOSTILE, is_short=True)
        assert not full.queue.has_room(HOSTILE, is_short=False)

    def test_within_a_network_a_short_letter_may_go_before_a_long_one(self, crowd):
        for number in range(1 + MAX_WAITING):
            crowd.print(f"l{number}", HOSTILE, LONG)
        crowd.use(HOSTILE, SHORT, QUICK_SECONDS)

        assert crowd.queue.has_room(HOSTILE, is_short=True)
        assert not crowd.queue.has_room(HOSTILE, is_short=False)


def test_a_print_waits_no_longer_than_is_left_of_its_time(crowd):
    crowd.print("first", HOSTILE, SHORT)

    with pytest.raises(PrintQueueFull, match=r"within 0\.05 seconds"), crowd.queue.turn(HOSTILE, SHORT, 0.05):
        pass


def test_one_that_is_turned_away_is_told_when_those_before_it_are_printed(crowd):
    for number in range(20):
        name = f"slow {number}"
        slow = crowd.print(name, HOSTILE, LONG)
        until(lambda name=name: name in crowd.begun)
        crowd.now += 3.0
        crowd.finish(name, slow)
    for number in range(1 + MAX_WAITING):
        crowd.print(f"l{number}", HOSTILE, LONG)

    with pytest.raises(PrintQueueFull) as full, crowd.queue.turn(HOSTILE, LONG + 1):
        pass

    assert full.value.retry_seconds == 15  # five of three seconds each
    assert crowd.queue.retry_seconds == 15


@pytest.mark.parametrize(("threads", "waiting"), [(1, 0), (2, 0), (4, 1), (6, 2), (8, 4), (64, 4)])
def test_a_quarter_of_the_threads_is_left_for_pages(threads, waiting):
    assert max_waiting(threads) == waiting


def test_where_nobody_may_wait_a_free_place_still_prints():
    queue = PrintQueue(0.05, max_waiting=0)

    assert queue.has_room(HOSTILE, is_short=True)
    with queue.turn(HOSTILE, LONG):
        assert not queue.has_room(HOSTILE, is_short=False)
        with pytest.raises(PrintQueueFull), queue.turn("198.51.100.1", LONG):
            pass
