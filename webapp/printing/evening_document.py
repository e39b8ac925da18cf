"""The kit of a letter evening as HTML for print; static/css/evening.css has its look.

It is one file: the case on one side, letters to be signed by hand, a list to count them on, and a poster.
"""

from dataclasses import dataclass

from webapp.domain.letter import Letter
from webapp.domain.stationery import Paper
from webapp.printing.case_document import (
    BOLD,
    MARGIN_MM,
    TEXT_LEADING,
    WHO_LEADING,
    CaseDocument,
    Phrase,
    PrintedCase,
    TypeSize,
    height_of,
    qr_code,
    typed,
)
from webapp.printing.geometry import MM_PER_POINT, SHEETS
from webapp.printing.letter_document import LetterDocument

SIZES = (
    TypeSize("large", 32, 18, 13),
    TypeSize("medium", 28, 16, 11.5),
    TypeSize("small", 24, 14, 10),
    TypeSize("smallest", 20, 12, 9),
)
"""Of the case's side, in points."""
HEADINGS_MM, PHOTO_MM = 62, 24
"""What headings, gaps and the last day take of a side; what a photograph takes, spread over its width."""
LIST = 0.94
"""Of a line, what an item of a list has."""


@dataclass(frozen=True, slots=True)
class EveningLabels:
    """The words of a kit, in the document's language, but for `blanks`."""

    title: str
    demands: str
    """Above what the letters ask for."""
    steps_title: str
    steps: tuple[str, ...]
    """What each person does."""
    tally: str
    """Above the list."""
    fields: tuple[str, ...]
    """To be filled in above the list: date, place."""
    name: str
    """Above the names of those who are written to."""
    report: str
    """What to do with the list, before an address."""


@dataclass(frozen=True, slots=True)
class TallyRow:
    """Whom letters go to, and whether each of the kit's channels reaches them."""

    name: Phrase
    reached: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class EveningKit:
    """What is in a kit."""

    case: PrintedCase
    letters: tuple[Letter, ...]
    copies: int
    """Of each letter."""
    on_both_sides: bool
    """Whether the printer prints on both sides: then each letter begins on a new sheet."""
    blanks: tuple[str, ...]
    """The labels of the lines for the sender of a letter, in the letter's language."""
    copy_label: str
    channels: tuple[str, ...]
    """The columns of the list."""
    rows: tuple[TallyRow, ...]
    report_url: str

    @property
    def paper(self) -> Paper:
        """The paper of all its pages."""
        return self.letters[0].paper


@dataclass(frozen=True, slots=True)
class EveningDocument:
    """Renders a kit as HTML: see `Printer.render` with `SHEET`. Each letter is laid out once."""

    cases: CaseDocument
    letters: LetterDocument
    labels: EveningLabels

    def kit(self, kit: EveningKit) -> str:
        """Return the document. Nothing of the sender of the letters is in it."""
        return self.cases.environment.get_template("print/evening.html").render(
            title=f"{self.labels.title}: {kit.case.who.text}",
            language=kit.case.language,
            kit=kit,
            case=kit.case,
            text_size=_size_of(kit, self.labels),
            evening=self.labels,
            layouts=self.letters.unsigned(kit.letters, kit.copy_label, kit.blanks),
            report_code=qr_code(kit.report_url, typed(kit.report_url)),
            report_address=typed(kit.report_url),
            **self.cases.poster_values(kit.case, kit.paper),
        )


def _size_of(kit: EveningKit, labels: EveningLabels) -> TypeSize:
    """Return the largest type in which the case fits on one side, or the smallest."""
    sheet, case = SHEETS[kit.paper], kit.case
    width, height = ((side - 2 * MARGIN_MM) / MM_PER_POINT for side in (sheet.width, sheet.height))
    steps = [Phrase(step, case.language) for step in labels.steps]
    height -= (HEADINGS_MM + (PHOTO_MM if case.photo else 0)) / MM_PER_POINT
    for size in SIZES:
        used = height_of([case.who], size.who, width * BOLD, WHO_LEADING)
        used += height_of([case.headline], size.headline, width, TEXT_LEADING)
        used += height_of([*case.summary, *case.demands, *steps], size.summary, width * LIST, TEXT_LEADING)
        if used <= height:
            break
    return size
