"""What changed for the public, read out of the publications in the page's database.

A publication may have been decided days before its moment, and its process may have ended in between. So
nothing is noted when somebody decides: what holds now, and what held before, is there to be read.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.reader import read_valid_parts
from webapp.campaigns.source_files import SourceFiles
from webapp.domain.campaign import Campaign
from webapp.publications.store import Publication, PublicationDamaged, PublicationStore
from webapp.team.overview.summary import ENGLISH, Summaries, Summary
from webapp.team.public_pages import PublicPages
from webapp.team.webhooks.messages import Event, Message, iso, write_message

MOST_LISTED = 100
"""How many publications of a campaign are listed at once."""


@dataclass(frozen=True, slots=True)
class Change:
    """A publication that held from its moment on, and the one that held before."""

    before: Publication | None
    after: Publication

    @property
    def subject(self) -> str:
        """Name it among all changes."""
        return f"{self.after.slug} {self.after.serial}"


def changes(history: Sequence[Publication], now: datetime) -> Iterator[Change]:
    """Yield what changed for the public up to a moment, oldest first; `history` is of one campaign.

    Left out is what never held because a later decision took its place, and what changed no file.
    """
    held: list[Publication] = []
    for publication in sorted(history, key=lambda each: (each.starts, each.serial)):
        if publication.starts <= now and (not held or publication.serial > held[-1].serial):
            held.append(publication)
    before: Publication | None = None
    for number, publication in enumerate(held):
        is_replaced_at_once = number + 1 < len(held) and held[number + 1].starts == publication.starts
        if is_replaced_at_once:
            continue
        if publication.tree != (before.tree if before else {}):
            yield Change(before, publication)
        before = publication


class PublicChanges:
    """Reads the changes of all campaigns of the desk, and writes their messages."""

    def __init__(self, store: PublicationStore, summaries: Summaries, pages: PublicPages) -> None:
        self._store = store
        self._summaries = summaries
        self._pages = pages

    def since(
        self, moment: datetime, now: datetime, told: Collection[str]
    ) -> Iterator[tuple[Change, tuple[Message, ...]]]:
        """Yield the changes between two moments, but for the subjects in `told`, with their messages.

        A change has one message, or two if it tells what came of the case. Raise `ActionsUnavailable`.
        """
        begun = self._store.begun(moment, now)
        for slug in sorted({slug for slug, serial in begun if f"{slug} {serial}" not in told}):
            for change in changes(self._store.history(slug), now):
                if change.after.starts >= moment and change.subject not in told:
                    yield change, tuple(self._messages(change))

    def of(self, slug: str, now: datetime) -> Iterator[tuple[Change, str]]:
        """Yield the last changes of one campaign, oldest first, and what each was, in a word."""
        history = self._store.history(slug, MOST_LISTED + 1)
        found = [*changes(history, now)]
        # Of the oldest of a longer history it is not known what it took the place of.
        for change in found[1:] if len(history) > MOST_LISTED else found:
            yield change, _what(self._summary(change.before), self._summary(change.after))

    def _messages(self, change: Change) -> Iterator[Message]:
        before, after = self._summary(change.before), self._summary(change.after)
        yield self._publication(change, before, after)
        outcome = after.life.outcome if after and after.life else None
        if outcome and outcome != (before.life.outcome if before and before.life else None):
            yield self._outcome(change)

    def _publication(self, change: Change, before: Summary | None, after: Summary | None) -> Message:
        editions = after.editions if after else ()
        pages = [each.language for each in editions if each.page.is_offered and each.has_page_language]
        letters = [each.language for each in editions if each.letter.is_offered]
        data = {
            "what": _what(before, after),
            "campaign": change.after.slug,
            "serial": change.after.serial,
            "at": iso(change.after.starts),
            "page_languages": pages,
            "letter_languages": letters,
            "addresses": self._addresses(change.after.slug, pages),
        }
        return write_message(Event.PUBLICATION, change.subject, change.after.starts, data)

    def _outcome(self, change: Change) -> Message:
        source = self._source(change.after)
        campaign = read_valid_parts(source).campaign
        told = _texts(campaign)
        outcome = campaign.life.outcome
        data = {
            "campaign": change.after.slug,
            "serial": change.after.serial,
            "kind": outcome.kind.value if outcome else "",
            "day": outcome.date.isoformat() if outcome else "",
            "texts": told,
            "addresses": self._addresses(change.after.slug, list(told)),
        }
        return write_message(Event.OUTCOME, change.subject, change.after.starts, data)

    def _addresses(self, slug: str, languages: Sequence[str]) -> dict[str, str]:
        if not self._pages.base:
            return {}
        return {language: self._pages.address(slug, language) for language in languages}

    def _summary(self, publication: Publication | None) -> Summary | None:
        if publication is None or publication.withdrawn:
            return None
        try:
            return self._summaries.of(publication.slug, publication.tree, lambda: self._source(publication))
        except (PublicationDamaged, InvalidCampaign):  # the page serves none of its files either
            return Summary(publication.slug, ENGLISH)

    def _source(self, publication: Publication) -> SourceFiles:
        return SourceFiles(publication.slug, self._store.files(publication))


def _what(before: Summary | None, after: Summary | None) -> str:
    if after is None:
        return "withdrawn"
    if before is None:
        return "published"
    was_over = bool(before.life and before.life.is_over)
    is_over = bool(after.life and after.life.is_over)
    if was_over != is_over:
        return "closed" if is_over else "reopened"
    return "corrected"


def _texts(campaign: Campaign) -> dict[str, str]:
    """Return what came of the case in each language that it is written in, by tag."""
    return {
        tag: "\n\n".join(edition.text.outcome)
        for tag, edition in sorted(campaign.editions.items())
        if edition.offers_page
        and all(edition.language_of(paragraph) == edition.language for paragraph in edition.text.outcome)
    }
