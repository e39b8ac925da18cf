"""Views: reporting an action, and taking it back."""

from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from flask import Blueprint, Response, make_response, request
from flask.typing import ResponseReturnValue

from webapp.actions import reporting, tokens
from webapp.actions.burst_detection import BurstDetector
from webapp.actions.proof_of_work import ProofOfWork
from webapp.actions.reporting import LastPurge
from webapp.actions.tokens import Tokens
from webapp.database.connection import ActionsUnavailable
from webapp.domain.action import Tally
from webapp.domain.campaign import Campaign
from webapp.domain.channel import Channel
from webapp.domain.language import Language
from webapp.server.metrics.registry import Metrics
from webapp.web.campaign.page_model import CampaignPage
from webapp.web.campaign.rendering import CampaignPages, render
from webapp.web.campaign.urls import EmbedContexts
from webapp.web.http import security
from webapp.web.http.locales import gettext as _
from webapp.web.http.rate_limits import RateLimiter
from webapp.web.http.responses import RETRY_AFTER_SECONDS
from webapp.web.report.form import (
    ReportForm,
    ReportOutcome,
    letter_tag,
    preselected,
    reachable,
    read_report,
    rejected_value,
)
from webapp.web.report.messages import refusal_text, token_text


@dataclass(frozen=True)
class ReportPage(CampaignPage):
    """What `report/page.html` and its parts are rendered from."""

    part: str = "page/_report.html"
    """The template of the reporting part."""
    form: ReportForm | None = None
    outcome: ReportOutcome | None = None
    counted: bool = False
    """True where the tally is shown as it is after the report."""
    tally: Tally | None = None
    """None while it cannot be read."""


