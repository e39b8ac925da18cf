"""Begin a draft, revise it, and compose letters from it.

No state is kept between two calls. A text is the supporter's own if it differs from the suggestions of all
editions, so that switching the language replaces what nobody has changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from webapp.domain import address, text
from webapp.domain.campaign import Campaign
from webapp.domain.demands import letter_paragraphs, suggested_demands
from webapp.domain.edition import Edition
from webapp.domain.language import Language
from webapp.domain.letter import Draft, Letter, card_paragraphs
from webapp.domain.stationery import Stationery


@dataclass(frozen=True, slots=True)
class SetAside:
    """The supporter's own texts that the suggested ones replaced. They can be restored at any time."""

    text: str
    closing: str
    salutations: Mapping[str, str]
    card: str = ""
    demands: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DraftRevision:
    """A revised draft and what the page says about it."""

    draft: Draft
    touched: bool
    """True if the texts are no longer those suggested in the letter's language."""
    set_aside: SetAside | None = None
    own_text_kept: bool = False
    """True if the letter's language was switched and the supporter's own text stayed as it is."""

    @property
    def is_suggested(self) -> bool:
        """True if nothing in it is the supporter's, not even a name or a date."""
        draft = self.draft
        return not (
            self.touched or draft.introduction or draft.sender_name or draft.sender_address or draft.date
        )


def default_language(campaign: Campaign, ui_language: Language) -> Language:
    """Return the letter's language for a first visit: the page's, so that people can read what they sign."""
    edition = campaign.letter_for(ui_language) or campaign.letter_source
    return edition.language


def begin(
    campaign: Campaign, letter: Language, to: Sequence[str] = (), place: Language | None = None
) -> Draft:
    """Return the suggested letter as a draft, to all targets that can be reached unless some are chosen.

    `place` is the language whose territory suggests paper, window and envelope: the page's, where known.
    """
    usual = Stationery.usual(place or letter)
    edition = campaign.draft_edition(letter.tag)
    suggested = edition.text
    return Draft(
        language=edition.language,
        to=tuple(to) or _reachable(campaign),
        salutations={target_id: target.salutation for target_id, target in suggested.targets.items()},
        text=text.join_paragraphs(suggested.letter.paragraphs),
        closing=suggested.letter.closing,
        card=suggested.letter.card,
        demands=suggested_demands(edition),
        paper=usual.paper,
        window=usual.window,
        envelope=usual.envelope,
    )


def revise(
    campaign: Campaign,
    draft: Draft,
    was: Language,
    set_aside: SetAside | None = None,
    was_in: str | None = None,
) -> DraftRevision:
    """Update a draft to its language and country: unchanged parts follow them, changed ones stay.

    `was` is the letter's language when the page was made, and `was_in` the country: by default the draft's.
    """
    here = campaign.written_from(draft.posted_in)
    there = here if was_in in (None, draft.posted_in) else campaign.written_from(was_in)
    fresh = begin(here, draft.language, draft.to)
    editions = _with_letters(campaign)
    own_text = not any(_is_same(draft.text, suggested) for suggested in _texts(editions))
    demands = {
        target_id: _follow(
            draft.demands.get(target_id),
            suggested,
            [suggested_demands(edition)[target_id] for edition in editions],
        )
        for target_id, suggested in fresh.demands.items()
    }
    closings = [edition.text.letter.closing for edition in editions]
    cards = [edition.text.letter.card for edition in editions]
    revised = replace(
        draft,
        text=draft.text if own_text else fresh.text,
        closing=_follow(draft.closing, fresh.closing, closings),
        card=_follow(draft.card, fresh.card, cards),
        salutations=_follow_salutations(draft.salutations, fresh.salutations, (campaign, here, there)),
        demands=demands,
    )
    touched = own_text or _parts(revised) != _parts(fresh)
    return DraftRevision(revised, touched, set_aside, own_text_kept=own_text and was != draft.language)


def reset(campaign: Campaign, draft: Draft, set_aside: SetAside | None = None) -> DraftRevision:
    """Return the suggested texts and set the supporter's own aside.

    What was `set_aside` before stays so if the draft has nothing of their own.
    What replaces nothing stays: the introduction, the name, the address, the date.
    They are in another language where the letter is not offered in the draft's any more.
    """
    edition = campaign.letter_edition(draft.language.tag) or campaign.letter_source
    fresh = begin(campaign.written_from(draft.posted_in), edition.language, draft.to)
    own = revise(campaign, draft, draft.language)
    suggested = replace(
        draft,
        language=fresh.language,
        text=fresh.text,
        closing=fresh.closing,
        card=fresh.card,
        salutations=fresh.salutations,
        demands=fresh.demands,
    )
    aside = _set_aside(draft) if own.touched else set_aside
    return DraftRevision(suggested, touched=False, set_aside=aside)


