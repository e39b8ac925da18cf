"""The editor of the letter, as the page shows it: the sheet on which it is written, and the hints below."""

from dataclasses import dataclass

from webapp.domain.hints import Hint
from webapp.domain.letter import Draft

ROW_CHARS = 64
"""Characters of a row of the text field."""


@dataclass(frozen=True, slots=True)
class LetterEditor:
    """What the editor shows."""

    draft: Draft
    hints: tuple[Hint, ...]
    """What could make the letter better."""

    @property
    def rows(self) -> int:
        """Rows of the text field where the browser cannot grow it."""
        lines = (max(1, -(-len(line) // ROW_CHARS)) for line in self.draft.text.split("\n"))
        return min(max(12, sum(lines) + 1), 90)

    @property
    def sender(self) -> str:
        """The sender's name and address as they stand above the letter, a line each."""
        return f"{self.draft.sender_name}\n{self.draft.sender_address}".strip()
