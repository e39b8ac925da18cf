"""What the campaign page shows: values of the campaign, the draft and the day, no sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from webapp.campaigns.public import PublicCampaigns
from webapp.domain import dates, drafting, text
from webapp.domain import letter as letters_domain
from webapp.domain.campaign import Campaign
from webapp.domain.channel import Channel
from webapp.domain.delivery.options import DeliveryOption, rank_delivery_options
from webapp.domain.drafting import DraftRevision, SetAside
from webapp.domain.edition import Edition
from webapp.domain.hints import hints
from webapp.domain.language import Language
from webapp.domain.letter import Draft, Letter, Problem
from webapp.domain.target import Target
from webapp.printing.sheet_count import count_sheets
from webapp.web.campaign.campaign_state import CampaignState
from webapp.web.campaign.evening_form import EveningForm
from webapp.web.campaign.letter_days import LetterDays
from webapp.web.campaign.letter_editor import LetterEditor
from webapp.web.campaign.letter_languages import LetterLanguages
from webapp.web.campaign.page_demands import PageDemands
from webapp.web.campaign.page_dependencies import PageDependencies
from webapp.web.campaign.reading import Reading, reading
from webapp.web.campaign.retry_button import RetryButton


@dataclass(frozen=True)
class CampaignPage(CampaignState):
    """What `page/page.html` and its parts are rendered from.

    Costly values are made when they are first used: the response to a report shows no letter.
    """

    campaign: Campaign
    """As a supporter in the draft's country sees it: see `Campaign.written_from`."""
    ui_language: Language
    revised: DraftRevision
    today: date
    """The day by which deadlines go."""
    days: LetterDays
    dependencies: PageDependencies
    line: PublicCampaigns
    """The public campaigns: which one continues this one, and which ones it continues."""
    came_from: Campaign | None = None
    """The older campaign that a partner's link named."""
    notice: str = ""
    """Why something that was asked for did not happen."""
    posted: bool = False
    """True where the page answers a posted draft."""
    renews_sheet: bool = False
    """True where htmx gets the letter's sheet, too."""
    retry: RetryButton | None = None
    report_notice: str = ""
    """The same as `notice`, of a report."""
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The characters that a letter cannot hold, by the field they were typed into."""
    evening: EveningForm = field(default_factory=EveningForm)
    """The fields of a letter evening's kit."""
    replaced: str = ""
    """The button that changed the words: `reset`, `restore` or ""."""
    asked_letter: str = ""
    """The tag of a letter language that a link asks for and that is not offered."""
    lost_target: bool = False
    """True where a link names a target that the campaign does not have."""

    @property
    def languages(self) -> Sequence[Language]:
        """The page languages that are offered."""
        return self.dependencies.languages

    @property
    def letter_languages(self) -> LetterLanguages:
        """The languages that the letter can be chosen in."""
        return LetterLanguages(self.campaign, self.chosen, self.draft.language)

    @cached_property
    def reading(self) -> Reading | None:
        """The letter beside its version in the page's language; None while it is out of bounds."""
        is_bounded = all(problem.code == "empty" or problem.days for problem in self.problems)
        return reading(self.campaign, self.draft, self.ui_language) if is_bounded else None

    @cached_property
    def edition(self) -> Edition:
        """The page's text: in the page's language, or else in the campaign's own."""
        return self.campaign.page_edition(self.ui_language.tag)

    @property
    def reported(self) -> int | None:
        """The number of actions at the head of the page; None where none is shown."""
        return self.dependencies.reported

    def is_behind(self, *texts: str) -> bool:
        """Check whether one of these texts stands in the source's language, for want of a translation."""
        return any(map(self.edition.is_behind, texts))

    @property
    def is_withdrawn(self) -> bool:
        """Whether the draft is in a language in which the letter is not offered any more."""
        return self.campaign.letter_edition(self.draft.language.tag) is None

    @property
    def withdrawn_language(self) -> Language | None:
        """A language in which the supporter expects the letter, and in which it is being corrected."""
        for tag in (self.asked_letter, self.ui_language.tag):
            edition = self.campaign.editions.get(tag)
            if edition and edition.has_letter and not edition.offers_letter:
                return None if edition.language == self.draft.language else edition.language
        return None

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Problems of the letter. While there is one, nothing can be sent."""
        return (
            *letters_domain.problems(self.draft, needs_text=not self.demands.asks_for_own_words),
            *letters_domain.date_problems(self.draft, self.days.local),
        )

    @property
    def is_unwritten(self) -> bool:
        """Whether some letter has no text between its salutation and its closing."""
        return any(not letter.paragraphs for letter in self.letters)

    @property
    def targets(self) -> tuple[Target, ...]:
        """Whom one can write to: the embassies in the supporter's country among them."""
        return self.campaign.targets

    @property
    def chosen(self) -> tuple[Target, ...]:
        """The targets that letters go to, in the campaign's order."""
        return tuple(target for target in self.targets if target.id in self.draft.to)

    @property
    def demands(self) -> PageDemands:
        """What the campaign asks for."""
        return PageDemands(self.draft, self.chosen, self.edition, self.letter_edition)

    @cached_property
    def card_problems(self) -> tuple[Problem, ...]:
        """Problems of the postcard's text."""
        return letters_domain.card_problems(self.draft)

    @cached_property
    def letters(self) -> tuple[Letter, ...]:
        """One letter per chosen target; none while the draft has problems."""
        return (
            ()
            if self.problems
            else drafting.compose(self.campaign, self.draft, self.letter_day, self.ui_language)
        )

    @property
    def letter_day(self) -> date:
        """The date of the letter: the supporter's choice, else their day."""
        has_problem = letters_domain.date_problems(self.draft, self.days.local)
        return (None if has_problem else dates.parse(self.draft.date)) or self.days.local

    def dated(self, day: date) -> str:
        """Return a day as the letter has it: in its language, as the supporter's country writes it."""
        return self.draft.language.date(day, self.draft.posted_in)

    @cached_property
    def unprintable(self) -> tuple[str, ...]:
        """Characters of any printed field that no bundled font has, at most twenty: on paper boxes."""
        draft = self.draft
        to = self.chosen
        printed = (
            draft.text, *(draft.demands.get(target.id, "") for target in to), draft.closing, draft.card,
            draft.introduction, draft.sender_name, draft.sender_address,
            *(draft.salutations.get(target.id, "") for target in to),
            *(line for target in to for line in self.address(target)),
            self.letter_edition.text.letter.subject,
            self.dated(self.letter_day),
        )  # fmt: skip
        missing = sorted(self.dependencies.missing("".join(printed)))[:20]
        return tuple(f"{character} (U+{ord(character):04X})" for character in missing)

    def names_left_out(self, name: str) -> tuple[str, ...]:
        """Return the characters that were left out of a field, by their Unicode names, at most five."""
        return tuple(text.describe(character) for character in self.left_out.get(name, ())[:5])

    @cached_property
    def delivery_options(self) -> tuple[DeliveryOption, ...]:
        """How the letters can go, ranked; empty while the draft has problems."""
        return rank_delivery_options(self.letters, self.days_left, self.dependencies.public_url)

    @cached_property
    def sheets(self) -> int:
        """Sheets of paper that the longest letter takes."""
        return max((count_sheets(letter, self.dependencies.widths) for letter in self.letters), default=1)

    @property
    def draft(self) -> Draft:
        """The draft as it stands now."""
        return self.revised.draft

    @property
    def set_aside(self) -> SetAside | None:
        """The supporter's own words that were set aside, if any."""
        return self.revised.set_aside

    @property
    def letter_edition(self) -> Edition:
        """The edition whose letter is shown."""
        return self.campaign.draft_edition(self.draft.language.tag)

    def problem(self, name: str) -> Problem | None:
        """Return the problem of a field, if it has one."""
        problems = self.problems + self.card_problems
        return next((problem for problem in problems if problem.field == name), None)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields on the sheet that a problem can be about."""
        salutations = tuple(f"salutation-{target_id}" for target_id in self.draft.to)
        demands = tuple(f"demands-{target.id}" for target in self.chosen if self.demands.has_field(target))
        own = ("introduction", "sender_name", "sender_address")
        return ("date", *salutations, "text", *demands, "closing", "card", *own)

    @property
    def shown(self) -> str:
        """What the sheet depends on beside its language. Where it changes, htmx gets a new sheet."""
        return " ".join((*self.draft.to, self.draft.posted_in)).strip()

    def address(self, target: Target) -> tuple[str, ...]:
        """Return an address as it is printed."""
        country = drafting.country_line(target.country, self.draft, self.ui_language)
        return (*target.address.lines, *((country,) if country else ()))

    @cached_property
    def letter_editor(self) -> LetterEditor:
        """The editor of the letter."""
        return LetterEditor(self.draft, hints(self.campaign, self.revised, self.letters, self.sheets))

    def reachable_instead(self, target: Target, country: str) -> tuple[Target, ...]:
        """Return the other targets that are reached from a country, where this one is not at all."""
        if target.channels_from(country):
            return ()
        there = self.campaign.targets_from(country)
        return tuple(other for other in there if other.channels_from(country))

    @property
    def report_channels(self) -> tuple[Channel, ...]:
        """The channels that reach some target: what is promised, and what can be reported."""
        reachable = {channel for target in self.targets for channel in target.channels}
        return tuple(channel for channel in Channel if channel in reachable)
