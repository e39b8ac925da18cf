"""View: a posted draft comes back as a page, or as the parts of it that depend on its words."""

from dataclasses import dataclass

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from webapp.web.campaign.rendering import CampaignPages
from webapp.web.http import security
from webapp.web.http.responses import RETRY_AFTER_SECONDS
from webapp.web.letter.draft import PostedDraft, back, busy_text, posted


@dataclass(frozen=True, slots=True)
class Letters:
    """The view. What was typed is in each of its answers."""

    pages: CampaignPages

    def blueprint(self) -> Blueprint:
        """Give the routes."""
        found = Blueprint("letters", __name__)
        base = "/<lang>/<slug>/letter"
        found.add_url_rule(base, view_func=back, endpoint="back", methods=["GET"])
        found.add_url_rule(base, view_func=self.revise, endpoint="revise", methods=["POST"])
        return found

    def revise(self, lang: str, slug: str) -> ResponseReturnValue:
        """Bring the draft up to date: its parts for htmx, the whole page for everyone else."""
        if not security.is_from_here():  # another site must not put its words where the supporter's stand
            return back(lang, slug)
        draft = posted(self.pages, lang, slug)
        notice, status = draft.notice, 422 if draft.notice else 200
        if not self.pages.parts.limiter.hit("letter", request.remote_addr):
            notice, status = busy_text(), 429
        if draft.page.problems or draft.page.problem("card"):
            status = max(status, 422)
        headers = {"Retry-After": str(RETRY_AFTER_SECONDS)} if status == 429 else {}
        if "HX-Request" not in request.headers:
            return self.pages.render(draft.page, notice=notice, posted=True), status, headers
        whole = bool(notice) or _sheet_is_old(draft)
        return self.pages.render(draft.page, "page/_parts.html", notice, whole=whole), status, headers


def _sheet_is_old(draft: PostedDraft) -> bool:
    """Tell whether the sheet on the page shows another language, other targets or other words."""
    asked = request.form.get("reset") or request.form.get("restore")
    submitted, page = draft.submitted, draft.page
    return bool(asked) or submitted.was != page.draft.language or submitted.shown != page.shown
