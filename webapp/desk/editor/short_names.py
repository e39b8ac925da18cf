"""Short names that are made of other words. Addresses, counts and links go by them."""

import re
import unicodedata
from collections.abc import Set

from webapp.desk.editor.flat import Flat, numbers
from webapp.team.drafts.drafts import RESERVED, Drafts

MAX_SUGGESTED_CHARS = 40
SOURCES = {"targets": ("office", "title", "name"), "partners": ("name",)}
"""The fields that a short name is made of, the best first."""
OTHERWISE = {"targets": "addressee", "partners": "partner"}
"""Where those have no Latin letters."""


def with_short_names(flat: Flat) -> Flat:
    """Return the values with a short name for each entry that has other words and no short name."""
    filled = dict(flat)
    for place, fields in SOURCES.items():
        entries = [f"{place}.{number}." for number in numbers(flat, f"{place}.")]
        taken = {filled[f"{entry}id"] for entry in entries if filled.get(f"{entry}id")}
        for entry in entries:
            words = next((filled[entry + field] for field in fields if filled.get(entry + field)), "")
            if words and not filled.get(f"{entry}id", "").strip():
                name = suggest(words, taken) or suggest(OTHERWISE[place], taken)
                filled[f"{entry}id"] = name
                taken.add(name)
    return filled


def taken_slugs(drafts: Drafts) -> frozenset[str]:
    """Return the short names that no new campaign can have, also those of drafts that were put away."""
    return RESERVED.union(drafts.slugs(), drafts.slugs(archived=True))


def suggest(text: str, taken: Set[str]) -> str:
    """Return a short name made of some words, and of those not taken; "" without Latin letters."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    while words and words[0][0].isdecimal():
        words.pop(0)
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:MAX_SUGGESTED_CHARS]
        if len(longer) > MAX_SUGGESTED_CHARS:
            break
        slug = longer
    if not slug:
        return ""
    names = (slug if number == 1 else f"{slug}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)
