"""Finished prints that hosts share: printed once, sealed, and nobody waits for a cache that is away."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.printing.letters_to_print import a_full_letter
from tests.printing.test_print_cache import LetterDocument
from tests.support.databases import Valkey
from tests.support.servers import free_port
from webapp.printing.print_cache import LARGEST_SHARED, PrintCache, seal
from webapp.server.shared_cache import Cache, CacheUnavailable, MemoryCache, ValkeyCache

KEY = ("letter", (a_full_letter(),), "en")
SEAL = b"a seal for tests"


class Watched(MemoryCache):
    """Remembers what it was asked to keep, so that a test can spoil it."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, bytes] = {}

    def set(self, name: str, value: bytes, seconds: int) -> None:
        """Keep it, twice."""
        self.kept[name] = value
        super().set(name, value, seconds)


@pytest.fixture(params=["memory", "valkey"])
def shared(request: pytest.FixtureRequest) -> Iterator[Cache]:
    if request.param == "memory":
        yield MemoryCache()
        return
    cache = ValkeyCache(request.getfixturevalue("valkey").url)
    yield cache
    cache.close()


def test_a_letter_is_printed_once_for_two_hosts(shared: Cache) -> None:
    press, own_seal = LetterDocument(), os.urandom(16)  # the tests share a server
    one, other = PrintCache(100_000, shared, own_seal), PrintCache(100_000, shared, own_seal)

    files = [host.get(KEY, press, keep=True) for host in (one, other, one, other)]

    assert press.made == 1
    assert set(files) == {files[0]}


def test_what_other_code_printed_is_not_taken() -> None:
    shared, press = MemoryCache(), LetterDocument()

    for version in (b"one", b"two"):
        PrintCache(100_000, shared, version).get(KEY, press, keep=True)

    assert press.made == 2


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda kept: kept[:-1],
        lambda kept: kept + b"x",
        lambda kept: b"",
        lambda kept: b"%PDF-",
        lambda kept: kept[32:],
    ],
    ids=["cut", "longer", "empty", "no seal", "seal taken off"],
)
def test_what_somebody_else_put_there_is_not_taken(spoilt) -> None:  # type: ignore[no-untyped-def]
    shared, press = Watched(), LetterDocument()
    first = PrintCache(100_000, shared, SEAL).get(KEY, press, keep=True)
    for name, kept in list(shared.kept.items()):
        shared.set(name, spoilt(kept), 60)

    again = PrintCache(100_000, shared, SEAL).get(KEY, press, keep=True)

    assert press.made == 2
    assert (first, again) == (b"\1" * 100, b"\2" * 100)


def test_a_file_of_another_letter_is_not_taken() -> None:
    shared, press, other = Watched(), LetterDocument(), ("letter", (a_full_letter("ru"),), "en")
    prints = PrintCache(100_000, shared, SEAL)
    prints.get(KEY, press, keep=True)
    prints.get(other, press, keep=True)
    first, second = shared.kept
    shared.set(first, shared.kept[second], 60)

    assert PrintCache(100_000, shared, SEAL).get(KEY, lambda: b"made anew", keep=True) == b"made anew"


def test_nothing_of_a_supporters_own_letter_and_nothing_large_is_shared() -> None:
    shared = Watched()
    prints = PrintCache(100_000, shared, SEAL)

    prints.get(KEY, LetterDocument(), keep=False)
    prints.get(KEY, LetterDocument(LARGEST_SHARED + 1), keep=True)

    assert shared.kept == {}


def test_names_and_seals_say_nothing_of_the_letter() -> None:
    shared = Watched()

    PrintCache(100_000, shared, SEAL).get(KEY, LetterDocument(), keep=True)

    (name,) = shared.kept
    assert len(name) == len("print ") + 64
    assert "Dear" not in name


def test_while_the_cache_is_away_each_host_prints_by_itself() -> None:
    cache, press = ValkeyCache(f"redis://127.0.0.1:{free_port()}"), LetterDocument()
    prints = PrintCache(100_000, cache, SEAL)

    files = [prints.get(KEY, press, keep=True) for _ in range(2)]

    assert (press.made, len(set(files))) == (1, 1)
    cache.close()


def test_a_frozen_cache_keeps_nobody_from_a_print() -> None:
    server = Valkey()
    cache, press = ValkeyCache(server.url), LetterDocument()
    with suppress(CacheUnavailable):
        cache.get("a connection, opened")
    server.freeze()

    made = [PrintCache(100_000, cache, SEAL).get(KEY, press, keep=True) for _ in range(5)]
    server.thaw()

    assert press.made == len(made) == 5
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


def test_a_seal_is_made_of_the_secret_and_each_file(tmp_path: Path) -> None:
    one, other = tmp_path / "letter.css", tmp_path / "letter.html"
    one.write_text("p {}")
    other.write_text("<p>")
    before = seal("secret", [one, other])

    assert seal("secret", [other, one]) == before
    assert seal("another", [one, other]) != before
    one.write_text("p { margin: 0 }")
    assert seal("secret", [one, other]) != before


def test_prints_are_not_shared_without_a_seal() -> None:
    with pytest.raises(ValueError, match="seal"):
        PrintCache(100_000, MemoryCache())
