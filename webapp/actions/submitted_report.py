"""A report of an action as it was submitted, before anything in it is checked."""

from dataclasses import dataclass

from webapp.domain.action import MAX_ACTIONS_PER_REPORT

MIN_QUANTITY, MAX_QUANTITY = 1, MAX_ACTIONS_PER_REPORT


@dataclass(frozen=True, slots=True)
class SubmittedReport:
    """A report as it was submitted. Nothing in it is checked yet."""

    token: str
    channel: str
    targets: tuple[str, ...]
    quantity: int
    """Letters to each target; 0 where the field held no number."""
    letter_language: str
    proof: str = ""
    """The solution of the proof of work; "" where none was sent."""
    evening: str | None = None
    """The day of a letter evening as it was filled in; None where the report is not for a group."""
    honeypot: str = ""
    """A field that people do not see and leave empty."""
    partner: str = ""
    address: str | None = None
    """The client's network address. It is never stored: see `server.network_counters`."""

    @property
    def letters(self) -> int:
        """The letters to all targets together."""
        return self.quantity * len(set(self.targets))
