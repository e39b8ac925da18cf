"""Views: a supporter tells of an answer, or of an address that does not work. One press, and no words."""

from dataclasses import dataclass

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from webapp.actions.outcomes import NO_CREDENTIALS, Rejected
from webapp.actions.signalling import Noted, Signalling, SubmittedSignal
from webapp.domain import text
from webapp.domain.campaign import Campaign
from webapp.domain.language import Language
from webapp.domain.signal import Signal
from webapp.web.campaign.choices import Form
from webapp.web.campaign.page_model import CampaignPage
from webapp.web.campaign.rendering import CampaignPages
from webapp.web.http.client_address import client_address
from webapp.web.http.responses import RETRY_AFTER_SECONDS, cache_control, render_part_or_page
from webapp.web.http.security import on_cross_site_post, only_for_pages
from webapp.web.report.form import MAX_TOKEN_CHARS
from webapp.web.report.messages import cross_site_text, signal_rejection_text, signal_unavailable_text

MAX_SIGNAL_BYTES = 4_096
MAX_ID_CHARS = 64


@dataclass(frozen=True, slots=True)
class SignalForm:
    """The two buttons, and whom they are about."""

    token: str
    choices: tuple[str, ...]
    """The ids of the targets."""
    target: str = ""
    kind: str = ""
    """The button that was pressed, where the form sends itself again."""
    refusal: str = ""
    wait: int = 0
    """Seconds after which htmx sends the form again by itself; 0 for never."""


@dataclass(frozen=True)
class SignalPage(CampaignPage):
    """What `report/signal_page.html` and its part are rendered from."""

    part: str = "report/_signal.html"
    counted: bool = False
    """The tally is not shown: a signal does not change it."""
    signal_form: SignalForm | None = None
    noted: Signal | None = None


@dataclass(frozen=True, slots=True)
class Signals:
    """The form with the two buttons, and the posted signal."""

    pages: CampaignPages
    signalling: Signalling

    def add_routes(self, blueprint: Blueprint) -> None:
        """Add the address; the form's own link opens it, and its buttons post to it."""
        address = "/<lang>/<slug>/signals"
        form = only_for_pages(self.form)  # another site's images must not ask for tokens
        blueprint.add_url_rule(address, view_func=form, endpoint="signal_form", methods=["GET"])
        post = on_cross_site_post(self.refuse_other_site, self.signal)
        blueprint.add_url_rule(address, view_func=post, endpoint="signal", methods=["POST"])

    @cache_control("no-store")  # the form holds a token
    def form(self, lang: str, slug: str) -> ResponseReturnValue:
        """Return the form with a new token. HEAD gets none."""
        ui_language, campaign = self.pages.find(lang, slug)
        return self._respond(campaign, ui_language, form=self.new_form(campaign))

    def new_form(self, campaign: Campaign, targets: tuple[str, ...] = ()) -> SignalForm:
        """Return the form with a new token; one that is about a report knows its targets."""
        choices = tuple(target.id for target in campaign.targets)
        known = tuple(target_id for target_id in choices if target_id in targets) or choices
        token = "" if request.method == "HEAD" else self.signalling.open_form(campaign)
        return SignalForm(token, choices, known[0] if len(known) == 1 else "")

    def signal(self, lang: str, slug: str) -> ResponseReturnValue:
        """Count a signal once."""
        ui_language, campaign = self.pages.find(lang, slug)
        request.max_content_length = MAX_SIGNAL_BYTES
        submitted = read_signal(request.form)
        outcome = self.signalling.submit(campaign, submitted, today=self.pages.today())
        if isinstance(outcome, Noted):
            return self._respond(campaign, ui_language, noted=outcome.signal)
        status, problem, wait = 503, signal_unavailable_text(), 0
        if isinstance(outcome, Rejected):
            status, problem, wait = 422, signal_rejection_text(outcome.reason), outcome.wait_seconds
        choices = tuple(target.id for target in campaign.targets)
        form = SignalForm(
            outcome.credentials.token,
            choices,
            submitted.target if submitted.target in choices else "",
            submitted.kind if wait else "",
            problem,
            wait,
        )
        return self._respond(campaign, ui_language, status, form=form)

    def refuse_other_site(self, lang: str, slug: str) -> ResponseReturnValue:
        """Answer a signal that another site's page sent."""
        ui_language, campaign = self.pages.find(lang, slug)
        choices = tuple(target.id for target in campaign.targets)
        form = SignalForm(NO_CREDENTIALS.token, choices, refusal=cross_site_text())
        return self._respond(campaign, ui_language, 403, form=form)

    def _respond(
        self,
        campaign: Campaign,
        ui_language: Language,
        status: int = 200,
        form: SignalForm | None = None,
        noted: Signal | None = None,
    ) -> Response:
        suggested = self.pages.suggested(campaign, ui_language)
        page = self.pages.page(SignalPage, campaign, ui_language, suggested, signal_form=form, noted=noted)
        response = render_part_or_page("report/_parts.html", "report/signal_page.html", page, status)
        if status == 503 or (form and form.wait):
            response.headers["Retry-After"] = str((form and form.wait) or RETRY_AFTER_SECONDS)
        return response


def read_signal(form: Form) -> SubmittedSignal:
    """Read a posted form."""
    return SubmittedSignal(
        token=form.get("token", "")[:MAX_TOKEN_CHARS],
        kind=text.line(form.get("kind", ""))[:MAX_ID_CHARS],
        target=text.line(form.get("target", ""))[:MAX_ID_CHARS],
        address=client_address(),
    )
