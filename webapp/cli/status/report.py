"""What `appeal status` says, as values: the table, the JSON and the page are all made from these."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from webapp.domain.progress import ChangedText, EditionStatus
from webapp.domain.stage import Stage
from webapp.domain.translation import ReviewState


class Served(StrEnum):
    """What is served although a file is wrong."""

    AS_IT_IS = "as it is"
    OLDER_CAMPAIGN = "older version of the campaign"
    OLDER_FILE = "older version of the file"
    WITHOUT_FILE = "without the file"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in a campaign's folder."""

    file: str
    """Its name in the folder."""
    message: str
    """Where, what, and the remedy."""
    served: Served


@dataclass(frozen=True, slots=True)
class CampaignStatus:
    """One campaign."""

    slug: str
    stage: Stage
    who: str = ""
    who_language: str = "en"
    reference: str = ""
    publish: datetime | None = None
    outcome: str = ""
    """The kind of what came of it."""
    deadline: date | None = None
    days_left: int | None = None
    """0 on the last day; nothing without a deadline or past it."""
    takes_letters: bool = False
    revision: str = ""
    """Of what is served."""
    older_since: datetime | None = None
    """When the version that is served in place of a broken one was stored."""
    counted: int | None = None
    """Letters and calls; nothing if the database cannot be read."""
    waiting_bursts: int | None = None
    waiting_letters: int | None = None
    editions: tuple[EditionStatus, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def changed(self) -> Mapping[ChangedText, tuple[str, ...]]:
        """What was corrected after it was translated, each with the tags of the editions that are behind."""
        behind: dict[ChangedText, tuple[str, ...]] = {}
        for edition in self.editions:
            for text in edition.changed:
                behind[text] = (*behind.get(text, ()), edition.language)
        return behind


@dataclass(frozen=True, slots=True)
class PageLanguage:
    """The site's own words in one language."""

    language: str
    name: str
    campaigns: tuple[str, ...]
    """Those that have an edition in it."""
    missing: int | None
    """Messages to translate; nothing if there is no file or it cannot be read."""
    first_missing: tuple[str, ...]
    problem: str
    """Why it has no file that can be read, or ""."""
    review: ReviewState
    missing_rest: int | None = 0
    """Messages to translate of the webmasters' page and of errors; nothing if there is no file to be read."""

    @property
    def is_complete(self) -> bool:
        """Whether there are pages in this language."""
        return self.missing == 0


@dataclass(frozen=True, slots=True)
class LetterLimit:
    """Letters of one network that count at once; further ones wait for a review."""

    most: int
    hours: int
    width: str


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits that hold for one network."""

    shared: str
    """`memory` of this host, `cache` of all hosts, or `off`."""
    letters: tuple[LetterLimit, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Status:
    """Everything."""

    at: datetime
    today: date
    """The day at UTC-12, by which deadlines are told."""
    campaigns: tuple[CampaignStatus, ...]
    page_languages: tuple[PageLanguage, ...]
    limits: Limits
    notes: tuple[str, ...]
    """What could not be read, and why."""

    @property
    def incomplete_languages(self) -> tuple[PageLanguage, ...]:
        """The page languages that are not offered."""
        return tuple(each for each in self.page_languages if not each.is_complete)

    @property
    def languages_with_english(self) -> tuple[PageLanguage, ...]:
        """The page languages whose page for webmasters and errors are in English."""
        return tuple(each for each in self.page_languages if each.is_complete and each.missing_rest != 0)
