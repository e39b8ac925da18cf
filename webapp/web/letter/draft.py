"""A posted draft: the campaign, the language and the words, brought up to date with each other."""

from dataclasses import dataclass, replace

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.domain import drafting
from webapp.domain.campaign import Campaign
from webapp.domain.demands import take_up_demands
from webapp.domain.drafting import DraftRevision
from webapp.domain.language import Language
from webapp.web.campaign.choices import InvalidChoice
from webapp.web.campaign.evening_form import read_evening_form
from webapp.web.campaign.page_model import CampaignPage
from webapp.web.campaign.rendering import CampaignPages
from webapp.web.http.locales import gettext as _
from webapp.web.letter.form import DraftForm, read_draft_form


@dataclass(frozen=True, slots=True)
class PostedDraft:
    """A draft as it was posted, and the page that shows it."""

    form: DraftForm
    page: CampaignPage
    notice: str
    """Names a field that did not fit the campaign and was left out, or is ""."""

    @property
    def revised(self) -> DraftRevision:
        """The draft, brought up to date."""
        return self.page.revised


def read_posted_draft(pages: CampaignPages, lang: str, slug: str) -> PostedDraft:
    """Read the form. A field that no longer fits the campaign is left out, and the notice says so."""
    ui_language, campaign = pages.find(lang, slug)
    form, invalid = read_draft_form(campaign, request.form, ui_language)
    revised = _revised(campaign, ui_language, form)
    page = pages.page(
        CampaignPage,
        campaign,
        ui_language,
        revised,
        claimed_day=form.today,
        left_out=form.left_out,
        evening=read_evening_form(request.form),
    )
    return PostedDraft(form, page, _notice(invalid[-1]) if invalid else "")


def redirect_to_page(lang: str, slug: str) -> ResponseReturnValue:
    """Lead an address that was only ever posted to (a reload, a bookmark) to the page."""
    return redirect(url_for(".show", lang=lang, slug=slug), code=303)


def busy_text() -> str:
    """Say that it is not the supporter's fault, and that nothing is lost."""
    return _(
        "Too much is going on at this moment. Your letter is still here: please try again in a few seconds."
    )


def over_limit_text() -> str:
    """Say the same of a network that is above a limit: these are by the minute."""
    return _("Too much is going on at this moment. Your letter is still here: please try again in a minute.")


def _notice(invalid: InvalidChoice) -> str:
    if invalid.field == "letter":
        return _(
            "The letter is not offered in the language that was chosen, so another one is chosen now. "
            "What you typed is still here."
        )
    if invalid.field in ("to", "only"):
        return _(
            "Somebody who was chosen is no longer among those to write to. What you typed is still here: "
            "please look who is chosen now."
        )
    return _(
        "“%(value)s” is not possible here for “%(field)s”. Possible are: %(allowed)s.",
        value=invalid.value,
        field=invalid.field,
        allowed=", ".join(invalid.allowed),
    )


def _revised(campaign: Campaign, ui_language: Language, form: DraftForm) -> DraftRevision:
    draft, set_aside = form.draft, form.set_aside
    if request.form.get("reset"):
        return drafting.reset(campaign, draft, set_aside)
    if request.form.get("restore") and set_aside:
        return drafting.restore(campaign, draft, set_aside)
    revised = drafting.revise(campaign, draft, form.was, set_aside, form.was_in)
    if request.form.get("demands"):
        return DraftRevision(take_up_demands(campaign, revised.draft), touched=True, set_aside=set_aside)
    has_own_words = revised.touched or draft.introduction
    if form.page_tag != ui_language.tag and form.page_tag == draft.language.tag and not has_own_words:
        # The page's language was switched: a letter nobody has touched goes along.
        follows = replace(draft, language=drafting.default_language(campaign, ui_language))
        return drafting.revise(campaign, follows, follows.language, set_aside, form.was_in)
    return revised