def restore(campaign: Campaign, draft: Draft, set_aside: SetAside) -> DraftRevision:
    """Restore the texts that were set aside, and set the present ones aside where they differ."""
    swapped = replace(
        draft,
        text=set_aside.text,
        closing=set_aside.closing,
        card=set_aside.card or draft.card,
        salutations={**set_aside.salutations, **_to_missions(campaign, draft, set_aside.salutations)},
        demands=set_aside.demands or draft.demands,
    )
    now = revise(campaign, draft, draft.language)
    aside = _set_aside(draft) if now.touched else None
    return DraftRevision(swapped, touched=True, set_aside=aside)


def country_line(country: str, draft: Draft, ui_language: Language) -> str:
    """Return the destination for the sender's post, in the page's language; "" within one country."""
    return "" if country in ("", draft.posted_in) else address.country_line(country, ui_language)


def compose(campaign: Campaign, draft: Draft, day: date | None, ui_language: Language) -> tuple[Letter, ...]:
    """Return one letter for each chosen target, in the campaign's order. The draft must be within bounds.

    `day` is the date of the letter; None leaves it to be written by hand.
    `ui_language` is the language in which the sender's post reads the country. The country that the draft
    is posted in says which embassy a letter goes to.
    """
    campaign = campaign.written_from(draft.posted_in)
    edition = campaign.draft_edition(draft.language.tag).text
    suggested = edition.letter
    return tuple(
        Letter(
            target=target,
            language=draft.language,
            subject=suggested.subject,
            salutation=draft.salutations.get(target.id, ""),
            paragraphs=letter_paragraphs(campaign, draft, target.id),
            closing=draft.closing,
            sender_name=draft.sender_name,
            sender_address=text.split_lines(draft.sender_address),
            day=day,
            country=draft.posted_in,
            country_line=country_line(target.country, draft, ui_language),
            country_language="" if ui_language.tag == draft.language.tag else ui_language.tag,
            demands=suggested.demands + edition.targets[target.id].demands,
            postal_copies=tuple(
                (*copy.address.lines, country_line(copy.country, draft, ui_language))
                for copy in target.copies_by_post
            ),
            card=card_paragraphs(draft),
            post=suggested.post,
            hashtags=campaign.hashtags,
            paper=draft.paper,
            window=draft.window,
            envelope=draft.envelope,
        )
        for target in campaign.targets
        if target.id in draft.to
    )


def _parts(draft: Draft) -> tuple[object, ...]:
    return draft.closing, draft.card, draft.salutations, draft.demands


def _reachable(campaign: Campaign) -> tuple[str, ...]:
    """Return the ids of the targets that some channel reaches, or all where none is."""
    reachable = tuple(target.id for target in campaign.targets if target.channels)
    return reachable or tuple(target.id for target in campaign.targets)


def _set_aside(draft: Draft) -> SetAside:
    return SetAside(draft.text, draft.closing, draft.salutations, draft.card, draft.demands)


def _texts(editions: Sequence[Edition]) -> list[str]:
    return [text.join_paragraphs(edition.text.letter.paragraphs) for edition in editions]


def _with_letters(campaign: Campaign) -> list[Edition]:
    return [each for each in campaign.editions.values() if each.offers_letter or each.has_letter]


def _to_missions(campaign: Campaign, draft: Draft, salutations: Mapping[str, str]) -> Mapping[str, str]:
    """Return the salutations to embassies that stand in for others, without the names of the others."""
    here = campaign.written_from(draft.posted_in)
    suggested = begin(here, draft.language, draft.to).salutations
    missions = {target.id: suggested[target.id] for target in here.targets if target.mission}
    return _follow_salutations(salutations, missions, (campaign, here))


def _follow_salutations(
    typed: Mapping[str, str], suggested: Mapping[str, str], campaigns: Iterable[Campaign]
) -> dict[str, str]:
    """Return the suggested salutations in place of those of any edition; others are the supporter's own."""
    editions = [edition.text for campaign in campaigns for edition in _with_letters(campaign)]
    return {
        target_id: _follow(
            typed.get(target_id), salutation, [each.targets[target_id].salutation for each in editions]
        )
        for target_id, salutation in suggested.items()
    }


def _follow(typed: str | None, suggested: str, all_suggested: Sequence[str]) -> str:
    if typed is None or any(_is_same(typed, other) for other in all_suggested):
        return suggested
    return typed


def _is_same(first: str, second: str) -> bool:
    # Browsers send other line ends than they got.
    return first.split() == second.split()
