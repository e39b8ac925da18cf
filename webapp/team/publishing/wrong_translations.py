"""Translations with other facts than their source, which a publication would show."""

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.campaigns.right_word import right_digest
from webapp.campaigns.translation_checks.edition import check_shown
from webapp.campaigns.translation_checks.remark import Remark
from webapp.campaigns.translation_checks.sentences import sentence
from webapp.domain.campaign import Campaign
from webapp.domain.edition import Edition
from webapp.domain.language import Language
from webapp.domain.translation import TranslatedMessage
from webapp.team.translating.sheet import message_key

_REMEDY = "or say at the desk that it is right as it is"
_PUBLIC = "the page shows it already, so that nothing is stopped"


@dataclass(frozen=True, slots=True)
class WrongTranslation:
    """One translation, and what is wrong in it."""

    language: Language
    source_language: Language
    message: TranslatedMessage
    remarks: tuple[Remark, ...]
    """Those that stop a publication."""
    is_public: bool
    """True if the page shows this translation with these wrong facts already. Then nothing is stopped: a
    campaign that was published before there was this check can still be corrected."""

    @property
    def key(self) -> str:
        """What names the message in forms and addresses."""
        return message_key(self.message.context, self.message.source)

    @property
    def seen(self) -> str:
        """A digest of the text and its translation: who says that it is right has seen these."""
        return right_digest(self.message.source, self.message.translation)

    @property
    def sentence(self) -> str:
        """What is wrong, in one sentence, as `check` has them."""
        place = f"{self.language.tag}, {self.message.context}"
        said = "; ".join(dict.fromkeys(sentence(each) for each in self.remarks))
        return f"{place}: {said}, {_PUBLIC if self.is_public else _REMEDY}"


def wrong_translations(before: Campaign | None, after: Campaign) -> Iterator[WrongTranslation]:
    """Yield the wrong translations that somebody would see, by language. `before` is what is public."""
    earlier = before.editions if before else {}
    for tag, edition in sorted(after.editions.items()):
        found = [*check_shown(after, edition)]
        public = _wrong_facts(before, earlier.get(tag)) if found else frozenset()
        for message, remarks in found:
            written_in = (after.letter_source if message.in_letter else after.source).language
            is_public = _facts(message, remarks) <= public
            yield WrongTranslation(edition.language, written_in, message, remarks, is_public)


def _wrong_facts(campaign: Campaign | None, edition: Edition | None) -> frozenset[tuple[str, ...]]:
    """Return what is wrong in what the page shows, whatever else its source texts said then."""
    if campaign is None or edition is None:
        return frozenset()
    return frozenset().union(*(_facts(*found) for found in check_shown(campaign, edition)))


def _facts(message: TranslatedMessage, remarks: tuple[Remark, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(
        (message.context, message.translation, each.kind.value, each.expected, each.found) for each in remarks
    )
