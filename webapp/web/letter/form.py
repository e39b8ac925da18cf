"""Addresses and forms, read: what a request says becomes values, cleaned at this one edge."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from webapp.domain import text
from webapp.domain.campaign import Campaign
from webapp.domain.drafting import SetAside, begin
from webapp.domain.language import Language
from webapp.domain.letter import Draft
from webapp.domain.stationery import Envelope, Paper, Window
from webapp.web.campaign.choices import Form, InvalidChoice, letter_language, targets

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class DraftForm:
    """A posted draft, and what the page was when it was made."""

    draft: Draft
    was: Language
    """The letter's language on that page."""
    page_tag: str
    """That page's language tag, or ""."""
    kept: SetAside | None
    shown: str
    """What that page's sheet was made for; see `CampaignPage.shown`."""
    only: str
    """The one target a file is asked for, or ""."""


def draft(campaign: Campaign, form: Form, ui_language: Language) -> DraftForm:
    """Read a posted draft; raise `InvalidChoice`. A field that is not there takes the suggestion's place."""
    language = letter_language(campaign, form.get("letter"), ui_language)
    fresh = begin(campaign, language)
    was = campaign.letter_edition(form.get("was", "")) or campaign.letter_edition(language.tag)
    # The choices first: a wrong one is told before the texts, which may be long, are cleaned.
    only = targets(campaign, form.getlist("only")[:1], "only")
    to = targets(campaign, form.getlist("to"))
    paper = _one_of(Paper, "paper", form, fresh.paper)
    window = _one_of(Window, "window", form, fresh.window)
    envelope = _one_of(Envelope, "envelope", form, fresh.envelope)
    posted_in = _posted_in(campaign, form.get("posted_in", ""))
    return DraftForm(
        draft=Draft(
            language=language,
            to=to,
            salutations={
                target_id: text.line(form.get(f"salutation-{target_id}", suggested))
                for target_id, suggested in fresh.salutations.items()
            },
            text=text.clean(form.get("text", fresh.text)),
            closing=text.line(form.get("closing", fresh.closing)),
            sender_name=text.line(form.get("sender_name", "")),
            sender_address=text.clean(form.get("sender_address", "")),
            card=text.clean(form.get("card", fresh.card)),
            paper=paper,
            window=window,
            envelope=envelope,
            posted_in=posted_in,
        ),
        was=was.language if was else language,
        page_tag=form.get("page", ""),
        kept=_kept(campaign, form),
        shown=form.get("shown", ""),
        only=only[0] if only else "",
    )


def _one_of(kind: type[Choice], field: str, form: Form, default: Choice) -> Choice:
    given = form.get(field)
    if not given:
        return default
    try:
        return kind(given)
    except ValueError:
        raise InvalidChoice(field, given, tuple(kind)) from None


def _posted_in(campaign: Campaign, given: str) -> str:
    countries = campaign.target_countries
    if given and given not in countries:
        raise InvalidChoice("posted_in", given, countries)
    return given


def _kept(campaign: Campaign, form: Form) -> SetAside | None:
    if "kept-text" not in form:
        return None
    return SetAside(
        text=text.clean(form["kept-text"]),
        closing=text.line(form.get("kept-closing", "")),
        card=text.clean(form.get("kept-card", "")),
        salutations={
            target.id: text.line(form.get(f"kept-salutation-{target.id}", "")) for target in campaign.targets
        },
    )
