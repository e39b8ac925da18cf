"""Caches keep, count and forget; the shared one fails quickly, says so once, and comes back by itself."""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from tests.support.servers import free_port
from tests.support.valkey import PATIENT_SECONDS, Valkey
from webapp.server.host_memory import Allowance, HostMemory
from webapp.server.network_counters import Counters
from webapp.server.shared_cache import Cache, CacheUnavailable
from webapp.server.valkey_cache import RETRY_AFTER_SECONDS, ValkeyCache


class Clock:
    """Time that a test moves on."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def cache(valkey: Valkey) -> Iterator[ValkeyCache]:
    shared = ValkeyCache(valkey.url, timeout_seconds=PATIENT_SECONDS)
    yield shared
    shared.close()


@pytest.fixture(params=["host memory", "valkey"])
def counters(request: pytest.FixtureRequest) -> Counters:
    if request.param == "valkey":
        return request.getfixturevalue("cache")  # type: ignore[no-any-return]
    return HostMemory()


@pytest.fixture
def own_valkey() -> Iterator[Valkey]:
    """A server to be killed and frozen."""
    server = Valkey()
    yield server
    server.thaw()
    server.close()


@pytest.fixture
def name() -> str:
    """A name nobody used before: the tests share a server."""
    return f"test {time.monotonic_ns()}"


def test_what_is_set_is_given_back_as_it_was(cache: ValkeyCache, name: str) -> None:
    cache.set(name, b"\x00\xff", 60)

    assert cache.get(name) == b"\x00\xff"
    assert cache.get(f"{name} else") is None


def test_the_first_that_is_added_stays(counters: Counters, name: str) -> None:
    assert [counters.add(name, value, 60) for value in (b"one\0", b"two")] == [b"one\0", b"one\0"]
    assert counters.add(f"{name} else", b"", 60) == b""


def test_numbers_add_up(counters: Counters, name: str) -> None:
    assert [counters.count(name, amount, 60) for amount in (1, 500, 2)] == [1, 501, 503]


def test_an_amount_is_added_to_all_counters_or_to_none(counters: Counters, name: str) -> None:
    allowances = [Allowance(f"{name} narrow", 10, 60), Allowance(f"{name} wide", 15, 60)]
    other = [Allowance(f"{name} other", 10, 60), allowances[1]]

    full = [
        counters.spend(f"{name} {number}", amount, chosen, 60)
        for number, (amount, chosen) in enumerate(
            [(11, allowances), (6, allowances), (5, allowances), (4, allowances), (6, other), (5, other)]
        )
    ]

    assert full == [1, 0, 1, 0, 2, 0]
    assert [counters.count(f"{name} {each}", 0, 60) for each in ("narrow", "wide", "other")] == [10, 15, 5]


@pytest.mark.parametrize("most", [10, 5], ids=["fits", "does not fit"])
def test_a_receipt_is_charged_once_by_fifty_at_the_same_time(
    counters: Counters, name: str, most: int
) -> None:
    allowance, start = Allowance(f"{name} counter", most, 60), threading.Barrier(50)

    def spend(_number: int) -> int:
        start.wait()
        return counters.spend(name, 7, [allowance], 60)

    with ThreadPoolExecutor(50) as threads:
        results = set(threads.map(spend, range(50)))

    assert results == ({0} if most == 10 else {1})
    assert counters.count(allowance.counter, 0, 60) == (7 if most == 10 else 0)


@pytest.mark.parametrize("keep", ["add", "count", "spend"])
def test_all_is_forgotten_when_its_time_is_over_and_a_later_count_does_not_prolong_it(
    cache: ValkeyCache, name: str, keep: str
) -> None:
    clock = Clock()
    memory = HostMemory(clock=clock)

    def do(counters: Counters, receipt: str) -> object:
        match keep:
            case "add":
                return counters.add(name, receipt.encode(), 60)
            case "count":
                return counters.count(name, 1, 60)
            case _:
                counters.spend(receipt, 1, [Allowance(name, 9, 60)], 60)
                return counters.count(name, 0, 60)

    for counters in (memory, cache):
        do(counters, f"{name} first")
        clock.now += 40
        do(counters, f"{name} second")
    left = cache._client.ttl(f"appeal:{name}")
    clock.now -= 20

    assert 0 < left <= 60
    assert do(memory, f"{name} third") == (f"{name} third".encode() if keep == "add" else 1)


class Told(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.getMessage()}")


@pytest.fixture
def told() -> Iterator[list[str]]:
    """What the app logs."""
    log, handler = logging.getLogger("appeal"), Told()
    log.addHandler(handler)
    yield handler.lines
    log.removeHandler(handler)


def in_vain(cache: Cache, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(CacheUnavailable):
            cache.get("kept")


def at_last(clock: Clock, ask: Callable[[], bytes | None]) -> bytes | None:
    """Ask until there is an answer: an answer that takes 0.1 s counts as none for a second."""
    for _ in range(600):
        with suppress(CacheUnavailable):
            return ask()
        clock.now += RETRY_AFTER_SECONDS
    raise AssertionError("the server did not come back")


@pytest.mark.parametrize("trouble", ["kill", "freeze"])
def test_a_lost_server_is_asked_once_a_second_and_comes_back_by_itself(
    own_valkey: Valkey, trouble: str
) -> None:
    clock, troubles = Clock(), []
    cache = ValkeyCache(own_valkey.url, lambda: troubles.append(1), clock)
    at_last(clock, lambda: cache.set("kept", b"1", 60))
    troubles.clear()
    getattr(own_valkey, trouble)()

    in_vain(cache, times=200)
    asked_at_first = len(troubles)
    clock.now += RETRY_AFTER_SECONDS
    in_vain(cache, times=200)
    asked = len(troubles)
    own_valkey.thaw() if trouble == "freeze" else own_valkey.start()
    clock.now += RETRY_AFTER_SECONDS
    at_last(clock, lambda: cache.set("kept", b"2", 60))

    assert at_last(clock, lambda: cache.get("kept")) == b"2"
    assert (asked_at_first, asked) == (1, 2)
    cache.close()


def test_trouble_is_told_once_a_minute_and_without_a_password(told: list[str]) -> None:
    clock = Clock()
    cache = ValkeyCache(f"redis://:secret@127.0.0.1:{free_port()}", clock=clock)

    for _ in range(65):
        in_vain(cache)
        clock.now += RETRY_AFTER_SECONDS

    assert len(told) == 2
    assert all(line.startswith("WARNING") and "CACHE_URL" in line for line in told)
    assert not [line for line in told if "secret" in line]
    cache.close()


def test_a_name_that_holds_something_else_is_no_error_of_the_request(valkey: Valkey, name: str) -> None:
    cache = ValkeyCache(valkey.url, timeout_seconds=PATIENT_SECONDS)
    cache.set(name, b"no number", 60)

    with pytest.raises(CacheUnavailable):
        cache.count(name, 1, 60)
    cache.close()


def test_a_cache_used_before_a_fork_serves_parent_and_child(valkey: Valkey, name: str) -> None:
    cache = ValkeyCache(valkey.url, timeout_seconds=PATIENT_SECONDS)
    cache.set(name, b"parent", 60)

    child = os.fork()
    if child == 0:
        right = False
        with suppress(BaseException):
            right = all(cache.get(name) == b"parent" for _ in range(50))
        os._exit(0 if right else 1)
    answers = {cache.get(name) for _ in range(50)}
    _, status = os.waitpid(child, 0)

    assert answers == {b"parent"}
    assert os.waitstatus_to_exitcode(status) == 0
    cache.close()
