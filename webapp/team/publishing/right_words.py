"""The team's word that a translation is right, though the check says that its facts are others."""

from copy import copy

from webapp.campaigns.po_writer import write_entries
from webapp.campaigns.right_word import right_digest, without_right, write_right
from webapp.team.drafts.drafts import Conflict, Drafts, UnknownDraft, Version
from webapp.team.people.permissions import NotAllowed, Permission, may, may_review
from webapp.team.people.person import Person
from webapp.team.publishing.plan import PlanOutdated
from webapp.team.translating.edition_file import key_of, open_edition
from webapp.team.translating.outcomes import UnknownMessage
from webapp.team.translating.sheet import message_key

NOTE = "A translation is right as it is"
"""What the history says of the version that has the word."""


def say_right(
    drafts: Drafts, by: Person, slug: str, language: str, key: str, seen: str, author: str = ""
) -> Version:
    """Save in the draft that a translation is right as it is; return the version.

    Who publishes may say it, and who reviews the language, but not of what they wrote: `author` is the id of
    who did. `seen` is the digest of the text and the translation that the person has seen: raise
    `PlanOutdated` if they are others by now. Raise `NotAllowed`, `UnknownDraft`, `NoEdition`, `Unreadable` or
    `UnknownMessage`, too.
    """
    if not (may(by, Permission.PUBLISH, slug) or (author and may_review(by, author, slug, language))):
        raise NotAllowed(Permission.REVIEW.name)
    head = drafts.head(slug)
    if head is None:
        raise UnknownDraft(slug)
    edition = open_edition(drafts.source(head), language)
    found = next((each for each in edition.messages if message_key(*each) == key), None)
    if found is None:
        raise UnknownMessage(key)
    entry = edition.by_key[found]
    if right_digest(entry.id, entry.strings[0]) != seen:
        raise PlanOutdated(slug)
    # A reviewer may change nothing else: the file stays as it is, if it has the message.
    written = next((each for each in edition.written if key_of(each) == found and not each.obsolete), None)
    said = copy(written or entry)
    said.comments = [*without_right(said.comments), write_right(entry.id, entry.strings[0])]
    old, entries = (written, edition.written) if written else (entry, edition.entries)
    content = write_entries(said if each is old else each for each in entries)
    saved = drafts.save(by, slug, head.number, {edition.name: content}, NOTE)
    if isinstance(saved, Conflict):
        raise PlanOutdated(slug)
    return saved.version