@dataclass(frozen=True, slots=True)
class Reports:
    """The views."""

    pages: CampaignPages
    tokens: Tokens
    limiter: RateLimiter
    bursts: BurstDetector
    proofs: ProofOfWork | None
    metrics: Metrics
    last_purge: LastPurge
    contexts: EmbedContexts

    def add_routes(self, blueprint: Blueprint) -> None:
        """Add the reporting form and the two addresses it posts to."""
        address = "/<lang>/<slug>/actions"
        blueprint.add_url_rule(address, view_func=self.form, endpoint="report_form", methods=["GET"])
        blueprint.add_url_rule(address, view_func=self.record, methods=["POST"])
        blueprint.add_url_rule(f"{address}/undo", view_func=self.undo, methods=["POST"])

    def form(self, lang: str, slug: str) -> ResponseReturnValue:
        """Give the form with a fresh token; without a channel, the choice of channels."""
        ui_language, campaign = self.pages.find(lang, slug)
        channel = request.args.get("channel", "")
        if campaign.is_closed(self.pages.today()):
            return self._answer(campaign, ui_language, "page/_report.html", 410 if channel else 200)
        if not channel:
            return self._answer(campaign, ui_language, "page/_report.html")
        if channel not in tuple(Channel):
            refused = refusal_text(reporting.ReportRejected(reporting.RejectionReason.CHANNEL), channel)
            return self._answer(campaign, ui_language, "page/_report.html", 422, notice=refused)
        if not self.limiter.hit("token", request.remote_addr):
            return self._busy(campaign, ui_language, "page/_report.html", 429)
        choices = reachable(campaign, channel)
        token = self.tokens.issue(campaign.slug)
        report = ReportForm(
            token=token,
            channel=channel,
            letter=letter_tag(campaign, ui_language, request.args.get("letter", "")),
            to=preselected(choices, request.args.getlist("to")),
            choices=choices,
            challenge=self._challenge(token, campaign),
        )
        return self._answer(campaign, ui_language, "report/_form.html", form=report)

    def record(self, lang: str, slug: str) -> ResponseReturnValue:
        """Count a report, once. Whatever is wrong, the form comes back as it was filled in."""
        ui_language, campaign = self.pages.find(lang, slug)
        report = self._checked(campaign, read_report(campaign, ui_language, request.form))
        today = self.pages.today()
        if not security.is_from_here():
            told_so = _("This report was sent from another site.")
            return self._answer(campaign, ui_language, "page/_report.html", 403, notice=told_so)
        if request.form.get("website"):
            return self._refuse(
                campaign, ui_language, report, 422, _("The hidden field has to stay empty. Please try again.")
            )
        if not report.to:
            return self._refuse(
                campaign, ui_language, report, 422, _("Choose at least one person to write to.")
            )
        if strangers := [one for one in report.to if one not in report.choices]:
            refused = refusal_text(
                reporting.ReportRejected(reporting.RejectionReason.TARGET), ", ".join(strangers)[:100]
            )
            return self._refuse(campaign, ui_language, report, 422, refused)
        letters = max(1, min(report.number, report.most) * len(report.to))
        if not (
            self.limiter.hit("record", request.remote_addr)
            and self.limiter.hit("counted", request.remote_addr, cost=letters)
        ):
            return self._refuse(campaign, ui_language, report, 429, _too_many())
        try:
            token_id = self.tokens.read(report.token, campaign.slug)
            recorded = reporting.report(
                self.pages.log,
                campaign,
                token_id,
                channel=report.channel,
                targets=report.to,
                quantity=report.number,
                letter_language=report.letter,
                today=today,
                partner=self.contexts.current().partner,
                burst=self.bursts.burst_for(
                    campaign.slug, request.remote_addr, letters, proved=not self.proofs or bool(report.proof)
                ),
            )
        except tokens.TokenTooNew as fresh:
            return self._refuse(
                campaign, ui_language, report, 422, token_text(fresh), wait=max(1, ceil(fresh.seconds_left))
            )
        except tokens.TokenRejected as refused:
            return self._refuse(campaign, ui_language, report, 422, token_text(refused), renew=True)
        except reporting.ReportRejected as refused:
            self.metrics.actions("refused")
            status = 410 if refused.why is reporting.RejectionReason.CLOSED else 422
            return self._refuse(
                campaign, ui_language, report, status, refusal_text(refused, rejected_value(refused, report))
            )
        except ActionsUnavailable:
            self.metrics.actions("unavailable")
            return self._refuse(campaign, ui_language, report, 503, _not_recorded())
        outcome = "repeated" if recorded.repeated else "held" if recorded.held else "recorded"
        self.metrics.actions(outcome)
        reporting.purge_once_a_day(self.pages.log, self.last_purge, today)
        done = ReportOutcome(report.token, recorded.total, recorded.undone, recorded.held)
        return self._answer(campaign, ui_language, "report/_done.html", outcome=done)

    def undo(self, lang: str, slug: str) -> ResponseReturnValue:
        """Take a report back."""
        ui_language, campaign = self.pages.find(lang, slug)
        token = request.form.get("token", "")[:200]
        if not security.is_from_here():
            return self._answer(
                campaign,
                ui_language,
                "page/_report.html",
                403,
                notice=_("This report was sent from another site."),
            )
        try:
            token_id = self.tokens.read(token, campaign.slug)
            undone = reporting.undo_report(self.pages.log, campaign.slug, token_id)
        except (tokens.TokenRejected, reporting.ReportRejected):
            rejected_value = refusal_text(
                reporting.ReportRejected(reporting.RejectionReason.NOTHING_HELD), ""
            )
            return self._answer(campaign, ui_language, "page/_report.html", 422, notice=rejected_value)
        except ActionsUnavailable:
            self.metrics.actions("unavailable")
            return self._busy(campaign, ui_language, "page/_report.html", 503)
        self.metrics.actions("repeated" if undone.repeated else "undone")
        done = ReportOutcome(token, undone.total, undone.undone, undone.held)
        return self._answer(campaign, ui_language, "report/_done.html", outcome=done)

    def _challenge(self, token: str, campaign: Campaign) -> str:
        proofs = self.proofs
        return proofs.challenge(token, campaign.slug) if proofs else ""

    def _checked(self, campaign: Campaign, report: ReportForm) -> ReportForm:
        """Leave out a proof of work that is wrong. It is no reason to refuse the report."""
        proofs = self.proofs
        good = proofs and proofs.hold(report.proof, report.token, campaign.slug)
        return report if good else replace(report, proof="")

    def _refuse(
        self, campaign: Campaign, ui_language: Language, report: ReportForm, status: int, why: str,
        *, wait: int = 0, renew: bool = False,
    ) -> Response:  # fmt: skip
        if renew:
            report = replace(report, token=self.tokens.issue(campaign.slug), proof="")
        if not report.proof:
            report = replace(report, challenge=self._challenge(report.token, campaign))
        again = replace(report, refusal=why, wait=wait)
        response = self._answer(campaign, ui_language, "report/_form.html", status, form=again)
        if wait or status in (429, 503):
            response.headers["Retry-After"] = str(wait or RETRY_AFTER_SECONDS)
        return response

    def _busy(self, campaign: Campaign, ui_language: Language, part: str, status: int) -> Response:
        response = self._answer(campaign, ui_language, part, status, notice=_too_many())
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response

    def _answer(
        self,
        campaign: Campaign,
        ui_language: Language,
        part: str,
        status: int = 200,
        notice: str = "",
        **more: Any,
    ) -> Response:
        """Answer with the part and the count beside it, or with a page of its own that holds both.

        A report is answered with the count as it is then; who opens the form asks no database for it.
        """
        counted = request.method == "POST"
        revised = self.pages.suggested(campaign, ui_language)
        tally = self.pages.tally(campaign) if counted else None
        page = self.pages.page(
            ReportPage,
            campaign,
            ui_language,
            revised,
            part=part,
            counted=counted,
            tally=tally,
            report_notice=notice,
            **more,
        )
        is_part = "HX-Request" in request.headers
        response = make_response(
            render("report/_parts.html" if is_part else "report/page.html", page), status
        )
        response.headers["Cache-Control"] = "no-store"
        response.vary.add("HX-Request")
        return response


def _too_many() -> str:
    return _("Too many requests come from your network at this moment. Please try again in a few seconds.")


def _not_recorded() -> str:
    return _(
        "The report could not be recorded just now. It is not counted yet: please try again in a few seconds."
    )
