"""A number as people type it: in the digits of their language, perhaps with separators of thousands."""

import re

_NUMBER = re.compile(r"\d{1,3}(?:[\s.,'’٬]\d{3})+|\d{1,12}")


def parse_number(text: str) -> int | None:
    """Return a whole number, in any digits: `1200`, `1,200`, `1 200`, `١٢٠٠`; None for anything else."""
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return None
    return int("".join(character for character in text if character.isdecimal()))
