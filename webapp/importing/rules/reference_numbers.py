"""The number of an urgent action: behind the name of the action, alone, or at the end of a part of a line."""

import re

from webapp.importing.label_table import LabelTable

_NUMBER = re.compile(
    r"(?:-Nr\.?)?-?(?:\s[^\W\d]{2,12}(?=\s?:))?\s*:?\s*(?:n\.?\s?[º°o]\.?\s*|no\.\s*)?((?:UA-)?\d{1,4}\s?[/.–-]\s?\d{2,4})(?!\w|[./]\d)",
    re.IGNORECASE,
)
"""Behind the name of the action."""
PLAIN_NUMBER = re.compile(r"(?<!\w)[Nn]\.?\s?[º°o]\.?\s?:?\s?(\d{1,4}(?:-\d{1,4})?)(?![\d/])")
SLASHED = re.compile(r"(?<![\w/.])(\d{1,4}/(?:20)?\d{2})(?![\w/]|\.\d)")
"""A number and a year, behind a word that no table has."""
_NUMBER_ALONE = re.compile(r"\W{0,3}((?:[A-Z]{1,6}-?)?\d{1,6})\W{0,3}")
_PART = re.compile(r"\s[·•|]\s")
_CODE_OF_PART = re.compile(r"(?<!\w)[A-Z]{2,6}-\d{2,6}(?:/\d{2,4})?$")
MAX_WORDS = 4
"""Of a line with its number and nothing else."""


def number_in(text: str, table: LabelTable, start: int = 0) -> re.Match[str] | None:
    """Return the first number behind its name, from character `start` on: "UA 61/21"."""
    for name in table.phrases["number"].finditer(text, start):
        if found := _NUMBER.match(text, name.end()):
            return found
    return None


def code_of_part(text: str) -> tuple[int, int] | None:
    """Return where a publisher's number stands that ends a part of a line, between dots or bars."""
    ends = [found.start() for found in _PART.finditer(text)]
    for end in (*ends, len(text)) if ends else ():
        if found := _CODE_OF_PART.search(text[:end]):
            return found.span()
    return None


def number_alone(text: str, table: LabelTable) -> re.Match[str] | None:
    """Return the number of a line that has its name and nothing else, such as "(our case 41)"."""
    for name in table.phrases["number"].finditer(text if len(text.split()) <= MAX_WORDS else ""):
        if found := _NUMBER_ALONE.fullmatch(text, name.end()):
            return found
    return None
