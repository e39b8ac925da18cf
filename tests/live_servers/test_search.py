"""The search that the canary relies on: it finds what is there."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.live_servers import canary_words
from tests.live_servers.canary_words import Word
from tests.live_servers.file_monitor import FileMonitor


@pytest.mark.parametrize("name", canary_words.a_latin_word().forms)
@pytest.mark.parametrize("make", [canary_words.a_latin_word, canary_words.an_arabic_word])
def test_the_search_finds_a_word_in_each_form(tmp_path: Path, make: Callable[[], Word], name: str) -> None:
    word, other = make(), canary_words.a_latin_word()
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "file").write_bytes(b"before " + word.forms[name].upper() + b" after")

    hits = canary_words.in_files(canary_words.files_below(tmp_path), [word, other])

    assert f"{tmp_path / 'deep' / 'file'}: {word} as {name}" in hits
    assert not [hit for hit in hits if other.text in hit]


def test_the_search_finds_a_word_that_is_wrapped_or_a_name(tmp_path: Path) -> None:
    word = canary_words.an_arabic_word()
    quoted_printable = word.typed[2]
    (tmp_path / "wrapped").write_text(f"{quoted_printable[:9]}=\r\n{quoted_printable[9:]}")
    (tmp_path / word.text).touch()

    hits = canary_words.in_files(canary_words.files_below(tmp_path), [word])

    assert len({hit.split(":")[0] for hit in hits}) == 2


def test_the_search_finds_a_word_in_a_database(tmp_path: Path) -> None:
    word = canary_words.an_arabic_word()
    with closing(sqlite3.connect(tmp_path / "some.db")) as connection, connection:
        connection.execute("CREATE TABLE some (word BLOB)")
        connection.execute("INSERT INTO some VALUES (?), (?)", (word.text, word.text.encode()))

    hits = canary_words.in_database(tmp_path / "some.db", [word])

    assert {hit.split(" as ")[1] for hit in hits} >= {"UTF-8", "hexadecimal"}


def test_the_monitor_finds_a_word_in_a_deleted_file() -> None:
    word = canary_words.a_latin_word()
    program = (
        "import sys, tempfile as t; f = t.TemporaryFile(buffering=0); f.write(sys.argv[1].encode()); input()"
    )
    with subprocess.Popen([sys.executable, "-c", program, word.text], stdin=subprocess.PIPE) as hider:
        with FileMonitor(lambda: [hider.pid], [word]) as watch:
            while not watch.held and hider.poll() is None:
                time.sleep(0.01)
        hider.communicate(b"\n")

    assert any(f"{word} as UTF-8" in held for held in watch.held)
