"""The addresses a page links to: within a frame they stay in it, and a partner's name goes along.

Every template's `url_for` is `address`. Nothing here is about the visitor: a partner and a theme are what a
webmaster wrote into the address.
"""

from dataclasses import dataclass, field
from typing import Any

from flask import Flask, current_app, g, request, url_for

from webapp.campaigns.registry import CampaignRegistry
from webapp.web.campaign.theme import Theme

FRAME = "embed_"
"""Begins the names of the blueprints that answer below `/embed/`."""
OF_A_CAMPAIGN = frozenset({"pages", "letters", "files", "actions", "counts"})
"""Blueprints that are there twice: for pages, and for frames."""


@dataclass(frozen=True, slots=True)
class EmbedContext:
    """How a page is shown: by itself or in a frame, by which partner, in which colours."""

    framed: bool = False
    partner: str = ""
    theme: Theme = field(default_factory=Theme)

    @property
    def parameters(self) -> dict[str, str]:
        """What goes along in each address."""
        partner = {"partner": self.partner} if self.partner else {}
        return partner | (self.theme.parameters if self.framed else {})


def set_up(app: Flask, library: CampaignRegistry) -> None:
    """Read each request's visit when it is first asked for, and hand templates `url_for` and `visit`."""

    def read() -> EmbedContext:
        framed = is_framed()
        slug = (request.view_args or {}).get("slug", "")
        campaign = library.campaign(slug) if slug else None
        given = request.args.get("partner", "")
        known = given if campaign and campaign.partner(given) else ""
        return EmbedContext(framed, known, Theme.read(request.args) if framed else Theme())

    app.extensions["visit"] = read
    app.jinja_env.globals["url_for"] = address
    app.add_template_global(visit, "visit")


def is_framed() -> bool:
    """Tell whether this request is for a frame."""
    return (request.blueprint or "").startswith(FRAME)


def visit() -> EmbedContext:
    """Give the request's visit."""
    if "visit" not in g:
        g.visit = current_app.extensions["visit"]()
    found: EmbedContext = g.visit
    return found


def address(endpoint: str, **values: Any) -> str:
    """Give an address for this visit; one with `_external` is the campaign's public one, for everybody."""
    if endpoint.partition(".")[0] not in OF_A_CAMPAIGN or values.get("_external"):
        return url_for(endpoint, **values)
    here = visit()
    return url_for(f"{FRAME if here.framed else ''}{endpoint}", **(here.parameters | values))
