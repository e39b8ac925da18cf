"""Reviews: somebody else than the translator has read a translation and found it right.

They stand in the header of the PO file (`campaigns.reviews`): initials of all who read, the last day, and a
digest of each message that was read. The format does not say who of them read which message; the version
history does.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

import sqlalchemy as sa

from webapp.campaigns import catalogues
from webapp.campaigns.po_writer import write_entries
from webapp.campaigns.reviews import Review, join_reviewers, message_digest, read_review, with_review
from webapp.domain.translation import MessageState, TranslatedMessage
from webapp.team.drafts.confirmed import find_authors
from webapp.team.drafts.po_header_merge import true_digests
from webapp.team.drafts.typists import find_typists
from webapp.team.people.permissions import may_review
from webapp.team.people.person import Person
from webapp.team.translating.edition_file import EditionFile
from webapp.team.translating.outcomes import UnknownMessage
from webapp.team.translating.sheet import message_key

NOT_DONE = "is not translated, or its source text has changed since; it can be reviewed when it is done"
OWN_TEXT = "is your own translation; somebody else has to read it"
CHANGED = "was changed while you read it; read it again"
NO_LETTERS = "team"
"""The reviewer's initials where a name has no letters."""


def initials(name: str) -> str:
    """Return a person's initials, such as `A.E.`

    A PO file leaves the desk with each publication, and the names of the team do not.
    """
    letters = (next((letter for letter in word if letter.isalpha()), "") for word in name.split())
    return "".join(f"{letter.upper()}." for letter in letters if letter)[:20] or NO_LETTERS


def chosen(edition: EditionFile, keys: Collection[str]) -> Mapping[str, TranslatedMessage]:
    """Return the messages with these keys; raise `UnknownMessage`."""
    states = {message_key(each.context, each.source): each for each in edition.states()}
    if unknown := [key for key in keys if key not in states]:
        raise UnknownMessage(unknown[0])
    return {key: states[key] for key in dict.fromkeys(keys)}


def refusals(
    connection: sa.Connection, by: Person, edition: EditionFile, messages: Mapping[str, TranslatedMessage]
) -> Mapping[str, str]:
    """Return why the person may not review some of these messages, by key."""
    slug, tag = edition.source.slug, edition.language.tag
    confirmed = find_authors(connection, slug, tag)
    texts = {(each.context, each.translation) for each in messages.values() if each.translation}
    typed = find_typists(connection, slug, edition.name, texts)
    refused: dict[str, str] = {}
    for key, each in messages.items():
        author = confirmed.get((each.context, each.source, each.translation))
        writers = {typed.get((each.context, each.translation)), author.id if author else None}
        if each.state is not MessageState.CURRENT:
            refused[key] = NOT_DONE
        elif not all(may_review(by, writer, slug, tag) for writer in writers if writer is not None):
            refused[key] = OWN_TEXT
    return refused


def with_read(edition: EditionFile, by: Person, day: date, messages: Collection[TranslatedMessage]) -> bytes:
    """Return the PO file with a review of these messages; nothing but its header is different."""
    review = read_review(edition.header.comments)
    read = {message_digest(each.context, each.source, each.translation) for each in messages}
    reviewer = join_reviewers(review.reviewer, f"{initials(by.name)}, {day.isoformat()}")
    return _with_review(edition, Review(reviewer, review.digests & true_digests(edition.entries) | read))


def without_read(edition: EditionFile, messages: Collection[TranslatedMessage]) -> bytes:
    """Return the PO file without the review of these messages."""
    review = read_review(edition.header.comments)
    read = {message_digest(each.context, each.source, each.translation) for each in messages}
    left = review.digests & true_digests(edition.entries) - read
    return _with_review(edition, Review(review.reviewer if left else "", left))


def _with_review(edition: EditionFile, review: Review) -> bytes:
    header = catalogues.header_of(edition.written)
    reviewed = replace(header, comments=with_review(header.comments, review))
    return write_entries(reviewed if entry is header else entry for entry in edition.written)
