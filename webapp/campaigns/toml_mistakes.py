"""What a person has mistyped in a campaign file that the TOML parser refuses: field, line and remedy.

The parser says where it could not go on, which is often far below the mistake. This looks for the mistakes
that people make, line by line, and is asked only about a file that is refused.
"""

import re
from dataclasses import dataclass, field
from difflib import get_close_matches

from webapp.campaigns.toml_values import group_mistake, value_mistake
from webapp.domain import text

TABLES = {
    "person": "[person]",
    "people": "[[people]]",
    "sender": "[sender]",
    "letter": "[letter]",
    "targets": "[[targets]]",
    "partners": "[[partners]]",
    "outcome": "[outcome]",
}
"""The headings of a campaign file."""

_HEADING = re.compile(r"(\[\[?)\s*([^\[\]#]*?)\s*(\]?\]?)\s*(?:#.*)?$")
_FIELD = re.compile(r"([A-Za-z0-9_.-]+|\"[^\"]*\")\s*=\s*(.*)$")
_BEGINNING = re.compile(r"\s*(?:\[\[?\s*([a-z]+)\s*\]\]?\s*(?:#.*)?$|([a-z_]+)\s*=\s*[\"'\[{0-9])")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'|#.*')
_ENTRY = re.compile(r'\s*(?:("(?:[^"\\]|\\.)*"|\'[^\']*\'|\{[^{}]*\})|([,\]])|(#.*)|(\S.*))')
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: its line, the field as a message names it, and the rest of the sentence."""

    line: int
    field: str
    sentence: str


@dataclass(slots=True)
class _Open:
    """A text or a list that has begun and not ended."""

    line: int
    field: str
    quotes: str = ""
    has_entry: bool = False


@dataclass(slots=True)
class _Scan:
    names: frozenset[str]
    table: str = ""
    open: _Open | None = None
    is_below_remark: bool = False
    seen: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)


def find(toml: str, names: frozenset[str]) -> Mistake | None:
    """Return the first mistake in a file; None where no known one is found. `names`: of all fields."""
    scan = _Scan(names)
    for number, line in enumerate(toml.split("\n"), start=1):
        if mistake := _look(scan, number, line):
            return mistake
    if scan.open:
        return _unfinished(scan.open, 0)
    return None


def heading_advice(name: str) -> str:
    """Return what follows the name of a heading that is written as a field."""
    return (
        f'is a heading and no field; write "{TABLES[name]}" on a line of its own, below what belongs to the '
        "whole campaign, and its fields below it"
    )


def invisible(written: str) -> str:
    """Return the description of the first character that nobody sees and that is no plain space, or ""."""
    found = next((each for each in written if not each.isprintable() and each not in "\t\r\n"), "")
    found = found or next((each for each in written if each.isspace() and each not in " \t\r\n"), "")
    return text.describe(found) if found else ""


def _look(scan: _Scan, number: int, line: str) -> Mistake | None:
    content = line.strip(" \t")
    if control := next((each for each in line if each < " " and each not in "\t\r"), ""):
        return Mistake(
            number, "this line", f"has an invisible character ({text.describe(control)}); delete it"
        )
    if scan.open and scan.open.quotes:
        return _look_in_text(scan, number, content)
    if not content or content.startswith("#"):
        scan.is_below_remark = bool(content)
        return None
    if content.startswith(_CONFLICT):
        return Mistake(
            number, "this line", "was left when two versions were merged; keep one and delete the marks"
        )
    if found := invisible(_QUOTED.sub("", content)):
        return Mistake(
            number,
            "this line",
            f"has an invisible character outside the quotes ({found}); delete it and type it anew",
        )
    if scan.open:
        return _look_in_list(scan, number, content)
    if content.startswith("["):
        scan.is_below_remark = False
        return _look_at_heading(scan, number, content)
    return _look_at_field(scan, number, content)


def _look_in_text(scan: _Scan, number: int, content: str) -> Mistake | None:
    current = scan.open
    assert current is not None  # noqa: S101  # the caller has looked
    if current.quotes in content:
        after = content.partition(current.quotes)[2].strip(" \t\"'")
        scan.open = None
        if after and not after.startswith("#"):
            return Mistake(
                number,
                current.field,
                f"has “{after[:40]}” after its closing {current.quotes}; write it before, or a line below",
            )
        return None
    if content in ('""', '"', "”””", "“““", "''", "““”", "”"):
        return Mistake(number, current.field, f'ends with {content}; write three straight quotes: """')
    return _unfinished(current, number) if _begins_another(scan, content) else None


def _begins_another(scan: _Scan, content: str) -> bool:
    found = _BEGINNING.match(content)
    return bool(found and (found[1] in TABLES or found[2] in scan.names))


def _unfinished(current: _Open, before: int) -> Mistake:
    place = f" above line {before}" if before else ""
    if current.quotes:
        sentence = f"begins with {current.quotes} and has no {current.quotes} at its end; write it{place}"
    else:
        sentence = f'is a list without "]" at its end; write it{place}'
    return Mistake(current.line, current.field, sentence)


