"""The labels of urgent actions in one language: a table in `languages/<tag>.toml`, no code.

A label is looked for without regard to capitals and to the kind of its spaces.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

from babel import Locale

FOLDER = Path(__file__).with_name("languages")
COLON = ":\uff1a"
DATE = "{date}"


@dataclass(frozen=True, slots=True)
class LabelTable:
    """What documents in one language call their parts."""

    locale: Locale
    common_words: frozenset[str]
    """Frequent words, by which the language of a document is told."""
    sections: Mapping[str, re.Pattern[str]]
    """By kind: what a section of the document begins with."""
    contacts: Mapping[str, re.Pattern[str]]
    """By kind: what stands before a number or an address of an official."""
    head: Mapping[str, re.Pattern[str]]
    """By kind: what stands in the line above the title."""
    phrases: Mapping[str, re.Pattern[str]]
    """By kind: words within a sentence."""
    ordinals: tuple[str, ...]
    """Words for first, second, third …"""

    @property
    def tag(self) -> str:
        """The language's tag."""
        return str(self.locale).replace("_", "-")

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a table."""
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        data["contacts"]["copies"] += data["sections"]["copies"]
        return cls(
            Locale.parse(path.stem, sep="-"),
            frozenset(data["common_words"]),
            {kind: _at_begin(labels) for kind, labels in data["sections"].items()},
            {kind: _labels(labels) for kind, labels in data["contacts"].items()},
            {kind: _labels(labels) for kind, labels in data["head"].items()},
            {kind: _phrases(phrases) for kind, phrases in data["phrases"].items()},
            tuple(data["ordinals"]),
        )


@cache
def tables() -> tuple[LabelTable, ...]:
    """Return the tables of all languages, English first."""
    paths = sorted(FOLDER.glob("*.toml"), key=lambda path: (path.stem != "en", path.stem))
    return tuple(LabelTable.read(path) for path in paths)


def _any_of(labels: Iterable[str]) -> str:
    longest_first = sorted(labels, key=len, reverse=True)
    return "|".join(map(_pattern, longest_first))


def _pattern(label: str) -> str:
    """Return a label's pattern: any spaces, either apostrophe, and a day where it has one."""
    pattern = re.escape(label).replace(r"\ ", r"\s+").replace(re.escape(DATE), r"(?:.{4,40}?)")
    return re.sub("['’]", "['’]", pattern)


def _at_begin(labels: Iterable[str]) -> re.Pattern[str]:
    """Match a label at the begin of a line: `colon` is what ends it, if anything does."""
    return re.compile(rf"[\W_]*+(?P<label>{_any_of(labels)})(?!\w)\s*(?P<colon>[{COLON}]?)\s*", re.IGNORECASE)


def _labels(labels: Iterable[str]) -> re.Pattern[str]:
    """Match a label anywhere, with a colon."""
    return re.compile(rf"(?<!\w)(?P<label>{_any_of(labels)})\.?\s*[{COLON}]\s*", re.IGNORECASE)


def _phrases(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any_of(phrases)})(?!\w)", re.IGNORECASE)
