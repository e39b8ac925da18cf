"""What is wrong with the value of a field, as a person has typed it after the "="."""

import re
import tomllib
from datetime import date

from webapp.campaigns.advice import Advice, FieldFault
from webapp.campaigns.field_errors import DATE

_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
_BACKSLASH = re.compile(r'\\(?![btnfr"\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})')
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_OTHER_DATE = re.compile(r"^(\d{1,4})\s*[-./–—‑−]\s*(\d{1,2})\s*[-./–—‑−]\s*(\d{1,4})\.?$")
_PLAIN = re.compile(r"true|false|[+-]?\d[\d_]*(?:\.\d+)?|\d{4}-\d{2}-\d{2}(?:[T ][0-9:.Z+-]+)?", re.ASCII)
_MOMENT_START = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ,]+\d{1,2}[:.]\d")
_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?"
    r"(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)?"
)
MOMENT_EXAMPLE = "2026-05-08T09:00:00+02:00"
_NO_MOMENT = Advice(
    FieldFault.MOMENT,
    "is no moment that can be read; write day, time and time zone, such as %(example)s",
    example=MOMENT_EXAMPLE,
)
_NO_DAY = Advice(FieldFault.NO_SUCH_DAY, "is a day that no calendar has; correct it, such as 2024-05-08")
_NAMED_DATE = re.compile(
    r"\d{1,2}(?:\.|st|nd|rd|th)?\s+[^\W\d]+\.?,?\s+\d{4}|[^\W\d]+\.?\s+\d{1,2}[^\W\d]*,?\s+\d{4}"
)
_DATE_AND_TIME = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4},?\s+\d")
_GROUPED_NUMBER = re.compile(r"\d{1,3}(?:[., ’'\u00a0\u202f]\d{3})+")
_BOOLEANS = {"true", "false", "yes", "no", "on", "off"}
_PAIR = re.compile(r"""\s*([\w-]+)\s*(=?)\s*("(?:[^"\\]|\\.)*"|'[^']*'|\[[^\[\]]*\]|[^,{}]*)\s*""")
_ENTRIES = re.compile(r"""\"(?:[^\"\\]|\\.)*\"|'[^']*'|[^,\s][^,]*""")
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
    return Advice(FieldFault.DATE, "is a date; write %(day)s, without quotes", day=right) if right else DATE


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
    if is_entry and re.match(r"[\w-]+\s*=", value):
        return 'has a "=" within a list; write { name = "…" } there'
    if value[0] == "'" and value.count("'") == 1:
        return f"has no closing quote; {_STRAIGHT}"
    if value[0] == "'":
        rest = value.partition("'")[2].partition("'")[2].strip()
        return f"has an apostrophe between single quotes; {_STRAIGHT}" if rest and rest[0] != "#" else ""
    if value[0] == "=":
        return 'has two "="; delete one'
    if is_entry and value[0] in ";.:":
        return f'has a "{value[0]}" between its entries; write a comma'
    if value[0] == "{":
        return group_mistake(value)
    if value[0] == "[":
        return 'has a "[" too many; delete it'
    if _MOMENT_START.match(plain) and not _MOMENT.fullmatch(plain):
        return _NO_MOMENT
    if re.fullmatch(r"0\d+", plain):
        return f'is a number that begins with 0; write {plain.lstrip("0") or 0}, or text in quotes: "{plain}"'
    if _PLAIN.fullmatch(plain):
        return "" if _is_day(plain) else _NO_DAY
    return _unquoted(plain)


def _unquoted(plain: str) -> str:
    """Return the sentence about a value that is neither quoted nor a number nor a date of TOML."""
    if _GROUPED_NUMBER.fullmatch(plain):
        digits = "".join(filter(str.isdecimal, plain))
        return Advice(
            FieldFault.WHOLE_NUMBER,
            "is a number with signs or spaces between its digits; write %(digits)s",
            digits=digits,
        )
    named = _NAMED_DATE.match(plain)
    if _DATE_AND_TIME.match(plain) or (named and re.match(r",?\s+\d", plain[named.end() :])):
        return _NO_MOMENT
    if _OTHER_DATE.match(plain) or _NAMED_DATE.fullmatch(plain) or re.match(r"\d+-", plain):
        return date_advice(plain)
    if plain.casefold() in _BOOLEANS:
        return (
            "is neither text in quotes nor true nor false; write true or false in small letters, "
            'or the text in straight quotes: "…"'
        )
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


def group_mistake(value: str) -> str:
    """Return the rest of the sentence about a group `{ name = "…" }`, or "" where the parser takes it."""
    try:
        tomllib.loads(f"x = {value}")
    except (ValueError, RecursionError):
        plain = re.sub(r"\s*#[^\"'{}]*$", "", value).strip()
    else:
        return ""
    if not plain.endswith("}"):
        return 'is a group whose "}" is missing, or which goes over several lines; write { … } on one line'
    if re.search(r",\s*}$", plain):
        return 'has a comma before its "}"; delete it'
    at, inner, names = 0, plain[1:-1], set[str]()
    while at < len(inner) and (pair := _PAIR.match(inner, at)):
        if mistake := _pair_mistake(pair, inner[pair.end() :]):
            return mistake
        if pair[1] in names:
            return f"has {pair[1]} twice; keep one"
        names.add(pair[1])
        at = pair.end() + 1  # the comma
    if inner[at:].lstrip()[:1] in CURLY + '"':
        return 'has a text without a name before it; write name = "…", and "[" and "]" around several texts'
    return 'has a mistake between "{" and "}"; write { name = "…", name = "…" }'


def _list_mistake(value: str) -> str:
    """Return the rest of the sentence about a list on one line, or "" where the parser takes it."""
    try:
        tomllib.loads(f"x = {value}")
    except (ValueError, RecursionError):
        if not value.endswith("]"):
            return 'is a list without "]"; write it'
        for entry in _ENTRIES.findall(value[1:-1]):
            if sentence := value_mistake(entry.strip(), is_entry=True):
                return sentence
        return "has no comma between two of its texts; write one"
    return ""


def _pair_mistake(pair: re.Match[str], rest: str) -> str:
    name, sign, value = pair[1], pair[2], pair[3].strip()
    if not sign:
        return f'has no "=" after {name}; write {name} = "…"'
    following = re.match(r"([\w-]+)\s*=", rest) or re.match(r"[^\s\"'“]+\s+([\w-]+)\s*=", value)
    if following or (rest and rest[0] != ","):
        if following:
            return f"has no comma before {following[1]}; write one"
        return f'has a mistake: {name} has a quote (") within its text; write \\" there, or a curly quote'
    if value.startswith("["):
        sentence = _list_mistake(value)
        return f"has a mistake: {name} {sentence}" if sentence else ""
    sentence = value_mistake(value)
    return f"has a mistake: {name} {sentence}" if sentence else ""
