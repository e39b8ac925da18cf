"""Errors of the TOML parser where no mistake is found: line, and a sentence without its words."""

import re

from webapp.campaigns.toml_mistakes import Mistake

_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_PLAIN = (
    # the beginning of tomllib's message, and what has usually happened
    ("Invalid date or datetime", "has a day that no calendar has; correct it, such as 2024-05-08"),
    ("Unescaped", "has a backslash in its text; write it twice, or delete it"),
    ("Cannot", "is written twice, here and above; keep one"),
    ("Illegal character", "has an invisible character, or a quote is missing; type the line anew"),
    ("Unterminated", "ends within a text; look for a missing closing quote"),
    ("Unclosed", 'ends within a list or a group; look for a missing comma, "]" or "}"'),
)
_UNKNOWN = 'cannot be read; look here and in the lines above for a missing quote, comma, bracket or "="'
_DEEP = "cannot be read: there are too many brackets or dots within each other; delete some"


def explain(error: ValueError | RecursionError) -> Mistake:
    """Return the place of an error (line 0 where the parser names none) and a sentence with the remedy."""
    if isinstance(error, RecursionError):
        return Mistake(0, "the file", _DEEP)
    place = _PLACE.search(str(error))
    line = int(place.group(1)) if place and place.group(1) else 0
    sentence = next((plain for beginning, plain in _PLAIN if str(error).startswith(beginning)), _UNKNOWN)
    return Mistake(line, "this line" if line else "the file", sentence)
