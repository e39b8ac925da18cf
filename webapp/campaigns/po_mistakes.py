"""What is wrong in a PO file, in words for a translator who uses Poedit."""

from difflib import get_close_matches

KEYWORDS = ("msgctxt", "msgid", "msgid_plural", "msgstr")


class PoSyntaxError(ValueError):
    """Text that gettext does not take. `line` counts from 1; the message is a sentence with the remedy."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line


def what_is_wrong(rest: str, is_inside: bool) -> str:
    """Return the sentence about characters that begin nothing that a PO file has."""
    if rest.startswith('"'):
        return (
            "a text does not end in this line; look for a missing closing quote, or for a quote within the "
            'text, which is written as \\"'
        )
    if rest[0] in "“”„«»‘’'":
        return f'here is {rest[0]} where a straight quote must stand; write the text as "…"'
    if not rest[0].isprintable():
        return f"here is an invisible character (U+{ord(rest[0]):04X}); delete it, and type the space anew"
    what = "between texts" if is_inside else "before the first message"
    return f'"{_short(rest)}" cannot stand here, {what}; delete it, or put it into the quotes'


def stray_word(word: str) -> str:
    """Return the sentence about a word outside the quotes."""
    if near := get_close_matches(word.lower(), KEYWORDS, 1, 0.75):
        return f'"{_short(word)}" is misspelt; write "{near[0]}" in small letters'
    return (
        f'"{_short(word)}" stands outside the quotes; a quote within the text is written as \\", '
        "and text that is no translation is deleted"
    )


def quote(text: str) -> str:
    """Return a source text as it is named in a sentence."""
    return f'"{_short(text)}"' if text else "of the header"


def _short(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= 40 else folded[:39] + "…"
