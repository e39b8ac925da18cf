"""How far a campaign is translated, language by language."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from webapp.domain.campaign import Campaign
from webapp.domain.edition import Edition
from webapp.domain.language import Language
from webapp.domain.translation import MessageState, ReviewState, TranslatedMessage
from webapp.domain.word_count import count_words

ENGLISH = Language("en")


@dataclass(frozen=True, slots=True)
class Amount:
    """Some messages of a part, and the words of their source text."""

    messages: int = 0
    words: int = 0


@dataclass(frozen=True, slots=True)
class PartStatus:
    """How far the letter, or the rest of the page, is translated."""

    is_offered: bool
    all: Amount
    """Nothing where the text is written in this language."""
    empty: Amount
    wording_changed: Amount
    """The source has another wording now; the translation stays in use."""
    fact_changed: Amount
    """The source has another fact now; the translation is not used."""
    unreviewed: Amount
    """In use, and not read by a native speaker as they are now."""
    review: ReviewState


@dataclass(frozen=True, slots=True)
class ChangedText:
    """A text of the source that is another one than that which was translated."""

    context: str
    """The field it belongs to, such as `letter.text`."""
    source: str
    """As it is now."""


@dataclass(frozen=True, slots=True)
class EditionStatus:
    """A campaign in one language."""

    language: str
    """Its tag."""
    name: str
    """Its name in English."""
    letter: PartStatus
    page: PartStatus
    reviewer: str
    """Who has read it, "" while nobody has; "source" for what is written in `campaign.toml`."""
    is_older: bool
    """The file of this edition is broken, and its last valid version is served."""
    has_page_language: bool
    """The site's own words are translated into this language; otherwise only the letter is offered."""
    changed: tuple[ChangedText, ...] = ()
    """What was corrected after it was translated, in the order of the page."""

    @property
    def words_to_translate(self) -> int:
        """The words whose translation is missing, or of an earlier text."""
        return sum(
            amount.words
            for part in (self.letter, self.page)
            for amount in (part.empty, part.wording_changed, part.fact_changed)
        )

    @property
    def words_to_review(self) -> int:
        """The words that are in use, and that no native speaker has read as they are now."""
        return self.letter.unreviewed.words + self.page.unreviewed.words


def edition_statuses(
    campaign: Campaign, older: Collection[str], page_languages: Collection[str]
) -> tuple[EditionStatus, ...]:
    """Return the state of each edition: the source first, then by tag.

    `older` has the tags of editions whose file is broken, `page_languages` those that there are pages in.
    """
    editions = sorted(campaign.editions.items(), key=lambda item: (item[1] is not campaign.source, item[0]))
    return tuple(
        edition_status(edition, is_older=tag in older, has_page_language=tag in page_languages)
        for tag, edition in editions
    )


def edition_status(
    edition: Edition, *, is_older: bool = False, has_page_language: bool = True
) -> EditionStatus:
    """Return the state of one edition."""
    return EditionStatus(
        language=edition.language.tag,
        name=edition.language.name_in(ENGLISH),
        letter=_part(edition, in_letter=True),
        page=_part(edition, in_letter=False),
        reviewer=edition.reviewer,
        is_older=is_older,
        has_page_language=has_page_language,
        changed=tuple(ChangedText(each.context, each.source) for each in edition.messages if each.is_stale),
    )


def _part(edition: Edition, *, in_letter: bool) -> PartStatus:
    messages = [message for message in edition.messages if message.in_letter == in_letter]

    def those(*states: MessageState) -> Amount:
        return _amount(message for message in messages if message.state in states)

    return PartStatus(
        is_offered=edition.offers_letter if in_letter else edition.offers_page,
        all=_amount(messages),
        empty=those(MessageState.MISSING),
        wording_changed=those(MessageState.WORDING),
        fact_changed=those(MessageState.FACT),
        unreviewed=_amount(message for message in messages if message.is_usable and not message.is_reviewed),
        review=edition.letter_review if in_letter else edition.review,
    )


def _amount(messages: Iterable[TranslatedMessage]) -> Amount:
    words = [count_words(message.source) for message in messages]
    return Amount(len(words), sum(words))
