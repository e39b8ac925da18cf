"""The page for webmasters: choose how a campaign is embedded, preview it, copy one line of HTML."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, make_response, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import escape

from webapp.domain import text
from webapp.domain.campaign import Campaign
from webapp.domain.edition import Edition
from webapp.domain.language import Language
from webapp.web.campaign import theme
from webapp.web.campaign.rendering import CampaignPages
from webapp.web.campaign.theme import Theme
from webapp.web.campaign.urls import public_url
from webapp.web.http import locales
from webapp.web.http.locales import gettext as _
from webapp.web.http.responses import cache_control, render

SANDBOX = (
    "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads "
    "allow-top-navigation-by-user-activation"
)
"""Permissions the page needs where a site sandboxes its frames."""
FRAME_HEIGHT = "1200"
"""Pixels of a frame that no script sizes: on a desktop, the letter and the first ways to send it."""
Attributes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choices:
    """How the frame looks: the valid part of what the webmaster chose."""

    campaign: Campaign
    language: Language
    partner: str
    """An id of the campaign's, or ""."""
    theme: Theme

    @property
    def parameters(self) -> dict[str, str]:
        """The choices as query parameters of the frame."""
        return ({"partner": self.partner} if self.partner else {}) | self.theme.parameters

    @property
    def title(self) -> str:
        """The text of the link and the title of the frame."""
        return self.campaign.page_edition(self.language.tag).title

    @property
    def preview(self) -> str:
        """The frame's address on this site."""
        return self._frame(external=False)

    @property
    def line(self) -> str:
        """The line of HTML that a script turns into a frame; its link works without it."""
        page = public_url(self.campaign, self.language)
        link = {"class": "urgent-appeal", "href": page}
        tokens = {f"data-{name}": value for name, value in self.parameters.items()}
        script = _element("script", {"src": url_for("site.embed_script", _external=True)}, flag="async")
        return f"{script} {_element('a', link | tokens, self.title)}"

    @property
    def frame(self) -> str:
        """The frame alone, for sites that allow no script."""
        attributes = {
            "src": self._frame(external=True),
            "title": self.title,
            "width": "100%",
            "height": FRAME_HEIGHT,
            "loading": "lazy",
            "allow": "clipboard-write",
            "referrerpolicy": "no-referrer",
        }
        return _element("iframe", attributes)

    def _frame(self, *, external: bool) -> str:
        return url_for(
            "embed.show",
            lang=self.language.tag,
            slug=self.campaign.slug,
            _external=external,
            **self.parameters,
        )


@dataclass(frozen=True, slots=True)
class IntegrationPage:
    """What `embed/integration.html` is rendered from."""

    campaign: Campaign
    ui_language: Language
    languages: Sequence[Language]
    choices: Choices
    filled_in: Mapping[str, str]
    """What was filled in, by field."""
    problems: Mapping[str, str]
    """A sentence by field."""
    host: str
    sandbox: str = SANDBOX

    @property
    def edition(self) -> Edition:
        """The campaign's text on this page."""
        return self.campaign.page_edition(self.ui_language.tag)


@dataclass(frozen=True, slots=True)
class IntegrationGuide:
    """The page for webmasters."""

    pages: CampaignPages

    def add_routes(self, blueprint: Blueprint) -> None:
        """Add the page."""
        blueprint.add_url_rule("/<lang>/<slug>/embed", view_func=self.integration)

    @cache_control("public, no-cache")
    def integration(self, lang: str, slug: str) -> ResponseReturnValue:
        """Show the choices, the preview and the line to copy; 422 where a choice is not taken."""
        wanted, campaign = self.pages.find(lang, slug)
        ui_language = self.pages.languages.of_the_rest(wanted)
        with locales.speaking(ui_language):
            return self._guide(wanted, ui_language, campaign)

    def _guide(self, wanted: Language, ui_language: Language, campaign: Campaign) -> ResponseReturnValue:
        languages = self.pages.languages
        fields = ("language", "partner", *theme.names())
        values = {name: text.line(request.args.get(name, "")) for name in fields}
        chosen = next((each for each in languages if each.tag == values["language"]), wanted)
        partner = campaign.partner(values["partner"])
        choices = Choices(campaign, chosen, partner.id if partner else "", Theme.read(_without_hash(values)))
        filled_in = {"language": chosen.tag} | {name: value for name, value in values.items() if value}
        problems = _problems(ui_language, choices, values)
        host = request.host_url.rstrip("/")
        page = IntegrationPage(campaign, ui_language, languages, choices, filled_in, problems, host)
        response = make_response(render("embed/integration.html", page), 422 if problems else 200)
        response.add_etag()
        return response


def _without_hash(values: Mapping[str, str]) -> dict[str, str]:
    """Drop the "#" that people write before a colour."""
    return {
        name: value.removeprefix("#") if name in theme.PAPERS else value for name, value in values.items()
    }


def _problems(ui_language: Language, choices: Choices, values: Mapping[str, str]) -> dict[str, str]:
    """Return a sentence for each field whose value is not taken."""
    listed = {"language": choices.language.tag, "partner": choices.partner}
    problems = {
        name: _unlisted(values[name]) for name, taken in listed.items() if values[name] not in ("", taken)
    }
    for name, value in _without_hash(values).items():
        what = theme.problem(name, value) if name not in listed else ""
        if what == "contrast":
            problems[name] = _too_faint(ui_language, name, value)
        elif what:
            problems[name] = _misshapen(name, values[name])
    return problems


def _too_faint(ui_language: Language, name: str, value: str) -> str:
    rounded_down = math.floor(theme.least_contrast(name, value) * 10) / 10  # never up to the limit
    figures = {
        "given": _quoted(f"#{value}"),
        "measured": ui_language.number(rounded_down),
        "needed": ui_language.number(theme.CONTRAST),
    }
    if name == "accent":
        return _(
            "“%(given)s” is hard to read on our light page: its contrast is %(measured)s to 1, and words "
            "need %(needed)s to 1. Choose a darker colour.",
            **figures,
        )
    return _(
        "“%(given)s” is hard to read on our dark page: its contrast is %(measured)s to 1, and words "
        "need %(needed)s to 1. Choose a lighter colour.",
        **figures,
    )


def _misshapen(name: str, value: str) -> str:
    if name in theme.PAPERS:
        return _(
            "“%(given)s” is not written as a colour. Write six digits or letters from A to F, such as "
            "%(example)s.",
            given=_quoted(value),
            example="00509e",
        )
    if name == "corners":
        return _(
            "“%(given)s” cannot be used here. Give a whole number, %(least)s to %(most)s.",
            given=_quoted(value),
            least="0",  # in the digits that are taken, whatever the page's own are
            most="16",
        )
    return _unlisted(value)


def _unlisted(value: str) -> str:
    return _("“%(given)s” is not in this list. Please choose again.", given=_quoted(value))


def _quoted(value: str) -> str:
    """Shorten a value and isolate its direction within a sentence (UAX 9: FSI and PDI)."""
    return f"\u2068{value[:60]}\u2069"


def _element(tag: str, attributes: Attributes, inner: str = "", flag: str = "") -> str:
    """Return an HTML element; every value and the text are escaped."""
    pairs = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{pairs}{' ' + flag if flag else ''}>{escape(inner)}</{tag}>"
