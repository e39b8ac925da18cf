"""The pictures of a campaign, at addresses that change with their content."""

from dataclasses import dataclass

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from webapp.web.campaign.rendering import CampaignPages
from webapp.web.http.compression import CompressedBodies
from webapp.web.http.page_cache import CacheKey, Query, cacheable
from webapp.web.http.prebuilt_response import open_to_all_sites, respond_with

CACHE_CONTROL = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class PictureFiles:
    """One size of a photograph or of a logo. The address has no language: all pages show the same file."""

    pages: CampaignPages

    def add_routes(self, blueprint: Blueprint) -> None:
        """Add the address; "pictures" is no page language."""
        blueprint.add_url_rule("/pictures/<slug>/<name>", view_func=cacheable(self.picture, key=self.key))

    def picture(self, slug: str, name: str) -> ResponseReturnValue:
        """Return the file; 404 for one that the campaign has no more."""
        size = self.pages.campaign(slug).rendition(name) or abort(404)
        response = respond_with(size.media_type, CompressedBodies(size.content))
        response.headers["Cache-Control"] = CACHE_CONTROL
        open_to_all_sites(response)  # within a sandboxed frame the page itself is one of them
        return response

    def key(self, _query: Query, slug: str, name: str) -> CacheKey | None:
        """Return the cache key of a file; None where there is none."""
        campaign = self.pages.campaigns.campaign(slug)
        return CacheKey(version=name) if campaign and campaign.rendition(name) else None
