"""The sheet as its template shows it: each message with its source, its translation and its helps."""

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.desk.translate import wording
from webapp.desk.translate.filters import Filter, Progress, Shown, is_changed, is_open
from webapp.desk.translate.helps import SheetHelps, ShownRemark, ShownSuggestion, source_language
from webapp.domain.language import Language
from webapp.team.drafts.marked_text import Piece, mark
from webapp.team.translating.mail_length import MailLength
from webapp.team.translating.outcomes import Typed
from webapp.team.translating.sheet import Row, Sheet
from webapp.team.translating.terms import Term

CHARS_IN_A_ROW = 55
"""Of a text area in a column of half a page."""
MOST_ROWS = 24


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """One message."""

    row: Row
    label: str
    use: str
    badge: tuple[str, str]
    source_language: Language
    text: str
    """What the field holds: as saved, or as typed in a form that was not saved."""
    is_done: bool
    is_open: bool
    rows: int
    before: tuple[Piece, ...]
    """The source text that the translation was made from, in pieces; nothing if it is the same."""
    now: tuple[Piece, ...]
    remarks: tuple[ShownRemark, ...]
    suggestions: tuple[ShownSuggestion, ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Messages that stand together."""

    id: str
    title: str
    messages: tuple[ShownMessage, ...]


@dataclass(frozen=True, slots=True)
class SheetPage:
    """What `desk/translate/sheet.html` is rendered from."""

    title: str
    sheet: Sheet
    language: Language
    name: str
    """What the desk calls the language."""
    base: int
    """The version that the next save begins from."""
    filter: Filter
    counts: Mapping[Filter, int]
    progress: Progress
    shown: Shown
    groups: tuple[Group, ...]
    may_write: bool
    mail: MailLength | None
    saved: int = 0
    told: str = ""
    problems: tuple[tuple[str, str], ...] = ()
    """Why nothing was saved: an address on the page, and a sentence."""
    left: tuple[str, ...] = ()
    """Translations that were typed for source texts which the campaign does not have any more."""
    is_changed: bool = False
    """Whether the form holds what is not saved yet."""


def groups_of(sheet: Sheet, shown: Shown, helps: SheetHelps, typed: Mapping[str, Typed]) -> tuple[Group, ...]:
    """Return the messages in groups, in the order of the page; `typed` replaces what is saved."""
    officials = {
        wording.group_of(row.context): row.source
        for row in sheet.rows
        if wording.field_of(row.context) == "targets.name"
    }
    found: dict[str, list[ShownMessage]] = {}
    for row in shown.rows:
        message = show(sheet, row, helps, typed.get(row.key))
        found.setdefault(wording.group_of(row.context), []).append(message)
    return tuple(
        Group(f"group-{number}", wording.group_title(name, officials.get(name, name)), tuple(messages))
        for number, (name, messages) in enumerate(found.items(), start=1)
    )


def show(sheet: Sheet, row: Row, helps: SheetHelps, typed: Typed | None) -> ShownMessage:
    """Return one message."""
    text = row.translation if typed is None else typed.text
    is_done = not is_open(row) if typed is None else typed.is_done
    before, now = mark(row.previous, row.source) if is_changed(row) else ((), ())
    return ShownMessage(
        row=row,
        label=wording.label(row.context),
        use=wording.use(row.context),
        badge=wording.state(
            row.state,
            is_empty=not row.translation,
            needs_work=row.needs_work,
            is_reviewed=row.is_reviewed,
        ),
        source_language=source_language(sheet, row),
        text=text,
        is_done=is_done,
        is_open=is_open(row),
        rows=rows_for(max(row.source, text, key=len)),
        before=before,
        now=now,
        remarks=helps.remarks(row, text),
        suggestions=helps.suggestions(row),
        terms=helps.terms_of(row),
    )


def rows_for(text: str) -> int:
    """Return the height of a field that shows a text without scrolling."""
    lines = sum(len(line) // CHARS_IN_A_ROW + 1 for line in text.split("\n"))
    return min(lines + 1 if lines > 1 else 1, MOST_ROWS)
