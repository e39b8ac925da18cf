"""What `check` says of a field: an English sentence that knows its kind and its values.

The command line prints the sentence. The desk says what its kind and values mean, in words of its own:
see `webapp.desk.editor.own_words`.
"""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Self


class FieldFault(Enum):
    """Mistakes that somebody makes who fills in a form. Others are of somebody who writes the file."""

    MISSING = auto()
    MISSING_ALT = auto()
    """What a photograph shows."""
    MISSING_CONTACT = auto()
    EMPTY = auto()
    UNREACHABLE = auto()
    """An official, in any way."""
    EMAIL = auto()
    NO_SUCH_DAY = auto()
    DATE = auto()
    MOMENT = auto()
    WHOLE_NUMBER = auto()
    NOT_RISING = auto()
    SHORT_NAME = auto()
    COUNTRY = auto()
    LANGUAGE = auto()
    MANY_LETTERS = auto()
    """More than `most`."""
    MANY_ENTRIES = auto()
    """More than `most`."""
    FEW_ENTRIES = auto()
    """Fewer than `least`."""
    LONG_TEXT = auto()
    ENVELOPE = auto()
    """An address does not fit one."""
    NO_COUNTRY_CODE = auto()
    NOT_A_NUMBER_ALONE = auto()
    NOT_DIALLED = auto()
    LINK = auto()
    SPACING = auto()
    SPACE_AROUND = auto()
    INVISIBLE = auto()
    ACCOUNT = auto()
    """Of a social network."""
    SAME_ID = auto()


class Advice(str):
    """An English sentence, or what follows the name of a field in one. With more text it keeps its kind."""

    kind: Enum
    values: Mapping[str, object]

    def __new__(cls, kind: Enum, template: str, **values: object) -> Self:
        """Put the values into a sentence; the template is in gettext's Python format if there are any."""
        advice = super().__new__(cls, template % values if values else template)
        advice.kind, advice.values = kind, values
        return advice

    def __add__(self, more: str) -> "Advice":
        longer = Advice(self.kind, str(self) + more)
        longer.values = self.values
        return longer

    def __getnewargs__(self) -> tuple[Enum, str]:  # type: ignore[override]  # for copies
        return self.kind, str(self)


class BrokenRule(ValueError):
    """What the value of a field breaks; its only argument is the advice."""

    def __init__(self, kind: Enum, template: str, **values: object) -> None:
        super().__init__(Advice(kind, template, **values))
