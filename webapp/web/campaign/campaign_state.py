"""Where a campaign stands on the day of the page: open, past its deadline, closed, ended or continued."""

from datetime import date

from webapp.campaigns.public import PublicCampaigns
from webapp.domain.campaign import Campaign
from webapp.domain.life import Outcome


class CampaignState:
    """A base of `CampaignPage`, whose fields it reads."""

    campaign: Campaign
    today: date
    line: PublicCampaigns
    posted: bool

    @property
    def past(self) -> bool:
        """Whether the deadline is over."""
        return self.campaign.is_past_deadline(self.today)

    @property
    def newer(self) -> Campaign | None:
        """The newest of the campaigns that continue this one."""
        newest = self.line.newest(self.campaign)
        return None if newest.slug == self.campaign.slug else newest

    @property
    def earlier(self) -> tuple[Campaign, ...]:
        """The campaigns that this one continues, the last one first."""
        return self.line.earlier(self.campaign)

    @property
    def case_outcome(self) -> Outcome | None:
        """What came of the campaign."""
        return self.campaign.life.outcome

    @property
    def has_tools(self) -> bool:
        """Whether the letter and what belongs to it are shown; with an outcome only a posted draft is."""
        return self.case_outcome is None or self.posted

    @property
    def closed(self) -> bool:
        """Whether nothing may be sent or reported."""
        return self.campaign.is_closed(self.today)

    @property
    def takes_letters(self) -> bool:
        """Whether a letter can be written and sent."""
        return self.has_tools and not self.closed

    @property
    def days_left(self) -> int | None:
        """Days until the deadline."""
        return self.campaign.days_left(self.today)
