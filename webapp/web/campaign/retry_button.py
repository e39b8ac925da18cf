"""A button that is pressed again after a while."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RetryButton:
    """The button that was pressed, to be pressed again after so many seconds."""

    address: str
    name: str
    value: str
    seconds: int
