"""A case as the flat values of a form, and back.

A control is named by its way from the top: `targets.0.phone.1.number`. Each entry of a list has one more
value, `targets.0.from`: its place in the version that the form was made from, so that what the form does not
know of an entry is kept. A value that the form shows unchanged is kept as it is in the file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from webapp.campaigns.source_files import CAMPAIGN_FILE, SourceFiles
from webapp.desk.editor.case_fields import PARTS
from webapp.desk.editor.fields import Field, Group, Part, Repeat
from webapp.desk.editor.values import normal, read, shown
from webapp.desk.http.form_limits import MAX_FIELDS
from webapp.team.drafts.document import BrokenDocument, parse

Flat = dict[str, str]
MAX_SHOWN = MAX_FIELDS - 10
"""Fields of a case that has a form: one with more could not be sent, and takes minutes to show."""
FROM = "from"
HERE = "here"
"""Says that a list is in the form, even where it has no entry."""
PERSON = "person"
"""Where an entry of `people` was the table `[person]` before."""
MAX_ENTRIES = 999
MAX_DIGITS = 5
"""Of a place in a list; `int` refuses thousands."""


def fields_of(source: SourceFiles) -> Flat | None:
    """Return the fields of a campaign; None where no form can show it: it is broken, or has too many."""
    try:
        flat = flatten(parse(source.contents[CAMPAIGN_FILE]))
    except BrokenDocument:
        return None
    return flat if len(flat) <= MAX_SHOWN else None


def flatten(document: Mapping[str, Any]) -> Flat:
    """Return the values that the form shows."""
    flat: Flat = {}
    _flatten(PARTS, "", document, flat)
    return flat


def _flatten(parts: tuple[Part, ...], prefix: str, table: Mapping[str, Any], flat: Flat) -> None:
    for part in parts:
        if isinstance(part, Field):
            flat[prefix + part.name] = normal(shown(part.kind, table.get(part.name)))
        elif isinstance(part, Group):
            value = _inner(table, part)
            if isinstance(value, Mapping):
                _flatten(part.parts, _below(prefix, part.name), value, flat)
        else:
            flat[f"{prefix}{part.name}.{HERE}"] = ""
            for number, entry in enumerate(_entries(table.get(part.name), part)):
                at = f"{prefix}{part.name}.{number}."
                flat[at + FROM] = str(number)
                _flatten(part.parts, at, entry, flat)


def _below(prefix: str, name: str) -> str:
    return f"{prefix}{name}." if name else prefix


def _inner(table: Mapping[str, Any], group: Group) -> Any:
    """Return the table of a group: the fields of a group without a name stand in the table above it."""
    return table.get(group.name) if group.name else table


def _entries(value: Any, repeat: Repeat) -> list[Mapping[str, Any]]:
    """Return the entries of a list as tables; none where it is no such list, which is then left alone."""
    if not isinstance(value, list):
        return []
    tables = [{repeat.short: each} if repeat.short and isinstance(each, str) else each for each in value]
    return tables if all(isinstance(each, Mapping) for each in tables) else []


@dataclass(slots=True)
class ReadCase:
    """What a form says."""

    document: dict[str, Any]
    places: dict[str, list[int]] = field(default_factory=dict)
    """The number in the form of each entry of a list, by the name of the list: empty entries are left out."""


def read_case(flat: Mapping[str, str], before: Mapping[str, Any]) -> ReadCase:
    """Return the document of a form that was made from the document `before`."""
    case = ReadCase({})
    case.document = _Reading(flat, before, case.places).table(PARTS, "", before)
    people = case.document.get("people")
    if any(flat.get(f"people.{number}.{FROM}") == PERSON for number in numbers(flat, "people.")) and people:
        case.document.pop(PERSON, None)
    return case


def numbers(flat: Mapping[str, str], prefix: str) -> list[int]:
    """Return the numbers of a list's entries in a form, such as [0, 2]; `prefix` ends with a dot."""
    entry = re.compile(re.escape(prefix) + r"([0-9]{1,3})\." + FROM)
    return sorted(int(found[1]) for name in flat if (found := entry.fullmatch(name)))


class _Reading:
    def __init__(
        self, flat: Mapping[str, str], before: Mapping[str, Any], places: dict[str, list[int]]
    ) -> None:
        self._flat = flat
        self._before = before
        self._places = places

    def table(self, parts: tuple[Part, ...], prefix: str, before: Mapping[str, Any]) -> dict[str, Any]:
        known: dict[str, Any] = {}
        for part in parts:
            if isinstance(part, Group) and not part.name:
                inner = self.table(part.parts, prefix, {p.name: before.get(p.name) for p in part.parts})
                known |= {each.name: inner.get(each.name) for each in part.parts}
            elif isinstance(part, Field):
                known[part.name] = self._field(part, prefix + part.name, before.get(part.name))
            elif isinstance(part, Group):
                known[part.name] = self._group(part, f"{prefix}{part.name}.", before.get(part.name))
            else:
                known[part.name] = self._list(part, f"{prefix}{part.name}.", before.get(part.name))
        return {
            name: value for name, value in {**known, **_others(before, known)}.items() if value is not None
        }

    def _field(self, part: Field, name: str, before: Any) -> Any:
        typed = self._flat.get(name)
        if typed is None or normal(typed) == normal(shown(part.kind, before)):
            return before
        return read(part.kind, normal(typed))

    def _group(self, part: Group, prefix: str, before: Any) -> Any:
        if before is not None and not isinstance(before, Mapping):
            return before
        return self.table(part.parts, prefix, before or {}) or (before if before == {} else None)

    def _list(self, part: Repeat, prefix: str, before: Any) -> Any:
        here = numbers(self._flat, prefix)
        if not here and (f"{prefix}{HERE}" not in self._flat or not _entries(before, part)):
            return before
        old, entries, places = _entries(before, part), [], []
        for number in here:
            origin = self._flat.get(f"{prefix}{number}.{FROM}", "")
            was = self._origin(origin, old)
            entry = self.table(part.parts, f"{prefix}{number}.", was)
            if not entry:
                continue
            is_text = not isinstance(before, list) or not origin.isdecimal() or was is not _at(before, origin)
            entries.append(
                entry[part.short] if part.short and is_text and [*entry] == [part.short] else entry
            )
            places.append(number)
        self._places[prefix.removesuffix(".")] = places
        return entries or (before if before == [] else None)

    def _origin(self, origin: str, old: list[Mapping[str, Any]]) -> Mapping[str, Any]:
        if origin == PERSON and isinstance(person := self._before.get(PERSON), Mapping):
            return person
        return _at(old, origin) or {}


def _at(entries: list[Any], origin: str) -> Any:
    is_number = origin.isdecimal() and len(origin) <= MAX_DIGITS
    return entries[int(origin)] if is_number and int(origin) < len(entries) else None


def _others(before: Mapping[str, Any], known: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in before.items() if name not in known}
