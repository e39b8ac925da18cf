"""Letters as a plain text file."""

from collections.abc import Sequence

from webapp.domain.letter import Letter


def plain(letters: Sequence[Letter]) -> str:
    """Return the letters as plain text: one as it is, several each below the name of its target."""
    if len(letters) == 1:
        return letters[0].body + "\n"
    return "\n\n".join(f"{_heading(letter)}\n\n{letter.body}\n" for letter in letters)


def _heading(letter: Letter) -> str:
    name = letter.target.name or letter.target.office
    return f"{name}\n{'=' * len(name)}"
