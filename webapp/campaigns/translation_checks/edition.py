"""The remarks on the editions of a campaign, message by message."""

from collections.abc import Iterable, Iterator

from webapp.campaigns.translation_checks.check import check_translation
from webapp.campaigns.translation_checks.remark import Remark
from webapp.domain.campaign import Campaign
from webapp.domain.edition import Edition
from webapp.domain.translation import TranslatedMessage


def names_of(messages: Iterable[TranslatedMessage]) -> tuple[tuple[str, str], ...]:
    """Return the names among an edition's messages, each with its translation, or "" if none is usable."""
    return tuple(
        (each.source, each.translation if each.is_usable else "")
        for each in messages
        if each.context.endswith(".name")
    )


def is_salutation(context: str) -> bool:
    """Say whether a message is the beginning of a letter, by its `msgctxt`."""
    return context.endswith(".salutation")


def check_message(campaign: Campaign, edition: Edition, message: TranslatedMessage) -> tuple[Remark, ...]:
    """Return the remarks on a translation that is in use.

    What the team has said is right as it is has none that stop a publication.
    """
    if not message.is_usable:
        return ()
    written_in = (campaign.letter_source if message.in_letter else campaign.source).language
    remarks = check_translation(
        message.source,
        written_in,
        message.translation,
        edition.language,
        names_of(edition.messages),
        is_salutation=is_salutation(message.context),
    )
    return tuple(each for each in remarks if not (each.stops and message.is_right))


def check_shown(
    campaign: Campaign, edition: Edition
) -> Iterator[tuple[TranslatedMessage, tuple[Remark, ...]]]:
    """Yield each message with wrong facts that somebody outside the team would see, with these remarks."""
    for message in edition.messages:
        if message.is_usable and (edition.offers_letter if message.in_letter else edition.offers_page):
            stopping = tuple(each for each in check_message(campaign, edition, message) if each.stops)
            if stopping:
                yield message, stopping
