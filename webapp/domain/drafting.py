"""What happens to a letter before it leaves: begin it, revise it, compose it.

Nothing is kept between two calls. Whether a text is the supporter's own is seen by holding it against the
suggestions of the campaign's editions, so that switching the language swaps what nobody has touched.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from webapp.domain import address, text
from webapp.domain.campaign import Campaign, Edition
from webapp.domain.language import Language
from webapp.domain.letter import Draft, Letter
from webapp.domain.stationery import Envelope, Paper, Window
from webapp.domain.target import Target


@dataclass(frozen=True, slots=True)
class SetAside:
    """Words that were put aside for the suggested text, to be had back at any time."""

    text: str
    closing: str
    salutations: Mapping[str, str]
    card: str = ""


@dataclass(frozen=True, slots=True)
class DraftRevision:
    """A draft after a round, and what there is to say about it."""

    draft: Draft
    touched: bool
    """The words are no longer those suggested in the letter's language."""
    kept: SetAside | None = None
    own_text_kept: bool = False
    """The letter's language was switched, and the supporter's own words stayed as they are."""

    @property
    def is_suggested(self) -> bool:
        """Whether no word of it is the supporter's, not even a name."""
        return not (self.touched or self.draft.sender_name or self.draft.sender_address)


def default_language(campaign: Campaign, page: Language) -> Language:
    """Choose the letter's language for a first visit: the page's, so that one can read what one signs."""
    edition = campaign.letter_edition(page.tag) or campaign.source
    return edition.language


def begin(campaign: Campaign, letter: Language, to: Sequence[str] = ()) -> Draft:
    """Give the suggested letter, to all targets unless some are chosen."""
    edition = campaign.letter_edition(letter.tag) or campaign.source
    words = edition.words
    return Draft(
        language=edition.language,
        to=tuple(to) or tuple(target.id for target in campaign.targets),
        salutations={target_id: one.salutation for target_id, one in words.targets.items()},
        text=text.join(words.letter.paragraphs),
        closing=words.letter.closing,
        card=words.letter.card,
        paper=Paper(letter.paper),
        window=Window(letter.window),
        envelope=Envelope.NO10 if letter.paper == "letter" else Envelope.DL,
    )


def revise(campaign: Campaign, draft: Draft, was: Language, kept: SetAside | None = None) -> DraftRevision:
    """Bring a draft up to date with its language: untouched parts follow it, touched ones stay.

    `was` is the letter's language when the page was made.
    """
    fresh = begin(campaign, draft.language, draft.to)
    editions = [edition for edition in campaign.editions.values() if edition.offers_letter]
    own_text = not any(_same(draft.text, one) for one in _texts(editions))
    salutations = {
        target_id: _follow(draft.salutations.get(target_id), suggested, _salutations(editions, target_id))
        for target_id, suggested in fresh.salutations.items()
    }
    closings = [edition.words.letter.closing for edition in editions]
    cards = [edition.words.letter.card for edition in editions]
    revised = replace(
        draft,
        text=draft.text if own_text else fresh.text,
        closing=_follow(draft.closing, fresh.closing, closings),
        card=_follow(draft.card, fresh.card, cards),
        salutations=salutations,
    )
    touched = own_text or _parts(revised) != _parts(fresh)
    return DraftRevision(revised, touched, kept, own_text_kept=own_text and was != draft.language)


def reset(campaign: Campaign, draft: Draft) -> DraftRevision:
    """Put the suggested words back and keep the supporter's aside."""
    fresh = begin(campaign, draft.language, draft.to)
    own = revise(campaign, draft, draft.language)
    kept = _kept(draft) if own.touched else None
    words = replace(
        draft, text=fresh.text, closing=fresh.closing, card=fresh.card, salutations=fresh.salutations
    )
    return DraftRevision(words, touched=False, kept=kept)


def restore(campaign: Campaign, draft: Draft, kept: SetAside) -> DraftRevision:
    """Take the kept words again; those on the page now are kept in their stead where they differ."""
    swapped = replace(
        draft,
        text=kept.text,
        closing=kept.closing,
        card=kept.card or draft.card,
        salutations=kept.salutations,
    )
    now = revise(campaign, draft, draft.language)
    aside = _kept(draft) if now.touched else None
    return DraftRevision(swapped, touched=True, kept=aside)


def country_line(target: Target, draft: Draft, page: Language) -> str:
    """Name the destination for the sender's post, in the page's language; "" within one country."""
    return "" if target.country == draft.posted_in else address.country_line(target.country, page)


def compose(campaign: Campaign, draft: Draft, day: date, page: Language) -> tuple[Letter, ...]:
    """Make one letter a chosen target, in the campaign's order. The draft must be within its bounds.

    `page` is the page's language: the one in which the sender's post reads the country.
    """
    edition = campaign.letter_edition(draft.language.tag) or campaign.source
    words = edition.words.letter
    return tuple(
        Letter(
            target=target,
            language=draft.language,
            subject=words.subject,
            salutation=draft.salutations.get(target.id, ""),
            paragraphs=text.paragraphs(draft.text),
            closing=draft.closing,
            sender_name=draft.sender_name,
            sender_address=text.lines(draft.sender_address),
            day=day,
            country_line=country_line(target, draft, page),
            country_language="" if page.tag == draft.language.tag else page.tag,
            demands=words.demands,
            card=text.paragraphs(draft.card),
            post=words.post,
            hashtags=campaign.hashtags,
            paper=draft.paper,
            window=draft.window,
            envelope=draft.envelope,
        )
        for target in campaign.targets
        if target.id in draft.to
    )


def _parts(draft: Draft) -> tuple[object, ...]:
    return draft.closing, draft.card, draft.salutations


def _kept(draft: Draft) -> SetAside:
    return SetAside(draft.text, draft.closing, draft.salutations, draft.card)


def _texts(editions: Sequence[Edition]) -> list[str]:
    return [text.join(edition.words.letter.paragraphs) for edition in editions]


def _salutations(editions: Sequence[Edition], target_id: str) -> list[str]:
    return [edition.words.targets[target_id].salutation for edition in editions]


def _follow(typed: str | None, suggested: str, all_suggested: Sequence[str]) -> str:
    if typed is None or any(_same(typed, one) for one in all_suggested):
        return suggested
    return typed


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()
