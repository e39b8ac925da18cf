"""The review of a draft beside its document: each field with its passages, and what has no place."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from webapp.desk.editor.checking import Found
from webapp.desk.editor.document import wording
from webapp.desk.editor.document.places import Group, controls_of, destinations, groups, kind_path
from webapp.desk.editor.form_view import Control, EntryList, show
from webapp.desk.http.text import gettext as _
from webapp.importing.findings import Certainty, Field, Findings, Span
from webapp.team.documents.source_document import SourceDocument

ESSENTIAL = frozenset(
    {"headline", "language", "country", "summary", "deadline", "person.name", "people.name",
     "letter.subject", "letter.text", "letter.closing", "targets.name"}
)  # fmt: skip
"""Fields that are shown empty, too."""
MAX_UNPLACED = 150
"""Parts that are listed at once; the next ones come when these have a place."""


class State(StrEnum):
    """How a field stands. The values are classes of the style sheet."""

    CERTAIN = "certain"
    CHECK = "check"
    MISSING = "missing"
    CHANGED = "changed"
    """It has another value than the document."""


@dataclass(frozen=True, slots=True)
class Source:
    """A part of the document that a field came from."""

    passage: int
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class ReviewField:
    """One control, with what is known of it."""

    control: Control
    state: State
    flags: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ReviewGroup:
    """Fields under a heading, and what is wrong with a list below it: the list's name and a sentence."""

    title: str
    fields: tuple[ReviewField, ...]
    problems: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the document that is somewhere else than a field: unplaced, or left out."""

    key: str
    """As the form sends it: "passage-start-end"."""
    text: str
    passage: int
    page: int


@dataclass(frozen=True, slots=True)
class Review:
    """What the form of the review shows."""

    groups: tuple[ReviewGroup, ...]
    unplaced: tuple[Piece, ...]
    more_unplaced: int
    left_out: tuple[Piece, ...]
    flags: tuple[tuple[str, Source | None], ...]
    """Sentences that are about no field of the form."""
    destinations: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    controls: Mapping[Span, str]
    """The control that each part of the document went to."""

    def names(self, state: str) -> tuple[str, ...]:
        """Return the names of the fields of a state."""
        return tuple(
            field.control.name for group in self.groups for field in group.fields if field.state == state
        )


def key_of(span: Span) -> str:
    """Return how the form names a part of the document."""
    return f"{span.passage}-{span.start}-{span.end}"


def spans_without_place(document: SourceDocument, flat: Mapping[str, str]) -> tuple[Span, ...]:
    """Return the parts that are nowhere in the draft, also because an entry was removed since."""
    placing, findings = document.placing, document.findings
    gone = [
        span
        for field in findings.fields
        if field.name in placing.fields and not controls_of(placing.fields[field.name], flat)
        for span in field.source
        if span not in placing.spans
    ]
    gone += [span for span, place in placing.spans.items() if place and not controls_of(place, flat)]
    return tuple(sorted({*placing.unplaced(findings), *gone}))


def make_review(document: SourceDocument, flat: Mapping[str, str], found: Found) -> Review:
    """Return the review of a draft with these values."""
    return _Making(document, flat).review(groups(show(flat, found.by_name)))


class _Making:
    def __init__(self, document: SourceDocument, flat: Mapping[str, str]) -> None:
        self._document, self._flat = document, flat
        self._findings: Findings = document.findings
        self._fields: dict[str, list[tuple[Field, int]]] = {}
        """The found fields of each control, with the number of the value that it shows."""
        self._moved: dict[str, list[Span]] = {}
        self._controls: dict[Span, str] = {}
        self._collect()

    def _collect(self) -> None:
        placing = self._document.placing
        for field in self._findings.fields:
            controls = controls_of(placing.fields.get(field.name, ""), self._flat)
            for number, name in enumerate(controls):
                self._fields.setdefault(name, []).append((field, number))
            for span in field.source if controls else ():
                self._controls.setdefault(span, controls[0])
        for span, place in placing.spans.items():
            names = controls_of(place, self._flat) if place else ()
            if names:
                line = " ".join(self._findings.text(span).split())
                name = next((each for each in names if line in self._flat[each]), names[-1])
                self._moved.setdefault(name, []).append(span)
                self._controls[span] = name

    def review(self, all_groups: tuple[Group, ...]) -> Review:
        placing = self._document.placing
        unplaced = spans_without_place(self._document, self._flat)
        left = sorted(span for span, place in placing.spans.items() if not place)
        shown = tuple(group for each in all_groups if (group := self._group(each)).fields or group.problems)
        named = {name for group in shown for field in group.fields for name in (field.control.name,)}
        return Review(
            shown,
            tuple(map(self._piece, unplaced[:MAX_UNPLACED])),
            max(0, len(unplaced) - MAX_UNPLACED),
            tuple(map(self._piece, left)),
            tuple(
                (wording.flag(flag), self._source(flag.source[0]) if flag.source else None)
                for flag in self._findings.flags
                if not self._has_control(flag.field, named)
            ),
            destinations(all_groups),
            self._controls,
        )

    def _has_control(self, field: str, named: set[str]) -> bool:
        place = self._document.placing.fields.get(field, "")
        return bool(place) and any(name in named for name in controls_of(place, self._flat))

    def _group(self, group: Group) -> ReviewGroup:
        fields = tuple(
            self._field(part) for part in group.parts if isinstance(part, Control) and self._is_shown(part)
        )
        problems = tuple(
            (part.name, part.problem) for part in group.parts if isinstance(part, EntryList) and part.problem
        )
        return ReviewGroup(group.title, fields, problems)

    def _is_shown(self, control: Control) -> bool:
        return (
            bool(
                control.name in self._fields
                or control.name in self._moved
                or control.problem
                or kind_path(control.name) in ESSENTIAL
            )
            and control.kind != "file"
        )

    def _field(self, control: Control) -> ReviewField:
        found = self._fields.get(control.name, [])
        names = {field.name for field, number in found if not number}
        flags = [flag for flag in self._findings.flags if flag.field and flag.field in names]
        spans = [span for field, number in found for span in _spans(field, number)]
        spans += self._moved.get(control.name, ())
        if not control.value.strip():
            state = State.MISSING
        elif not any(_same(control, field, number) for field, number in found):
            state = State.CHANGED
        elif flags or any(field.certainty is Certainty.CHECK for field, _number in found):
            state = State.CHECK
        else:
            state = State.CERTAIN
        sentences = [*dict.fromkeys(wording.flag(flag) for flag in flags)]
        if control.name == "language" and control.value == self._findings.language:
            state = State.CHECK  # of a language that the importer does not know it finds another
            sentences.append(_("It was found by the words of the document."))
        shown = replace(control, help="") if control.value.strip() else control
        return ReviewField(shown, state, tuple(sentences), tuple(map(self._source, spans)))

    def _source(self, span: Span) -> Source:
        passage = self._findings.document.passages[span.passage]
        return Source(span.passage, passage.page, self._findings.text(span).strip())

    def _piece(self, span: Span) -> Piece:
        passage = self._findings.document.passages[span.passage]
        return Piece(key_of(span), self._findings.text(span).strip(), span.passage, passage.page)


def _spans(field: Field, number: int) -> tuple[Span, ...]:
    """Return where one of a field's values stands: with as many places as values, each has its own."""
    if isinstance(field.value, tuple) and len(field.value) == len(field.source) and number:
        return field.source[number : number + 1]
    return field.source if not number else ()


def _same(control: Control, field: Field, number: int) -> bool:
    """Check whether a control still has what the document says."""
    values = (field.value,) if isinstance(field.value, str) else field.value
    joined = (", " if control.kind == "codes" else "\n").join(values)
    expected = (joined, *values[number : number + 1])
    value = control.value.split()
    return any(each.split() == value for each in expected) or value == [
        each.lstrip("@") for each in expected[0].split()
    ]