def _look_in_list(scan: _Scan, number: int, content: str) -> Mistake | None:
    current = scan.open
    assert current is not None  # noqa: S101  # the caller has looked
    if number > current.line and _begins_another(scan, content):
        return _unfinished(current, number)
    at = 0
    while at < len(content) and (part := _ENTRY.match(content, at)):
        at = part.end()
        entry, sign, _, other = part.groups()
        if other:
            advice = value_mistake(other, is_entry=True) or 'has text outside the quotes; write "…", "…"'
            return Mistake(number, current.field, advice)
        if entry:
            if current.has_entry:
                return Mistake(
                    number, current.field, f"has no comma before {entry[:40]}; write one between the two"
                )
            if entry[0] == "{" and (sentence := group_mistake(entry)):
                return Mistake(number, current.field, sentence)
            current.has_entry = True
        elif sign == "," and not current.has_entry:
            return Mistake(number, current.field, "has a comma too many; delete it")
        elif sign == ",":
            current.has_entry = False
        elif sign == "]":
            scan.open = None
            rest = content[at:].strip()
            if rest and not rest.startswith("#"):
                return Mistake(number, current.field, f'has “{rest[:40]}” after its "]"; delete it')
            return None
    return None


def _look_at_heading(scan: _Scan, number: int, content: str) -> Mistake | None:
    heading = _HEADING.match(content)
    name = heading[2] if heading else re.split(r"[\]\s#]", content.lstrip("[ "), maxsplit=1)[0]
    known = get_close_matches(name.lower().strip("\"'"), TABLES, 1, 0.7)
    right = TABLES[known[0]] if known else '[person]" or "[[targets]]'
    if not heading or len(heading[1]) != len(heading[3]):
        return Mistake(number, f'the heading "{content[:40]}"', f'has not all its brackets; write "{right}"')
    if known and f"{heading[1]}{name}{heading[3]}" != right:
        return Mistake(
            number, f'the heading "{content[:40]}"', f'has other brackets or letters; write "{right}"'
        )
    if heading[1] == "[":
        if first := scan.seen.setdefault(f"[{name}]", number) != number and scan.seen[f"[{name}]"]:
            advice = f"is here and in line {first}; put all its fields below one of them and delete the other"
            return Mistake(number, f"[{name}]", advice)
        scan.table = f"{name}."
    else:
        scan.numbers[name] = scan.numbers.get(name, 0) + 1
        scan.table = f"{name}[{scan.numbers[name]}]."
    return None


def _look_at_field(scan: _Scan, number: int, content: str) -> Mistake | None:
    found = _FIELD.match(content)
    if not found:
        return Mistake(number, "this line", _no_field(scan, content))
    name, value = f"{scan.table}{found[1]}", found[2].strip()
    first = scan.seen.setdefault(name, number)
    if first != number:
        remedy = "keep the right one" if scan.table else "keep the right one and delete the other"
        other = ", or write above this one the heading that is missing there" if scan.table else ""
        return Mistake(number, name, f"is here and in line {first}; {remedy}{other}")
    if value.startswith(('"""', "'''")):
        if value[:3] not in value[3:]:
            scan.open = _Open(number, name, quotes=value[:3])
        return None
    if not scan.table and name in TABLES and not re.match(r"\[\s*(?:\{|$)", value):
        return Mistake(number, name, heading_advice(name))
    if value.startswith("["):
        scan.open = _Open(number, name)
        return _look_in_list(scan, number, value[1:])
    sentence = value_mistake(value)
    return Mistake(number, name, sentence) if sentence else None


def _no_field(scan: _Scan, content: str) -> str:
    if scan.is_below_remark and content[0] in "\"'{]":
        return (
            "goes on with the one above, which begins with # and is not read; take that # away, "
            "or put one before this line, too"
        )
    word = re.split(r"[\s:=]", content, maxsplit=1)[0]
    if known := get_close_matches(word.strip("{}()<>\"'“”").lower(), (*scan.names, *TABLES), 1, 0.85):
        if known[0] in TABLES and word.strip("{}()<>") in TABLES and "=" not in content:
            return f'is not a heading; write "{TABLES[known[0]]}"'
        sign = '"=" instead of ":"' if ":" in content[: len(word) + 2] else 'a "="'
        return f'has no "=" after {known[0]}; write {sign}, and its text in quotes'
    if "=" in content:
        name = content.partition("=")[0].strip()[:40]
        if not name:
            return 'has no name before its "="; write that of the field'
        if foreign := next((each for each in name if each.isalpha() and not each.isascii()), ""):
            return (
                f"begins with “{name}”, which has an unusual letter ({text.describe(foreign)}); type it anew"
            )
        return f"begins with a name that no field can have, “{name}”; correct it"
    return (
        'is neither a field such as headline = "…" nor a heading such as "[person]"; '
        "put the text into the quotes above, or delete it. A remark begins with #"
    )
