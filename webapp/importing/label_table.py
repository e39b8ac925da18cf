"""The labels of urgent actions in one language: a table in `languages/<tag>.toml`, no code.

A label is looked for without regard to capitals and to the kind of its spaces.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache, partial
from pathlib import Path
from typing import Any, Self

from babel import Locale

FOLDER = Path(__file__).with_name("languages")
COLON = ":\uff1a"
DATE = "{date}"
ENGLISH = "en"
ENGLISH_PHRASES = ("salutation", "closing")
"""Letters are in English in many documents in another language."""
SHARED_PHRASES = ("rank", "office")
"""Of all languages: an address is in the language of its country."""
MAX_OWN_CHARS = 3
"""Phrases as short as that are taken for one language alone."""
ANY_BEGIN = "*"
"""Before the end of a word that has any begin, as German ones have: "*minister"."""
_MARKS = re.compile("[\u064b-\u0652\u0640\u0307]")
"""Of Arabic letters, which may stand or be left out, and the dot that a Turkish capital I keeps."""
_WORD = re.compile(r"\w+")


class LabelPattern:
    """A pattern of labels, as `re.Pattern` has it, compiled for the first text that has words of a label.

    Most patterns are of other languages than a document. To compile them all takes longer than to read it.
    """

    def __init__(self, labels: Iterable[str], make: Callable[[Iterable[str]], re.Pattern[str]]) -> None:
        self._labels, self._make = labels, make
        self._compiled: re.Pattern[str] | None = None

    def match(self, text: str, *span: int) -> re.Match[str] | None:
        """Match at the beginning of a text, or of a part of it."""
        pattern = self._for(text)
        return pattern.match(text, *span) if pattern else None

    def fullmatch(self, text: str, *span: int) -> re.Match[str] | None:
        """Match a whole text, or a whole part of it."""
        pattern = self._for(text)
        return pattern.fullmatch(text, *span) if pattern else None

    def search(self, text: str, *span: int) -> re.Match[str] | None:
        """Match anywhere."""
        pattern = self._for(text)
        return pattern.search(text, *span) if pattern else None

    def finditer(self, text: str, *span: int) -> Iterator[re.Match[str]]:
        """Match all in turn."""
        pattern = self._for(text)
        return pattern.finditer(text, *span) if pattern else iter(())

    def _for(self, text: str) -> re.Pattern[str] | None:
        """Return the compiled pattern, or None while no text has had a word of a label."""
        if self._compiled is None and any(map(_folded(text).__contains__, self._words)):
            self._compiled = self._make(self._labels)
        return self._compiled

    @cached_property
    def _words(self) -> set[str]:
        """The longest word of each label, one of which a text has that the pattern matches."""
        return {max(_WORD.findall(_folded(label.replace(DATE, " "))), key=len) for label in self._labels}


AnyPattern = LabelPattern | re.Pattern[str]


@lru_cache(maxsize=2_000)  # lines, each of which is compared with all tables
def _folded(text: str) -> str:
    """Return a text without capitals and marks: what a pattern takes for equal is equal then."""
    return _MARKS.sub("", text.casefold()).replace("\u0131", "i")


@dataclass(frozen=True, slots=True)
class LabelTable:
    """What documents in one language call their parts."""

    locale: Locale
    common_words: frozenset[str]
    """Frequent words, by which the language of a document is told."""
    sections: Mapping[str, LabelPattern]
    """By kind: what a section of the document begins with."""
    words: Mapping[str, LabelPattern]
    """By kind: with what a word begins that such a label has, however it is worded."""
    contacts: Mapping[str, LabelPattern]
    """By kind: what stands before a number or an address of an official."""
    head: Mapping[str, LabelPattern]
    """By kind: what stands in the line above the title."""
    phrases: Mapping[str, LabelPattern]
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
        data, english = _read(path), _read(FOLDER / f"{ENGLISH}.toml")
        contacts = dict(data["contacts"])
        contacts["copies"] = [*contacts["copies"], *data["sections"]["copies"]]
        phrases = dict(data["phrases"])
        if path.stem != ENGLISH:
            contacts |= {kind: [*labels, *english["contacts"][kind]] for kind, labels in contacts.items()}
            phrases |= {kind: [*phrases[kind], *english["phrases"][kind]] for kind in ENGLISH_PHRASES}
        phrases |= {kind: [*phrases[kind], *_shared(kind)] for kind in SHARED_PHRASES}
        return cls(
            Locale.parse(path.stem, sep="-"),
            frozenset(data["common_words"]),
            {kind: LabelPattern(labels, _at_begin) for kind, labels in data["sections"].items()},
            {kind: LabelPattern(words, _begins) for kind, words in data["words"].items()},
            {kind: LabelPattern(labels, partial(_contact_labels, kind)) for kind, labels in contacts.items()},
            {kind: LabelPattern(each, partial(_labels, colon="?")) for kind, each in data["head"].items()},
            {kind: LabelPattern(each, _PHRASES.get(kind, _phrases)) for kind, each in phrases.items()},
            tuple(data["ordinals"]),
        )


@cache
def tables() -> tuple[LabelTable, ...]:
    """Return the tables of all languages, English first."""
    paths = sorted(FOLDER.glob("*.toml"), key=lambda path: (path.stem != ENGLISH, path.stem))
    return tuple(LabelTable.read(path) for path in paths)


@cache
def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _shared(kind: str) -> list[str]:
    """Return the phrases of all languages; the shortest mean other things elsewhere, as the Italian "re"."""
    files = map(_read, sorted(FOLDER.glob("*.toml")))
    phrases = dict.fromkeys(phrase for file in files for phrase in file["phrases"][kind])
    return [phrase for phrase in phrases if len(phrase) > MAX_OWN_CHARS]


def _any_of(labels: Iterable[str]) -> str:
    longest_first = sorted(labels, key=len, reverse=True)
    return "|".join(map(_pattern, longest_first))


def _pattern(label: str) -> str:
    """Return a label's pattern: any spaces, either apostrophe, Arabic with or without marks, a day."""
    pattern = (
        re.escape(label.removeprefix(ANY_BEGIN))
        .replace(r"\ ", r"\s+")
        .replace(re.escape(DATE), r"(?:.{4,80}?)")
    )
    pattern = (r"\w*" if label.startswith(ANY_BEGIN) else "") + re.sub("['’]", "['’]", pattern)
    return re.sub("([\u0621-\u064a])", "\\1[\u064b-\u0652\u0640]*", pattern)


