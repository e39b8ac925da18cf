"""Views: the tally as a part of the page, as a page of its own, and as JSON for every site."""

from dataclasses import dataclass

from flask import Blueprint, abort, jsonify
from flask.typing import ResponseReturnValue

from webapp.domain.action import Tally
from webapp.domain.campaign import Campaign
from webapp.domain.edition import Edition
from webapp.domain.language import Language
from webapp.domain.partner import Partner
from webapp.web.campaign.rendering import CampaignPages
from webapp.web.http.responses import RETRY_AFTER_SECONDS, cache_control, render, render_part_or_page

REVALIDATED = "public, no-cache"


@dataclass(frozen=True, slots=True)
class CountPage:
    """What `page/count.html` and its part are rendered from."""

    campaign: Campaign
    ui_language: Language
    tally: Tally | None
    """None while it cannot be read."""

    @property
    def reported(self) -> int | None:
        """The number of actions at the head of the campaign's page; None where none is shown."""
        return self.campaign.count_display.shown(self.tally.total if self.tally else None)

    @property
    def edition(self) -> Edition:
        """The campaign's text on this page."""
        return self.campaign.page_edition(self.ui_language.tag)


@dataclass(frozen=True, slots=True)
class PartnerCountPage(CountPage):
    """What `page/partner_count.html` is rendered from; `tally` is the partner's share."""

    partner: Partner
    whole: Tally | None
    """The campaign's tally."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The tally of a campaign and the share of a partner."""

    pages: CampaignPages

    def add_routes(self, blueprint: Blueprint) -> None:
        """Add the tally, which may be framed."""
        blueprint.add_url_rule("/<lang>/<slug>/count", view_func=self.count)

    def add_other_routes(self, blueprint: Blueprint) -> None:
        """Add what is in no frame: a partner's page, and JSON."""
        base = "/api/campaigns/<slug>"
        blueprint.add_url_rule(f"{base}/count", view_func=self.count_json)
        partner_count = f"{base}/partners/<partner>/count"
        blueprint.add_url_rule(partner_count, view_func=self.count_json, endpoint="partner_count_json")
        blueprint.add_url_rule("/<lang>/<slug>/partners/<partner>", view_func=self.partner_count)

    @cache_control(REVALIDATED)  # who has just reported looks for it
    def count(self, lang: str, slug: str) -> ResponseReturnValue:
        """Return the tally as a part for htmx, or as a page that holds the same part."""
        ui_language, campaign = self.pages.find(lang, slug)
        page = CountPage(campaign, ui_language, self.pages.tally(campaign))
        response = render_part_or_page("page/_count_parts.html", "page/count.html", page)
        if page.tally is None:
            response.headers["Cache-Control"] = "no-store"
        # It differs between part and page, so a cache that leaves out `Vary` does not mix them up either.
        response.add_etag()
        return response

    @cache_control(REVALIDATED)
    def partner_count(self, lang: str, slug: str, partner: str) -> ResponseReturnValue:
        """Show a partner what was reported by its own pages."""
        ui_language, campaign = self.pages.find(lang, slug)
        known = campaign.partner(partner) or abort(404)
        share, whole = self.pages.tally(campaign, known.id), self.pages.tally(campaign)
        page = PartnerCountPage(campaign, ui_language, share, known, whole)
        return render("page/partner_count.html", page)

    @cache_control(REVALIDATED)
    def count_json(self, slug: str, partner: str | None = None) -> ResponseReturnValue:
        """Return the campaign's tally, or a partner's share of it, as JSON to any site."""
        campaign = self.pages.campaign(slug)
        if partner is not None and campaign.partner(partner) is None:
            abort(404)
        tally = self.pages.tally(campaign, partner)
        if tally:
            whose = {"partner": partner} if partner is not None else {}
            response = jsonify(_as_json(campaign, tally) | whose)
        else:
            response = jsonify({"error": "the count cannot be read now"})
            response.status_code = 503
            response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response


def _as_json(campaign: Campaign, tally: Tally) -> dict[str, object]:
    channels = {str(channel): number for channel, number in sorted(tally.channels.items())}
    count: dict[str, object] = {"campaign": campaign.slug, "total": tally.total, "late": tally.late}
    count["entered"] = tally.entered
    of_the_case = {} if tally.of_the_case is None else {"of_the_case": tally.of_the_case}
    return count | {"channels": channels} | of_the_case
