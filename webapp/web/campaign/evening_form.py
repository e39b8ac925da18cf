"""The two fields of a letter evening's kit, beside the draft."""

from dataclasses import dataclass

from webapp.domain import text
from webapp.web.campaign.choices import Form

LEAST_LETTERS, MOST_LETTERS = 1, 60
"""To each person: a full room."""
NUMBER, BOTH_SIDES = "evening", "both_sides"
"""The fields of the form."""
USUAL_NUMBER = "10"
MAX_NUMBER_CHARS = 6


@dataclass(frozen=True, slots=True)
class EveningForm:
    """What a kit is asked for with."""

    written: str = USUAL_NUMBER
    """The number of letters to each person, as it was filled in."""
    on_both_sides: bool = False

    @property
    def number(self) -> int:
        """The number; 0 where it is none that can be printed."""
        number = int(self.written) if self.written.isdecimal() else 0
        return number if LEAST_LETTERS <= number <= MOST_LETTERS else 0


def read_evening_form(form: Form) -> EveningForm:
    """Read the fields of a posted form; the usual number stands in for one without them."""
    written = text.line(form.get(NUMBER, USUAL_NUMBER))[:MAX_NUMBER_CHARS]
    return EveningForm(written, bool(form.get(BOTH_SIDES)))
