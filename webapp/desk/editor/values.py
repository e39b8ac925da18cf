"""A field's value in the file and in the form. What fits no kind stays the text that was typed."""

import re
from datetime import UTC, date, datetime, time
from typing import Any

from webapp.desk.editor.fields import Kind

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ]+(\d{1,2}:\d{2}(?::\d{2})?)\s*(Z|UTC|[+-]\d{2}:?\d{2})", re.IGNORECASE
)
_NUMBER = re.compile(r"-?[0-9]{1,15}")
_COMMAS = re.compile(r"[\s,;،、]+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NO_CHARACTER = re.compile("[\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def shown(kind: Kind, value: Any) -> str:
    """Return a value as the form shows it; "" where it is not there."""
    match value:
        case None | False:
            return ""
        case True:
            return "yes"
        case datetime() if value.tzinfo:
            zone = "UTC" if value.utcoffset() == UTC.utcoffset(None) else f"{value:%z}"
            zone = zone if zone == "UTC" else f"{zone[:3]}:{zone[3:5]}"
            return f"{value:%Y-%m-%d %H:%M}{f':{value:%S}' if value.second else ''} {zone}"
        case datetime() | date() | time():
            return value.isoformat()
        case list():
            texts = (each if isinstance(each, str) else str(each) for each in value)
            return (", " if kind is Kind.CODES else "\n").join(texts)
        case str():
            return value.removesuffix("\n") if kind is Kind.AREA else value
        case dict():
            return ""
        case _:
            return str(value)


def normal(text: str) -> str:
    """Return a posted text with LF line ends, and with the control characters made visible."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    visible = _CONTROL.sub(lambda found: chr(0x2400 + ord(found[0])), text)
    return _NO_CHARACTER.sub("\ufffd", visible)


def read(kind: Kind, text: str) -> Any:
    """Return the value of a typed text; None where it is empty."""
    plain = text.strip()
    if not plain:
        return None
    match kind:
        case Kind.AREA:
            return text.strip("\n") + "\n"
        case Kind.LINES:
            return [line.strip() for line in text.split("\n") if line.strip()]
        case Kind.HANDLES:
            lines = [line.strip() for line in text.split("\n") if line.strip()]
            return lines[0] if len(lines) == 1 else lines
        case Kind.NUMBERS:
            numbers = [read(Kind.NUMBER, line) for line in text.split("\n") if line.strip()]
            return numbers[0] if len(numbers) == 1 else numbers
        case Kind.CODES:
            return [each for each in _COMMAS.split(plain) if each]
        case Kind.YES_NO:
            return True
        case Kind.NUMBER if _NUMBER.fullmatch(plain):
            return int(plain)
        case Kind.DATE if _DAY.fullmatch(plain):
            return _or(plain, lambda: date.fromisoformat(plain))
        case Kind.MOMENT if found := _MOMENT.fullmatch(plain):
            day, clock, zone = found.groups()
            zone = "+00:00" if zone.upper() in ("Z", "UTC") else zone
            zone = zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
            return _or(plain, lambda: datetime.fromisoformat(f"{day}T{clock:0>5}{zone}"))
        case _:
            return plain


def _or(plain: str, make: Any) -> Any:
    try:
        return make()
    except ValueError:
        return plain
