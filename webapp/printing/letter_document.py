"""Letters, envelopes, postcards and faxes as HTML for print. What they say is in `Letter`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from jinja2 import Environment

from webapp.domain.address import ENVELOPE_ROW, ENVELOPE_ROWS, is_long
from webapp.domain.language import Direction, Language, direction_of
from webapp.domain.letter import Letter
from webapp.domain.stationery import Envelope, Paper, Window
from webapp.printing.line_breaking import with_break_opportunities

STYLESHEETS = ("scripts.css", "letter.css", "envelope.css")
"""Of static/css, what printed documents are styled by, in order."""
UNDETERMINED = "und"
"""The tag of a language nobody has named (BCP 47). An empty one would make Pango take the machine's."""

LONGEST_RETURN = 78
"""Characters of the line above the address: 75 mm at 6.5 pt."""
CARD_SIZES: tuple[tuple[Literal["large", "medium"], int, int], ...] = (("large", 32, 16), ("medium", 40, 20))
"""Of a postcard's text: its size, wide letters beside each other there, rows; see static/css/envelope.css."""


@dataclass(frozen=True, slots=True)
class TextRun:
    """A line or paragraph with the direction it is read in, whatever the page's is."""

    text: str
    direction: Direction
    language: str = ""
    """Its tag where it is not the letter's."""


@dataclass(frozen=True, slots=True)
class LetterLayout:
    """What is printed of one letter, in the order of the page."""

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

    @property
    def is_long(self) -> bool:
        """Whether the address needs the smaller type in the window."""
        return is_long(tuple(line.text for line in self.address))

    @property
    def is_long_outside(self) -> bool:
        """Whether it needs the smaller type on an envelope or a card."""
        return is_long(tuple(line.text for line in self.address), ENVELOPE_ROWS, ENVELOPE_ROW)

    @property
    def card_size(self) -> Literal["large", "medium", "small"]:
        """How large a postcard's text can be set, so that all of it finds room."""
        parts = (self.salutation, *self.card, self.closing, *self.name)
        lines = [line for part in parts for line in part.text.split("\n")]
        for size, row, most in CARD_SIZES:
            if sum(max(1, -(-len(line) // row)) for line in lines) + 0.4 * len(parts) <= most:
                return size
        return "small"

    @property
    def return_line(self) -> tuple[TextRun, ...]:
        """The sender in one line, for the window; none without an address, or one too long, or in America."""
        if len(self.sender) < 2 or self.paper is not Paper.A4:
            return ()
        line = " · ".join(part.text for part in self.sender)
        return (TextRun(line, self.sender[0].direction, UNDETERMINED),) if len(line) <= LONGEST_RETURN else ()


@dataclass(frozen=True, slots=True)
class FaxLabels:
    """The labels on the cover of a fax, and their language."""

    language: Language
    fax: str
    to: str
    sender: str
    date: str
    subject: str
    pages: str


@dataclass(frozen=True, slots=True)
class LetterDocument:
    """Sets letters for print. `address_language` is the tag of the language campaigns write addresses in.

    A document's language and title are its first letter's.
    """

    environment: Environment
    address_language: str = UNDETERMINED

    def __post_init__(self) -> None:
        """Refuse an environment in which a supporter's words would become markup."""
        if not self.environment.autoescape:
            raise ValueError("letters need an environment that escapes: set autoescape")

    def letters(self, letters: Sequence[Letter]) -> str:
        """Set letters, each on a fresh sheet."""
        return self._document(
            "print/letter.html", letters[0], sheets=[self._sheet(letter) for letter in letters]
        )

    def envelopes(self, letters: Sequence[Letter]) -> str:
        """Set an envelope a letter."""
        return self._document(
            "print/envelope.html", letters[0], sheets=[self._sheet(letter) for letter in letters]
        )

    def postcards(self, letters: Sequence[Letter]) -> str:
        """Set postcards, two on a sheet of paper; one to a single target is there twice."""
        cards = [self._sheet(letter) for letter in letters]
        if len(cards) == 1:
            cards *= 2
        pairs = [cards[start : start + 2] for start in range(0, len(cards), 2)]
        return self._document("print/postcard.html", letters[0], pairs=pairs)

    def fax(self, letter: Letter, words: FaxLabels) -> str:
        """Set a cover with the number to dial, and the letter."""
        return self._document(
            "print/fax.html",
            letter,
            sheet=self._sheet(letter),
            numbers=letter.target.fax,
            words=words,
            words_language=words.language,
        )

    def _document(self, name: str, first: Letter, **values: object) -> str:
        template = self.environment.get_template(name)
        return template.render(title=first.subject, language=first.language, **values)

    def _sheet(self, letter: Letter) -> LetterLayout:
        page = letter.language.direction

        def passage(words: str, language: str = "") -> TextRun:
            return TextRun(with_break_opportunities(words), direction_of(words, page), language)

        def set_all(parts: Sequence[str], language: str = "") -> tuple[TextRun, ...]:
            return tuple(passage(part, language) for part in parts)

        target = letter.target
        theirs = "" if self.address_language == letter.language.tag else self.address_language
        country = (letter.country_line,) if letter.country_line else ()
        place = len(target.address.lines) - len(target.locality_lines)
        return LetterLayout(
            language=letter.language,
            paper=letter.paper,
            window=letter.window,
            envelope=letter.envelope,
            subject=passage(letter.subject),
            sender=set_all(letter.sender),
            recipient=set_all(target.address.lines[:place], theirs),
            address=set_all(target.address.lines, theirs) + set_all(country, letter.country_language),
            date=passage(letter.language.date(letter.day)),
            salutation=passage(letter.salutation),
            paragraphs=set_all(letter.paragraphs),
            card=set_all(letter.card),
            closing=passage(letter.closing),
            name=set_all((letter.sender_name,)) if letter.sender_name else (),
        )
