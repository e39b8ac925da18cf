"""Where the parts of a document go: places in a draft, and the controls of its form that stand for them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from webapp.desk.editor import changes
from webapp.desk.editor.case_fields import PARTS
from webapp.desk.editor.fields import Field, Kind, Part
from webapp.desk.editor.flat import Flat, numbers
from webapp.desk.editor.form_view import Control, EntryList, Fieldset, Parts, Shown, ShownSection
from webapp.desk.http.text import pgettext

INTO = frozenset(
    {"headline", "summary", "instructions", "background", "reference", "index", "person.name",
     "person.about", "person.pronouns", "people.name", "people.about", "people.pronouns", "letter.subject",
     "letter.salutation", "letter.text", "letter.closing", "targets.name", "targets.title", "targets.office",
     "targets.salutation", "targets.address", "targets.email"}
)  # fmt: skip
"""Fields that a part of a document can be put into."""
INTO_NEW = frozenset(
    {"people", "letter.demands", "targets", "targets.phone", "targets.fax", "targets.forms", "targets.notes"}
)
"""Lists that get a new entry of it."""
_NUMBER = re.compile(r"\.\d{1,3}(?=\.|$)")


@dataclass(frozen=True, slots=True)
class Group:
    """Controls under one heading: a section of the form, or one official or person in it."""

    title: str
    parts: tuple[Control | EntryList, ...]


def groups(sections: tuple[ShownSection, ...]) -> tuple[Group, ...]:
    """Return all controls and lists of a form under their headings, in its order."""
    found: list[Group] = []
    for section in sections:
        found += _groups(section.title, section.parts)
    return tuple(found)


def _groups(title: str, parts: Parts) -> Iterator[Group]:
    flat, entries = _flat(parts)
    yield Group(title, flat)
    for legend, inner in entries:
        yield from _groups(legend, inner)


def _flat(parts: Parts) -> tuple[tuple[Control | EntryList, ...], list[tuple[str, Parts]]]:
    """Part what stands directly below a heading from the officials and people with one of their own."""
    own: list[Control | EntryList] = []
    entries: list[tuple[str, Parts]] = []

    def walk(shown: Shown) -> None:
        if isinstance(shown, Fieldset):
            for each in (*shown.parts.usual, *shown.parts.rare):
                walk(each)
            return
        own.append(shown)
        if isinstance(shown, EntryList):
            for entry in shown.entries:
                if shown.name in ("targets", "people"):
                    entries.append((entry.legend, entry.parts))
                else:
                    own.extend(
                        each for each in (*entry.parts.usual, *entry.parts.rare) if isinstance(each, Control)
                    )

    for each in (*parts.usual, *parts.rare):
        walk(each)
    return tuple(own), entries


def kind_path(name: str) -> str:
    """Return the name of a control without numbers, such as "targets.phone.number"."""
    return _NUMBER.sub("", name)


def destinations(found: tuple[Group, ...]) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return what a part can be put into: headings, each with the values and labels of its choices."""
    result = []
    for group in found:
        options = [
            (part.name, part.label)
            for part in group.parts
            if isinstance(part, Control) and kind_path(part.name) in INTO
        ]
        options += [
            (part.name, pgettext("button or link: what it does", "Add %(what)s", what=part.one))
            for part in group.parts
            if isinstance(part, EntryList) and part.may_add and kind_path(part.name) in INTO_NEW
        ]
        if options:
            result.append((group.title, tuple(options)))
    return tuple(result)


def put_into(flat: Flat, into: str, text: str) -> tuple[Flat, str] | None:
    """Put a text into a field or a new entry; return the values and the control's name.

    None where the form has no such field.
    """
    if kind_path(into) in INTO_NEW and (repeat := changes.find_repeat(into)):
        added = changes.apply(flat, "add", into)
        if added is None or not added.is_new:
            return None
        name = f"{added.focus}.{repeat.short or 'name'}"
        line = " ".join(text.split())
        return {**added.flat, name: line}, name
    kind = _kind(into) if kind_path(into) in INTO and into in flat else None
    if kind is None:
        return None
    before = flat[into].rstrip()
    if kind is Kind.AREA:
        return {**flat, into: f"{before}\n\n{text}".strip()}, into
    if kind is Kind.LINES:
        return {**flat, into: f"{before}\n{text}".strip()}, into
    return {**flat, into: f"{before} {' '.join(text.split())}".strip()}, into


def place_of(name: str, flat: Mapping[str, str]) -> str:
    """Return the place of a control: an official goes by their short name, not by their number."""
    steps = name.split(".")
    if steps[0] == "targets" and len(steps) > 2:
        steps[1] = flat.get(f"targets.{steps[1]}.id", "")
    for number, step in enumerate(steps[2:], start=2):
        if step.isdecimal() and steps[0] in ("targets", "letter"):
            return ".".join(steps[:number])  # an entry of a list in it: the list
    return ".".join(steps)


def controls_of(place: str, flat: Mapping[str, str]) -> tuple[str, ...]:
    """Return the controls that stand for a place; none where the draft has it no longer."""
    steps = place.split(".")
    if steps[0] == "targets" and len(steps) > 2:
        here = (n for n in numbers(flat, "targets.") if flat.get(f"targets.{n}.id") == steps[1])
        number = next(here, None)
        if number is None:
            return ()
        steps[1] = str(number)
    name = ".".join(steps)
    if name not in flat and steps[0] == "person":
        name = f"people.0.{steps[-1]}"
    if name in flat:
        return (name,)
    repeat = changes.find_repeat(name)
    if repeat is None:
        return ()
    entries = (f"{name}.{number}.{repeat.short}" for number in numbers(flat, f"{name}."))
    return tuple(each for each in entries if each in flat)


def _kind(name: str) -> Kind | None:
    parts: tuple[Part, ...] = PARTS
    found: Part | None = None
    for step in kind_path(name).split("."):
        found = next((part for part in parts if part.name == step), None)
        if found is None or isinstance(found, Field):
            break
        parts = found.parts
    return found.kind if isinstance(found, Field) else None
