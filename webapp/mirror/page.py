"""What one page of a mirror shows: the values of the campaign's page, and those of the copy."""

from dataclasses import dataclass
from datetime import date

from webapp.domain import drafting
from webapp.domain.language import Language
from webapp.mirror.letter_files import LettersInLanguage
from webapp.web.campaign.page_model import CampaignPage
from webapp.web.campaign.reading import Reading, reading

MAX_ROWS = 60


@dataclass(frozen=True)
class MirrorPage(CampaignPage):
    """What `mirror/page.html` is rendered from."""

    made: date = date.min
    """The day on which the copy was made."""
    live: str = ""
    """The address of the page that this is a copy of, or "" where it is not known."""
    total: int | None = None
    """The number that the page showed on that day; None where it showed none, or could not be read."""
    suggested: tuple[LettersInLanguage, ...] = ()
    """() where nothing is to be sent any more."""
    deadline: date | None = None
    """The deadline while it is to come: there is a calendar file with it."""

    @property
    def letters_for_reader(self) -> tuple[LettersInLanguage, ...]:
        """The suggested letters, that in the language of the page first."""
        own = self.draft.language
        return tuple(sorted(self.suggested, key=lambda each: each.language != own))

    def reading_of(self, language: Language) -> Reading | None:
        """Return the suggested letter in a language beside its version; None where nobody needs one."""
        return reading(self.campaign, drafting.begin(self.campaign, language), self.ui_language)

    def rows_of(self, body: str) -> int:
        """Return the rows of a field in which a letter can be read: of lines of about 64 characters."""
        return min(MAX_ROWS, 1 + sum(max(1, -(-len(line) // 64)) for line in body.split("\n")))

    def is_own(self, language: Language) -> bool:
        """Check whether this is the letter that the page unfolds."""
        return language == self.draft.language
