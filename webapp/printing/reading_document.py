"""A copy to read as HTML for print: the letter and its version in two columns. Nobody posts it.

static/css/reading-copy.css has its look. It has no address, no date and no signature, and says on each page
that it is not for the envelope.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment

from webapp.domain.language import Direction, Language, direction_of
from webapp.domain.parallel_text import ParallelPart
from webapp.domain.stationery import Paper
from webapp.printing.line_breaking import with_break_opportunities


@dataclass(frozen=True, slots=True)
class ReadingCopy:
    """What is on a copy to read."""

    ui_language: Language
    """The language of all that is neither the letter nor its version: the supporter's."""
    letter: Language
    version: Language
    parts: Sequence[ParallelPart]
    paper: Paper

    def direction(self, part: ParallelPart) -> Direction:
        """Return the direction of a part of the letter: a supporter may write in another script."""
        return direction_of(part.text, self.letter.direction)


@dataclass(frozen=True, slots=True)
class ReadingDocument:
    """Renders a copy to read as HTML; its labels are in the language of the request."""

    environment: Environment

    def copy(self, copy: ReadingCopy, name_of_target: dict[str, str]) -> str:
        """Return the document. `name_of_target` has the names of the targets by their ids."""
        return self.environment.get_template("print/reading.html").render(
            title=copy.parts[0].text,
            language=copy.ui_language,
            copy=copy,
            names=name_of_target,
            broken=with_break_opportunities,
        )
