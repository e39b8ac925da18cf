"""Views: the tally, as a part of the page, as a page of its own and as JSON for everybody."""

from dataclasses import dataclass

from flask import Blueprint, abort, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue

from webapp.actions import reporting
from webapp.domain.action import Tally
from webapp.domain.campaign import Campaign
from webapp.web.campaign.rendering import CampaignPages
from webapp.web.http.responses import RETRY_AFTER_SECONDS


@dataclass(frozen=True, slots=True)
class Counts:
    """The views."""

    pages: CampaignPages

    def blueprint(self, *, framed: bool = False) -> Blueprint:
        """Give the routes; in a frame there is the tally alone."""
        found = Blueprint("counts", __name__)
        found.add_url_rule("/<lang>/<slug>/count", view_func=self.count, endpoint="count")
        if framed:
            return found
        base = "/api/campaigns/<slug>"
        found.add_url_rule(f"{base}/count", view_func=self.count_json, endpoint="count_json")
        found.add_url_rule(
            f"{base}/partners/<partner>/count", view_func=self.count_json, endpoint="partner_json"
        )
        found.add_url_rule("/<lang>/<slug>/partners/<partner>", view_func=self.partner, endpoint="partner")
        return found

    def count(self, lang: str, slug: str) -> ResponseReturnValue:
        """Give the tally as a part of the page, or as a page of its own that holds the same part."""
        ui_language, campaign = self.pages.page_language(lang), self.pages.campaign(slug)
        tally = self.pages.tally(campaign)
        response = make_response(
            render_template(
                "page/_count_parts.html" if "HX-Request" in request.headers else "page/count.html",
                campaign=campaign,
                ui_language=ui_language,
                edition=campaign.page_edition(ui_language.tag),
                tally=tally,
            )
        )
        # Asked for anew each time: who has just reported looks for it. The ETag differs between part and
        # page, so a cache that leaves out `Vary` does not mix them up either.
        response.headers["Cache-Control"] = "public, no-cache" if tally else "no-store"
        response.vary.add("HX-Request")
        response.add_etag()
        return response.make_conditional(request)

    def partner(self, lang: str, slug: str, partner: str) -> ResponseReturnValue:
        """Show a partner what was reported by its own pages."""
        ui_language, campaign = self.pages.page_language(lang), self.pages.campaign(slug)
        found = campaign.partner(partner) or abort(404)
        response = make_response(
            render_template(
                "page/partner_count.html",
                campaign=campaign,
                ui_language=ui_language,
                partner=found,
                languages=self.pages.parts.languages,
                edition=campaign.page_edition(ui_language.tag),
                tally=self.pages.tally(campaign, found.id),
                whole=self.pages.tally(campaign),
            )
        )
        response.headers["Cache-Control"] = "public, no-cache"
        return response

    def count_json(self, slug: str, partner: str | None = None) -> ResponseReturnValue:
        """Give the tally as JSON, to any site: the campaign's, or a partner's share of it."""
        campaign = self.pages.campaign(slug)
        if partner is not None and campaign.partner(partner) is None:
            abort(404)
        tally = self.pages.tally(campaign, partner)
        reporting.purge_once_a_day(
            self.pages.parts.log, self.pages.parts.last_purge, self.pages.parts.today()
        )
        named = {"partner": partner} if partner is not None else {}
        told = _as_json(campaign, tally) | named if tally else {"error": "the count cannot be read now"}
        response = jsonify(told)
        if not tally:
            response.status_code = 503
            response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.headers["Cache-Control"] = "public, no-cache"
        return response


def _as_json(campaign: Campaign, tally: Tally) -> dict[str, object]:
    channels = {str(channel): number for channel, number in sorted(tally.channels.items())}
    return {"campaign": campaign.slug, "total": tally.total, "late": tally.late, "channels": channels}
