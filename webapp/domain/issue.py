"""How the sheet of an urgent action is filed: which issue it is, when it was issued, its index."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What an issue of an urgent action is about."""

    FIRST = "first"
    UPDATE = "update"
    """Further information."""
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Issue:
    """What the head of the sheet says beside the reference. Each part may be missing."""

    kind: Kind | None = None
    number: int | None = None
    """Counts the sheets about one urgent action: 3 is the "Third Urgent Action"."""
    issued: date | None = None
    index: str = ""
    """The publisher's own number of the document, such as `MDE 13/021/2014`."""
