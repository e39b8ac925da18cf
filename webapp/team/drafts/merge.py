"""A three-way merge by field: what two people changed since the same version, put together.

A field that only one of them changed has that one's value. The same field changed to two values is a
conflict: both are returned, and a person decides. The entries of targets, people and partners are merged
one by one, known by their id or name; any other list is one field.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from webapp.team.drafts.document import Document, entry_names


class Missing(Enum):
    """What stands for a field that is not there."""

    MISSING = "missing"


MISSING = Missing.MISSING


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """The same field, changed twice."""

    path: tuple[str, ...]
    """From the top: ("targets", "minister", "email"). An entry of a list is named by its id or name."""
    before: Any
    mine: Any
    theirs: Any
    """Each a value, or `MISSING`."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged document; in a conflict it has "mine"."""

    document: Document
    conflicts: tuple[FieldConflict, ...] = ()


def merge(before: Document, mine: Document, theirs: Document) -> Merged:
    """Merge what two people made of `before`."""
    conflicts: list[FieldConflict] = []
    merged = _merge((), before, mine, theirs, conflicts)
    return Merged(merged, tuple(conflicts))


def _merge(path: tuple[str, ...], before: Any, mine: Any, theirs: Any, conflicts: list[FieldConflict]) -> Any:
    if _same(mine, theirs) or _same(before, theirs):
        return mine
    if _same(before, mine):
        return theirs
    sides = (before, mine, theirs)
    if all(isinstance(side, Mapping) for side in (mine, theirs)) and isinstance(before, Mapping | Missing):
        return _merge_mappings(path, {} if before is MISSING else before, mine, theirs, conflicts)
    if names := _names(sides):
        return _merge_entries(path, sides, names, conflicts)
    conflicts.append(FieldConflict(path, before, mine, theirs))
    return mine


def _merge_mappings(
    path: tuple[str, ...],
    before: Mapping[str, Any],
    mine: Mapping[str, Any],
    theirs: Mapping[str, Any],
    conflicts: list[FieldConflict],
) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for name in dict.fromkeys((*theirs, *mine)):
        was, ours, others = (each.get(name, MISSING) for each in (before, mine, theirs))
        value = _merge((*path, name), was, ours, others, conflicts)
        if value is not MISSING:
            merged[name] = value
    return merged


def _names(sides: Sequence[Any]) -> list[dict[str, Any]] | None:
    """Return the entries of three lists by name, or None if they are not lists of named entries."""
    named = []
    for side in sides:
        entries = [] if side is MISSING else side
        names = entry_names(entries) if isinstance(entries, list) else None
        if names is None:
            return None
        named.append(dict(zip(names, entries, strict=True)))
    return named


def _merge_entries(
    path: tuple[str, ...],
    sides: Sequence[Any],
    named: list[dict[str, Any]],
    conflicts: list[FieldConflict],
) -> list[Any]:
    before, mine, theirs = named
    order = _order([*before], [*mine], [*theirs])
    if order is None:
        conflicts.append(FieldConflict(path, *sides))
        order = [*mine, *(name for name in theirs if name not in mine)]
    merged = []
    for name in order:
        was, ours, others = (each.get(name, MISSING) for each in named)
        value = _merge((*path, name), was, ours, others, conflicts)
        if value is not MISSING:
            merged.append(value)
    return merged


def _order(before: list[str], mine: list[str], theirs: list[str]) -> list[str] | None:
    """Return all names in the order of who changed it; None if both changed it, and differently."""
    common = {*before} & {*mine} & {*theirs}
    orders = ([name for name in each if name in common] for each in (before, mine, theirs))
    in_before, in_mine, in_theirs = orders
    if in_mine not in (in_before, in_theirs) and in_theirs != in_before:
        return None
    first, second = (theirs, mine) if in_mine == in_before else (mine, theirs)
    following: dict[str | None, list[str]] = {None: []} | {name: [] for name in first}
    known: str | None = None
    for name in second:
        if name in following:
            known = name
        else:  # after the one that it follows there
            following[known].append(name)
    return [*following.pop(None), *(each for name in first for each in (name, *following[name]))]


def _same(one: Any, other: Any) -> bool:
    """Compare values by kind, too: True is not 1."""
    if type(one) is not type(other):
        return False
    if isinstance(one, Mapping):
        return one.keys() == other.keys() and all(_same(one[name], other[name]) for name in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)