def _at_begin(labels: Iterable[str]) -> re.Pattern[str]:
    """Match a label at the begin of a line: `colon` is what ends it, if anything does."""
    mark = r"[\W_]{0,20}+(?:\d{1,2}[.)]\s+)?"
    label = rf"(?P<label>{_any_of(labels)})(?!\w)(?:\.(?=\s?[{COLON}]))?\s*(?P<colon>[{COLON}]?)\s*"
    return re.compile(mark + label, re.IGNORECASE)


def _begins(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any_of(words)})", re.IGNORECASE)


_VALUES = {
    "phone": r"[+(]?\d", "fax": r"[+(]?\d", "email": r"[\w.+-]{1,64}@\w", "salutation": r"[“„«\"]",
}  # fmt: skip
"""With what a value begins that needs no colon before it."""


def _contact_labels(kind: str, labels: Iterable[str]) -> re.Pattern[str]:
    """Match a label with a colon; before a number, an e-mail address or a quotation, it may have none."""
    value = _VALUES.get(kind)
    if value is None:
        return _labels(labels)
    end = rf"\.?\s*(?:[{COLON}]\s*|(?={value}))"
    return re.compile(rf"(?<!\w)(?P<label>{_any_of(labels)}){end}", re.IGNORECASE)


def _labels(labels: Iterable[str], colon: str = "") -> re.Pattern[str]:
    """Match a label anywhere, with a colon; `colon` is "?" where one may be missing."""
    return re.compile(rf"(?<!\w)(?P<label>{_any_of(labels)})\.?\s*[{COLON}]{colon}\s*", re.IGNORECASE)


def _phrases(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any_of(phrases)})(?!\w)", re.IGNORECASE)


_PHRASES = {"subject": _labels}
"""Phrases that are labels with a colon."""
