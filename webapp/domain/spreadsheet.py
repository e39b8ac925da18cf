"""What a spreadsheet takes for a formula, and how a cell of a CSV is kept from being one.

OWASP, CSV injection; ASVS 5.0, 1.2.10.
"""

import re

_SIGNS = r"=+\-@\uff1d\uff0b\uff0d\uff20"
"""How a formula begins; the last four are full-width forms, which some languages' spreadsheets read alike."""
_BEGIN = rf'(?:^(?=["\']*[{_SIGNS}\t\r\n\0])|(?<=[;\t\r\n])(?=["\']*[{_SIGNS}]))'
"""Where a formula may begin: in the cell, and after what parts cells or rows.

A spreadsheet that is set to another language parts our cells at ";", and then a line break ends the row, too.
A quotation mark there begins a quoted cell and is not part of it.
"""
_FORMULA = re.compile(_BEGIN + '(?P<quotes>"*)')
_DEFUSED = re.compile(_BEGIN + "(?P<quotes>\"*)'")


def has_formula(text: str) -> bool:
    """Check whether a spreadsheet may take a text, or what stands after a separator in it, for a formula."""
    return bool(_FORMULA.search(text))


def defused(cell: str) -> str:
    """Return the text of a cell with an apostrophe before each formula in it."""
    return _FORMULA.sub(r"\g<quotes>'", cell)


def restored(cell: str) -> str:
    """Return the text that `defused` made a cell of."""
    return _DEFUSED.sub(r"\g<quotes>", cell)
