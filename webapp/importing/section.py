"""A section of a document: lines that belong together."""

from dataclasses import dataclass, field

from webapp.importing.lines import Line

HEAD = "head"
REST = "rest"
"""What belongs to no section: it stays unplaced."""


@dataclass(slots=True)
class Section:
    """Lines that belong together, and the label above them."""

    kind: str
    lines: list[Line] = field(default_factory=list)
    label: Line | None = None

    @property
    def is_labelled(self) -> bool:
        """Whether the label stands apart, by a colon or a line of its own, and begins no sentence."""
        if self.label is None or not self.lines:
            return self.label is not None
        is_same_line = self.lines[0].passage == self.label.passage and (
            self.lines[0].start - self.label.start <= len(self.label.text) + 1
        )
        return self.label.text.endswith((":", "：")) or self.label.text.isupper() or not is_same_line
