"""What a translated letter takes of a mail link: the longest of the letters to the officials.

A link holds every character outside ASCII percent-encoded, so that the same letter takes three times
as much in Arabic as in English. The lengths are those of the links that the page will offer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from webapp.campaigns.reader import read_schema
from webapp.domain import drafting
from webapp.domain.delivery import mailto, webmail
from webapp.domain.edition import Edition
from webapp.domain.language import parse
from webapp.team.drafts.drafts import Drafts
from webapp.team.drafts.reading import DraftReader
from webapp.team.drafts.version import Version

_ANY_DAY = date(2030, 1, 1)
"""The date is printed on paper, and no part of a mail."""


@dataclass(frozen=True, slots=True)
class MailLength:
    """The longest letter of an edition as a link, in characters."""

    chars: int

    @property
    def fits_link(self) -> bool:
        """Whether it opens whole in every mail program."""
        return self.chars <= mailto.MAX_LINK_CHARS

    @property
    def fits_webmail(self) -> bool:
        """Whether it opens whole in webmail services."""
        return self.chars < webmail.MAX_URL_CHARS


class MailLengths:
    """Measures letters of drafts."""

    def __init__(self, drafts: Drafts, reader: DraftReader) -> None:
        self._drafts, self._reader = drafts, reader

    def longest(
        self, version: Version, language: str, translations: Mapping[tuple[str, str], str]
    ) -> MailLength | None:
        """Measure the letter with translations by context and source text; None where nobody has e-mail.

        What is not translated counts as it is in the source. None, too, for a draft that is no campaign yet.
        """
        campaign = self._reader.read(version).campaign
        if campaign is None:
            return None
        schema = read_schema(self._drafts.source(version))
        words = schema.campaign_text(lambda *key: translations.get(key) or key[1])
        spoken = parse(language)
        edition = Edition(spoken, words)
        campaign = replace(campaign, editions={**campaign.editions, language: edition})
        reached = tuple(target.id for target in campaign.targets if target.email)
        if not reached:
            return None
        draft = drafting.begin(campaign, spoken, reached)
        letters = drafting.compose(campaign, draft, _ANY_DAY, spoken)
        return MailLength(max(mailto.link_for(letter).length for letter in letters))
