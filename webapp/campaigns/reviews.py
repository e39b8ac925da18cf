"""Reviews: which native speaker has read which text of a PO file.

The comment of the header names the person and the day, and a short digest of each message that was read with
its translation. A message that changes has another digest: a review never holds for a text that nobody read.

    # Reviewed by: A.B., 2026-11-28
    # Reviewed text: 3f9ac 12bcd 99887
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from webapp.campaigns.po_reader import PoEntry

DIGEST_CHARS = 5
"""Hexadecimal digits. Among 300 messages a changed one has the digest of another once in 3,000 times."""
NOBODY = "nobody yet (a native speaker should read it before it is relied upon)"
_DIGESTS_A_LINE = 16
_REVIEWED_BY = re.compile(r"^#?\s*Reviewed by:\s*(\S.*)$")
_REVIEWED_TEXT = re.compile(r"^#?\s*Reviewed text:(.*)$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DIGEST = re.compile(rf"[0-9a-f]{{{DIGEST_CHARS}}}")


@dataclass(frozen=True, slots=True)
class Review:
    """What the header of a PO file says of its review."""

    reviewer: str = ""
    """The person, and maybe the day; "" while nobody has read it."""
    digests: frozenset[str] = frozenset()
    """Of the messages that were read; none in a file whose review was written by hand."""

    def covers(self, context: str, source: str, translation: str) -> bool:
        """Return True if this translation of this source text was read."""
        return bool(self.reviewer) and message_digest(context, source, translation) in self.digests


def message_digest(context: str, source: str, translation: str) -> str:
    """Return the digest of a message and its translation."""
    content = "\0".join((context, source, translation))
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST_CHARS]


def read_review(comments: Iterable[str]) -> Review:
    """Read the header's comments. `Reviewed by: nobody yet` is no review."""
    reviewer = ""
    digests: set[str] = set()
    is_text = False
    for comment in comments:
        if found := _REVIEWED_BY.match(comment):
            name = found[1].strip()
            reviewer = "" if name.lower().startswith("nobody") else name
        text = _REVIEWED_TEXT.match(comment)
        words = (text[1] if text else comment).split()
        # Programs wrap long comments: lines of nothing but digests go on.
        is_text = text is not None or (is_text and all(_DIGEST.fullmatch(word) for word in words))
        if is_text:
            digests |= {word for word in words if _DIGEST.fullmatch(word)}
    return Review(reviewer, frozenset(digests))


def write_review(
    comments: Sequence[str], by: str, day: date, messages: Iterable[tuple[str, str, str]]
) -> list[str]:
    """Return the header's comments with a review of these messages in place of the one before.

    A message is its context, its source text and its translation.
    """
    digests = frozenset(message_digest(*message) for message in messages)
    return with_review(comments, Review(f"{by}, {day.isoformat()}", digests))


def with_review(comments: Sequence[str], review: Review) -> list[str]:
    """Return the header's comments with this review in place of the one before."""
    digests = sorted(review.digests)
    lines = [digests[start : start + _DIGESTS_A_LINE] for start in range(0, len(digests), _DIGESTS_A_LINE)]
    return [
        *without_review(comments),
        f"Reviewed by: {review.reviewer or NOBODY}",
        *(f"Reviewed text: {' '.join(line)}" for line in lines),
    ]


def without_review(comments: Iterable[str]) -> list[str]:
    """Return the header's other comments."""
    kept: list[str] = []
    sentence, is_text = "", False  # "Reviewed by: …" as far as it is read; whether digests stand before
    for comment in comments:
        words = comment.split()
        if _REVIEWED_BY.match(comment):
            sentence, is_text = comment, False
        elif _REVIEWED_TEXT.match(comment):
            sentence, is_text = "", True
        # Programs wrap long comments.
        elif sentence and _goes_on(sentence, comment):
            sentence += f" {comment}"
        elif not (is_text and words and all(map(_DIGEST.fullmatch, words))):
            sentence, is_text = "", False
            kept.append(comment)
    return kept


def _goes_on(sentence: str, comment: str) -> bool:
    """Return whether a comment closes a bracket of the sentence before it, or is more of "nobody yet …"."""
    is_open = sentence.count("(") > sentence.count(")")
    return (is_open and ")" in comment) or f"Reviewed by: {NOBODY}".startswith(f"{sentence} {comment}")


def join_reviewers(first: str, second: str) -> str:
    """Return both in one: `A.B., C.D., 2030-05-02`, each name once, with the later day.

    The format does not say which of them has read which message.
    """
    parts = dict.fromkeys(part.strip() for each in (first, second) for part in each.split(","))
    days = sorted(part for part in parts if _DAY.fullmatch(part))
    names = [part for part in parts if part and part not in days]
    return ", ".join([*names, *days[-1:]])


def translation_of(entry: PoEntry) -> str:
    """Return an entry's translation as one text: plural forms are joined."""
    return "\0".join(entry.strings)
