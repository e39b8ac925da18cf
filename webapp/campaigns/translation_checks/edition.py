"""The remarks on an edition, message by message, and what stops its publication."""

from collections.abc import Iterable, Iterator

from webapp.campaigns.translation_checks.check import check_translation
from webapp.campaigns.translation_checks.remark import Remark
from webapp.domain.edition import Edition
from webapp.domain.language import Language
from webapp.domain.translation import TranslatedMessage


def names_of(messages: Iterable[TranslatedMessage]) -> tuple[tuple[str, str], ...]:
    """Return the names among an edition's messages, each with its translation, or "" if none is usable."""
    return tuple(
        (each.source, each.translation if each.is_usable else "")
        for each in messages
        if each.context.endswith(".name")
    )


def check_edition(
    edition: Edition, source_language: Language
) -> Iterator[tuple[TranslatedMessage, tuple[Remark, ...]]]:
    """Yield each message whose translation is in use and has remarks, with them.

    What the team has said is right as it is has none that stop.
    """
    names = names_of(edition.messages)
    for message in edition.messages:
        if not message.is_usable:
            continue
        remarks = check_translation(
            message.source, source_language, message.translation, edition.language, names
        )
        if message.is_right:
            remarks = tuple(each for each in remarks if not each.stops)
        if remarks:
            yield message, remarks


def is_shown(message: TranslatedMessage, edition: Edition) -> bool:
    """Check whether somebody outside the team sees this translation."""
    return message.is_usable and (edition.offers_letter if message.in_letter else edition.offers_page)
