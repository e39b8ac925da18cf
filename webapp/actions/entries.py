"""Entries: letters that the team counts itself, such as those written on paper and sent from an evening.

An entry is never changed. To correct or remove it, a second row with its number below zero is written, so
that the numbers of all rows add up. No entry is about a supporter: a place is a town.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa

from webapp.actions.stamp import Stamp, from_microseconds, to_microseconds
from webapp.database.connection import Dialect, Work
from webapp.database.tables import MAX_NOTE_CHARS, MAX_PLACE_CHARS, entries
from webapp.domain.channel import Channel

MAX_NUMBER = 1_000_000
"""Letters in one entry: more than any evening, fewer than a slip of the key makes."""
EARLIEST_DAY = date(2000, 1, 1)
"""No urgent action that is still counted is older."""
_BACK = "-back"
"""Ends the id of the row that takes an entry back: there can be one of each."""
_FACTS = ("campaign", "day", "channel", "target", "letter_language", "late", "number", "place")


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters, calls or faxes of one kind that the team has counted."""

    campaign: str
    day: date
    channel: Channel
    number: int
    target: str = ""
    """The target's id, or "" where it is not known, or was several."""
    letter_language: str = ""
    """"" where it is not known."""
    late: bool = False
    """True if the campaign's deadline had passed on that day."""
    place: str = ""


class EntryState(StrEnum):
    """Whether an entry counts."""

    COUNTS = "counts"
    CORRECTED = "corrected"
    """Another entry has taken its place."""
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry, and what became of it."""

    id: str
    letters: Letters
    note: str
    author: str
    """The opaque id of a person of the desk; "" for a command."""
    at: datetime
    replaces: str = ""
    """The id of the entry that it corrects, or ""."""
    state: EntryState = EntryState.COUNTS
    taken_back_by: str = ""
    taken_back_at: datetime | None = None
    taken_back_because: str = ""


class InvalidLetters(ValueError):
    """Letters that cannot be entered: `field` is at fault, and the message says why and what to do."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class EntryTakenBack(Exception):
    """There is no such entry, or it was corrected or removed meanwhile."""


def check_letters(letters: Letters, *, first: date | None, last: date) -> None:
    """Raise `InvalidLetters` unless these can be entered; `first` and `last` bound the day."""
    if not 1 <= letters.number <= MAX_NUMBER:
        number = letters.number if abs(letters.number) < 10**18 else "too long"
        raise InvalidLetters("number", f"the number is {number}; write 1 to {MAX_NUMBER:,}")
    earliest = first or EARLIEST_DAY
    if letters.day > last:
        raise InvalidLetters("day", f"{letters.day} has not come yet; write a day until {last}")
    if letters.day < earliest:
        raise InvalidLetters("day", f"{letters.day} is before the campaign; write a day from {earliest} on")
    _check_text("place", letters.place, MAX_PLACE_CHARS)


def check_note(note: str) -> None:
    """Raise `InvalidLetters` unless this can be the reason for an entry or a decision."""
    _check_text("note", note, MAX_NOTE_CHARS)


def _check_text(field: str, text: str, longest: int) -> None:
    if len(text) > longest:
        raise InvalidLetters(field, f"the {field} has {len(text)} characters; at most {longest} fit")
    # Persian joins and parts letters by U+200C and U+200D.
    if not text.translate({0x0A: " ", 0x200C: None, 0x200D: None}).isprintable():
        raise InvalidLetters(field, f"the {field} holds characters that are no text; write it anew")
    if "@" in text:
        raise InvalidLetters(
            field, f"the {field} holds an address; nothing about a supporter is kept here: leave it out"
        )


def enter(connection: sa.Connection, letters: Letters, stamp: Stamp, replaces: str = "") -> None:
    """Add an entry, once: a repeat under the same stamp changes nothing."""
    if _find(connection, stamp.id) is None:
        facts = {name: getattr(letters, name) for name in _FACTS}
        connection.execute(entries.insert().values(_row(stamp, facts, replaces)))


def correct(connection: sa.Connection, dialect: Dialect, entry: str, letters: Letters, stamp: Stamp) -> None:
    """Put an entry in the place of an earlier one. Raises `EntryTakenBack`."""
    dialect.exclusive(connection, Work.REVIEW)
    if _find(connection, stamp.id) is None:
        _take_back(connection, entry, stamp, corrected=True)
        enter(connection, letters, stamp, entry)


def remove(connection: sa.Connection, dialect: Dialect, entry: str, stamp: Stamp) -> None:
    """Take an entry back. Raises `EntryTakenBack` unless it counts; a repeat of the call changes nothing."""
    dialect.exclusive(connection, Work.REVIEW)
    taken = _find(connection, entry + _BACK)
    if taken is None or (taken["author"], taken["at"]) != (stamp.author, to_microseconds(stamp.at)):
        _take_back(connection, entry, stamp, corrected=False)


def read_entries(connection: sa.Connection, campaigns: Collection[str] = ()) -> list[Entry]:
    """Return the entries of these campaigns (all, if none is named), also those taken back; newest first."""
    statement = entries.select().order_by(entries.c.at.desc(), entries.c.id)
    if campaigns:
        statement = statement.where(entries.c.campaign.in_(campaigns))
    rows = connection.execute(statement).mappings().all()
    back = {row["id"]: row for row in rows if row["number"] < 0}
    corrected = {row["replaces"] for row in rows if row["number"] > 0}
    return [
        _entry(row, back.get(row["id"] + _BACK), is_corrected=row["id"] in corrected)
        for row in rows
        if row["number"] > 0
    ]


def _take_back(connection: sa.Connection, entry: str, stamp: Stamp, *, corrected: bool) -> None:
    row = _find(connection, entry)
    if row is None or row["number"] < 0 or _find(connection, entry + _BACK) is not None:
        raise EntryTakenBack(entry)
    facts = {name: row[name] for name in _FACTS} | {"number": -row["number"]}
    note = "" if corrected else stamp.note
    values = _row(stamp, facts, entry) | {"id": entry + _BACK, "note": note}
    connection.execute(entries.insert().values(values))


def _find(connection: sa.Connection, entry: str) -> sa.RowMapping | None:
    return connection.execute(entries.select().where(entries.c.id == entry)).mappings().one_or_none()


def _row(stamp: Stamp, facts: dict[str, object], replaces: str) -> dict[str, object]:
    about = {"id": stamp.id, "note": stamp.note, "author": stamp.author, "at": to_microseconds(stamp.at)}
    return facts | about | {"replaces": replaces}


def _entry(row: sa.RowMapping, back: sa.RowMapping | None, *, is_corrected: bool) -> Entry:
    letters = Letters(**{name: row[name] for name in _FACTS})
    entry = (row["id"], letters, row["note"], row["author"], from_microseconds(row["at"]), row["replaces"])
    if back is None:
        return Entry(*entry)
    state = EntryState.CORRECTED if is_corrected else EntryState.REMOVED
    return Entry(*entry, state, back["author"], from_microseconds(back["at"]), back["note"])
