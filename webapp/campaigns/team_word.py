"""What the team says of a correction, in a translator's comment of the message: fact, or wording alone.

    # Change: wording 3f9ac81b

`appeal edition --wording` writes it with a digest of the source text, so that the word holds for that
correction and for no later one. Written by hand, without a digest, it holds while the message is fuzzy.
Poedit, Weblate and msgmerge keep such comments; a flag of our own would be lost in them.
"""

import hashlib
import re
from collections.abc import Iterable

from webapp.campaigns.po_reader import PoEntry
from webapp.domain.translation import Change

_WORD = re.compile(r"^\s*Change:\s*(wording|fact)\b[\s.,(]*([0-9a-f]{8}\b)?", re.IGNORECASE)


def read_word(entry: PoEntry, source: str) -> Change | None:
    """Return what the team said of the change that led to this source text."""
    for comment in (*entry.comments, *entry.extracted):
        if found := _WORD.match(comment):
            digest = found[2].lower() if found[2] else ""
            if digest == _digest(source) or (not digest and entry.id == source):
                return Change(found[1].lower())
    return None


def write_word(word: Change, source: str) -> str:
    """Return the comment that says what the change was that led to this source text."""
    return f"Change: {word.value} {_digest(source)}"


def without_word(comments: Iterable[str]) -> list[str]:
    """Return the other comments."""
    return [comment for comment in comments if not _WORD.match(comment)]


def _digest(source: str) -> str:
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:8]
