"""View: a posted draft comes back as a page, or as the parts of it that depend on its words."""

from dataclasses import dataclass, replace

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.server.network_counters import MINUTE
from webapp.web.campaign.rendering import CampaignPages
from webapp.web.http.rate_limits import RateLimiter, charged, is_over_limit
from webapp.web.http.responses import render_part_or_page, wants_part
from webapp.web.http.security import on_cross_site_post
from webapp.web.letter.draft import PostedDraft, over_limit_text, read_posted_draft, redirect_to_page


@dataclass(frozen=True, slots=True)
class Letters:
    """The draft, revised. What was typed is in each response."""

    pages: CampaignPages
    limiter: RateLimiter

    def add_routes(self, blueprint: Blueprint) -> None:
        """Add the address that a draft is posted to."""
        address = "/<lang>/<slug>/letter"
        blueprint.add_url_rule(address, view_func=redirect_to_page, endpoint="letter", methods=["GET"])
        # Another site must not put its words where the supporter's stand.
        revise = on_cross_site_post(redirect_to_page, charged(self.limiter, self.revise))
        blueprint.add_url_rule(address, view_func=revise, methods=["POST"])

    def revise(self, lang: str, slug: str) -> ResponseReturnValue:
        """Bring the draft up to date: its parts for htmx, the whole page for everyone else."""
        if request.args.get("forget"):  # sent without a draft: the page begins anew, and says what happened
            return redirect(url_for(".show", lang=lang, slug=slug, _anchor="forgotten"), code=303)
        is_busy = is_over_limit(self.limiter, "letter")
        draft = read_posted_draft(self.pages, lang, slug)
        notice, status = draft.notice, 422 if draft.notice else 200
        if is_busy:
            notice, status = over_limit_text(), 429
        if draft.page.problems or draft.page.problem("card"):
            status = max(status, 422)
        sheet_too = bool(notice) or _sheet_is_old(draft)
        pressed = next((name for name in ("reset", "restore", "demands") if request.form.get(name)), "")
        page = replace(
            draft.page, notice=notice, posted=not wants_part(), renews_sheet=sheet_too, replaced=pressed
        )
        response = render_part_or_page("page/_parts.html", "page/page.html", page, status)
        if status == 429:
            response.headers["Retry-After"] = str(MINUTE)
        return response


def _sheet_is_old(draft: PostedDraft) -> bool:
    """Check whether the sheet in the browser shows another language, other targets or other words."""
    is_replaced = any(request.form.get(name) for name in ("reset", "restore", "demands"))
    form, page = draft.form, draft.page
    return is_replaced or form.was != page.draft.language or form.shown != page.shown
