"""Views: the list of campaigns, and a campaign's page."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.actions import reporting
from webapp.domain import drafting
from webapp.domain.action import Tally
from webapp.domain.campaign import Campaign
from webapp.domain.drafting import Revised
from webapp.domain.language import Language
from webapp.web import forms, locales, shelf
from webapp.web.parts import Parts
from webapp.web.view import CampaignPage, Facts

KEPT = "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400"
"""By browsers and caches on the way: each of them has a correction two minutes later, and a page whose server
is down is better a day old than not there."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The views, and what other views need to show a campaign's page."""

    parts: Parts

    def blueprint(self, *, framed: bool = False) -> Blueprint:
        """Give the routes; in a frame there is a campaign's page and no list."""
        pages = Blueprint("pages", __name__)
        if not framed:
            pages.add_url_rule("/", view_func=self.index, endpoint="index")
            pages.add_url_rule("/<lang>", view_func=self.index_in, endpoint="index_in")
        pages.add_url_rule("/<lang>/<slug>", view_func=self.show, endpoint="show")
        return pages

    def index(self) -> ResponseReturnValue:
        """List the campaigns, or go to the only one."""
        page = locales.best(self.parts.languages)
        campaigns = self.parts.library.campaigns()
        if len(campaigns) == 1:
            answer = make_response(redirect(url_for("pages.show", lang=page.tag, slug=campaigns[0].slug)))
        else:
            answer = self._list(page)
        answer.vary.add("Accept-Language")
        return answer

    def index_in(self, lang: str) -> ResponseReturnValue:
        """List the campaigns in the language of the address."""
        return self._list(self.page_language(lang))

    def show(self, lang: str, slug: str) -> ResponseReturnValue:
        """Show a campaign with the suggested letter."""
        page, campaign = self.page_language(lang), self.campaign(slug)
        try:
            letter = forms.letter_language(campaign, request.args.get("letter"), page)
            to = forms.targets(campaign, request.args.getlist("to"))
        except forms.BadField:
            abort(404)
        revised = Revised(drafting.begin(campaign, letter, to), touched=False)
        answer = make_response(self.render(self.view(campaign, page, revised)))
        answer.headers["Cache-Control"] = KEPT
        shelf.ready(request.environ)
        return answer

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

    def suggested(self, campaign: Campaign, page: Language) -> Revised:
        """Give the draft of a first visit."""
        return Revised(drafting.begin(campaign, drafting.default_language(campaign, page)), touched=False)

    def tally(self, campaign: Campaign, partner: str | None = None) -> Tally | None:
        """Read the tally, or a partner's share of it.

        None while the database is out of reach: the letter can go without it.
        """
        try:
            return reporting.count(self.parts.log, campaign.slug, partner)
        except reporting.ActionsUnavailable:
            return None

    def view(self, campaign: Campaign, page: Language, revised: Revised) -> CampaignPage:
        """Gather what a campaign's page shows."""
        address = url_for("pages.show", lang=page.tag, slug=campaign.slug, _external=True)
        facts = Facts(address, self.parts.printer.missing, self.parts.printer.widths)
        return CampaignPage(campaign, page, revised, self.parts.today(), facts)

    def render(
        self, view: CampaignPage, template: str = "campaign/page.html", notice: str = "", **more: Any
    ) -> str:
        """Render a campaign's page, or parts of it: they take the same values."""
        return render_template(
            template,
            view=view,
            campaign=view.campaign,
            page=view.page,
            languages=self.parts.languages,
            letter_languages=view.campaign.letter_languages,
            day=view.today,
            closed=view.closed,
            channels=view.report_channels,
            notice=notice,
            **more,
        )

    def _list(self, page: Language) -> Response:
        campaigns = self.parts.library.campaigns()
        return make_response(
            render_template(
                "campaign/list.html",
                campaigns=campaigns,
                page=page,
                languages=self.parts.languages,
                today=self.parts.today(),
            )
        )
