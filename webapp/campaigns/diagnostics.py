"""What is wrong in a campaign folder, in words by which the campaign team can correct it by hand."""

from dataclasses import dataclass
from typing import Self

from webapp.domain import text

MAX_VALUE_CHARS = 60
"""Characters of a wrong value that a message repeats: enough to find it."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake: where it is, what is written there, and what to do."""

    file: str
    line: int
    field: str
    value: str
    message: str

    def __str__(self) -> str:
        location = f"{self.file}, line {self.line}: " if self.line else f"{self.file}: " if self.file else ""
        value = f' "{shorten(self.value)}"' if self.value else ""
        return text.line(f"{location}{self.field}{value} {self.message}")

    @property
    def sentence(self) -> "CheckSentence":
        """The same, for those who say it in words of their own."""
        return CheckSentence(self)


class CheckSentence(str):
    """The sentence of a diagnostic, which it keeps."""

    diagnostic: Diagnostic

    def __new__(cls, diagnostic: Diagnostic) -> Self:
        """Put the diagnostic into words."""
        sentence = super().__new__(cls, str(diagnostic))
        sentence.diagnostic = diagnostic
        return sentence

    def __getnewargs__(self) -> tuple[Diagnostic]:  # type: ignore[override]  # for copies
        return (self.diagnostic,)


class InvalidCampaign(Exception):
    """A campaign that breaks a rule, with everything that was found."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("\n".join(map(str, diagnostics)))
        self.diagnostics = diagnostics

    @property
    def sentences(self) -> tuple[CheckSentence, ...]:
        """One for each diagnostic."""
        return tuple(each.sentence for each in self.diagnostics)


def shorten(value: str) -> str:
    """Return a value in one line, cut where it is longer than it needs to be to find it."""
    folded = " ".join(value.split())
    return folded if len(folded) <= MAX_VALUE_CHARS else folded[: MAX_VALUE_CHARS - 1] + "…"
