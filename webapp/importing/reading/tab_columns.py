"""Two addresses side by side by tabs: a line of each in a row. They are read one after the other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from webapp.importing.document import Passage, Role

TAB = "\ue000"
"""Stands for a tab in the text of a passage until all of them are read."""
MIN_ROWS = 3
"""With text on both sides of a tab."""
MAX_CHARS = 80
"""Of a row with one side alone."""


def without_tabs(passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages with such columns apart, and spaces for other tabs."""
    if not any(TAB in passage.text for passage in passages):
        return [*passages]
    group = 1 + max((passage.group for passage in passages), default=0)
    result: list[Passage] = []
    number = 0
    while number < len(passages):
        end = _end_of_rows(passages, number)
        columns = _columns(passages[number:end])
        if columns:
            result += (replace(column, group=group + side) for side, column in enumerate(columns))
            group += len(columns)
            number = end
        else:
            result.append(replace(passages[number], text=_joined(passages[number].text)))
            number += 1
    return result


def _end_of_rows(passages: Sequence[Passage], begin: int) -> int:
    """Return where the rows end that begin at a passage."""
    end = begin
    while end < len(passages) and _is_row(passages[end], is_first=end == begin):
        end += 1
    return end


def _is_row(passage: Passage, *, is_first: bool) -> bool:
    if passage.role is not Role.TEXT or passage.group:
        return False
    if is_first or TAB in passage.text:
        return TAB in passage.text
    is_other = passage.text.isupper() or passage.text.endswith((".", "!", "?"))
    return not is_other and all(len(line) <= MAX_CHARS for line in passage.text.split("\n"))


def _columns(passages: Sequence[Passage]) -> list[Passage]:
    """Return a passage for each side, or none where the tabs part something else."""
    rows = [_sides(line) for passage in passages for line in passage.text.split("\n")]
    both = [row for row in rows if len(row) == 2 and all(row)]
    has_marks = any(row[0].endswith(":") or not any(map(str.isalpha, row[0])) for row in both)
    if len(both) < MIN_ROWS or has_marks or any(len(row) > 2 for row in rows):
        return []  # labels before values, or marks before the entries of a list
    texts = ("\n".join(filter(None, side)) for side in _turned(rows))
    links = [link for passage in passages for link in passage.links]
    return [
        replace(passages[0], text=text, links=tuple(link for link in links if link.text in text))
        for text in texts
    ]


def _sides(line: str) -> list[str]:
    """Return what stands on each side of the tabs of a line: "" before one that begins it."""
    parts = [part.strip() for part in line.split(TAB)]
    first, *others = parts
    return [first, *(part for part in others if part)]


def _turned(rows: Iterable[list[str]]) -> Iterator[tuple[str, ...]]:
    return zip(*([*row, ""][:2] for row in rows), strict=True)


def _joined(text: str) -> str:
    return "\n".join(" ".join(line.replace(TAB, " ").split()) for line in text.split("\n")).strip("\n")
