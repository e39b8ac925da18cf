"""Views: a posted draft comes back as a page, as parts of it, or as a file."""

import io
from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import Blueprint, Response, current_app, make_response, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue

from webapp.domain.campaign import Campaign
from webapp.domain.language import Language
from webapp.domain.letter import Letter
from webapp.domain.mail import draft_file
from webapp.pdf import Busy, Unprintable
from webapp.services import letters
from webapp.services.letters import Revised
from webapp.web import forms, lettersheet, security
from webapp.web.locales import say
from webapp.web.logs import LOG
from webapp.web.pages import Pages
from webapp.web.view import CampaignPage

Make = Callable[[tuple[Letter, ...]], bytes]

WAIT = 5
"""Seconds after which a busy renderer is worth another try."""


class Refusal(Exception):
    """A draft that cannot become what was asked for: told on the page, with all that was typed."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


@dataclass(frozen=True, slots=True)
class Letters:
    """The views. Each answers a refusal with the whole page and the draft in it."""

    pages: Pages

    def blueprint(self) -> Blueprint:
        """Give the routes."""
        found = Blueprint("letters", __name__)
        base = "/<lang>/<slug>/letter"
        found.add_url_rule(base, view_func=self.back, endpoint="back", methods=["GET"])
        found.add_url_rule(base, view_func=self.revise, endpoint="revise", methods=["POST"])
        for name, view in (("pdf", self.pdf), ("eml", self.eml), ("txt", self.txt)):
            found.add_url_rule(
                f"{base}.{name}", view_func=self.back, endpoint=f"back_{name}", methods=["GET"]
            )
            found.add_url_rule(f"{base}.{name}", view_func=view, endpoint=name, methods=["POST"])
        return found

    def back(self, lang: str, slug: str) -> ResponseReturnValue:
        """Lead an address that was only ever posted to (a reload, a bookmark) to the page."""
        return redirect(url_for("pages.show", lang=lang, slug=slug), code=303)

    def revise(self, lang: str, slug: str) -> ResponseReturnValue:
        """Bring the draft up to date: the page again, or for htmx the parts that depend on its words."""
        if not security.is_from_here():  # another site must not put its words where the supporter's stand
            return self.back(lang, slug)
        page, campaign, submitted, notice = self._submitted(lang, slug)
        status = 422 if notice else 200
        if not self.pages.parts.limits.allow("letter", request.remote_addr):
            notice, status = _busy_text(), 429
        revised = self._revised(campaign, page, submitted)
        view = self.pages.view(campaign, page, revised)
        if view.problems:
            status = max(status, 422)
        if "HX-Request" not in request.headers:
            return self.pages.render(view, notice=notice, posted=True), status
        whole = bool(notice) or self._sheet_is_old(submitted, view)
        return self.pages.render(view, "campaign/_parts.html", notice, whole=whole), status

    def pdf(self, lang: str, slug: str) -> ResponseReturnValue:
        """Give the letters as one PDF."""

        source = self.pages.campaign(slug).source.language.tag

        def make(chosen: tuple[Letter, ...]) -> bytes:
            sheets = lettersheet.html(current_app.jinja_env, chosen, address_language=source)
            try:
                return self.pages.parts.printer.render(sheets)
            except Busy:
                raise Refusal(503, _busy_text()) from None
            except Unprintable as why:
                LOG.error("%s", why)
                raise Refusal(
                    500, say("The PDF could not be made. Please take the plain text instead.")
                ) from None

        return self._file(lang, slug, "pdf", "application/pdf", make)

    def eml(self, lang: str, slug: str) -> ResponseReturnValue:
        """Give one letter as a draft for a mail program."""

        def make(chosen: tuple[Letter, ...]) -> bytes:
            reachable = [letter for letter in chosen if letter.target.email]
            if not reachable:
                raise Refusal(
                    422, say("There is no e-mail address for the person you chose. Please use the post.")
                )
            if len(reachable) > 1:
                raise Refusal(
                    422, say("An e-mail draft goes to one person. Please use the button beside a name.")
                )
            return draft_file(reachable[0])

        return self._file(lang, slug, "eml", "message/rfc822", make)

    def txt(self, lang: str, slug: str) -> ResponseReturnValue:
        """Give the letters as plain text."""

        def make(chosen: tuple[Letter, ...]) -> bytes:
            return lettersheet.plain(chosen).encode()

        return self._file(lang, slug, "txt", "text/plain", make)

    def _file(self, lang: str, slug: str, ending: str, kind: str, make: Make) -> ResponseReturnValue:
        if not security.is_from_here():
            return self.back(lang, slug)
        page, campaign, submitted, notice = self._submitted(lang, slug)
        revised = self._revised(campaign, page, submitted)
        view = self.pages.view(campaign, page, revised)
        chosen = tuple(one for one in view.letters if submitted.only in ("", one.target.id))
        try:
            if notice:
                raise Refusal(422, notice)
            if view.closed:
                raise Refusal(410, say("This action is closed. Please send nothing any more."))
            if view.problems or not chosen:
                raise Refusal(422, say("The letter cannot go yet. What is missing is said below."))
            if not self.pages.parts.limits.allow("file", request.remote_addr):
                raise Refusal(429, _busy_text())
            content = make(chosen)
        except Refusal as refused:
            answer = make_response(
                self.pages.render(view, notice=refused.message, posted=True), refused.status
            )
            if refused.status in (429, 503):
                answer.headers["Retry-After"] = str(WAIT)
            return answer
        return _attachment(content, kind, f"{campaign.slug}-{revised.draft.language.tag}.{ending}")

    def _sheet_is_old(self, submitted: forms.Submitted, view: CampaignPage) -> bool:
        """Tell whether the sheet on the page shows another language, other targets or other words."""
        asked = request.form.get("reset") or request.form.get("restore")
        return bool(asked) or submitted.was != view.draft.language or submitted.shown != view.draft.to

    def _submitted(self, lang: str, slug: str) -> tuple[Language, Campaign, forms.Submitted, str]:
        """Read the form. A field that no longer fits the campaign is left out, and that is said."""
        page, campaign = self.pages.page_language(lang), self.pages.campaign(slug)
        form, notice = request.form.copy(), ""
        for _round in range(len(form) + 2):
            try:
                return page, campaign, forms.draft(campaign, form, page), notice
            except forms.BadField as bad:
                notice = say(
                    "“%(value)s” is not possible here for “%(field)s”. Possible are: %(allowed)s.",
                    value=bad.value,
                    field=bad.field,
                    allowed=", ".join(bad.allowed),
                )
                form.setlist(bad.field, [one for one in form.getlist(bad.field) if one in bad.allowed])
        raise AssertionError("a form is read after its wrong fields are left out")

    def _revised(self, campaign: Campaign, page: Language, submitted: forms.Submitted) -> Revised:
        draft, kept = submitted.draft, submitted.kept
        if request.form.get("reset"):
            return letters.suggest_again(campaign, draft)
        if request.form.get("restore") and kept:
            return letters.bring_back(campaign, draft, kept)
        revised = letters.revise(campaign, draft, submitted.was, kept)
        if submitted.page != page.tag and submitted.page == draft.language.tag and not revised.touched:
            # The page's language was switched: a letter nobody has touched goes along.
            follows = replace(draft, language=letters.default_language(campaign, page))
            return letters.revise(campaign, follows, follows.language, kept)
        return revised


def _busy_text() -> str:
    return say(
        "Too much is going on at this moment. Your letter is still here: please try again in a few seconds."
    )


def _attachment(content: bytes, kind: str, name: str) -> Response:
    return send_file(io.BytesIO(content), mimetype=kind, as_attachment=True, download_name=name, etag=False)
