"""What a form of a case is made of: fields, groups of fields, and groups that repeat."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from webapp.domain.message_id import ContextualMessage

MessageId = str | ContextualMessage
"""With a context where it is of one or two words."""


class Kind(StrEnum):
    """How a field is typed."""

    LINE = "line"
    AREA = "area"
    """Paragraphs, with an empty line between two."""
    LINES = "lines"
    """A list of texts, each on a line of its own."""
    HANDLES = "handles"
    """One text, or several, each on a line of its own."""
    CODES = "codes"
    """A list of short codes with commas between."""
    DATE = "date"
    MOMENT = "moment"
    NUMBER = "number"
    NUMBERS = "numbers"
    """One number, or several, each on a line of its own."""
    CHOICE = "choice"
    YES_NO = "yes_no"
    LANGUAGE = "language"
    COUNTRY = "country"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `label`, `help` and the options' labels are message ids."""

    name: str
    kind: Kind
    label: MessageId
    help: str = ""
    options: tuple[tuple[str, MessageId], ...] = ()
    """The value in the file and the label of each; "" is the value of a field that is left out."""
    is_rare: bool = False
    """Whether it stands under "More"."""
    is_of_letter: bool = False
    """Whether it is in the letter's language."""


@dataclass(frozen=True, slots=True)
class Group:
    """A table with fields of its own, such as the letter."""

    name: str
    label: MessageId
    parts: "tuple[Part, ...]"
    help: str = ""
    is_rare: bool = False


@dataclass(frozen=True, slots=True)
class Repeat:
    """A list of tables, such as the targets."""

    name: str
    label: MessageId
    one: MessageId
    """What the button "Add …" adds."""
    parts: "tuple[Part, ...]"
    most: int
    help: str = ""
    short: str = ""
    """The field that an entry has where it is a text alone."""
    is_rare: bool = False


Part = Field | Group | Repeat


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form with a heading."""

    id: str
    title: MessageId
    help: str
    parts: tuple[Part, ...]


def paths_of(parts: tuple[Part, ...], prefix: str = "") -> Iterator[str]:
    """Return the paths of all fields, such as "targets.phone.number"."""
    for part in parts:
        if isinstance(part, Field):
            yield prefix + part.name
        else:
            yield from paths_of(part.parts, f"{prefix}{part.name}." if part.name else prefix)
