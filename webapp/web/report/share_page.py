"""View: pass a campaign on, for people who report nothing."""

from dataclasses import dataclass

from flask import Blueprint
from flask.typing import ResponseReturnValue

from webapp.web.campaign.page_model import CampaignPage
from webapp.web.campaign.rendering import CampaignPages
from webapp.web.http.responses import cache_control, render

CACHE_CONTROL = "public, max-age=60"


@dataclass(frozen=True, slots=True)
class SharePage:
    """The page with share links. The thank-you part shows the same."""

    pages: CampaignPages

    def add_routes(self, blueprint: Blueprint) -> None:
        """Add the address."""
        blueprint.add_url_rule("/<lang>/<slug>/share", view_func=self.share)

    @cache_control(CACHE_CONTROL)
    def share(self, lang: str, slug: str) -> ResponseReturnValue:
        """Return the page."""
        ui_language, campaign = self.pages.find(lang, slug)
        suggested = self.pages.suggested(campaign, ui_language)
        return render("report/share.html", self.pages.page(CampaignPage, campaign, ui_language, suggested))
