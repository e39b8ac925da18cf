"""Stationery: the sheets, windows and envelopes a letter is printed for.

It has names and sizes only. Positions are in static/css/letter.css and static/css/envelope.css.
"""

from enum import StrEnum


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


_SIZES = {Envelope.DL: (220.0, 110.0), Envelope.C56: (229.0, 114.0), Envelope.NO10: (241.3, 104.775)}
_LABELS = {Envelope.DL: "DL", Envelope.C56: "C5/6", Envelope.NO10: "#10"}
