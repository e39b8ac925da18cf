"""The form as its template shows it, made from flat values and from what is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from webapp.desk.editor.case_fields import SECTIONS
from webapp.desk.editor.fields import Field, Group, Kind, Part, Repeat, Section
from webapp.desk.editor.flat import FROM, numbers
from webapp.desk.http.text import gettext as _
from webapp.domain import language
from webapp.domain.language import Language


@dataclass(frozen=True, slots=True)
class Control:
    """One field."""

    name: str
    kind: str
    label: str
    help: str
    value: str
    problem: str
    options: tuple[tuple[str, str], ...]
    rows: int
    language: Language | None
    shape: str = "control"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list."""

    name: str
    legend: str
    origin: str
    problem: str
    parts: "Parts"
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class EntryList:
    """A list of entries, with the button that adds one."""

    name: str
    label: str
    one: str
    help: str
    problem: str
    entries: tuple[Entry, ...]
    may_add: bool
    shape: str = "list"


@dataclass(frozen=True, slots=True)
class Fieldset:
    """Fields that belong together."""

    name: str
    label: str
    help: str
    problem: str
    parts: "Parts"
    shape: str = "fieldset"


Shown = Control | EntryList | Fieldset


@dataclass(frozen=True, slots=True)
class Parts:
    """What is always seen, and what stands under "More"."""

    usual: tuple[Shown, ...]
    rare: tuple[Shown, ...]
    is_open: bool
    """Whether something under "More" is filled in, or wrong."""


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A part of the form with a heading."""

    id: str
    title: str
    help: str
    parts: Parts


def show(flat: Mapping[str, str], problems: Mapping[str, str]) -> tuple[ShownSection, ...]:
    """Return the form; `problems` has a sentence for each control, entry or list that is wrong."""
    return tuple(_Show(flat, problems).section(section) for section in SECTIONS)


class _Show:
    def __init__(self, flat: Mapping[str, str], problems: Mapping[str, str]) -> None:
        self._flat = flat
        self._problems = problems
        self._page = _language(flat.get("language", ""))
        self._letter = _language(flat.get("letter.language", "")) or self._page

    def section(self, section: Section) -> ShownSection:
        text = _(section.help) if section.help else ""
        return ShownSection(section.id, _(section.title), text, self._parts(section.parts, ""))

    def _parts(self, parts: tuple[Part, ...], prefix: str) -> Parts:
        kept = [part for part in parts if not self._is_hidden(part, prefix)]
        usual = tuple(self._show(part, prefix) for part in kept if not part.is_rare)
        rare = tuple(self._show(part, prefix) for part in kept if part.is_rare)
        return Parts(usual, rare, any(map(_is_used, rare)))

    def _is_hidden(self, part: Part, prefix: str) -> bool:
        """A case has the table `[person]`, as older files do, or the list of people."""
        is_person = not prefix and part.name == "person"
        return is_person and not any(name.startswith("person.") for name in self._flat)

    def _show(self, part: Part, prefix: str) -> Shown:
        name = prefix + part.name
        problem = self._problems.get(name, "") if part.name else ""
        text = _(part.help) if part.help else ""
        if isinstance(part, Field):
            return self._control(part, name, text, problem)
        if isinstance(part, Group):
            below = f"{name}." if part.name else prefix
            return Fieldset(name or "of-all", _(part.label), text, problem, self._parts(part.parts, below))
        return self._list(part, name, text, problem)

    def _control(self, part: Field, name: str, text: str, problem: str) -> Control:
        value = self._flat.get(name, "")
        options = tuple((key, _(label)) for key, label in part.options)
        if part.options and value not in dict(part.options):
            options += ((value, value),)
        is_text = part.kind in (Kind.LINE, Kind.AREA, Kind.LINES)
        kind = part.kind.value
        if part.kind is Kind.DATE and value and not _is_day(value):
            kind = Kind.LINE.value  # a browser's date field would lose what is no date
        rows = min(max(value.count("\n") + len(value) // 80 + 2, 4 if part.kind is Kind.AREA else 2), 18)
        written_in = (self._letter if part.is_of_letter else self._page) if is_text else None
        return Control(name, kind, _(part.label), text, value, problem, options, rows, written_in)

    def _list(self, part: Repeat, name: str, text: str, problem: str) -> EntryList:
        here = numbers(self._flat, f"{name}.")
        entries = tuple(
            Entry(
                f"{name}.{number}",
                self._legend(part, f"{name}.{number}", place),
                self._flat.get(f"{name}.{number}.{FROM}", ""),
                self._problems.get(f"{name}.{number}", ""),
                self._parts(part.parts, f"{name}.{number}."),
                place == 1,
                place == len(here),
            )
            for place, number in enumerate(here, start=1)
        )
        is_free = len(here) < part.most
        return EntryList(name, _(part.label), _(part.one), text, problem, entries, is_free)

    def _legend(self, part: Repeat, name: str, place: int) -> str:
        called = self._flat.get(f"{name}.name", "").strip()
        return f"{place}. {called[:60]}" if called else f"{place}. {_(part.label)}"


def _is_used(part: Shown) -> bool:
    if part.problem:
        return True
    if isinstance(part, Control):
        return bool(part.value)
    if isinstance(part, EntryList):
        return bool(part.entries)
    return part.parts.is_open or any(map(_is_used, part.parts.usual))


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _language(tag: str) -> Language | None:
    try:
        return language.parse(tag.strip()) if tag.strip() else None
    except language.UnknownLanguage:
        return None
