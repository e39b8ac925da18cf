"""The glossary as files: PO for Poedit and Weblate, CSV for a spreadsheet, both ways."""

import csv
import io
from enum import StrEnum

from webapp.campaigns import catalogues
from webapp.campaigns.catalogues import InvalidCatalogue
from webapp.campaigns.po_reader import PoEntry
from webapp.campaigns.po_writer import write_entries
from webapp.domain.spreadsheet import defused, restored
from webapp.team.tables import MAX_NOTE_CHARS
from webapp.team.translating.terms import Term

MAX_FILE_BYTES = 1_000_000
COLUMNS = ("term", "translation", "note")


class FileProblem(StrEnum):
    """Why a file cannot be read."""

    NONE = "none"
    """There is no file."""
    TOO_LARGE = "too-large"
    NOT_UTF8 = "not-utf8"
    NO_COLUMNS = "no-columns"
    """It is no PO file, and its first line does not name the columns."""
    BROKEN = "broken"


class UnreadableFile(ValueError):
    """A file that is neither a PO file nor a table of terms. `detail` says what is broken, in English."""

    def __init__(self, problem: FileProblem, detail: str = "") -> None:
        super().__init__(detail or problem.value)
        self.problem = problem
        self.detail = detail


def to_po(terms: tuple[Term, ...], language: str) -> bytes:
    """Return a PO file: each term with its translation, the note as a comment."""
    header = PoEntry(
        strings=[
            f"Language: {language}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
            "Content-Transfer-Encoding: 8bit\n"
        ]
    )
    entries = [
        PoEntry(id=each.term, strings=[each.translation], comments=[each.note] if each.note else [])
        for each in terms
    ]
    return write_entries((header, *entries))


def to_csv(terms: tuple[Term, ...]) -> bytes:
    """Return a table in UTF-8 with the mark that spreadsheets look for. No cell is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([*map(defused, (each.term, each.translation, each.note))] for each in terms)
    return out.getvalue().encode("utf-8-sig")


def from_file(content: bytes) -> tuple[Term, ...]:
    """Read a PO file, or a table with the columns term, translation and maybe note.

    Terms without a translation, and those that need work, are left out. Raise `UnreadableFile`.
    """
    if not content:
        raise UnreadableFile(FileProblem.NONE)
    if len(content) > MAX_FILE_BYTES:
        raise UnreadableFile(FileProblem.TOO_LARGE)
    start = content[:2_000].decode("utf-8-sig", "replace")
    if "msgid" in start and '"' in start:
        return _from_po(content)
    return _from_csv(content)


def _from_po(content: bytes) -> tuple[Term, ...]:
    try:
        entries = catalogues.read(content)
    except InvalidCatalogue as error:
        raise UnreadableFile(FileProblem.BROKEN, f"line {error.line}: {error}") from None
    return tuple(
        Term(entry.id, entry.strings[0], " ".join(entry.comments)[:MAX_NOTE_CHARS])
        for entry in entries
        if not (entry.is_header or entry.obsolete or "fuzzy" in entry.flags) and entry.strings[0].strip()
    )


def _from_csv(content: bytes) -> tuple[Term, ...]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFile(FileProblem.NOT_UTF8) from None
    first, _, _ = text.partition("\n")
    separator = max(",;\t", key=first.count)
    try:
        rows = [*csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)]
    except csv.Error as error:
        raise UnreadableFile(FileProblem.BROKEN, str(error)) from None
    names = [name.strip().casefold() for name in rows[0]] if rows else []
    if names[:2] != [*COLUMNS[:2]]:
        raise UnreadableFile(FileProblem.NO_COLUMNS)
    cells = ([*map(restored, row), "", "", ""][:3] for row in rows[1:] if any(map(str.strip, row)))
    return tuple(Term(term, said, note) for term, said, note in cells if said.strip())
