"""Letters, envelopes, postcards and faxes as HTML for print. Their content is in `Letter`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice
from typing import Literal

from jinja2 import Environment

from webapp.domain.language import Direction, Language, direction_of
from webapp.domain.letter import Letter
from webapp.domain.stationery import Envelope, Paper, Window
from webapp.printing import geometry
from webapp.printing.address_space import OUTSIDE, WINDOWS
from webapp.printing.fonts import print_widths
from webapp.printing.line_breaking import with_break_opportunities
from webapp.printing.sheet_count import count_rows, has_room_to_sign

STYLESHEETS = (
    "scripts.css",
    "letter.css",
    "paper.css",
    "envelope.css",
    "poster.css",
    "evening.css",
    "reading-copy.css",
)
"""The style sheets in static/css of printed documents, in their order."""
UNDETERMINED = "und"
"""The tag of an unknown language (BCP 47). With an empty one Pango takes the machine's."""

HAN_SCRIPTS = frozenset({"Hans", "Jpan", "Kore"})
"""Scripts with a font of their own for Chinese characters (ISO 15924)."""

MAX_RETURN_LINE_CHARS = 78
"""Length of the sender's line above the address: 75 mm at 6.5 pt."""
CARDS_ON_A_SHEET = 3
CardSize = Literal["large", "medium", "small", "smallest"]
CARD_SIZES: tuple[tuple[CardSize, float, int], ...] = (
    ("large", 11.5, 13),
    ("medium", 9.5, 16),
    ("small", 7.5, 24),
)
"""Type sizes of a postcard: name, points, rows; see static/css/envelope.css."""
CARD_ROW_MM = 85.0
"""Width of a postcard's text, less what the widths of joined and kerned letters may be wrong by."""


@dataclass(frozen=True, slots=True)
class TextRun:
    """A line or paragraph with its own direction, whatever the direction of the letter."""

    text: str
    direction: Direction
    language: str = ""
    """Its language tag where it is not the letter's."""

    @property
    def han(self) -> str:
        """The script of its language, if Chinese characters have a form of their own there."""
        known = self.language and self.language != UNDETERMINED
        script = Language(self.language).script if known else ""
        return script if script in HAN_SCRIPTS else ""


@dataclass(frozen=True, slots=True)
class LetterLayout:
    """The printed parts of one letter, in their order on the page."""

    language: Language
    paper: Paper
    window: Window
    envelope: Envelope
    subject: TextRun
    sender: tuple[TextRun, ...]
    recipient: tuple[TextRun, ...]
    """Name, title and office, without the place."""
    address: tuple[TextRun, ...]
    date: TextRun
    salutation: TextRun
    paragraphs: tuple[TextRun, ...]
    card: tuple[TextRun, ...]
    closing: TextRun
    name: tuple[TextRun, ...]
    has_room_to_sign: bool
    blanks: tuple[str, ...] = ()
    """The labels of lines on which the sender writes by hand, "" for a line without one."""
    copies: tuple[TextRun, ...] = ()
    """Who gets a copy, below the signature."""

    @property
    def is_long(self) -> bool:
        """Whether the address needs the smaller type in the window."""
        return not WINDOWS[self.paper].holds(self._address_lines, print_widths())

    @property
    def is_long_outside(self) -> bool:
        """Whether it needs the smaller type on an envelope or a card."""
        return not OUTSIDE.holds(self._address_lines, print_widths())

    @property
    def _address_lines(self) -> tuple[str, ...]:
        return tuple(line.text for line in self.address)

    @property
    def card_size(self) -> CardSize:
        """The largest type in which all of a postcard's text fits."""
        parts = (self.salutation, *self.card, self.closing, *self.name)
        lines = [line for part in parts for line in part.text.split("\n")]
        for size, points, most in CARD_SIZES:
            width = CARD_ROW_MM / (points * geometry.MM_PER_POINT)
            rows = sum(count_rows(line, width, print_widths()) for line in lines)
            if rows + 0.4 * len(parts) <= most:
                return size
        return "smallest"

    @property
    def return_line(self) -> tuple[TextRun, ...]:
        """The sender in one line above the address: on A4 only, with an address, if the line fits."""
        if len(self.sender) < 2 or self.paper is not Paper.A4:
            return ()
        line = " · ".join(part.text for part in self.sender)
        return (
            (TextRun(line, self.sender[0].direction, UNDETERMINED),)
            if len(line) <= MAX_RETURN_LINE_CHARS
            else ()
        )


@dataclass(frozen=True, slots=True)
class FaxLabels:
    """The labels on a fax cover, and their language."""

    language: Language
    fax: str
    to: str
    sender: str
    date: str
    subject: str
    pages: str


