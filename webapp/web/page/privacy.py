"""View: what the site keeps of its visitors, for how long, and who runs it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint
from flask.typing import ResponseReturnValue

from webapp.actions.retention import RECEIPT_MAX_AGE
from webapp.domain.language import Language
from webapp.web.campaign.rendering import CampaignPages
from webapp.web.http.responses import cache_control, render

CACHE_CONTROL = "public, max-age=300"


@dataclass(frozen=True, slots=True)
class PrivacyPage:
    """What `page/privacy.html` is rendered from."""

    ui_language: Language
    languages: Sequence[Language]
    receipt_days: int = RECEIPT_MAX_AGE.days
    campaign: None = None


@dataclass(frozen=True, slots=True)
class Privacy:
    """The page on privacy. Its address begins with `privacy`, which no campaign's slug can take away."""

    pages: CampaignPages

    def add_routes(self, blueprint: Blueprint) -> None:
        """Add the address; it is never in a frame."""
        blueprint.add_url_rule("/privacy/<lang>", endpoint="privacy", view_func=self.show)

    @cache_control(CACHE_CONTROL)
    def show(self, lang: str) -> ResponseReturnValue:
        """Show the page in the language of the address."""
        return render("page/privacy.html", PrivacyPage(self.pages.language(lang), self.pages.languages))
