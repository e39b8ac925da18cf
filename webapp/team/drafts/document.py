"""`campaign.toml` as nested plain values, and back without touching what was not changed.

A value that is of the wrong kind for its field, such as a date "31.2.2027", is a text like any other here:
`check` says what is wrong with it, and nothing that was typed is lost.
"""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.items import AoT, Array, InlineTable, Item, Table

Document = dict[str, Any]
"""Texts, numbers, truths, dates, moments, lists and mappings of them."""
IDENTITIES = ("id", "name")
"""Fields by which an entry of a list of mappings is known, the best first."""
MAX_DEPTH = 30
"""Mappings and lists within each other. A campaign has five; each is a call of the functions below."""
_DEEP = "there are too many brackets or dots within each other; delete some"
_UNREADABLE = re.compile(r"\(at line (\d+), column \d+\)|at end of document", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")


class BrokenDocument(ValueError):
    """A text that is no TOML. It is kept as it is, and shown with the line."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line
        """From 1; 0 if it is not known."""


def parse(content: bytes) -> Document:
    """Read a file; raise `BrokenDocument`."""
    try:
        document = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BrokenDocument("this is no text in UTF-8", line) from None
    except RecursionError:
        raise BrokenDocument(_DEEP, 0) from None
    except ValueError as error:  # TOMLDecodeError, or a number of thousands of digits
        found = _UNREADABLE.search(str(error))
        raise BrokenDocument(str(error), int(found[1]) if found and found[1] else 0) from None
    if _is_deep(document):
        raise BrokenDocument(_DEEP, 0)
    return document


def write(document: Mapping[str, Any], like: bytes = b"") -> bytes:
    """Return a file with exactly these values.

    What has the same value in the file `like` stays as it is written there, with comments and order. A file
    that is broken counts as empty.
    """
    try:
        parse(like)
        before = tomlkit.parse(like.decode("utf-8-sig"))
    except (BrokenDocument, tomlkit.exceptions.TOMLKitError):
        before = tomlkit.document()
    _update(before, _clean(document))
    written = tomlkit.dumps(before).encode()
    if parse(written) == _clean(document):
        return written
    fresh = tomlkit.document()  # an unusual way of writing it: its comments are given up, never its values
    _update(fresh, _clean(document))
    return tomlkit.dumps(fresh).encode()


def entry_names(entries: list[Any]) -> tuple[str, ...] | None:
    """Return by which name each entry of a list of mappings is known; None if they have no own names."""
    for field in IDENTITIES:
        values = (entry.get(field) for entry in entries if isinstance(entry, Mapping))
        names = tuple(value for value in values if isinstance(value, str) and value)
        if len({*names}) == len(entries):
            return names
    return None


def _is_deep(document: Document) -> bool:
    level: list[Any] = [document]
    for _depth in range(MAX_DEPTH):
        inner = (each.values() if isinstance(each, dict) else each for each in level)
        level = [value for values in inner for value in values if isinstance(value, dict | list)]
    return bool(level)


def _update(container: Any, values: Mapping[str, Any]) -> None:
    """Make a container of tomlkit hold the values; entries that are equal are not touched."""
    for name in [name for name in container if name not in values]:
        del container[name]
    for name, value in values.items():
        there = container.get(name)
        if there is not None and _plain(there) == value and type(_plain(there)) is type(value):
            continue
        if isinstance(value, Mapping) and isinstance(there, Table | InlineTable):
            _update(there, value)
        elif isinstance(there, AoT) and _is_tables(value):
            container[name] = _renewed_tables(there, value)
        else:
            container[name] = _item(value, inline=isinstance(container, InlineTable))


def _renewed_tables(there: AoT, values: list[Mapping[str, Any]]) -> AoT:
    """Return the tables in the new order: those that are known by name keep their comments."""
    old = dict(zip(entry_names(_plain(there)) or (), there, strict=False))
    names = entry_names(values) or ("",) * len(values)
    renewed = tomlkit.aot()
    for name, value in zip(names, values, strict=True):
        table = old.pop(name, None)
        if table is None:
            renewed.append(_item(value))
            continue
        _update(table, value)
        renewed.append(table)
    return renewed


def _item(value: Any, *, inline: bool = False) -> Item:
    match value:
        case str() if "\n" in value and not inline:
            return tomlkit.string(value, multiline=True)
        case list() if value and _is_tables(value) and not inline and _are_wide(value):
            tables = tomlkit.aot()
            for each in value:
                tables.append(_item(each))
            return tables
        case list():
            return _array(value)
        case Mapping() if inline:
            table = tomlkit.inline_table()
            for name, each in value.items():
                table[name] = _item(each, inline=True)
            return table
        case Mapping():
            whole = tomlkit.table()
            for name, each in value.items():
                whole[name] = _item(each)
            return whole
        case _:
            item: Item = tomlkit.item(value)
            return item


def _array(values: list[Any]) -> Array:
    array = tomlkit.array()
    for each in values:
        array.append(_item(each, inline=True))
    array.multiline(len(values) > 1)
    return array


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, Mapping) for each in value)


def _are_wide(values: list[Mapping[str, Any]]) -> bool:
    """Targets, people and partners are sections of their own; a number with its note is one line."""
    return entry_names([*values]) is not None


def _plain(value: Any) -> Any:
    return value.unwrap() if hasattr(value, "unwrap") else value


def _clean(value: Any) -> Any:
    """Return the value as TOML can hold it: without None, and without halves of characters (RFC 3629, 3)."""
    match value:
        case str():
            return _SURROGATE.sub("\ufffd", value.replace("\r\n", "\n").replace("\r", "\n"))
        case Mapping():
            return {_clean(name): _clean(each) for name, each in value.items() if each is not None}
        case list() | tuple():
            return [_clean(each) for each in value if each is not None]
        case _:
            return value
