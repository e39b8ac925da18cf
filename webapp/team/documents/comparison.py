"""What a document says beside what a draft has, field by field: for a new issue of a case."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from webapp.importing.findings import Certainty, Field, Findings
from webapp.team.documents.draft_values import put, take_out, value_at
from webapp.team.documents.source_document import OWN_LETTER_LEAVES, Whose
from webapp.team.drafts.document import Document

Value = str | tuple[str, ...]
MAY_BE_GONE = (
    "deadline", "reference", "languages", "summary", "instructions", "background", "letter.salutation",
    "letter.text", "letter.demands", "letter.closing",
)  # fmt: skip
"""Fields of a draft that a sheet has as a rule: one that is not in the new sheet may not hold any longer."""
OF_TARGET = ("title", "office", "address", "email", "phone", "fax", "forms", "salutation", "notes")
"""The same of an official whom the sheet names."""
_ENTRY = re.compile(r"(targets|people)\[(\d+)\]\.(.+)")
_INNER = re.compile(r"\[(\d+)\]")


class Status(StrEnum):
    """How a field of the document stands to the draft."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    GONE = "gone"
    """The draft has it, and the document does not."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field. A place is as in `Placing`; an official who is new has the short name they would get."""

    place: str
    status: Status
    found: str = ""
    """The name of the found field; "" where the document has none."""
    before: Value = ""
    after: Value = ""
    is_certain: bool = True


def compare(findings: Findings, draft: Document, whose: Whose) -> tuple[Difference, ...]:
    """Return all fields that the document has, and those that only the draft has."""
    left = OWN_LETTER_LEAVES if whose is Whose.OWN else ()
    fields = [field for field in findings.fields if field.name not in left]
    flagged = {flag.field for flag in findings.flags}
    targets, people = _matched_targets(fields, draft), _matched_people(fields, draft)
    places = {field.name: _place(field.name, draft, targets, people) for field in fields}
    found = [_difference(field, places[field.name], draft, flagged) for field in fields]
    gone = _gone(draft, {*places.values()}, targets, people, left)
    return (*found, *gone)


def same_fields(differences: Sequence[Difference]) -> Mapping[str, str]:
    """Return the place of each found field that the draft has as the document does."""
    return {each.found: each.place for each in differences if each.status is Status.SAME and each.found}


def take_over(draft: Document, differences: Sequence[Difference], places: Collection[str]) -> Document:
    """Return the draft with what the document says at these places, and without what is gone there."""
    taken = deepcopy(draft)
    chosen = [each for each in differences if each.place in places]
    for each in chosen:
        if each.status in (Status.NEW, Status.CHANGED):
            put(taken, each.place, each.after)
    gone = [each.place for each in chosen if each.status is Status.GONE]
    for place in sorted(gone, reverse=True):  # people go by their number: the last one first
        take_out(taken, place)
    return taken


def _difference(field: Field, place: str, draft: Document, flagged: Collection[str]) -> Difference:
    before = value_at(draft, place)
    is_certain = field.certainty is Certainty.CERTAIN and field.name not in flagged
    if not before:
        status = Status.NEW
    else:
        status = Status.SAME if _plain(before) == _plain(field.value) else Status.CHANGED
    return Difference(place, status, field.name, before, field.value, is_certain)


def _gone(
    draft: Document,
    places: Collection[str],
    targets: Mapping[int, str],
    people: Mapping[int, int],
    left: Collection[str],
) -> Iterator[Difference]:
    here = [each for each in MAY_BE_GONE if each not in left]
    kept = {*targets.values()}
    for target in _entries(draft, "targets"):
        name = str(target.get("id", ""))
        if name in kept:
            here += [f"targets.{name}.{field}" for field in OF_TARGET]
        elif name:
            here.append(f"targets.{name}")
    here += [
        f"people.{number}"
        for number in range(len(_entries(draft, "people")))
        if number not in people.values()
    ]
    for place in here:
        if place not in places and (before := value_at(draft, place)):
            yield Difference(place, Status.GONE, "", before, is_certain=False)


