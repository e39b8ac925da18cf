"""A partner's theme as a style sheet, made of checked tokens; it comes after ours and changes our variables.

Nothing of the request is in it but what `Theme.read` took. It is the same for every visitor.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from webapp.web.campaign.theme import Theme, on_accent
from webapp.web.http.page_cache import CacheKey, Query, cacheable
from webapp.web.http.prebuilt_response import open_to_all_sites
from webapp.web.http.responses import cache_control

MAX_AGE = 86_400
"""Seconds: a day."""
_ROOT = re.compile(r":root \{(.*?)\}", re.DOTALL)
_COLOUR = re.compile(r"(--[a-z-]+): (#[0-9a-f]{6}|rgba\([0-9., ]+\));")
_NIGHT = "(prefers-color-scheme: dark)"
_NOT_PRINTED = "screen"
"""A dark page is not printed as one: paper is white, and its words must be seen on it."""
Colours = Mapping[str, str]


class InvalidTokensCss(RuntimeError):
    """tokens.css no longer holds what a theme is made of."""

    def __init__(self, what: str) -> None:
        super().__init__(f"static/css/tokens.css: {what}")


@dataclass(frozen=True, slots=True)
class ThemeSheet:
    """The view, and our own colours that a scheme forces."""

    day: Colours = field(repr=False)
    night: Colours = field(repr=False)

    @classmethod
    def read(cls, tokens: str) -> Self:
        """Take our colours from the text of tokens.css; raise `InvalidTokensCss`."""
        found = [dict(_COLOUR.findall(block)) for block in _ROOT.findall(tokens)]
        if len(found) != 2:
            raise InvalidTokensCss(f"{len(found)} blocks of :root; there are two, light first, then dark")
        day, night = found
        if set(day) != set(night) or not {"--accent", "--on-accent", "--paper"} <= set(day):
            raise InvalidTokensCss("write each colour for light and for dark, as #rrggbb or rgba(…)")
        return cls(day, night)

    @classmethod
    def read_file(cls, folder: Path) -> Self:
        """Do so from the folder of static files."""
        return cls.read((folder / "css" / "tokens.css").read_text(encoding="utf-8"))

    def add_routes(self, blueprint: Blueprint) -> None:
        """Add the address of the sheet."""
        sheet = cacheable(self.sheet, key=stylesheet_key)
        blueprint.add_url_rule("/embed/theme.css", "theme_stylesheet", sheet)

    @cache_control(f"public, max-age={MAX_AGE}")
    def sheet(self) -> Response:
        """Return the sheet of the theme in the address. A frame without an origin may load it, too."""
        response = Response(self.css(Theme.read(request.args)), mimetype="text/css")
        open_to_all_sites(response)
        return response

    def css(self, theme: Theme) -> str:
        """Write the rules of a theme; none for an empty one."""
        corner = {"--corner": f"{theme.corners}px"} if theme.corners else {}
        return "".join((*self._colours(theme), _rule(corner)))

    def _colours(self, theme: Theme) -> tuple[str, ...]:
        by_day, by_night = _accent(theme.accent), _accent(theme.accent_dark)
        match theme.scheme:
            case "light":
                return (_rule({"color-scheme": "light", **self.day, **by_day}),)
            case "dark":
                forced = {"color-scheme": "dark", **self.night, **by_night}
                return (_rule(by_day), _rule(forced, _NOT_PRINTED))
            case _:  # a colour for light pages must not darken dark ones
                ours = {name: self.night[name] for name in by_day}
                return (_rule(by_day), _rule(ours | by_night, _NIGHT))


def stylesheet_key(query: Query) -> CacheKey:
    """Return the cache key of a sheet: its valid tokens."""
    return CacheKey(urlencode(Theme.read(query).of_sheet), is_variant=True)


def _accent(digits: str) -> dict[str, str]:
    if not digits:
        return {}
    return {"--accent": f"#{digits}", "--on-accent": on_accent(f"#{digits}")}


def _rule(values: Mapping[str, str], media: str = "") -> str:
    if not values:
        return ""
    body = " ".join(f"{name}: {value};" for name, value in values.items())
    rule = f":root {{ {body} }}"
    return f"@media {media} {{ {rule} }}\n" if media else f"{rule}\n"
