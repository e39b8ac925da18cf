"""Finished prints that hosts share: printed once, signed, and printed locally while the cache is away."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.printing.letters_to_print import a_full_letter
from tests.printing.test_print_cache import FileMaker
from tests.support.memory_cache import MemoryCache
from tests.support.servers import free_port
from tests.support.valkey import PATIENT_SECONDS, Valkey
from webapp.printing.print_cache import MAX_SHARED_BYTES, PrintCache, signing_key
from webapp.server.shared_cache import Cache, CacheUnavailable
from webapp.server.valkey_cache import ValkeyCache

KEY = ("letter", (a_full_letter(),), "en")
SIGNING_KEY = b"a signing key for tests"


@pytest.fixture(params=["memory", "valkey"])
def shared(request: pytest.FixtureRequest) -> Iterator[Cache]:
    if request.param == "memory":
        yield MemoryCache()
        return
    cache = ValkeyCache(request.getfixturevalue("valkey").url, timeout_seconds=PATIENT_SECONDS)
    yield cache
    cache.close()


def test_a_letter_is_printed_once_for_two_hosts(shared: Cache) -> None:
    maker, key = FileMaker(), os.urandom(16)  # the tests share a server
    one, other = PrintCache(100_000, shared, key), PrintCache(100_000, shared, key)

    files = [host.get(KEY, maker, store=True) for host in (one, other, one, other)]

    assert maker.made == 1
    assert set(files) == {files[0]}


def test_what_other_code_printed_is_not_taken() -> None:
    shared, maker = MemoryCache(), FileMaker()

    for version in (b"one", b"two"):
        PrintCache(100_000, shared, version).get(KEY, maker, store=True)

    assert maker.made == 2


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda kept: kept[:-1],
        lambda kept: kept + b"x",
        lambda kept: b"",
        lambda kept: b"%PDF-",
        lambda kept: kept[32:],
    ],
    ids=["cut", "longer", "empty", "no signature", "signature removed"],
)
def test_what_somebody_else_put_there_is_not_taken(spoilt) -> None:  # type: ignore[no-untyped-def]
    shared, maker = MemoryCache(), FileMaker()
    first = PrintCache(100_000, shared, SIGNING_KEY).get(KEY, maker, store=True)
    for name, kept in list(shared.kept.items()):
        shared.set(name, spoilt(kept), 60)

    again = PrintCache(100_000, shared, SIGNING_KEY).get(KEY, maker, store=True)

    assert maker.made == 2
    assert (first, again) == (b"\1" * 100, b"\2" * 100)


def test_a_file_of_another_letter_is_not_taken() -> None:
    shared, maker, other = MemoryCache(), FileMaker(), ("letter", (a_full_letter("ru"),), "en")
    prints = PrintCache(100_000, shared, SIGNING_KEY)
    prints.get(KEY, maker, store=True)
    prints.get(other, maker, store=True)
    first, second = shared.kept
    shared.set(first, shared.kept[second], 60)

    assert PrintCache(100_000, shared, SIGNING_KEY).get(KEY, lambda: b"made anew", store=True) == b"made anew"


def test_nothing_of_a_supporters_own_letter_and_nothing_large_is_shared() -> None:
    shared = MemoryCache()
    prints = PrintCache(100_000, shared, SIGNING_KEY)

    prints.get(KEY, FileMaker(), store=False)
    prints.get(KEY, FileMaker(MAX_SHARED_BYTES + 1), store=True)

    assert shared.kept == {}


def test_names_and_signatures_say_nothing_of_the_letter() -> None:
    shared = MemoryCache()

    PrintCache(100_000, shared, SIGNING_KEY).get(KEY, FileMaker(), store=True)

    (name,) = shared.kept
    assert len(name) == len("print ") + 64
    assert "Dear" not in name


def test_while_the_cache_is_away_each_host_prints_by_itself() -> None:
    cache, maker = ValkeyCache(f"redis://127.0.0.1:{free_port()}"), FileMaker()
    prints = PrintCache(100_000, cache, SIGNING_KEY)

    files = [prints.get(KEY, maker, store=True) for _ in range(2)]

    assert (maker.made, len(set(files))) == (1, 1)
    cache.close()


def test_a_frozen_cache_keeps_nobody_from_a_print() -> None:
    server = Valkey()
    cache, maker = ValkeyCache(server.url), FileMaker()
    with suppress(CacheUnavailable):
        cache.get("a connection, opened")
    server.freeze()

    made = [PrintCache(100_000, cache, SIGNING_KEY).get(KEY, maker, store=True) for _ in range(5)]
    server.thaw()

    assert maker.made == len(made) == 5
    cache.close()
    server.close()


def test_processes_name_a_letter_alike_whatever_their_hash_seed() -> None:
    words = "from tests.printing.test_print_cache_shared import KEY; print(repr(KEY))"
    told = {
        subprocess.run(
            [sys.executable, "-c", words],
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(told) == 1
    assert " at 0x" not in told.pop()


def test_a_signing_key_depends_on_the_secret_and_each_file(tmp_path: Path) -> None:
    one, other = tmp_path / "letter.css", tmp_path / "letter.html"
    one.write_text("p {}")
    other.write_text("<p>")
    before = signing_key("secret", [one, other])

    assert signing_key("secret", [other, one]) == before
    assert signing_key("another", [one, other]) != before
    one.write_text("p { margin: 0 }")
    assert signing_key("secret", [one, other]) != before


def test_prints_are_not_not_shared_without_a_signing_key() -> None:
    with pytest.raises(ValueError, match="signing key"):
        PrintCache(100_000, MemoryCache())
