"""What is wrong in a campaign folder, in words by which the campaign team can correct it by hand."""

import re
from dataclasses import dataclass

from webapp.domain import text

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake: where it is, what is written there, and what to do."""

    file: str
    line: int
    field: str
    value: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" if self.line else self.file
        shown = f' "{_short(self.value)}"' if self.value else ""
        return text.line(f"{where}: {self.field}{shown} {self.message}")


class InvalidCampaign(Exception):
    """A campaign that breaks a rule, with everything that was found."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("\n".join(map(str, diagnostics)))
        self.diagnostics = diagnostics


def _short(value: str) -> str:
    folded = " ".join(value.split())
    return folded if len(folded) <= 60 else folded[:57] + "…"


_TABLE = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.\"-]+)\s*\]\]?")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=")


def line_of(toml: str, path: Path) -> int:
    """Find the line (from 1) where a field of a TOML text stands, or the nearest thing above it.

    `tomllib` does not keep positions. This reads tables, arrays of tables and keys, and steps over
    multi-line strings, which is all that a campaign file is made of. 0 means: not found.
    """
    keys = [part for part in path if isinstance(part, str)]
    index = next((part for part in path if isinstance(part, int)), 0)
    table: tuple[str, int] = ("", 0)
    seen: dict[str, int] = {}
    best, string = 0, ""
    for number, line in enumerate(toml.splitlines(), start=1):
        if string:
            string = "" if string in line else string
            continue
        if header := _TABLE.match(line):
            name = header.group(2).strip('"')
            seen[name] = seen.get(name, -1) + 1
            table = (name, seen[name] if header.group(1) == "[[" else 0)
            if keys and name == keys[0] and (len(keys) > 1 or len(path) > 1) and table[1] == index:
                best = best or number
        elif key := _KEY.match(line):
            here = (*([table[0]] if table[0] else []), key.group(1))
            inside = not table[0] or table[1] == index
            if inside and here == tuple(keys[: len(here)]):
                return number
            for quote in ('"""', "'''"):
                if line.count(quote) == 1:
                    string = quote
    return best
