"""What is wrong with the value of a field, as a person has typed it after the "="."""

import re
from datetime import date

_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
_BACKSLASH = re.compile(r'\\(?![btnfr"\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})')
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_OTHER_DATE = re.compile(r"^(\d{1,4})\s*[-./–—‑−]\s*(\d{1,2})\s*[-./–—‑−]\s*(\d{1,4})\.?$")
_PLAIN = re.compile(r"true|false|[+-]?\d[\d_]*(?:\.\d+)?|\d{4}-\d{2}-\d{2}(?:[T ][0-9:.Z+-]+)?")
_MOMENT_START = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ,]+\d{1,2}[:.]\d")
_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?"
    r"(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)?"
)
MOMENT_EXAMPLE = "2026-05-08T09:00:00+02:00"
CURLY = "“”„‟«»‹›‘’‚`´″"
_STRAIGHT = 'write straight quotes: "…"'


def as_date(written: str) -> str:
    """Return a date as the file wants it: "2026-12-31" for "31.12.2026"; "" where it is not certain."""
    found = _OTHER_DATE.match(written.strip())
    if not found:
        return ""
    first, middle, last = (int(part) for part in found.groups())
    year, month, day = (first, middle, last) if len(found[1]) == 4 else (last, middle, first)
    if len(found[1]) != 4 and (len(found[3]) != 4 or "/" in written):
        if "/" not in written or len(found[3]) != 4 or not (middle > 12 or first > 12):
            return ""
        month, day = (first, middle) if middle > 12 else (middle, first)
    return f"{year:04}-{month:02}-{day:02}" if 0 < month <= 12 and 0 < day <= 31 else ""


def date_advice(written: str) -> str:
    """Return how to write a date."""
    right = as_date(written)
    return (
        f"is a date; write {right}, without quotes"
        if right
        else "must be a date such as 2024-05-08, without quotes"
    )


def value_mistake(value: str, *, is_entry: bool = False) -> str:
    """Return the rest of the sentence about a field's value, or "" where it looks right."""
    plain = value.partition("#")[0].strip()
    if not plain:
        return 'has no value; write it after the "=", text in quotes: "…"'
    if value[0] in CURLY:
        triple = len(value) >= 3 and set(value[:3]) <= {*CURLY, '"'}
        return (
            f'begins with {value[0]}; write three straight quotes: """'
            if triple
            else f"begins with {value[0]}; {_STRAIGHT}"
        )
    if value[0] == '"':
        return _text_mistake(value)
    if value[0] == "'":
        rest = value.partition("'")[2].partition("'")[2].strip()
        return f"has an apostrophe between single quotes; {_STRAIGHT}" if rest and rest[0] != "#" else ""
    if value[0] == "=":
        return 'has two "="; delete one'
    if is_entry and value[0] in ";.:":
        return f'has a "{value[0]}" between its entries; write a comma'
    if value[0] == "{":
        return _group_mistake(plain)
    if _MOMENT_START.match(plain) and not _MOMENT.fullmatch(plain):
        return f"is no moment that can be read; write day, time and time zone, such as {MOMENT_EXAMPLE}"
    if _PLAIN.fullmatch(plain):
        return "" if _is_day(plain) else "is a day that no calendar has; correct it, such as 2024-05-08"
    if plain[0].isdigit() and (len(re.findall(r"\d+", plain)) > 1 or "-" in plain):
        return date_advice(plain)
    return f"has text that is not in quotes; {_STRAIGHT}"


def _is_day(plain: str) -> bool:
    if not _DATE.match(plain):
        return True
    try:
        date.fromisoformat(plain[:10])
    except ValueError:
        return False
    return True


def _text_mistake(value: str) -> str:
    text = _TEXT.match(value)
    if text is None:
        if value.rstrip()[-1] in CURLY:
            return f"ends with {value.rstrip()[-1]}; {_STRAIGHT}"
        return 'has no closing quote; write " at its end'
    if _BACKSLASH.search(text[0]):
        return "has a backslash in its text; write it twice, or delete it"
    rest = value[text.end() :].strip()
    if not rest or rest.startswith("#"):
        return ""
    if rest in (",", ";", "."):
        return f'has a "{rest}" after its closing quote; delete it'
    if value.count('"') % 2:
        return 'has a quote (") too many; delete it'
    return 'has a quote (") within its text; write \\" there, or a curly quote'


def _group_mistake(plain: str) -> str:
    if not plain.endswith("}"):
        return 'is a group whose "}" is missing, or which goes over several lines; write { … } on one line'
    if re.search(r",\s*}$", plain):
        return 'has a comma before its "}"; delete it'
    return 'has a mistake between "{" and "}"; write { name = "…", name = "…" }'
