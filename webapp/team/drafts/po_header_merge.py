"""The merge of the headers of PO files: their fields, their comments, and what was reviewed."""

from collections.abc import Iterable, Sequence
from copy import copy

from webapp.campaigns.po_matching import translated_text
from webapp.campaigns.po_reader import PoEntry
from webapp.campaigns.reviews import (
    Review,
    join_reviewers,
    message_digest,
    read_review,
    with_review,
    without_review,
)


def merge_headers(was: PoEntry, ours: PoEntry, others: PoEntry, entries: Iterable[PoEntry]) -> PoEntry:
    """Return the merged header. `entries`: the merged messages, whose reviews are kept while they are true.

    A field that both have changed has the value of `others`: no translation is in it.
    """
    merged = copy(others)
    before, mine = _fields(was), _fields(ours)
    fields = _fields(others)
    for name, line in mine.items():
        if line != before.get(name) and fields.get(name) == before.get(name):
            fields[name] = line
    merged.strings = ["".join(f"{line}\n" for line in fields.values())]
    comments = merge_lines(*(without_review(each.comments) for each in (was, ours, others)))
    review = _merge_reviews(*(read_review(each.comments) for each in (was, ours, others)))
    merged.comments = with_review(comments, Review(review.reviewer, review.digests & true_digests(entries)))
    return merged


def true_digests(entries: Iterable[PoEntry]) -> frozenset[str]:
    """Return the digests that a review of these messages can have: of no text that is not there any more."""
    return frozenset(
        message_digest(entry.context or "", source, entry.strings[0].strip())
        for entry in entries
        if not entry.is_header and (source := translated_text(entry))
    )


def merge_lines(was: Sequence[str], ours: Sequence[str], others: Sequence[str]) -> list[str]:
    """Return the lines of `others` with what `ours` added and without what it removed."""
    kept = [line for line in others if line in ours or line not in was]
    return [*kept, *(line for line in ours if line not in was and line not in kept)]


def _merge_reviews(was: Review, ours: Review, others: Review) -> Review:
    added = (ours.digests - was.digests) | (others.digests - was.digests)
    reviewer = ours.reviewer if others.reviewer == was.reviewer else others.reviewer
    if ours.reviewer not in (was.reviewer, "") and others.reviewer not in (was.reviewer, ""):
        reviewer = join_reviewers(ours.reviewer, others.reviewer)
    digests = (ours.digests & others.digests) | added
    return Review(reviewer or ours.reviewer or others.reviewer if digests else reviewer, digests)


def _fields(header: PoEntry) -> dict[str, str]:
    """Return the lines of a header by the lower-case name of their field."""
    lines = (line for line in header.strings[0].split("\n") if line.strip())
    return {line.partition(":")[0].strip().lower(): line for line in lines}
