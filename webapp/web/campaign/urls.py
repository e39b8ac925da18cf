"""Addresses within and out of a frame: links within a frame keep its partner and theme.

The campaign's blueprint is registered twice: as `campaign`, and below `/embed/` as `embed`. Nothing here is
about the visitor: a partner and a theme are what a webmaster wrote into the address.
"""

from dataclasses import dataclass, field
from typing import Any

from flask import g, request, url_for

from webapp.campaigns.registry import CampaignRegistry
from webapp.domain.campaign import Campaign
from webapp.domain.language import Language
from webapp.domain.picture import Rendition
from webapp.web.campaign.theme import Theme

EMBED = "embed"
"""The name of the blueprint that answers below `/embed/`."""


@dataclass(frozen=True, slots=True)
class EmbedContext:
    """How a page is shown: by itself or in a frame, by which partner, in which colours."""

    framed: bool = False
    partner: str = ""
    theme: Theme = field(default_factory=Theme)

    @property
    def parameters(self) -> dict[str, str]:
        """The query parameters that keep the context in a link."""
        partner = {"partner": self.partner} if self.partner else {}
        return partner | (self.theme.parameters if self.framed else {})


@dataclass(frozen=True, slots=True)
class EmbedContexts:
    """Reads a request's context. An unknown partner counts as none."""

    campaigns: CampaignRegistry

    def current(self) -> EmbedContext:
        """Return the context of this request; it is read once."""
        if "embed_context" not in g:
            g.embed_context = self._read()
        context: EmbedContext = g.embed_context
        return context

    def keep(self, endpoint: str, values: dict[str, Any]) -> None:
        """Add the context to a link: the partner to every one, the theme to links within the frame.

        To be registered with `Blueprint.url_defaults`. A link that gives `partner=None` has none.
        """
        context = self.current()
        parameters = context.parameters
        if not endpoint.startswith(f"{EMBED}."):
            parameters = {name: value for name, value in parameters.items() if name == "partner"}
        values |= {name: value for name, value in parameters.items() if name not in values}

    def _read(self) -> EmbedContext:
        framed = is_framed()
        campaign = self.campaigns.campaign((request.view_args or {}).get("slug", ""))
        partner = request.args.get("partner", "")
        known = partner if campaign and campaign.partner(partner) else ""
        return EmbedContext(framed, known, Theme.read(request.args) if framed else Theme())


def is_framed() -> bool:
    """Check whether this request is for a frame."""
    return request.blueprint == EMBED


def public_url(campaign: Campaign, language: Language) -> str:
    """Return the campaign's address for everybody, in this page language."""
    return url_for("campaign.show", lang=language.tag, slug=campaign.slug, partner=None, _external=True)


def picture_url(campaign: Campaign, size: Rendition, *, external: bool = False) -> str:
    """Return the address of one size of a picture."""
    return url_for("site.picture", slug=campaign.slug, name=size.name, _external=external)
