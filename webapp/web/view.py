"""What the campaign page shows, gathered from the campaign, the draft and the day. No words in here."""

from dataclasses import dataclass
from datetime import date

from webapp.domain import letter as letters_domain
from webapp.domain.action import Channel
from webapp.domain.campaign import Campaign, Edition
from webapp.domain.ladder import Route, ladder
from webapp.domain.language import Language
from webapp.domain.letter import Draft, Letter, Problem
from webapp.domain.measure import Widths, sheets
from webapp.domain.target import Target
from webapp.services import letters
from webapp.services.letters import Kept, Revised


@dataclass(frozen=True, slots=True)
class Facts:
    """What the page is made from and neither the campaign nor the draft knows."""

    address: str
    """The campaign's public address."""
    unprintable: tuple[str, ...]
    """Characters that no bundled font has: they would be boxes on paper."""
    widths: Widths


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """The values that `campaign/page.html` and its parts are rendered from."""

    campaign: Campaign
    page: Language
    edition: Edition
    """The page's text: in the page's language, or in the campaign's own where there is none."""
    revised: Revised
    today: date
    problems: tuple[Problem, ...] = ()
    """Those of the letter: while there are any, it cannot go."""
    card_problems: tuple[Problem, ...] = ()
    letters: tuple[Letter, ...] = ()
    """Empty while the draft has problems."""
    unprintable: tuple[str, ...] = ()
    """Characters that no bundled font has: they would be boxes on paper."""
    routes: tuple[Route, ...] = ()
    """The ladder; empty while the draft has problems."""
    sheets: int = 1
    """Sheets that the longest of the letters takes."""

    @property
    def draft(self) -> Draft:
        """The draft as it stands now."""
        return self.revised.draft

    @property
    def kept(self) -> Kept | None:
        """Words put aside."""
        return self.revised.kept

    @property
    def letter_edition(self) -> Edition:
        """The edition whose letter is shown."""
        return self.campaign.letter_edition(self.draft.language.tag) or self.campaign.source

    @property
    def past(self) -> bool:
        """Whether the deadline is over."""
        return self.campaign.is_past_deadline(self.today)

    @property
    def closed(self) -> bool:
        """Whether nothing may be sent or reported."""
        return self.campaign.is_closed(self.today)

    @property
    def days_left(self) -> int | None:
        """Days until the deadline."""
        return self.campaign.days_left(self.today)

    def problem(self, name: str) -> Problem | None:
        """Find the problem of a field."""
        return next((one for one in self.problems + self.card_problems if one.field == name), None)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields on the sheet that a problem can be about."""
        salutations = tuple(f"salutation-{target_id}" for target_id in self.draft.to)
        return (*salutations, "text", "closing", "sender_name", "sender_address", "card")

    @property
    def shown(self) -> str:
        """What the sheet was made for, beside its language: another value asks for the sheet anew."""
        return " ".join((*self.draft.to, self.draft.posted_in)).strip()

    def address(self, target: Target) -> tuple[str, ...]:
        """Give an address as it will be printed."""
        country = letters.country_line(target, self.draft, self.page)
        return (*target.address.lines, *((country,) if country else ()))

    @property
    def rows(self) -> int:
        """A height for the text's field where the browser cannot grow it: lines of about 64 letters."""
        lines = (max(1, -(-len(line) // 64)) for line in self.draft.text.split("\n"))
        return min(max(12, sum(lines) + 1), 90)

    @property
    def report_channels(self) -> tuple[tuple[Channel, ...], tuple[Channel, ...]]:
        """The channels some target can be reached by, and the others, which a supporter may have found."""
        reachable = {channel for target in self.campaign.targets for channel in target.channels}
        first = tuple(channel for channel in Channel if channel in reachable)
        return first, tuple(channel for channel in Channel if channel not in reachable)


def campaign_page(
    campaign: Campaign,
    page: Language,
    revised: Revised,
    today: date,
    facts: Facts,
) -> CampaignPage:
    """Hold the draft against its bounds and make the letters and the ladder it allows."""
    problems = letters_domain.problems(revised.draft)
    composed = () if problems else letters.compose(campaign, revised.draft, today, page)
    return CampaignPage(
        campaign=campaign,
        page=page,
        edition=campaign.page_edition(page.tag),
        revised=revised,
        today=today,
        problems=problems,
        card_problems=letters_domain.card_problems(revised.draft),
        letters=composed,
        unprintable=facts.unprintable,
        routes=ladder(composed, campaign.days_left(today), facts.address),
        sheets=max((sheets(letter, facts.widths) for letter in composed), default=1),
    )
