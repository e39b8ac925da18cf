"""Render a campaign's page, or parts of it, for any view."""

from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, url_for

from webapp.actions import reporting
from webapp.database.connection import ActionsUnavailable
from webapp.domain import drafting
from webapp.domain.action import Tally
from webapp.domain.campaign import Campaign
from webapp.domain.drafting import DraftRevision
from webapp.domain.language import Language
from webapp.web.campaign.dependencies import Dependencies
from webapp.web.campaign.page_model import CampaignPage, PageDependencies


@dataclass(frozen=True, slots=True)
class CampaignPages:
    """What views need to show a campaign's page."""

    parts: Dependencies

    def page_language(self, tag: str) -> Language:
        """Find a page language; 404 for any other."""
        found = next((one for one in self.parts.languages if one.tag == tag), None)
        if found is None:
            abort(404)
        return found

    def campaign(self, slug: str) -> Campaign:
        """Find a campaign; 404 for any other."""
        found = self.parts.library.campaign(slug)
        if found is None:
            abort(404)
        return found

    def suggested(self, campaign: Campaign, ui_language: Language) -> DraftRevision:
        """Give the draft of a first visit."""
        return DraftRevision(
            drafting.begin(campaign, drafting.default_language(campaign, ui_language)), touched=False
        )

    def tally(self, campaign: Campaign, partner: str | None = None) -> Tally | None:
        """Read the tally, or a partner's share of it.

        None while the database is out of reach: the letter can go without it.
        """
        try:
            return reporting.count(self.parts.log, campaign.slug, partner)
        except ActionsUnavailable:
            return None

    def page(self, campaign: Campaign, ui_language: Language, revised: DraftRevision) -> CampaignPage:
        """Gather what a campaign's page shows."""
        address = url_for("pages.show", lang=ui_language.tag, slug=campaign.slug, _external=True)
        facts = PageDependencies(address, self.parts.printer.missing, self.parts.printer.widths)
        return CampaignPage(campaign, ui_language, revised, self.parts.today(), facts)

    def render(
        self, page: CampaignPage, template: str = "page/page.html", notice: str = "", **more: Any
    ) -> str:
        """Render a campaign's page, or parts of it: they take the same values."""
        return render_template(
            template,
            page=page,
            campaign=page.campaign,
            ui_language=page.ui_language,
            languages=self.parts.languages,
            letter_languages=page.campaign.letter_languages,
            day=page.today,
            closed=page.closed,
            channels=page.report_channels,
            notice=notice,
            **more,
        )
