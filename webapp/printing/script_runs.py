"""Turns: where a text goes over to another script or direction.

Where a line holds more than some four letters to the em, the renderer lays out the rest of the paragraph
anew for each line, and each turn costs it as much as a word. No letter that says anything turns every few
characters throughout: one that does is given line ends, and so a rest that is short.
"""

import unicodedata
from functools import lru_cache
from itertools import pairwise

MAX_RUNS = 60
"""So many turns,"""
WINDOW = 360
"""within so many characters, are too many: Arabic with figures and foreign names has one in eight."""

_ALONE = "alone"
"""Belongs to nothing: what stands beside it does not matter, it is a turn."""
_APART = frozenset(
    "\u034f\u061c\u200e\u200f\u1680\u0606\u0607\u0609\u060a\u060b\u204f\u25cc\u2e41\ufd3e\ufd3f\ufdfc"
).union(map(chr, range(0xFE00, 0xFE10)))
"""Direction marks, marks that our fonts have on no letter, and signs that Naskh alone has though their names
do not say so: each is set by itself."""
_WITHIN_NUMBERS = "\u066a\u066b\u066c"
"""Arabic's percent sign and its separators of decimals and thousands."""
_EUROPEAN = frozenset({"LATIN", "GREEK", "CYRILLIC"})
"""Scripts that figures, punctuation and accents belong to as their own letters do."""


def limit_script_runs(text: str) -> str:
    """End the line wherever there were `MAX_RUNS` turns within `WINDOW` characters."""
    if text.isascii() and any(map(str.isalpha, text)):
        return text  # one script; without a letter it might be set from right to left
    parts: list[str] = []
    start = 0
    turns: list[int] = []
    script = ""
    for place, (before, character) in enumerate(pairwise(" " + text)):
        now = _script(character, before, script)
        if now in ("", script):
            continue
        if now != _ALONE:
            script = now
        turns.append(place)
        if len(turns) >= MAX_RUNS and place - turns[-MAX_RUNS] < WINDOW:
            parts.append(text[start:place])
            start = place
            turns.clear()
    return "\n".join((*parts, text[start:]))


def _script(character: str, before: str, script: str) -> str:
    """Name what a character belongs to; empty where it goes along with what stands before it."""
    own, group = _group(character)
    if script in _EUROPEAN and (own in ("DIGIT", "COMBINING") or group == "P"):
        return ""
    if group in "NP":
        return "" if _group(before)[1] == group else _ALONE
    return _ALONE if group == "M" and _group(before)[1] not in "LM" else own


@lru_cache(maxsize=4096)
def _group(character: str) -> tuple[str, str]:
    """Give the first word of a character's name, its script for most, and whether it is Letter, Mark …"""
    group = unicodedata.category(character)[0]
    if character in _APART:
        return _ALONE, "A"
    if character.isspace() or group not in "LMNPS":
        return "", " "
    own = unicodedata.name(character, group).split()[0]
    if group in "PS":  # Arabic has a comma, and the like, of its own, in the same font
        group = "P" if own != "ARABIC" else "N" if character in _WITHIN_NUMBERS else "L"
    return own, group
