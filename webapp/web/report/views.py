"""Views: report an action, and undo the report. The reporting service decides; these map its outcomes."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from webapp.actions.log import Recorded
from webapp.actions.outcomes import NO_CREDENTIALS, Credentials, Rejected, RejectionReason, Unavailable
from webapp.actions.reporting import Reporting
from webapp.actions.tokens import MIN_AGE_SECONDS
from webapp.domain.action import Tally
from webapp.domain.campaign import Campaign
from webapp.domain.language import Language
from webapp.web.campaign.page_model import CampaignPage
from webapp.web.campaign.rendering import CampaignPages
from webapp.web.campaign.urls import EmbedContexts
from webapp.web.http.client_address import client_address
from webapp.web.http.responses import RETRY_AFTER_SECONDS, cache_control, render_part_or_page, wants_part
from webapp.web.http.security import on_cross_site_post, only_for_pages
from webapp.web.report.form import (
    ReportForm,
    ReportOutcome,
    new_form,
    read_channel,
    read_report,
    read_token,
    rejected_value,
)
from webapp.web.report.messages import (
    cross_site_text,
    rejection_text,
    unavailable_text,
    undo_unavailable_text,
)
from webapp.web.report.signals import SignalForm, Signals

FIELDS = {
    RejectionReason.QUANTITY: "quantity",
    RejectionReason.EVENING: "evening_day",
    RejectionReason.NO_TARGET: "to",
    RejectionReason.TARGET: "to",
}
"""The field that a rejection is about; the others are about none."""
MAX_REPORT_BYTES = 16_384
"""A report with a proof of work has 3,000. One of the size of a letter takes 60 ms to read."""
STATUS = {RejectionReason.CLOSED: 410}
"""422 for every other reason."""


@dataclass(frozen=True)
class ReportPage(CampaignPage):
    """What `report/page.html` and its parts are rendered from."""

    part: str = "page/_report.html"
    """The template of the reporting part."""
    form: ReportForm | None = None
    outcome: ReportOutcome | None = None
    signal_form: SignalForm | None = None
    """The buttons for what becomes of the letter, after a report."""
    undo_token: str = ""
    """The token of a report whose undo could not be recorded."""
    counted: bool = False
    """True where the tally is shown as it is after the report."""
    tally: Tally | None = None
    """None while it cannot be read."""

    @property
    def reported(self) -> int | None:
        """The number of actions at the head of the page, as it is after the report."""
        return self.campaign.count_display.shown(self.tally.total) if self.tally else super().reported


@dataclass(frozen=True, slots=True)
class Reports:
    """The form, the posted report, and its undo."""

    pages: CampaignPages
    reporting: Reporting
    contexts: EmbedContexts
    signals: Signals

    def add_routes(self, blueprint: Blueprint) -> None:
        """Add the reporting form and the two addresses it posts to."""
        address = "/<lang>/<slug>/actions"
        form = only_for_pages(self.form)  # another site's images must not ask for tokens
        blueprint.add_url_rule(address, view_func=form, endpoint="report_form", methods=["GET"])
        record, undo = (on_cross_site_post(self.refuse_other_site, view) for view in (self.record, self.undo))
        blueprint.add_url_rule(address, view_func=record, methods=["POST"])
        blueprint.add_url_rule(f"{address}/undo", view_func=undo, methods=["POST"])

    @cache_control("no-store")  # the form holds a token
    def form(self, lang: str, slug: str) -> ResponseReturnValue:
        """Return the form with a new token; without a channel, the choice of channels. HEAD gets no token."""
        ui_language, campaign = self.pages.find(lang, slug)
        channel, today = read_channel(request.args), self.pages.today()
        if not channel:
            return self._respond(campaign, ui_language)
        opened: Credentials | Rejected
        if request.method == "HEAD":
            opened = self.reporting.why_no_form(campaign, channel, today=today) or NO_CREDENTIALS
        else:
            opened = self.reporting.open_form(campaign, channel, today=today)
        if isinstance(opened, Rejected):
            status, notice = _status(opened), rejection_text(opened.reason, channel)
            return self._respond(campaign, ui_language, status, report_notice=notice)
        form = new_form(campaign, ui_language, channel, request.args, opened)
        if form.asks_nothing and wants_part():  # a page of its own may be opened by another site's link
            form = replace(form, wait=MIN_AGE_SECONDS)
        return self._respond(campaign, ui_language, part="report/_form.html", form=form)

    def record(self, lang: str, slug: str) -> ResponseReturnValue:
        """Count a report once. If it is rejected, the form is shown again as it was filled in."""
        ui_language, campaign = self.pages.find(lang, slug)
        request.max_content_length = MAX_REPORT_BYTES
        form = read_report(campaign, ui_language, request.form)
        report = form.submitted(partner=self.contexts.current().partner, address=client_address())
        match self.reporting.submit(campaign, report, today=self.pages.today()):
            case Recorded() as recorded:
                return self._respond_recorded(campaign, ui_language, recorded, form.token)
            case Rejected() as rejected:
                form = replace(
                    form,
                    wait=rejected.wait_seconds,
                    sends_itself=rejected.reason is RejectionReason.MORE_WORK,
                    refused_field=FIELDS.get(rejected.reason, ""),
                )
                status = _status(rejected)
                problem = rejection_text(rejected.reason, rejected_value(rejected.reason, form))
            case Unavailable() as rejected:
                status, problem = 503, unavailable_text()
        # The form cannot name an unknown channel: the page offers the known ones. A closed campaign has none.
        if not form.has_known_channel or status == STATUS[RejectionReason.CLOSED]:
            return self._respond(campaign, ui_language, status, report_notice=problem)
        form = replace(form, refusal=problem).with_credentials(rejected.credentials)
        return self._respond(campaign, ui_language, status, part="report/_form.html", form=form)

    def undo(self, lang: str, slug: str) -> ResponseReturnValue:
        """Undo a report."""
        ui_language, campaign = self.pages.find(lang, slug)
        request.max_content_length = MAX_REPORT_BYTES
        token = read_token(request.form)
        match self.reporting.undo(campaign, token):
            case Recorded() as recorded:
                return self._respond_recorded(campaign, ui_language, recorded, token)
            case Rejected() as rejected:
                status, notice = _status(rejected), rejection_text(rejected.reason)
            case Unavailable():
                return self._respond(
                    campaign,
                    ui_language,
                    503,
                    part="report/_undo_again.html",
                    report_notice=undo_unavailable_text(),
                    undo_token=token,
                )
        return self._respond(campaign, ui_language, status, report_notice=notice)

    def refuse_other_site(self, lang: str, slug: str) -> ResponseReturnValue:
        """Answer a report, or an undo, that another site's page sent."""
        ui_language, campaign = self.pages.find(lang, slug)
        return self._respond(campaign, ui_language, 403, report_notice=cross_site_text())

    def _respond_recorded(
        self, campaign: Campaign, ui_language: Language, recorded: Recorded, token: str
    ) -> Response:
        outcome = ReportOutcome.of(recorded, token)
        signal_form = self.signals.new_form(campaign, outcome.targets)
        return self._respond(
            campaign, ui_language, part="report/_done.html", outcome=outcome, signal_form=signal_form
        )

    def _respond(
        self, campaign: Campaign, ui_language: Language, status: int = 200, **state: Any
    ) -> Response:
        """Return the part with the count beside it, or a page of its own that holds both.

        The response to a post has the count as it is then. Opening the form does not query the database.
        """
        counted = request.method == "POST"
        revised = self.pages.suggested(campaign, ui_language)
        tally = self.pages.tally(campaign) if counted else None
        page = self.pages.page(
            ReportPage, campaign, ui_language, revised, counted=counted, tally=tally, **state
        )
        response = render_part_or_page("report/_parts.html", "report/page.html", page, status)
        wait = page.form.wait if page.form else 0
        if (wait and status != 200) or status == 503:
            response.headers["Retry-After"] = str(wait or RETRY_AFTER_SECONDS)
        return response


def _status(rejected: Rejected) -> int:
    return STATUS.get(rejected.reason, 422)
