"""Errors of the TOML parser, in words for people who have never seen TOML."""

import re

_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")

_TWICE = 'this is written twice; delete one, or begin each target with "[[targets]]"'
_PLAIN = (
    # the beginning of tomllib's message, and what has usually happened
    ("Invalid date or datetime", "there is no such date; write it as 2024-05-08"),
    ("Invalid value", 'the value is missing or not in quotes; write text as "…", with straight quotes'),
    ("Invalid statement", "this line is neither a field nor a heading; look for a missing or curly quote"),
    ("Illegal character", "a closing quote is missing, or an invisible character stands here"),
    ("Unterminated string", "a closing quote is missing"),
    ("Unclosed array", 'a list does not end; look for a missing comma between its entries, or a missing "]"'),
    ("Unclosed inline table", 'a group does not end; look for a missing comma, or a missing "}"'),
    ("Expected ']", 'the closing bracket of a heading is missing; write it as "[person]" or "[[targets]]"'),
    ("Expected '=' after a key", 'there is no "=" after a name; look for text outside its quotes'),
    (
        "Expected newline",
        "more follows the value; look for a quote in the text, or a date not like 2024-05-08",
    ),
    ('Expected "', "a closing quote is missing"),
    ("Expected '", "a closing quote is missing"),
    ("Cannot overwrite a value", _TWICE),
    ("Cannot declare", _TWICE),
    ("Cannot mutate", _TWICE),
    ("Unescaped '\\'", "there is a backslash in the text; write it twice, or delete it"),
    ("Invalid hex value", "there is a backslash in the text; write it twice, or delete it"),
)


def explain(error: ValueError | RecursionError) -> tuple[int, str]:
    """Return the line of an error (from 1, 0 where the parser names none) and a sentence with the remedy."""
    if isinstance(error, RecursionError):
        return 0, "there are too many brackets within brackets; delete some"
    place = _PLACE.search(str(error))
    reason = _PLACE.sub("", str(error))
    sentence = next((plain for beginning, plain in _PLAIN if reason.startswith(beginning)), None)
    line = int(place.group(1)) if place and place.group(1) else 0
    return line, sentence or f"{reason}; look for a missing quote, comma or bracket"
