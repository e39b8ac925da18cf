"""What a script asks of type: its font file on the page, its size and leading on paper.

The same values stand in the script's block in static/css/scripts.css; a repository test compares them. A new
script is its fonts (tools/fonts), that block, a row here, and for a font that the page fetches a `@font-face`
in static/css/tokens.css.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Script:
    """The typography of one script."""

    screen_font: str
    """The file in static/fonts/screen that its pages preload; "" where they have the reader's own fonts."""
    smaller_fonts: Mapping[str, str] = field(default_factory=dict)
    """By language: a file that holds all letters of this one. static/css/naskh.css chooses it, too."""
    points: float = 11.0
    """Size of a letter's type on paper."""
    leading: float = 1.38
    """Height of a letter's line, in ems."""

    def font_for(self, language: str) -> str:
        """Return the file that pages in this language preload, or ""."""
        return self.smaller_fonts.get(language, self.screen_font)


LATIN = Script("appeal-serif-latin")
"""Also what a script takes that has no row: the reader's own fonts fill in."""

SCRIPTS = {
    "Latn": LATIN,
    "Cyrl": Script("appeal-serif-cyrillic", leading=1.4),
    "Grek": Script("appeal-serif-latin", leading=1.4),
    "Arab": Script(
        "noto-naskh-arabic", dict.fromkeys(("ar", "fa"), "noto-naskh-ar-fa"), points=12.5, leading=1.6
    ),
    "Deva": Script("", points=11.5, leading=1.55),
    "Hans": Script("", leading=1.7),
    "Jpan": Script("", leading=1.7),
    "Kore": Script("", leading=1.6),
}
"""By ISO 15924 code, as `Language.script` names it."""


def script_of(code: str) -> Script:
    """Return a script's row."""
    return SCRIPTS.get(code, LATIN)
