"""Two people changed the same fields: both texts, and what becomes of a decision."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort

from webapp.campaigns.diagnostics import shorten
from webapp.campaigns.source_files import CAMPAIGN_FILE, EDITION_SUFFIX
from webapp.desk.editor.case_fields import PARTS
from webapp.desk.editor.fields import Field, Group, Kind, Part, Repeat
from webapp.desk.editor.values import normal, read, shown
from webapp.desk.http.text import gettext as _
from webapp.team.drafts.document import BrokenDocument, entry_names, parse, write
from webapp.team.drafts.drafts import Conflict
from webapp.team.drafts.merge import MISSING

MAX_CONFLICTS = 500


@dataclass(frozen=True, slots=True)
class Disputed:
    """One field, changed twice."""

    path: str
    """As JSON."""
    label: str
    before: str
    mine: str
    theirs: str
    may_be_typed: bool
    """Whether a third text can be written: not where it is a whole group of fields."""


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """What `desk/editor/conflict.html` is rendered from."""

    title: str
    slug: str
    base: int
    by: str
    merged: str
    """The file with "mine" in each field."""
    fields: tuple[Disputed, ...]


def conflict_page(slug: str, conflict: Conflict) -> ConflictPage:
    """Return the page of a conflict."""
    head = conflict.head
    fields = tuple(_disputed(each.path, each.before, each.mine, each.theirs) for each in conflict.fields)
    merged = (conflict.merged.get(CAMPAIGN_FILE) or b"").decode("utf-8", "replace")
    return ConflictPage(
        _("Somebody else changed this, too"), slug, head.number, head.author_name, merged, fields
    )


def _disputed(path: tuple[str, ...], before: Any, mine: Any, theirs: Any) -> Disputed:
    label, kind = describe(path)
    may_be_typed = kind is not None or path == (CAMPAIGN_FILE,)
    was, ours, others = (_text(kind, each) for each in (before, mine, theirs))
    return Disputed(json.dumps(path), label, was, ours, others, may_be_typed)


def _text(kind: Kind | None, value: Any) -> str:
    if value is MISSING:
        return ""
    if isinstance(value, bytes):
        return normal(value.decode("utf-8", "replace"))
    if kind and not isinstance(value, dict) and not _holds_tables(value):
        return normal(shown(kind, value))
    return normal("\n".join(_lines(value)))


def _holds_tables(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


def _lines(value: Any, indent: str = "") -> list[str]:
    match value:
        case dict():
            pairs = value.items()
            return [line for name, each in pairs for line in _pair(name, each, indent)]
        case list():
            return [line for each in value for line in (*_lines(each, indent), "")]
        case _:
            return [indent + shown(Kind.LINE, value)]


def _pair(name: str, value: Any, indent: str) -> list[str]:
    if isinstance(value, dict | list):
        return [f"{indent}{name}:", *_lines(value, indent + "  ")]
    return [f"{indent}{name}: {shown(Kind.LINE, value)}"]


def describe(path: tuple[str, ...]) -> tuple[str, Kind | None]:
    """Return what the form calls a field, with what it stands in, and how it is typed; None for a group."""
    if path == (CAMPAIGN_FILE,):
        return _("The whole file"), None
    if path[0].endswith(EDITION_SUFFIX):
        return _of_translation(*path), None
    parts: tuple[Part, ...] = PARTS
    names: list[str] = []
    found: Part | None = None
    is_entry = False
    for step in path:
        names_entry = isinstance(found, Repeat) and not is_entry
        # a translation's "people.name" is of all people: it names no entry
        is_entry = names_entry and not (step == path[-1] and _find(parts, step))
        if is_entry:  # an entry by its name
            names.append(step)
            continue
        found = _find(parts, step)
        names.append(_(found.label) if found else step)
        parts = found.parts if isinstance(found, Group | Repeat) else ()
    kind = found.kind if isinstance(found, Field) else None
    return " · ".join(names), kind


def _of_translation(file: str, context: str = "", source: str = "") -> str:
    """Return what a message of a PO file is called: the file, its field in the form, its source text."""
    field = describe(tuple(context.split(".")))[0] if context else ""
    return " · ".join(part for part in (file, field, shorten(source)) if part)


def _find(parts: tuple[Part, ...], name: str) -> Part | None:
    for part in parts:
        if part.name == name:
            return part
        if isinstance(part, Group) and not part.name and (inner := _find(part.parts, name)):
            return inner
    return None


def resolved(form: Mapping[str, str], theirs: bytes) -> bytes:
    """Return the file that a decision makes; `theirs` is the version that stood against it."""
    content = form.get("merged", "").replace("\r\n", "\n").encode()
    for number in range(MAX_CONFLICTS):
        path = _path(form.get(f"path.{number}", ""))
        if not path:
            break
        choice, text = form.get(f"choice.{number}", "mine"), form.get(f"text.{number}", "")
        if path[0].endswith(EDITION_SUFFIX):  # no field of the form; its own page decides it
            continue
        if path == (CAMPAIGN_FILE,):
            instead = {"theirs": theirs, "new": text.replace("\r\n", "\n").encode()}
            return instead.get(choice, content)
        if choice in ("theirs", "new"):
            content = _with(content, theirs, path, choice, text)
    return content


def _with(content: bytes, theirs: bytes, path: tuple[str, ...], choice: str, text: str) -> bytes:
    try:
        document, other = parse(content), parse(theirs)
    except BrokenDocument:
        abort(400)
    kind = describe(path)[1]
    value = get(other, path) if choice == "theirs" else read(kind or Kind.LINE, normal(text))
    put(document, path, None if value is MISSING else value)
    return write(document, content)


def get(value: Any, path: tuple[str, ...]) -> Any:
    """Return what stands at a path, or MISSING."""
    for step in path:
        key = _key(value, step)
        if key is None:
            return MISSING
        value = value[key]
    return value


def put(document: Any, path: tuple[str, ...], value: Any) -> None:
    """Put a value at a path; None takes away what is there. Tables that are not there are made."""
    for step in path[:-1]:
        key = _key(document, step)
        if key is None and isinstance(document, dict):
            document[step] = {}
            key = step
        if key is None:
            return
        document = document[key]
    key = _key(document, path[-1])
    if value is None:
        if key is not None:
            del document[key]
    elif isinstance(document, list) and key is None:
        document.append(value)
    elif isinstance(document, dict):
        document[path[-1]] = value
    elif isinstance(document, list):
        document[key] = value


def _key(value: Any, step: str) -> Any:
    if isinstance(value, dict):
        return step if step in value else None
    names = entry_names(value) if isinstance(value, list) else None
    return names.index(step) if names and step in names else None


def _path(text: str) -> tuple[str, ...]:
    try:
        path = json.loads(text)
    except ValueError:
        return ()
    return tuple(path) if isinstance(path, list) and all(isinstance(each, str) for each in path) else ()
