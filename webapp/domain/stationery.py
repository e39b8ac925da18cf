"""Stationery: the sheets, windows and envelopes a letter is printed for.

It has names and sizes only. Positions are in static/css/paper.css and static/css/envelope.css.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from webapp.domain.language import LETTER_TERRITORIES, RIGHT_WINDOWS, Language


class Paper(StrEnum):
    """The sheet a letter is printed on."""

    A4 = "a4"
    LETTER = "letter"


class Window(StrEnum):
    """The side of the envelope its window is on, seen from the front."""

    LEFT = "left"
    RIGHT = "right"


class Envelope(StrEnum):
    """An envelope without a window, to be printed itself."""

    DL = "dl"
    C56 = "c5-6"
    NO10 = "no10"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in millimetres (ISO 269 for DL; C5/6 and #10 are the trade's)."""
        return _SIZES[self]

    @property
    def label(self) -> str:
        """What is printed on its box, the same in every language."""
        return _LABELS[self]


@dataclass(frozen=True, slots=True)
class Stationery:
    """What a letter is printed on and posted in."""

    paper: Paper
    window: Window
    envelope: Envelope

    @classmethod
    def usual(cls, ui_language: Language, country: str = "") -> Self:
        """Return what is usual in a country; without one, where the page's language is spoken.

        The window is where the lines of the page's language begin, but right in France.
        """
        country = country or ui_language.territory
        is_right = ui_language.direction == "rtl" or country in RIGHT_WINDOWS
        paper = Paper.LETTER if country in LETTER_TERRITORIES else Paper.A4
        return cls(
            paper,
            Window.RIGHT if is_right else Window.LEFT,
            Envelope.NO10 if paper is Paper.LETTER else Envelope.DL,
        )

    def moved(self, ui_language: Language, before: str, country: str) -> "Stationery":
        """Return it for another country than `before`: what was usual follows, what was chosen stays."""
        old, new = self.usual(ui_language, before), self.usual(ui_language, country)
        return Stationery(
            new.paper if self.paper is old.paper else self.paper,
            new.window if self.window is old.window else self.window,
            new.envelope if self.envelope is old.envelope else self.envelope,
        )


_SIZES = {Envelope.DL: (220.0, 110.0), Envelope.C56: (229.0, 114.0), Envelope.NO10: (241.3, 104.775)}
_LABELS = {Envelope.DL: "DL", Envelope.C56: "C5/6", Envelope.NO10: "#10"}
