"""What the team says of a translation that a check doubts: it is right as it is.

    # Right as it is: 3f9ac81b

The comment stands above the message and holds for this text and this translation of it: with another one the
check speaks again. Poedit, Weblate and msgmerge keep such comments.
"""

import hashlib
import re
from collections.abc import Iterable

from webapp.campaigns.po_reader import PoEntry

_RIGHT = re.compile(r"^\s*Right as it is:\s*([0-9a-f]{8})\b", re.IGNORECASE)


def is_said_right(entry: PoEntry, source: str, translation: str) -> bool:
    """Check whether the team has said that this translation of this text is right."""
    wanted = right_digest(source, translation)
    return any(found[1].lower() == wanted for comment in entry.comments if (found := _RIGHT.match(comment)))


def write_right(source: str, translation: str) -> str:
    """Return the comment that says so. Who says it is in the history: the file is published."""
    return f"Right as it is: {right_digest(source, translation)}"


def without_right(comments: Iterable[str]) -> list[str]:
    """Return the other comments."""
    return [comment for comment in comments if not _RIGHT.match(comment)]


def right_digest(source: str, translation: str) -> str:
    """Return what names a text and its translation in the comment."""
    content = f"{source}\0{translation.strip()}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(content).hexdigest()[:8]
