"""Views: the tally, as a part of the page and as JSON for everybody."""

from dataclasses import dataclass

from flask import Blueprint, jsonify, make_response, render_template
from flask.typing import ResponseReturnValue

from webapp.domain.action import Tally
from webapp.domain.campaign import Campaign
from webapp.services import actions
from webapp.web.pages import Pages


@dataclass(frozen=True, slots=True)
class Counts:
    """The views."""

    pages: Pages

    def blueprint(self) -> Blueprint:
        """Give the routes."""
        found = Blueprint("counts", __name__)
        found.add_url_rule("/<lang>/<slug>/count", view_func=self.count, endpoint="count")
        found.add_url_rule("/api/campaigns/<slug>/count", view_func=self.count_json, endpoint="count_json")
        return found

    def count(self, lang: str, slug: str) -> ResponseReturnValue:
        """Give the tally as a part of the page."""
        page, campaign = self.pages.page_language(lang), self.pages.campaign(slug)
        answer = make_response(
            render_template(
                "campaign/_count.html", campaign=campaign, page=page, tally=self.pages.tally(campaign)
            )
        )
        answer.headers["Cache-Control"] = "public, no-cache"
        return answer

    def count_json(self, slug: str) -> ResponseReturnValue:
        """Give the tally as JSON, to any site."""
        campaign = self.pages.campaign(slug)
        tally = self.pages.tally(campaign)
        actions.purge_once_a_day(self.pages.parts.log, self.pages.parts.last_purge, self.pages.parts.today())
        answer = jsonify(_as_json(campaign, tally) if tally else {"error": "the count cannot be read now"})
        answer.status_code = 200 if tally else 503
        answer.headers["Access-Control-Allow-Origin"] = "*"
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        answer.headers["Cache-Control"] = "public, no-cache"
        return answer


def _as_json(campaign: Campaign, tally: Tally) -> dict[str, object]:
    channels = {str(channel): number for channel, number in sorted(tally.channels.items())}
    return {"campaign": campaign.slug, "total": tally.total, "late": tally.late, "channels": channels}
