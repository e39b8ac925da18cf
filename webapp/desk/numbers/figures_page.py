"""What the page of figures is rendered from."""

from dataclasses import dataclass
from datetime import date

from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import pgettext, ui_language
from webapp.desk.numbers.period import Period, quick_periods
from webapp.desk.numbers.tables import MOST_ROWS, Table
from webapp.desk.numbers.timeline import Timeline
from webapp.domain.campaign import CountDisplay
from webapp.team.numbers.signals import CampaignSignals


@dataclass(frozen=True, slots=True)
class PublicCount:
    """The number that the page has of a campaign, of all days, and what it is measured by."""

    total: int
    display: CountDisplay
    days_left: str
    """In words; "" without a deadline."""
    is_public: bool


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """What `desk/numbers/numbers.html` is rendered from."""

    title: str
    slug: str
    """"" where it is about all campaigns."""
    period: Period
    today: date
    total: int
    made_of: tuple[str, ...]
    """Sentences."""
    waiting: int
    timeline: Timeline | None
    tables: tuple[Table, ...]
    count: PublicCount | None
    """None where it is about all campaigns."""
    signals: CampaignSignals | None = None
    """The same."""

    most_signals = MOST_ROWS

    @property
    def here(self) -> str:
        """The address without a period."""
        return f"/campaigns/{self.slug}/numbers" if self.slug else "/numbers"

    @property
    def bursts(self) -> str:
        """The address of the letters that wait."""
        return f"/campaigns/{self.slug}/bursts" if self.slug else "/bursts"

    @property
    def problem_links(self) -> tuple[tuple[str, str], ...]:
        """Each problem with the address of its field."""
        return tuple((f"#{name}", sentence) for name, sentence in self.period.problems)

    @property
    def quick(self) -> tuple[tuple[str, Period], ...]:
        """Periods that a link leads to."""
        return quick_periods(self.today)

    @property
    def is_mirrored(self) -> bool:
        """Whether time and bars go from right to left."""
        return ui_language().direction == "rtl"

    @property
    def period_words(self) -> str:
        """The period as a heading."""
        since, until = self.period.since, self.period.until
        day = ui_language().date
        if since and until:
            return pgettext(
                "period of time", "From %(since)s to %(until)s", since=day(since), until=day(until)
            )
        if since:
            return pgettext("period of time", "Since %(since)s", since=day(since))
        if until:
            return pgettext("period of time", "Until %(until)s", until=day(until))
        return _("Since the beginning")
