"""What becomes of a report: recorded, rejected with a reason, or not possible now."""

from dataclasses import dataclass
from enum import StrEnum

from webapp.actions.log import Recorded


@dataclass(frozen=True, slots=True)
class Credentials:
    """What makes a form reportable."""

    token: str
    challenge: str = ""
    """A proof of work to be solved, as JSON; "" where none is needed."""
    proof: str = ""
    """The correct solution that was sent with the form, if any."""


NO_CREDENTIALS = Credentials("")


class RejectionReason(StrEnum):
    """Why a report, a form or an undo is rejected."""

    HONEYPOT = "honeypot-filled"
    NO_TARGET = "no-target"
    TARGET = "unknown-target"
    TOKEN_TOO_NEW = "token-too-new"  # noqa: S105 (no password)
    TOKEN_EXPIRED = "token-expired"  # noqa: S105
    TOKEN_INVALID = "token-invalid"  # noqa: S105
    CLOSED = "closed"
    CHANNEL = "unknown-channel"
    LETTER_LANGUAGE = "unknown-letter-language"
    QUANTITY = "quantity-out-of-bounds"
    EVENING = "no-day-of-an-evening"
    MORE_WORK = "more-work"
    NOTHING_TO_UNDO = "nothing-to-undo"
    SIGNAL = "unknown-signal"


@dataclass(frozen=True, slots=True)
class Rejected:
    """Nothing was changed."""

    reason: RejectionReason
    credentials: Credentials = NO_CREDENTIALS
    """What the corrected form is submitted with, if there is a form."""
    wait_seconds: int = 0
    """The same report is accepted after this time; 0 where that would not help."""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """The database cannot be reached. Submitting the same again is harmless."""

    credentials: Credentials = NO_CREDENTIALS


Outcome = Recorded | Rejected | Unavailable
