"""Which messages of a sheet are shown: all, or those that somebody looks for; and how many words are left."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from webapp.desk.http.text import pgettext
from webapp.domain.translation import MessageState
from webapp.domain.word_count import count_words
from webapp.team.translating.sheet import Row

PAGE_ROWS = 60
"""Messages on one page. A case has some thirty; 250 at once would be slow on an old machine."""


class Filter(StrEnum):
    """What is shown. The values stand in addresses."""

    ALL = "all"
    OPEN = "open"
    EMPTY = "empty"
    CHANGED = "changed"
    NEEDS_WORK = "needs-work"
    NOT_REVIEWED = "not-reviewed"

    @classmethod
    def read(cls, value: str) -> "Filter":
        """Return the filter of an address, or the one that shows all."""
        return cls(value) if value in [*cls] else cls.ALL

    @property
    def words(self) -> str:
        """What its link says."""
        return {
            Filter.ALL: pgettext("filter of texts", "All"),
            Filter.OPEN: pgettext("filter of texts", "To do"),
            Filter.EMPTY: pgettext("filter of texts", "Empty"),
            Filter.CHANGED: pgettext("filter of texts", "Changed"),
            Filter.NEEDS_WORK: pgettext("filter of texts", "Needs work"),
            Filter.NOT_REVIEWED: pgettext("filter of texts", "Not reviewed"),
        }[self]

    def takes(self, row: Row) -> bool:
        """Check whether a message is shown."""
        match self:
            case Filter.ALL:
                return True
            case Filter.OPEN:
                return is_open(row)
            case Filter.EMPTY:
                return not row.translation
            case Filter.CHANGED:
                return is_changed(row)
            case Filter.NEEDS_WORK:
                return row.needs_work and bool(row.translation)
            case Filter.NOT_REVIEWED:
                return not is_open(row) and not row.is_reviewed


def is_changed(row: Row) -> bool:
    """Check whether the source text is another one since the translation was made."""
    return bool(row.previous)


def is_open(row: Row) -> bool:
    """Check whether somebody has to translate something here."""
    return row.needs_work or row.state is not MessageState.CURRENT


def counts(rows: Sequence[Row]) -> Mapping[Filter, int]:
    """Return how many messages each filter shows."""
    return {each: sum(map(each.takes, rows)) for each in Filter}


def words(rows: Iterable[Row], shown: Filter) -> int:
    """Count the words of the source texts that a filter shows."""
    return sum(count_words(row.source) for row in rows if shown.takes(row))


@dataclass(frozen=True, slots=True)
class Progress:
    """Words of the source text: all of them, and those whose translation is done."""

    words: int
    done: int

    @property
    def left(self) -> int:
        """The words that are to be translated."""
        return self.words - self.done


def progress(rows: Iterable[Row]) -> Progress:
    """Count the words."""
    counted = [(count_words(row.source), is_open(row)) for row in rows]
    return Progress(
        sum(count for count, _open in counted), sum(count for count, still in counted if not still)
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of the messages that a filter shows."""

    rows: tuple[Row, ...]
    number: int
    """From 1."""
    of: int


def choose(
    rows: Sequence[Row], chosen: Filter, number: int, at: str = "", kept: Container[str] = ()
) -> Shown:
    """Return the page `number`, or the one that holds the message with the key `at`.

    With `kept`, the keys of a form that was sent, those messages and no others.
    """
    if kept:
        return Shown(tuple(row for row in rows if row.key in kept), number, 1)
    found = [row for row in rows if chosen.takes(row) or row.key == at]
    of = max(1, -(-len(found) // PAGE_ROWS))
    place = next((index for index, row in enumerate(found) if row.key == at), None)
    number = min(max(number, 1), of) if place is None else place // PAGE_ROWS + 1
    return Shown(tuple(found[(number - 1) * PAGE_ROWS : number * PAGE_ROWS]), number, of)
