"""A remark on a translation: what the source has, what stands in the translation, and where."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a remark is about. The values are in addresses and tests, never on a page."""

    NUMBER = "number"
    DATE = "date"
    """A day, a month or a year."""
    NAME = "name"
    ADDRESS = "address"
    """A name on a social network."""
    EMAIL = "email"
    LINK = "link"
    SMALL_NUMBER = "small-number"
    """A number that is often written as a word, or a day that may be written so."""
    NAME_FORM = "name-form"
    """A name that is left out, or that may be written otherwise than elsewhere."""
    MARKUP = "markup"
    """A link of the page's markup that is plain text in the translation."""
    QUOTES = "quotes"
    BRACKETS = "brackets"
    SPACING = "spacing"
    DOUBLED_WORD = "doubled-word"
    LINES = "lines"
    UNCHANGED = "unchanged"
    TERM = "term"
    """A term of the team's glossary without its translation."""


STOPPING = frozenset({Kind.NUMBER, Kind.DATE, Kind.NAME, Kind.ADDRESS, Kind.EMAIL, Kind.LINK})
"""Facts. A publication that would show one of them wrongly is stopped; everything else is a hint."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark on one translation."""

    kind: Kind
    expected: str = ""
    """What the source has; "" where the translation has too much."""
    found: str = ""
    """What stands in the translation; "" where it lacks it."""
    start: int = 0
    """Where `found` begins in the translation."""
    end: int = 0
    """Where it ends; the same as `start` where there is no place."""

    @property
    def stops(self) -> bool:
        """Whether it stops a publication that would show this translation."""
        return self.kind in STOPPING
