"""Functions that templates use: numbers and names in the language of the page."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask
from markupsafe import Markup

from webapp.domain import markup
from webapp.domain.campaign import Campaign
from webapp.domain.delivery.mailto import MAX_LINK_CHARS
from webapp.domain.delivery.tel import tel
from webapp.domain.language import Language
from webapp.domain.stationery import Envelope
from webapp.web.campaign import page_text
from webapp.web.campaign.action_title import action_parts
from webapp.web.campaign.country_options import country_options
from webapp.web.campaign.outcome_titles import outcome_title, page_title
from webapp.web.campaign.printed_case import picture_address
from webapp.web.campaign.share_text import invitation
from webapp.web.campaign.urls import EmbedContexts, picture_url, public_url
from webapp.web.http import assets, locales
from webapp.web.http.page_languages import PageLanguages

_BIG_NUMBER = Markup('<b class="count-number">{}</b>')


@dataclass(frozen=True, slots=True)
class Operator:
    """Who runs the site, as the settings say it."""

    name: str = ""
    contact: str = ""
    """A URI, or ""."""

    def contact_for(self, campaign: Campaign) -> str:
        """Return the URI by which a campaign's team is reached, or else the operator, or ""."""
        contact = campaign.contact
        if "@" in contact and not contact.startswith("https:"):
            return f"mailto:{contact}"
        return contact or self.contact


def set_up(
    app: Flask,
    languages: PageLanguages,
    contexts: EmbedContexts,
    *,
    asks_for_proof: bool,
    source_url: str,
    operator: Operator,
) -> None:
    """Add the functions and values that templates use beside `page`.

    `source_url` is "" where the operator names no source code.
    """

    def ui_language() -> Language:
        return locales.current(languages)

    functions: dict[str, Callable[..., object]] = {
        "number": lambda value: ui_language().number(value),
        "date": lambda day: ui_language().date(day),
        "territory": lambda code: ui_language().locale.territories.get(code, code),
        "channel_names": lambda channels: " · ".join(
            locales.translate(each.labels.noun) for each in channels
        ),
        "country_options": lambda chosen: country_options(ui_language(), chosen),
        "translate": locales.translate,
        "language_names": lambda tags: ui_language().list_of(tags),
        "big_number": lambda value: _BIG_NUMBER.format(ui_language().number(value)),
        "action_parts": action_parts,
        "plain": markup.plain,
        "page_line": page_text.inline,
        "page_blocks": page_text.blocks,
        "page_opening": page_text.opening,
        "page_font": lambda: assets.screen_font(ui_language()),
        "interface_review": lambda: languages.review_of(ui_language()),
        "embed_context": contexts.current,
        "public_url": public_url,
        "invitation": invitation,
        "outcome_title": outcome_title,
        "page_title": page_title,
        "picture_url": picture_url,
        "case_picture_address": picture_address,
    }
    for name, function in functions.items():
        app.add_template_global(function, name)
    app.jinja_env.globals.update(
        asks_for_proof=asks_for_proof,
        source_url=source_url,
        operator=operator,
        max_link_chars=MAX_LINK_CHARS,
        envelopes=tuple(Envelope),
        tel=tel,
    )
