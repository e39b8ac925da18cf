"""The opening of a case's text: the whole sentences at its beginning that one reads at a glance."""

import re
from functools import lru_cache
from unicodedata import east_asian_width

from webapp.domain import markup

MIN_CHARS, MAX_CHARS = 40, 180
"""Of an opening, where the sentences allow it: some six lines on a phone. A wide character is two."""
SHORT_CHARS = 250
"""A paragraph up to this length stays whole."""
_END = re.compile(
    r"(?:[!?…؟।۔]|[가-힣]\.|(?<![.\w])(?:[^\W_]{4,}|[^\W_]*\d)\.)[\"'”’»)\]]*(\s+)(?![a-zа-я])|[。！？]()"
)
"""Where a sentence ends. A point after up to three letters may end an abbreviation, such as "Dr."."""


@lru_cache(maxsize=500)
def split_opening(paragraph: str) -> tuple[str, str]:
    """Return the first sentences of a paragraph and the rest, or all of it and "" where it cannot be split.

    A list, a link and emphasis stay whole.
    """
    if _width(paragraph) <= SHORT_CHARS or markup.parse(paragraph).is_list:
        return paragraph, ""
    best = (paragraph, "")
    for end in _END.finditer(paragraph):
        first, rest = paragraph[: end.start(end.lastindex or 0)], paragraph[end.end() :]
        if _width(first) < MIN_CHARS or not rest or not _keeps_markup(paragraph, first, rest):
            continue
        is_long = _width(first) > MAX_CHARS
        if is_long and best[1]:
            break
        best = (first, rest)
        if is_long:
            break
    return best


def _width(text: str) -> int:
    return len(text) + sum(east_asian_width(character) in "WF" for character in text)


def _keeps_markup(paragraph: str, first: str, rest: str) -> bool:
    spans = [*markup.parse_line(first), *markup.parse_line(rest)]
    return _styled(spans) == _styled([*markup.parse_line(paragraph)])


def _styled(spans: list[markup.Span]) -> list[tuple[str, str, bool]]:
    """Return each character that is seen with its link and emphasis."""
    return [
        (character, span.link, span.emphasized)
        for span in spans
        for character in span.text
        if not character.isspace()
    ]
