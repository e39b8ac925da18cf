"""The days that a letter may bear on the page."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LetterDays:
    """The day that the letter bears unless the supporter chooses another one."""

    local: date
    """The supporter's day."""
    on_earth: tuple[date, ...]
    """The days that it is somewhere now: the page is the same for all, and the browser shows its own day."""
