"""What is different in two versions of a campaign, by field.

`campaign.toml` is compared by field, a PO file by the field that its messages translate, and any other file
as a whole. A text file that cannot be read is one field.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from functools import lru_cache
from typing import Any

from webapp.campaigns import catalogues
from webapp.campaigns.catalogues import InvalidCatalogue
from webapp.campaigns.source_files import CAMPAIGN_FILE, EDITION_SUFFIX
from webapp.team.drafts.document import BrokenDocument, entry_names, parse
from webapp.team.drafts.marked_text import Piece, mark

KEPT_TEXTS = 64
"""Files in memory as texts: a page of versions reads each of them twice."""
Path = tuple[str, ...]
"""As in a conflict: ("targets", "minister", "email"). That of a translation begins with its file's name."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that has another value, or that only one version has (None in the other)."""

    path: Path
    before: str | None
    after: str | None

    @property
    def sides(self) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
        """Both texts with their different words marked."""
        return mark(self.before or "", self.after or "")


class FileState(StrEnum):
    """What happened to a file."""

    ADDED = "added"
    REMOVED = "removed"
    REPLACED = "replaced"
    REWRITTEN = "rewritten"
    """A text file with the same values: its comments, its marks or its layout changed."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that is another one, beside what is said of its fields."""

    name: str
    state: FileState


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences, in the order of the newer file."""

    fields: tuple[FieldChange, ...] = ()
    files: tuple[FileChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.fields or self.files)


@dataclass(slots=True)
class _Texts:
    """The values of a text file as texts, and the order of each list whose entries have names."""

    fields: dict[Path, str] = field(default_factory=dict)
    orders: dict[Path, tuple[str, ...]] = field(default_factory=dict)


def is_text(name: str) -> bool:
    """Return True for the files that are compared by field."""
    return name == CAMPAIGN_FILE or name.endswith(EDITION_SUFFIX)


def compare(before: Mapping[str, str], after: Mapping[str, str], contents: Mapping[str, bytes]) -> Comparison:
    """Compare two trees (digest of each file by name); `contents` has the text files by digest."""
    fields: list[FieldChange] = []
    files: list[FileChange] = []
    for name in sorted({*before, *after}, key=lambda each: (each != CAMPAIGN_FILE, each)):
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        sides = [contents[each] if each and is_text(name) else b"" for each in (old, new)]
        found = tuple(_compare_texts(name, *sides))
        fields += found
        if state := _state(old, new, is_text=is_text(name), has_fields=bool(found)):
            files.append(FileChange(name, state))
    return Comparison(tuple(fields), tuple(files))


def _state(old: str | None, new: str | None, *, is_text: bool, has_fields: bool) -> FileState | None:
    if old is None:
        return FileState.ADDED
    if new is None:
        return FileState.REMOVED
    if not is_text:
        return FileState.REPLACED
    return None if has_fields else FileState.REWRITTEN


def _compare_texts(name: str, before: bytes, after: bytes) -> Iterator[FieldChange]:
    old, new = _read(name, before), _read(name, after)
    prefix = () if name == CAMPAIGN_FILE else (name,)
    for path in _in_order(old.fields, new.fields):
        was, now = old.fields.get(path), new.fields.get(path)
        if was != now:
            yield FieldChange((*prefix, *path), was, now)
    for path in old.orders.keys() & new.orders.keys():
        common = {*old.orders[path]} & {*new.orders[path]}
        was_order, now_order = (
            "\n".join(each for each in order if each in common)
            for order in (old.orders[path], new.orders[path])
        )
        if was_order != now_order:
            yield FieldChange((*prefix, *path), was_order, now_order)


def _in_order(old: Iterable[Path], new: Collection[Path]) -> Iterator[Path]:
    """Yield all paths as they stand in the newer file; each that is gone follows the one before it."""
    gone: dict[Path | None, list[Path]] = {}
    last = None
    for path in old:
        if path in new:
            last = path
        else:
            gone.setdefault(last, []).append(path)
    yield from gone.get(None, ())
    for path in new:
        yield path
        yield from gone.get(path, ())


@lru_cache(maxsize=KEPT_TEXTS)
def _read(name: str, content: bytes) -> _Texts:
    texts = _Texts()
    try:
        if name == CAMPAIGN_FILE:
            _add(texts, (), parse(content))
        elif content:
            for entry in catalogues.read(content):
                if not entry.is_header and not entry.obsolete:
                    _add_message(texts, entry.context or entry.id, entry.strings)
    except (BrokenDocument, InvalidCatalogue):
        return _Texts({() if name != CAMPAIGN_FILE else (name,): content.decode(errors="replace")})
    return texts


def _add_message(texts: _Texts, context: str, strings: list[str]) -> None:
    path = tuple(context.split("."))
    if text := "\n".join(strings):
        earlier = texts.fields.get(path)
        texts.fields[path] = text if earlier is None else f"{earlier}\n\n{text}"


def _add(texts: _Texts, path: Path, value: Any) -> None:
    if isinstance(value, Mapping):
        for name, each in value.items():
            _add(texts, (*path, name), each)
    elif isinstance(value, list) and value and (names := entry_names(value)):
        texts.orders[path] = names
        for name, each in zip(names, value, strict=True):
            _add(texts, (*path, name), each)
    elif text := _text(value):
        texts.fields[path] = text


def _text(value: Any) -> str:
    match value:
        case str():
            return value.strip("\n")
        case bool():
            return "true" if value else "false"
        case date() | time():  # a moment is a date, too
            return value.isoformat()
        case list():
            return "\n".join(map(_text, value))
        case Mapping():
            return ", ".join(f"{name}: {_text(each)}" for name, each in value.items())
        case _:
            return str(value)
