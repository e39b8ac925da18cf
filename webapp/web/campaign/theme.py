"""Validated theme parameters for embedded pages. Partners cannot supply CSS.

A colour whose contrast on our paper is below 4.5 is rejected (WCAG 2.2, 1.4.3).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self

SCHEMES = ("light", "dark")
PAPERS = {
    "accent": ("#fffefa", "#f5f2eb", "#fbedcc"),
    "accent-dark": ("#2a2621", "#161411", "#362b10"),
}
"""Backgrounds of an accent in static/css/tokens.css, light and dark; a test compares the two."""
ON_ACCENT = ("#ffffff", "#161411")
"""Text colours on an accent."""
CONTRAST = 4.5


@dataclass(frozen=True, slots=True)
class Theme:
    """The tokens of a theme. For an empty one our own value stands."""

    scheme: str = ""
    """`light` or `dark`, an attribute of the page; else the visitor's own."""
    accent: str = ""
    """Links, buttons and marks, as six hexadecimal digits."""
    accent_dark: str = ""
    """The same for dark pages."""
    corners: str = ""
    """The radius of corners, 0 to 16 pixels."""
    face: str = ""
    """`sans`: the letter and the headings in the reader's own sans serif: a class of the page."""

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Self:
        """Read the valid tokens. An invalid one is left out: a slip must not stop a partner's visitors."""
        values = {name.replace("-", "_"): args.get(name, "") for name in names()}
        return cls(**{name: value.lower() for name, value in values.items() if _is_valid(name, value)})

    @property
    def parameters(self) -> dict[str, str]:
        """The tokens as they stand in an address."""
        args = {token.name.replace("_", "-"): getattr(self, token.name) for token in fields(self)}
        return {name: value for name, value in args.items() if value}

    @property
    def of_sheet(self) -> dict[str, str]:
        """The tokens that the theme's style sheet depends on."""
        return {name: value for name, value in self.parameters.items() if name not in ("scheme", "face")}


def names() -> tuple[str, ...]:
    """Return the tokens' names as addresses spell them."""
    return tuple(token.name.replace("_", "-") for token in fields(Theme))


def problem(name: str, value: str) -> str:
    """Return what is wrong with a token: `shape`, `contrast`, or ""."""
    if not value or _is_valid(name.replace("-", "_"), value):
        return ""
    return "contrast" if name in PAPERS and _is_colour(value) else "shape"


def least_contrast(name: str, value: str) -> float:
    """Return the lowest contrast of a colour (six hexadecimal digits) on our backgrounds."""
    return min(contrast(f"#{value}", paper) for paper in PAPERS[name])


def on_accent(accent: str) -> str:
    """Return white or near-black for text on an accent (`#rrggbb`), whichever is read better."""
    return max(ON_ACCENT, key=lambda ink: contrast(ink, accent))


def contrast(colour: str, other: str) -> float:
    """Return the contrast of two colours (`#rrggbb`; WCAG 2.2, relative luminance): 1 to 21."""
    lighter, darker = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _is_valid(name: str, value: str) -> bool:
    match name:
        case "scheme":
            return value in SCHEMES
        case "face":
            return value == "sans"
        case "corners":
            return re.fullmatch(r"[0-9]|1[0-6]", value) is not None
        case _:
            return _is_colour(value) and least_contrast(name.replace("_", "-"), value) >= CONTRAST


def _is_colour(value: str) -> bool:
    return re.fullmatch(r"[0-9a-fA-F]{6}", value) is not None


def _luminance(colour: str) -> float:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
