"""Random words, and the search for them in every form in which a file may hold them."""

import base64
import json
import re
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_WRAPS = re.compile(rb"=?\r?\n[ \t]*")
"""Soft line breaks of quoted-printable, base64's lines, folded header lines."""


@dataclass(frozen=True)
class Word:
    """A word, and what it looks like in bytes. Letters A to Z are looked for without regard to their case."""

    text: str

    @property
    def typed(self) -> tuple[str, ...]:
        """The ways it is typed into a field: some a program might take for its own, and decode."""
        utf8 = self.text.encode()
        return (
            self.text,
            "".join(f"%{byte:02X}" for byte in utf8),
            "".join(f"={byte:02X}" for byte in utf8),
            base64.b64encode(utf8).decode(),
        )

    @property
    def forms(self) -> dict[str, bytes]:
        """Its forms in bytes, in lower case, each under a name."""
        utf8 = self.text.encode()
        forms = {
            "UTF-8": utf8,
            "UTF-16": self.text.encode("utf-16-le"),
            "UTF-16, big end first": self.text.encode("utf-16-be"),
            "UTF-8 taken for Latin-1": utf8.decode("latin-1").encode(),
            "percent-encoded": "".join(f"%{byte:02x}" for byte in utf8).encode(),
            "quoted-printable": "".join(f"={byte:02x}" for byte in utf8).encode(),
            "hexadecimal": utf8.hex().encode(),
            "JSON": json.dumps(self.text)[1:-1].encode(),
            "Python's bytes": repr(utf8)[2:-1].encode(),
            "Python's Latin-1": repr(utf8.decode("latin-1"))[1:-1].encode(),
            "HTML references": self.text.encode("ascii", "xmlcharrefreplace"),
        } | {f"base64, {skipped} bytes in": _base64(utf8, skipped) for skipped in range(3)}
        return {name: form.lower() for name, form in forms.items()}

    def __str__(self) -> str:
        return self.text


def a_latin_word() -> Word:
    """Make a word of ten characters: fields that are cut short still hold it."""
    return Word("zq" + "".join(secrets.choice("bcdfghjkmnpqrstvwxz23456789") for _ in range(8)))


def an_arabic_word() -> Word:
    """Make a word that no encoding leaves as it is."""
    return Word("".join(secrets.choice(ARABIC) for _ in range(10)))


def in_bytes(content: bytes, words: Iterable[Word]) -> list[str]:
    """Name the words in the content, and their forms."""
    lowered = content.lower()
    unwrapped = _WRAPS.sub(b"", lowered)
    return [
        f"{word} as {name}"
        for word in words
        for name, form in word.forms.items()
        if form in lowered or form in unwrapped
    ]


def in_files(paths: Iterable[Path], words: Iterable[Word]) -> list[str]:
    """Name the files that hold a word, or are named with one; one that vanishes meanwhile holds nothing."""
    words, hits = tuple(words), []
    for path in paths:
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            continue
        hits += [f"{path}: {hit}" for hit in in_bytes(bytes(path) + b"\0" + content, words)]
    return hits


def in_database(path: Path, words: Iterable[Word]) -> list[str]:
    """Name the words in a dump of an SQLite database."""
    with closing(sqlite3.connect(path)) as connection:
        return in_bytes("\n".join(connection.iterdump()).encode(), words)


def files_below(folder: Path, since: float = 0.0) -> Iterator[Path]:
    """Return the regular files below a folder that changed since a time, on its own file system only."""
    try:
        home, children = folder.stat().st_dev, sorted(folder.iterdir())
    except OSError:
        return
    for child in children:
        try:
            status = child.lstat()
        except OSError:
            continue
        if child.is_dir() and not child.is_symlink():
            if status.st_dev == home:
                yield from files_below(child, since)
        elif child.is_file() and not child.is_symlink() and max(status.st_mtime, status.st_ctime) >= since:
            yield child


def quoted(text: str) -> str:
    """Percent-encode for an address whatever has to be."""
    return quote(text, safe="")


def _base64(utf8: bytes, skipped: int) -> bytes:
    """Return the characters that the word alone decides when `skipped` bytes stand before it."""
    whole = base64.b64encode(b"\0" * skipped + utf8)
    return whole[-(-skipped * 8 // 6) : (skipped + len(utf8)) * 8 // 6]
