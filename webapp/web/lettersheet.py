"""The form of letters: HTML for print, plain text for a file. What they say is in `Letter`."""

from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment

from webapp.domain import text
from webapp.domain.language import Direction, Language, direction_of
from webapp.domain.letter import Letter, Paper

UNDETERMINED = "und"
"""The tag of a language nobody has named (BCP 47). An empty one would make Pango take the machine's."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A line or paragraph with the direction it is read in, whatever the page's is."""

    text: str
    direction: Direction
    language: str = ""
    """Its tag where it is not the letter's."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed of one letter, in the order of the page."""

    language: Language
    paper: Paper
    sender: tuple[Passage, ...]
    address: tuple[Passage, ...]
    date: Passage
    salutation: Passage
    paragraphs: tuple[Passage, ...]
    closing: Passage
    name: tuple[Passage, ...]


def html(environment: Environment, letters: Sequence[Letter], *, address_language: str = UNDETERMINED) -> str:
    """Render one or more letters as one document, each on a fresh page.

    `address_language` is the tag of the language in which the campaign writes its addresses. The
    document's language and title are the first letter's.
    """
    template = environment.get_template("letter/letter.html")
    return template.render(
        title=letters[0].subject,
        language=letters[0].language,
        sheets=[_sheet(letter, address_language) for letter in letters],
    )


def plain(letters: Sequence[Letter]) -> str:
    """Give the letters as plain text: one as it is, several each under the name of its target."""
    if len(letters) == 1:
        return letters[0].body + "\n"
    return "\n\n".join(f"{_heading(letter)}\n\n{letter.body}\n" for letter in letters)


def _heading(letter: Letter) -> str:
    name = letter.target.name or letter.target.office
    return f"{name}\n{'=' * len(name)}"


def _sheet(letter: Letter, address_language: str) -> Sheet:
    page = letter.language.direction

    def passage(words: str, language: str = "") -> Passage:
        return Passage(text.breakable(words), direction_of(words, page), language)

    address_tag = "" if address_language == letter.language.tag else address_language
    sender = tuple(line for line in (letter.sender_name, *letter.sender_address) if line)
    return Sheet(
        language=letter.language,
        paper=letter.paper,
        sender=tuple(passage(line) for line in sender),
        address=tuple(passage(line, address_tag) for line in letter.target.address.lines),
        date=passage(letter.language.date(letter.day)),
        salutation=passage(letter.salutation),
        paragraphs=tuple(passage(paragraph) for paragraph in letter.paragraphs),
        closing=passage(letter.closing),
        name=(passage(letter.sender_name),) if letter.sender_name else (),
    )
