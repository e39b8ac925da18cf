"""Script runs (UAX 24): limit how often a text changes script or direction.

When more than about four characters to the em fit into a line, WeasyPrint lays out the rest of the paragraph
again for each line, and Pango pays for each script run. Real letters change script rarely. A text with
`MAX_RUNS` changes within `WINDOW_CHARS` characters gets a line break, so that the rest stays short.
docs/decisions/0003-pdf.md has the times with and without this limit.
"""

import unicodedata
from functools import lru_cache
from itertools import pairwise

MAX_RUNS = 60
"""Changes of script or direction within `WINDOW_CHARS`, at which a line break is added."""
WINDOW_CHARS = 360
"""Arabic with figures and foreign names has one change in eight characters: 45 in this window."""

_OWN_RUN = "own run"
"""Stands for a character that is always a run of its own, whatever is beside it."""
_ISOLATED = frozenset(
    "\u034f\u061c\u200e\u200f\u1680\u0606\u0607\u0609\u060a\u060b\u204f\u25cc\u2e41\ufd3e\ufd3f\ufdfc"
).union(map(chr, range(0xFE00, 0xFE10)))
"""Direction marks, marks that our fonts have on no letter, and signs that only Noto Naskh has though their
Unicode names do not say so: Pango sets each as a run of its own."""
_WITHIN_NUMBERS = "\u066a\u066b\u066c"
"""Arabic percent sign and the separators of decimals and thousands."""
_EAST_ASIAN = frozenset(
    {"CJK", "FULLWIDTH", "HANGUL", "HIRAGANA", "IDEOGRAPHIC", "KATAKANA", "KATAKANA-HIRAGANA"}
)
"""Scripts of one font, with its punctuation. Of their wide characters a line holds so few that the rest of a
paragraph is not laid out again."""
_EUROPEAN = frozenset({"LATIN", "GREEK", "CYRILLIC"})
"""Scripts whose font and direction digits, punctuation and accents share."""


def limit_script_runs(text: str) -> str:
    """Return the text with a line break wherever `MAX_RUNS` changes lie within `WINDOW_CHARS` characters."""
    if text.isascii() and any(map(str.isalpha, text)):
        return text  # one script; ASCII without a letter may be set from right to left
    lines: list[str] = []
    start = 0
    changes: list[int] = []
    current = ""
    for position, (previous, character) in enumerate(pairwise(" " + text)):
        script = _script(character, previous, current)
        if script in ("", current):
            continue
        if script != _OWN_RUN:
            current = script
        changes.append(position)
        if len(changes) >= MAX_RUNS and position - changes[-MAX_RUNS] < WINDOW_CHARS:
            lines.append(text[start:position])
            start = position
            changes.clear()
    return "\n".join((*lines, text[start:]))


def _script(character: str, previous: str, current: str) -> str:
    """Return the script of a character; an empty string if it continues the current run."""
    script, group = _script_and_group(character)
    if current in _EUROPEAN and (script in ("DIGIT", "COMBINING") or group == "P"):
        return ""
    if group in "NP":
        return "" if _script_and_group(previous)[1] == group else _OWN_RUN
    return _OWN_RUN if group == "M" and _script_and_group(previous)[1] not in "LM" else script


@lru_cache(maxsize=4096)
def _script_and_group(character: str) -> tuple[str, str]:
    """Return the first word of a character's name, which is the script of most, and its kind.

    The kind is the first letter of the general category, with symbols counted as punctuation.
    """
    group = unicodedata.category(character)[0]
    if character in _ISOLATED:
        return _OWN_RUN, "A"
    if character.isspace() or group not in "LMNPS":
        return "", " "
    script = unicodedata.name(character, group).split()[0]
    if script in _EAST_ASIAN or "\u3000" < character < "\u3040":
        return "CJK", "L"
    if group in "PS":  # Arabic has punctuation of its own, which is in the font of its letters
        group = "P" if script != "ARABIC" else "N" if character in _WITHIN_NUMBERS else "L"
    return script, group
