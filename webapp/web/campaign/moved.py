"""Renamed campaigns: every address with an earlier slug leads to the same one with the present slug."""

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue

from webapp.campaigns.registry import CampaignRegistry

CACHE_CONTROL = "public, max-age=3600"
"""Without it browsers keep a permanent redirect for ever, and a team may rename a campaign back."""


def set_up(app: Flask, campaigns: CampaignRegistry) -> None:
    """Redirect what names an earlier slug: 301, or 308 (RFC 9110, 15.4.9) for a form, which stays a post."""

    @app.before_request
    def to_the_present_slug() -> ResponseReturnValue | None:
        values = request.view_args or {}
        slug = values.get("slug", "")
        present = campaigns.public().moved.get(slug) if slug else None
        if present is None:
            return None
        # Not `url_for`, which would add the partner and the theme a second time.
        address = app.url_map.bind_to_environ(request.environ).build(
            request.endpoint, {**values, "slug": present}
        )
        query = request.query_string.decode("latin-1")
        permanent = 301 if request.method in ("GET", "HEAD") else 308
        response = redirect(f"{address}?{query}" if query else address, permanent)
        response.headers["Cache-Control"] = CACHE_CONTROL
        response.headers["Access-Control-Allow-Origin"] = "*"  # a script that reads the count follows it
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response
