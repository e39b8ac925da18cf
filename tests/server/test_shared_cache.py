"""Caches keep, count and forget; the shared one fails quickly, says so once, and comes back by itself."""

import logging
import os
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.support.servers import free_port
from tests.support.valkey import PATIENT_SECONDS, Valkey
from webapp.server.shared_cache import RETRY_AFTER_SECONDS, Cache, CacheUnavailable, MemoryCache, ValkeyCache


class Clock:
    """Time that a test moves on."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(params=["memory", "valkey"])
def cache(request: pytest.FixtureRequest) -> Iterator[Cache]:
    if request.param == "memory":
        yield MemoryCache()
        return
    shared = ValkeyCache(request.getfixturevalue("valkey").url, timeout_seconds=PATIENT_SECONDS)
    yield shared
    shared.close()


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


def test_what_is_set_is_given_back_as_it_was(cache: Cache, name: str) -> None:
    cache.set(name, b"\x00\xff", 60)

    assert cache.get(name) == b"\x00\xff"
    assert cache.get(f"{name} else") is None


def test_the_first_that_is_added_stays(cache: Cache, name: str) -> None:
    assert [cache.add(name, value, 60) for value in (b"one", b"two")] == [b"one", b"one"]
    assert cache.get(name) == b"one"


def test_numbers_add_up(cache: Cache, name: str) -> None:
    assert [cache.count(name, amount, 60) for amount in (1, 500, 2)] == [1, 501, 503]


@pytest.mark.parametrize("keep", ["set", "add", "count"])
def test_all_is_forgotten_when_its_time_is_over_and_a_later_count_does_not_prolong_it(
    valkey: Valkey, name: str, keep: str
) -> None:
    clock = Clock()
    memory, shared = MemoryCache(clock=clock), ValkeyCache(valkey.url, timeout_seconds=PATIENT_SECONDS)
    for cache in (memory, shared):
        if keep == "count":
            cache.count(name, 1, 60)
            clock.now += 40
            cache.count(name, 1, 60)
        else:
            getattr(cache, keep)(name, b"value", 60)
            clock.now += 40
    left = shared._client.ttl(f"appeal:{name}")
    clock.now += 20
    shared.close()

    assert 0 < left <= 60
    assert memory.get(name) is None
    assert memory.count(name, 1, 60) == 1


def test_a_caller_with_many_names_takes_no_more_than_the_bound() -> None:
    cache = MemoryCache(entries=100)

    for number in range(1_000):
        cache.count(f"number {number}", 1, 60)
        cache.set(f"value {number}", b"", 60)

    assert (len(cache._numbers), len(cache._values)) == (100, 100)


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


@pytest.mark.parametrize("trouble", ["kill", "freeze"])
def test_a_lost_server_is_asked_once_a_second_and_comes_back_by_itself(
    own_valkey: Valkey, trouble: str
) -> None:
    clock, troubles = Clock(), []
    cache = ValkeyCache(own_valkey.url, lambda: troubles.append(1), clock)
    cache.set("kept", b"1", 60)
    getattr(own_valkey, trouble)()

    in_vain(cache, times=200)
    asked_at_first = len(troubles)
    clock.now += RETRY_AFTER_SECONDS
    in_vain(cache, times=200)
    own_valkey.thaw() if trouble == "freeze" else own_valkey.start()
    clock.now += RETRY_AFTER_SECONDS
    cache.set("kept", b"2", 60)

    assert cache.get("kept") == b"2"
    assert (asked_at_first, len(troubles)) == (1, 2)
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
