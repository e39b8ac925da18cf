"""Find and render what the views of a campaign show."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from flask import abort

from webapp.actions.cached_totals import CachedTotals
from webapp.actions.log import ActionLog
from webapp.campaigns.registry import CampaignRegistry
from webapp.database.connection import ActionsUnavailable
from webapp.domain import dates, drafting
from webapp.domain.action import Tally
from webapp.domain.campaign import Campaign
from webapp.domain.drafting import DraftRevision
from webapp.domain.language import Language
from webapp.printing.printer import Printer
from webapp.web.campaign.letter_days import LetterDays
from webapp.web.campaign.page_dependencies import PageDependencies
from webapp.web.campaign.page_model import CampaignPage
from webapp.web.campaign.urls import public_url
from webapp.web.http.page_languages import PageLanguages

AnyCampaignPage = TypeVar("AnyCampaignPage", bound=CampaignPage)


@dataclass(frozen=True, slots=True)
class CampaignPages:
    """What the views of a campaign share. Unknown languages and campaigns end the request with 404."""

    campaigns: CampaignRegistry
    languages: PageLanguages
    """The page languages that are offered."""
    log: ActionLog
    totals: CachedTotals
    printer: Printer
    today: Callable[[], date]
    """The day by which deadlines go."""
    now: Callable[[], datetime]
    """The moment, in UTC."""

    def find(self, lang: str, slug: str) -> tuple[Language, Campaign]:
        """Return the page language and the campaign that an address names, or abort with 404."""
        return self.language(lang), self.campaign(slug)

    def language(self, tag: str) -> Language:
        """Return a page language, or abort with 404."""
        return next((language for language in self.languages if language.tag == tag), None) or abort(404)

    def campaign(self, slug: str) -> Campaign:
        """Return a campaign, or abort with 404."""
        return self.campaigns.campaign(slug) or abort(404)

    def suggested(self, campaign: Campaign, ui_language: Language) -> DraftRevision:
        """Return the draft of a first visit."""
        letter = drafting.default_language(campaign, ui_language)
        return DraftRevision(drafting.begin(campaign, letter, place=ui_language), touched=False)

    def tally(self, campaign: Campaign, partner: str | None = None) -> Tally | None:
        """Read the tally, or a partner's share of it; None while the database is out of reach."""
        line = self.campaigns.public().line(campaign) if partner is None else ()
        try:
            tally = self.log.tally(campaign.slug, partner, campaign.life.redirects)
            if len(line) < 2:
                return tally
            first, *others = (slug for each in line for slug in (each.slug, *each.life.redirects))
            return replace(tally, of_the_case=self.log.tally(first, also=others).total)
        except ActionsUnavailable:
            return None

    def reported(self, campaign: Campaign) -> int | None:
        """Return the total of about a minute ago as the page shows it; None where it shows none."""
        total = self.totals.total((campaign.slug, *campaign.former_slugs))
        return campaign.count_display.shown(total)

    def page(
        self,
        kind: type[AnyCampaignPage],
        campaign: Campaign,
        ui_language: Language,
        revised: DraftRevision,
        *,
        claimed_day: str = "",
        **state: Any,
    ) -> AnyCampaignPage:
        """Make the page of a campaign with a draft; `state` are further fields of its kind.

        It shows the campaign as it is written to from the draft's country.

        `claimed_day` is the supporter's day, as the browser says it.
        """
        now = self.now()
        days = LetterDays(dates.local_day(claimed_day, now), dates.days_on_earth(now))
        url = public_url(campaign, ui_language)
        dependencies = PageDependencies(
            self.languages, url, self.printer.missing, self.printer.widths, self.reported(campaign)
        )
        return kind(
            campaign.written_from(revised.draft.posted_in),
            ui_language,
            revised,
            self.today(),
            days,
            dependencies,
            self.campaigns.public(),
            **state,
        )