@dataclass(frozen=True, slots=True)
class LetterDocument:
    """Renders letters as HTML. `address_language` is the tag of the language of the targets' addresses.

    A document has the language and title of its first letter.
    """

    environment: Environment
    address_language: str = UNDETERMINED

    def __post_init__(self) -> None:
        """Reject an environment in which a supporter's text would become markup."""
        if not self.environment.autoescape:
            raise ValueError("the Jinja environment of a letter must escape text: set autoescape")

    def letters(self, letters: Sequence[Letter], copy_label: str = "") -> str:
        """Return letters, each beginning on a new sheet, and after each one those of its copies by post.

        A copy is the same letter with the address of who gets it. `copy_label` stands before their names.
        """
        layouts = [each for letter in letters for each in self._with_copies(letter, copy_label)]
        return self._document("print/letter.html", letters[0], layouts=layouts)

    def unsigned(
        self, letters: Sequence[Letter], copy_label: str, blanks: tuple[str, ...]
    ) -> tuple[LetterLayout, ...]:
        """Return the same for letters whose senders write their names and addresses on these blank lines."""
        return tuple(
            replace(each, blanks=blanks)
            for letter in letters
            for each in self._with_copies(replace(letter, sender_name="", sender_address=()), copy_label)
        )

    def envelopes(self, letters: Sequence[Letter]) -> str:
        """Return one envelope for each letter and for each of its copies by post."""
        layouts = [each for letter in letters for each in self._with_copies(letter, "")]
        return self._document("print/envelope.html", letters[0], layouts=layouts)

    def postcards(self, letters: Sequence[Letter]) -> str:
        """Return postcards, `CARDS_ON_A_SHEET` on a sheet of paper. The last is filled from the first."""
        number = -(-len(letters) // CARDS_ON_A_SHEET)
        cards = cycle([self._layout(letter) for letter in letters])
        sheets = [list(islice(cards, CARDS_ON_A_SHEET)) for _ in range(number)]
        return self._document("print/postcard.html", letters[0], sheets=sheets)

    def fax(self, letter: Letter, labels: FaxLabels) -> str:
        """Return a cover with the number to dial, and the letter."""
        return self._document(
            "print/fax.html",
            letter,
            layout=self._layout(letter),
            numbers=letter.target.fax,
            labels=labels,
        )

    def _document(self, name: str, first: Letter, **values: object) -> str:
        template = self.environment.get_template(name)
        return template.render(title=first.subject, language=first.language, **values)

    def _with_copies(self, letter: Letter, copy_label: str) -> Iterator[LetterLayout]:
        original = self._layout(letter)
        names = ", ".join(copy.name for copy in letter.target.copies_by_post)
        if not names:
            yield original
            return
        line = with_break_opportunities(f"{copy_label}: {names}")
        noted = replace(original, copies=(TextRun(line, letter.language.direction),))
        yield noted
        language = "" if self.address_language == letter.language.tag else self.address_language
        for *lines, country in letter.postal_copies:
            last = ((country, letter.country_language),) if country else ()
            address = (*((line, language) for line in lines), *last)
            yield replace(
                noted,
                address=tuple(
                    TextRun(
                        with_break_opportunities(line), direction_of(line, letter.language.direction), tag
                    )
                    for line, tag in address
                ),
            )

    def _layout(self, letter: Letter) -> LetterLayout:
        def run(text: str, language: str = "") -> TextRun:
            direction = direction_of(text, letter.language.direction)
            return TextRun(with_break_opportunities(text), direction, language)

        def runs(texts: Sequence[str], language: str = "") -> tuple[TextRun, ...]:
            return tuple(run(text, language) for text in texts)

        target = letter.target
        address_language = "" if self.address_language == letter.language.tag else self.address_language
        country = (letter.country_line,) if letter.country_line else ()
        recipient_lines = len(target.address.lines) - len(target.locality_lines)
        return LetterLayout(
            language=letter.language,
            paper=letter.paper,
            window=letter.window,
            envelope=letter.envelope,
            subject=run(letter.subject),
            sender=runs(letter.sender),
            recipient=runs(target.address.lines[:recipient_lines], address_language),
            address=runs(target.address.lines, address_language) + runs(country, letter.country_language),
            date=run(letter.date_line),
            salutation=run(letter.salutation),
            paragraphs=runs(letter.paragraphs),
            card=runs(letter.card),
            closing=run(letter.closing),
            name=runs((letter.sender_name,)) if letter.sender_name else (),
            has_room_to_sign=has_room_to_sign(letter, print_widths()),
        )
