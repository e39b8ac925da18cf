"""The line of a field in a TOML text. `tomllib` does not keep positions."""

import re

FieldPath = tuple[str | int, ...]
"""The way to a value, such as ("targets", 0, "email")."""

_TABLE = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.\"-]+)\s*\]\]?")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=")


def find_line(toml: str, path: FieldPath) -> int:
    """Return the line (from 1) of a field, or of the nearest table above it; 0 when there is neither.

    This reads tables, arrays of tables and keys, and skips multi-line strings. A campaign file has no more.
    """
    keys = [part for part in path if isinstance(part, str)]
    index = path[1] if len(path) > 1 and isinstance(path[1], int) else 0
    table: tuple[str, int] = ("", 0)
    last_index: dict[str, int] = {}
    table_line, open_quotes = 0, ""
    # Only a line feed ends a line, as for `tomllib`: `splitlines` would take U+2028, too.
    for number, line in enumerate(toml.split("\n"), start=1):
        if open_quotes:
            open_quotes = "" if open_quotes in line else open_quotes
            continue
        if header := _TABLE.match(line):
            name = header.group(2).strip('"')
            last_index[name] = last_index.get(name, -1) + 1
            table = (name, last_index[name] if header.group(1) == "[[" else 0)
            if keys and name == keys[0] and (len(keys) > 1 or len(path) > 1) and table[1] == index:
                table_line = table_line or number
        elif key := _KEY.match(line):
            here = (*([table[0]] if table[0] else []), key.group(1))
            is_inside = not table[0] or table[1] == index
            if is_inside and here == tuple(keys[: len(here)]):
                return number
            for quotes in ('"""', "'''"):
                if line.count(quotes) == 1:
                    open_quotes = quotes
    return table_line


def field_lines(toml: str) -> dict[str, int]:
    """Return the lines of the letter's fields by their contexts, such as "letter.text"."""
    fields = ("text", "closing", "card", "post", "subject")
    return {f"letter.{name}": find_line(toml, ("letter", name)) for name in fields}
