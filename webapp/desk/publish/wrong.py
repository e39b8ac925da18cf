"""A translation with other facts than its source, as the screen shows it: both texts, the places marked."""

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.desk.http.remark_sentences import sentence
from webapp.team.publishing.wrong_translations import WrongTranslation

Pieces = tuple[tuple[str, bool], ...]
"""A text in pieces; True: this one is marked."""


@dataclass(frozen=True, slots=True)
class ShownWrong:
    """One translation with what is wrong in it."""

    wrong: WrongTranslation
    sentences: tuple[str, ...]
    source: Pieces
    translation: Pieces

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"wrong-{self.wrong.language.tag}-{self.wrong.key}"

    @property
    def value(self) -> str:
        """What a button sends that says it is right."""
        return f"{self.wrong.language.tag} {self.wrong.key} {self.wrong.seen}"


def show_wrong(wrong: WrongTranslation) -> ShownWrong:
    """Return a wrong translation with its places."""
    source, translation = wrong.message.source, wrong.message.translation
    expected = {each.expected for each in wrong.remarks if each.expected}
    small = source.lower() if len(source.lower()) == len(source) else source
    found = ((small.find(each.lower()), len(each)) for each in sorted(expected))
    in_source = [(start, start + length) for start, length in found if start >= 0]
    return ShownWrong(
        wrong,
        tuple(dict.fromkeys(map(sentence, wrong.remarks))),
        _pieces(source, in_source),
        _pieces(translation, [(each.start, each.end) for each in wrong.remarks]),
    )


def _pieces(text: str, places: Iterable[tuple[int, int]]) -> Pieces:
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in sorted(places):
        if start >= at and end > start:
            pieces += [(text[at:start], False), (text[start:end], True)]
            at = end
    pieces.append((text[at:], False))
    return tuple(piece for piece in pieces if piece[0])