def _place(name: str, draft: Document, targets: Mapping[int, str], people: Mapping[int, int]) -> str:
    found = _ENTRY.fullmatch(name)
    if found is None:
        is_list = name.startswith("person.") and "person" not in draft and "people" in draft
        return f"people.{people[-1]}.{name.partition('.')[2]}" if is_list else name
    kind, number, inner = found[1], int(found[2]), _INNER.sub(r".\1", found[3])
    if kind == "targets":
        return f"targets.{targets[number]}.{inner}"
    is_person = people[number] == 0 and "person" in draft and "people" not in draft
    return f"person.{inner}" if is_person else f"people.{people[number]}.{inner}"


def _matched_targets(fields: Sequence[Field], draft: Document) -> dict[int, str]:
    """Return the short name of each official that was found: of the same one in the draft, or a new one."""
    free = _entries(draft, "targets")
    taken = {str(target.get("id", "")) for target in free}
    matched: dict[int, str] = {}
    for number, values in _found(fields, "targets").items():
        scored = [(_likeness(values, target), at) for at, target in enumerate(free)]
        best, at = max(scored, default=(0, 0), key=lambda pair: (pair[0], -pair[1]))
        if best:
            matched[number] = str(free.pop(at).get("id", ""))
            continue
        words = re.findall(r"[a-z]{3,20}", str(values.get("title") or values.get("name") or "").casefold())
        name = words[0] if words else "official"
        names = (name if count == 1 else f"{name}-{count}" for count in range(1, len(taken) + 2))
        matched[number] = next(each for each in names if each not in taken)
        taken.add(matched[number])
    return matched


def _likeness(values: Mapping[str, Value], target: Mapping[str, Any]) -> int:
    """Return how sure it is that both are the same official; 0 if they are not."""

    def same(name: str) -> bool:
        return bool(values.get(name)) and _plain(values[name]) == _plain(str(target.get(name, "")))

    emails = {*map(str.casefold, values.get("email", ()))} & {*map(str.casefold, target.get("email") or ())}
    return 4 * same("name") + 3 * bool(emails) + 2 * same("office") + same("title")


def _matched_people(fields: Sequence[Field], draft: Document) -> dict[int, int]:
    """Return the number in the draft of each person that was found; -1 is the one person of a sheet."""
    here = [str(person.get("name", "")) for person in _entries(draft, "people")]
    if isinstance(person := draft.get("person"), dict):
        here.insert(0, str(person.get("name", "")))
    found = _found(fields, "people")
    single = {
        field.name.partition(".")[2]: field.value for field in fields if field.name.startswith("person.")
    }
    if single:
        found[-1] = single
    names = [_plain(each) for each in here]
    matched: dict[int, int] = {}
    for number, values in found.items():
        name = _plain(values.get("name", ""))
        is_only = len(here) == len(found) == 1
        matched[number] = names.index(name) if name in names else 0 if is_only else len(names)
        if matched[number] == len(names):
            names.append(name)
    return matched


def _found(fields: Sequence[Field], kind: str) -> dict[int, dict[str, Value]]:
    entries: dict[int, dict[str, Value]] = {}
    for field in fields:
        if (found := _ENTRY.fullmatch(field.name)) and found[1] == kind:
            entries.setdefault(int(found[2]), {})[found[3]] = field.value
    return dict(sorted(entries.items()))


def _entries(draft: Document, kind: str) -> list[dict[str, Any]]:
    value = draft.get(kind)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _plain(value: Value) -> tuple[str, ...]:
    """Return the words of a value: how its lines are broken makes no difference."""
    texts = (value,) if isinstance(value, str) else value
    return tuple(word.lstrip("@").casefold() for text in texts for word in text.split())
