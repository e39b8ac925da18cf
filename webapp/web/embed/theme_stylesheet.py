"""A partner's accent and corners as a style sheet. It comes after ours and sets our variables anew.

Only what `Theme.read` accepted is in it, so it is the same for every visitor. The scheme is an attribute of
the page, `data-scheme`, and its colours are in static/css/tokens.css: the selectors here are those there.
"""

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from webapp.web.campaign.theme import Theme, on_accent
from webapp.web.http.page_cache import CacheKey, Query, cacheable
from webapp.web.http.prebuilt_response import open_to_all_sites
from webapp.web.http.responses import cache_control

MAX_AGE = 86_400
"""Seconds: a day."""
DARK = (
    ("(prefers-color-scheme: dark)", ':root:not([data-scheme="light"])'),
    ("screen", ':root[data-scheme="dark"]'),
)
"""Where a page is dark. On paper it is not, whatever a theme asks for."""


def add_routes(blueprint: Blueprint) -> None:
    """Add the address of the sheet."""
    blueprint.add_url_rule("/embed/theme.css", "theme_stylesheet", cacheable(show, key=stylesheet_key))


@cache_control(f"public, max-age={MAX_AGE}")
def show() -> Response:
    """Return the sheet of the theme in the address. A frame without an origin may load it, too."""
    response = Response(stylesheet(Theme.read(request.args)), mimetype="text/css")
    open_to_all_sites(response)
    return response


def stylesheet_key(query: Query) -> CacheKey:
    """Return the cache key of a sheet: the valid tokens it is made of."""
    return CacheKey(urlencode(Theme.read(query).of_sheet), is_variant=True)


def stylesheet(theme: Theme) -> str:
    """Return the rules of a theme, or "" if it has neither an accent nor corners.

    An accent for light pages leaves dark ones ours: the selectors of dark pages are more specific.
    """
    corner = {"--corner": f"{theme.corners}px"} if theme.corners else {}
    light = _rule(":root", _accent(theme.accent) | corner)
    dark = [_rule(selector, _accent(theme.accent_dark), media) for media, selector in DARK]
    return "".join((light, *dark))


def _accent(digits: str) -> dict[str, str]:
    return {"--accent": f"#{digits}", "--on-accent": on_accent(f"#{digits}")} if digits else {}


def _rule(selector: str, values: Mapping[str, str], media: str = "") -> str:
    if not values:
        return ""
    rule = f"{selector} {{ {' '.join(f'{name}: {value};' for name, value in values.items())} }}"
    return f"@media {media} {{ {rule} }}\n" if media else f"{rule}\n"
