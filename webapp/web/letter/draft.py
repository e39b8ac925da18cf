"""A posted draft, read: the campaign, the language and the words, brought up to date with each other."""

from dataclasses import dataclass, replace

from flask import redirect, request
from flask.typing import ResponseReturnValue

from webapp.domain import drafting
from webapp.domain.campaign import Campaign
from webapp.domain.drafting import DraftRevision
from webapp.domain.language import Language
from webapp.web.campaign.choices import InvalidChoice
from webapp.web.campaign.page_model import CampaignPage
from webapp.web.campaign.rendering import CampaignPages
from webapp.web.campaign.urls import address
from webapp.web.http.locales import gettext as _
from webapp.web.letter import form as forms


@dataclass(frozen=True, slots=True)
class PostedDraft:
    """A draft as it was posted, and the page that shows it."""

    submitted: forms.DraftForm
    revised: DraftRevision
    page: CampaignPage
    notice: str
    """Says which field did not fit the campaign and was left out, or is ""."""


def posted(pages: CampaignPages, lang: str, slug: str) -> PostedDraft:
    """Read the form. A field that no longer fits the campaign is left out, and that is said."""
    ui_language, campaign = pages.page_language(lang), pages.campaign(slug)
    submitted, notice = _submitted(campaign, ui_language)
    revised = _revised(campaign, ui_language, submitted)
    return PostedDraft(submitted, revised, pages.page(campaign, ui_language, revised), notice)


def back(lang: str, slug: str) -> ResponseReturnValue:
    """Lead an address that was only ever posted to (a reload, a bookmark) to the page."""
    return redirect(address("pages.show", lang=lang, slug=slug), code=303)


def busy_text() -> str:
    """Say that it is not the supporter's fault, and that nothing is lost."""
    return _(
        "Too much is going on at this moment. Your letter is still here: please try again in a few seconds."
    )


def _submitted(campaign: Campaign, ui_language: Language) -> tuple[forms.DraftForm, str]:
    form, notice = request.form.copy(), ""
    for _round in range(len(form) + 2):
        try:
            return forms.draft(campaign, form, ui_language), notice
        except InvalidChoice as bad:
            notice = _(
                "“%(value)s” is not possible here for “%(field)s”. Possible are: %(allowed)s.",
                value=bad.value,
                field=bad.field,
                allowed=", ".join(bad.allowed),
            )
            form.setlist(bad.field, [one for one in form.getlist(bad.field) if one in bad.allowed])
    raise AssertionError("a form is read after its wrong fields are left out")


def _revised(campaign: Campaign, ui_language: Language, submitted: forms.DraftForm) -> DraftRevision:
    draft, kept = submitted.draft, submitted.kept
    if request.form.get("reset"):
        return drafting.reset(campaign, draft)
    if request.form.get("restore") and kept:
        return drafting.restore(campaign, draft, kept)
    revised = drafting.revise(campaign, draft, submitted.was, kept)
    if (
        submitted.page_tag != ui_language.tag
        and submitted.page_tag == draft.language.tag
        and not revised.touched
    ):
        # The page's language was switched: a letter nobody has touched goes along.
        follows = replace(draft, language=drafting.default_language(campaign, ui_language))
        return drafting.revise(campaign, follows, follows.language, kept)
    return revised
