"""How a partner may dress the page in a frame: a few tokens, each checked, never CSS.

A colour that would be hard to read on our paper is not taken (WCAG 2.2, 1.4.3: contrast 4.5). The table for
webmasters is docs/themes.md.
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
"""Of static/css/tokens.css: what an accent stands on, by day and by night; a test holds them together."""
ON_ACCENT = ("#ffffff", "#161411")
"""What a button says on an accent: whichever of the two is read better."""
CONTRAST = 4.5


@dataclass(frozen=True, slots=True)
class Theme:
    """The tokens. An empty one is ours."""

    scheme: str = ""
    """`light` or `dark`; else the visitor's own."""
    accent: str = ""
    """Links, buttons and marks, as six hexadecimal digits."""
    accent_dark: str = ""
    """The same for dark pages."""
    corners: str = ""
    """The radius of corners, 0 to 16 pixels."""
    face: str = ""
    """`sans`: the letter and the headings in the reader's own sans serif: a class of the page."""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Self:
        """Take what is right; what is not is left out, since a slip in a page must not stop its visitors."""
        values = {name.replace("-", "_"): given.get(name, "") for name in names()}
        return cls(**{name: value.lower() for name, value in values.items() if _is_right(name, value)})

    @property
    def parameters(self) -> dict[str, str]:
        """The tokens as they stand in an address."""
        given = {token.name.replace("_", "-"): getattr(self, token.name) for token in fields(self)}
        return {name: value for name, value in given.items() if value}

    @property
    def of_sheet(self) -> dict[str, str]:
        """Those of them that the theme's sheet is made of."""
        return {name: value for name, value in self.parameters.items() if name != "face"}


def names() -> tuple[str, ...]:
    """Name the tokens as addresses spell them."""
    return tuple(token.name.replace("_", "-") for token in fields(Theme))


def problem(name: str, value: str) -> str:
    """Name what is wrong with a token: `shape`, `contrast`, or "" if nothing is."""
    if not value or _is_right(name.replace("-", "_"), value):
        return ""
    return "contrast" if name in PAPERS and _is_colour(value) else "shape"


def least_contrast(name: str, value: str) -> float:
    """Give the contrast of a colour, six hexadecimal digits, where it is lowest on our page."""
    return min(contrast(f"#{value}", paper) for paper in PAPERS[name])


def on_accent(accent: str) -> str:
    """Choose white or near-black for the words on an accent, `#rrggbb`."""
    return max(ON_ACCENT, key=lambda ink: contrast(ink, accent))


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, `#rrggbb` (WCAG 2.2, relative luminance): 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _is_right(name: str, value: str) -> bool:
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
