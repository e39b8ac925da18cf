"""A postal address: the lines on the envelope, top to bottom, as the destination's post reads them."""

import unicodedata
from dataclasses import dataclass

from webapp.domain import text
from webapp.domain.language import Language

OFFICE_FIRST = frozenset(
    "AT AU AX BE BL BR BY CC CH CX DE FI FR GF GP HM IQ IR KZ LI LT LU MF MQ NC NF NL PM RE SE WF YT".split()  # noqa: SIM905
)
"""Where the post wants the organisation above the person: Google's address data (libaddressinput) has %O
before %N there in letters from abroad; and Germany (DIN 5008)."""


def head(country: str, name: str, title: str, office: str) -> tuple[str, ...]:
    """Return the lines above the locality that are given, in the order of the destination's post."""
    lines = (office, name, title) if country in OFFICE_FIRST else (name, title, office)
    return tuple(line for line in lines if line)


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """An address. Each property is one condition of being valid; `is_valid` combines them."""

    lines: tuple[str, ...]

    @property
    def has_locality(self) -> bool:
        """True if there is at least a second line: a name alone is no address."""
        return len(self.lines) >= 2

    @property
    def is_clean(self) -> bool:
        """True if no line is too long, has invisible characters, or has white space at its ends."""
        return all(0 < len(line) <= text.MAX_LINE_CHARS and line == text.line(line) for line in self.lines)

    @property
    def is_valid(self) -> bool:
        """True if it can be printed; whether it fits is measured by `printing/address_space`."""
        return self.has_locality and self.is_clean

    def __str__(self) -> str:
        return "\n".join(self.lines)


def country_line(country: str, sender: Language) -> str:
    """Return a destination as the sender's post office wants it: in capitals, in its own language.

    UPU Convention Regulations, on addressing: the country of destination in capitals, in the language of
    the country of origin, and for the posts on the way in an internationally known one, too: where the
    sender writes another script than Latin, the English name follows.
    """
    own = _capitals(sender.locale.territories.get(country, country), sender)
    known = Language("en").locale.territories.get(country, country).upper()
    return own if sender.script == "Latn" else f"{own} / {known}"


def _capitals(name: str, language: Language) -> str:
    match language.locale.language:
        case "tr" | "az":  # the dot stays
            return name.replace("i", "İ").upper()
        case "el":  # capitals have no accents
            bare = unicodedata.normalize("NFD", name).replace("\u0301", "")
            return unicodedata.normalize("NFC", bare).upper()
    return name.upper()
