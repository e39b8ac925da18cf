"""Views: reporting an action, taking it back, and the count."""

from dataclasses import dataclass, field
from math import ceil
from typing import Any

from flask import Blueprint, Response, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue

from webapp.domain import text
from webapp.domain.action import Channel, Tally
from webapp.domain.campaign import Campaign
from webapp.domain.language import Language
from webapp.services import actions, tokens
from webapp.services.letters import default_language
from webapp.web import security
from webapp.web.locales import say
from webapp.web.pages import Pages
from webapp.web.wording import refusal_text, token_text

WAIT = 5


@dataclass(frozen=True, slots=True)
class Report:
    """The reporting form as it stands."""

    token: str
    channel: str
    letter: str
    to: tuple[str, ...]
    quantity: str = "1"
    refusal: str = ""
    wait: int = 0
    """Seconds after which htmx sends the form again by itself; 0 for never."""
    most: int = field(default=actions.MOST_AT_ONCE)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a report."""

    token: str
    quantity: int
    undone: bool


@dataclass(frozen=True, slots=True)
class Actions:
    """The views."""

    pages: Pages

    def blueprint(self) -> Blueprint:
        """Give the routes."""
        found = Blueprint("actions", __name__)
        base = "/<lang>/<slug>"
        found.add_url_rule(f"{base}/actions", view_func=self.form, endpoint="form", methods=["GET"])
        found.add_url_rule(f"{base}/actions", view_func=self.record, endpoint="record", methods=["POST"])
        found.add_url_rule(f"{base}/actions/undo", view_func=self.undo, endpoint="undo", methods=["POST"])
        found.add_url_rule(f"{base}/count", view_func=self.count, endpoint="count")
        found.add_url_rule("/api/campaigns/<slug>/count", view_func=self.count_json, endpoint="count_json")
        return found

    def form(self, lang: str, slug: str) -> ResponseReturnValue:
        """Give the form with a fresh token; without a channel, the choice of channels."""
        page, campaign = self.pages.page_language(lang), self.pages.campaign(slug)
        channel = request.args.get("channel", "")
        if campaign.is_closed(self.pages.parts.today()):
            return self._answer(campaign, page, "campaign/_report.html", 410 if channel else 200)
        if not channel:
            return self._answer(campaign, page, "campaign/_report.html")
        if channel not in tuple(Channel):
            refused = refusal_text(actions.Refused(actions.Why.CHANNEL), channel)
            return self._answer(campaign, page, "campaign/_report.html", 422, notice=refused)
        if not self.pages.parts.limits.allow("token", request.remote_addr):
            return self._busy(campaign, page, "campaign/_report.html", 429)
        report = Report(
            token=self.pages.parts.tokens.issue(campaign.slug),
            channel=channel,
            letter=self._letter(campaign, page, request.args.get("letter", "")),
            to=_reached(campaign, Channel(channel), request.args.getlist("to")),
        )
        return self._answer(campaign, page, "actions/_form.html", report=report)

    def record(self, lang: str, slug: str) -> ResponseReturnValue:
        """Count a report, once. Whatever is wrong, the form comes back as it was filled in."""
        page, campaign = self.pages.page_language(lang), self.pages.campaign(slug)
        given = request.form
        quantity = text.line(given.get("quantity", "1"))[:10]
        report = Report(
            token=given.get("token", "")[:200],
            channel=text.line(given.get("channel", ""))[:20],
            letter=self._letter(campaign, page, given.get("letter", "")),
            to=tuple(dict.fromkeys(given.getlist("to")))[:20],
            quantity=quantity,
        )
        parts, today = self.pages.parts, self.pages.parts.today()
        if not security.is_from_here():
            return self._refuse(campaign, page, report, 403, say("This report was sent from another site."))
        if given.get("website"):
            return self._refuse(
                campaign, page, report, 422, say("The hidden field has to stay empty. Please try again.")
            )
        if not parts.limits.allow("record", request.remote_addr):
            return self._refuse(campaign, page, report, 429, _too_many())
        try:
            token_id = parts.tokens.read(report.token, campaign.slug)
            recorded = actions.report(
                parts.log,
                campaign,
                token_id,
                channel=report.channel,
                targets=report.to,
                quantity=int(quantity) if quantity.isdecimal() and quantity.isascii() else 0,
                letter_language=report.letter,
                today=today,
            )
        except tokens.TooFresh as fresh:
            return self._refuse(
                campaign, page, report, 422, token_text(fresh), wait=max(1, ceil(fresh.seconds_left))
            )
        except tokens.TokenRefused as refused:
            return self._refuse(campaign, page, report, 422, token_text(refused), renew=True)
        except actions.Refused as refused:
            status = 410 if refused.why is actions.Why.CLOSED else 422
            return self._refuse(campaign, page, report, status, refusal_text(refused, _told(refused, report)))
        except actions.ActionsUnavailable:
            return self._refuse(campaign, page, report, 503, _not_recorded())
        actions.purge_once_a_day(parts.log, parts.last_purge, today)
        done = Done(report.token, recorded.total, recorded.undone)
        return self._answer(campaign, page, "actions/_done.html", done=done)

    def undo(self, lang: str, slug: str) -> ResponseReturnValue:
        """Take a report back."""
        page, campaign = self.pages.page_language(lang), self.pages.campaign(slug)
        token = request.form.get("token", "")[:200]
        if not security.is_from_here():
            return self._answer(
                campaign,
                page,
                "campaign/_report.html",
                403,
                notice=say("This report was sent from another site."),
            )
        try:
            token_id = self.pages.parts.tokens.read(token, campaign.slug)
            undone = actions.take_back(self.pages.parts.log, campaign.slug, token_id)
        except (tokens.TokenRefused, actions.Refused):
            told = refusal_text(actions.Refused(actions.Why.NOTHING_HELD), "")
            return self._answer(campaign, page, "campaign/_report.html", 422, notice=told)
        except actions.ActionsUnavailable:
            return self._busy(campaign, page, "campaign/_report.html", 503)
        done = Done(token, undone.total, undone.undone)
        return self._answer(campaign, page, "actions/_done.html", done=done)

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
        answer = jsonify(_as_json(campaign, tally) if tally else {"error": "the count cannot be read now"})
        answer.status_code = 200 if tally else 503
        answer.headers["Access-Control-Allow-Origin"] = "*"
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        answer.headers["Cache-Control"] = "public, no-cache"
        return answer

    def _letter(self, campaign: Campaign, page: Language, tag: str) -> str:
        return tag if campaign.letter_edition(tag) else default_language(campaign, page).tag

    def _refuse(
        self, campaign: Campaign, page: Language, report: Report, status: int, why: str,
        *, wait: int = 0, renew: bool = False,
    ) -> Response:  # fmt: skip
        token = self.pages.parts.tokens.issue(campaign.slug) if renew else report.token
        again = Report(token, report.channel, report.letter, report.to, report.quantity, why, wait)
        answer = self._answer(campaign, page, "actions/_form.html", status, report=again)
        if wait or status in (429, 503):
            answer.headers["Retry-After"] = str(wait or WAIT)
        return answer

    def _busy(self, campaign: Campaign, page: Language, part: str, status: int) -> Response:
        answer = self._answer(campaign, page, part, status, notice=_too_many())
        answer.headers["Retry-After"] = str(WAIT)
        return answer

    def _answer(
        self,
        campaign: Campaign,
        page: Language,
        part: str,
        status: int = 200,
        notice: str = "",
        **more: Any,
    ) -> Response:
        """Answer with the part and the count beside it, or with a page of its own that holds both."""
        htmx = "HX-Request" in request.headers
        revised = self.pages.suggested(campaign, page)
        view = self.pages.view(campaign, page, revised)
        answer = make_response(
            self.pages.render(
                view,
                "actions/_parts.html" if htmx else "actions/page.html",
                part=part,
                report_notice=notice,
                edition=view.edition,
                **more,
            ),
            status,
        )
        answer.headers["Cache-Control"] = "no-store"
        answer.vary.add("HX-Request")
        return answer


def _reached(campaign: Campaign, channel: Channel, chosen: list[str]) -> tuple[str, ...]:
    """Preselect whom the supporter chose and could reach by this channel; everybody where that is nobody."""
    able = [target.id for target in campaign.targets if channel in target.channels]
    able = able or [target.id for target in campaign.targets]
    return tuple(one for one in able if one in chosen) or tuple(able)


def _as_json(campaign: Campaign, tally: Tally) -> dict[str, object]:
    channels = {str(channel): number for channel, number in sorted(tally.channels.items())}
    return {"campaign": campaign.slug, "total": tally.total, "late": tally.late, "channels": channels}


def _told(refused: actions.Refused, report: Report) -> str:
    match refused.why:
        case actions.Why.QUANTITY:
            return report.quantity
        case actions.Why.CHANNEL:
            return report.channel
        case actions.Why.TARGET:
            return ", ".join(text.line(one)[:40] for one in report.to)
        case _:
            return ""


def _too_many() -> str:
    return say("Too many requests come from your network at this moment. Please try again in a few seconds.")


def _not_recorded() -> str:
    return say(
        "The report could not be recorded just now. It is not counted yet: please try again in a few seconds."
    )
