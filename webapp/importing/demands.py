"""Points that stand in the place of a letter, below a sentence that asks to write."""

from collections.abc import Iterable
from dataclasses import replace

from webapp.importing.document import Role
from webapp.importing.lines import Line
from webapp.importing.reading.list_marks import without_mark
from webapp.importing.section import HEAD, REST, Section
from webapp.importing.unlabelled import passages_of

MIN_POINTS = 2
ABOVE_POINTS = (HEAD, REST, "languages", "actions", "background")
"""The kinds of sections that may have them."""


def with_demands(sections: Iterable[Section]) -> list[Section]:
    """Part the first section that has such points, if the document has neither a letter nor a label for them.

    They are the entries of a list that end with semicolons, all but the last one: what supporters are asked
    to do is in sentences.
    """
    parts = [*sections]
    if any(section.kind in ("letter", "demands") for section in parts):
        return parts
    for number, section in enumerate(parts):
        points = _points(section.lines) if section.kind in ABOVE_POINTS else None
        before = parts[number - 1].kind if number else ""
        if points is None and section.kind == REST and before == "languages":
            points = _list(section.lines)
        if points:
            begin, end = points
            above, own, below = section.lines[:begin], section.lines[begin:end], section.lines[end:]
            asked: list[Line] = []
            if section.kind == HEAD and above and above[-1].text.endswith((":", "：")):
                asked = [above.pop()]
            section.lines = above
            new = [Section(REST, asked), Section("demands", [replace(line, role=Role.ITEM) for line in own])]
            parts[number + 1 : number + 1] = [each for each in (*new, Section(REST, below)) if each.lines]
            return parts
    return parts


def _list(lines: list[Line]) -> tuple[int, int] | None:
    """Return where a list ends that begins the lines: below a request to write in some languages."""
    end = next((number for number, line in enumerate(lines) if line.role is not Role.ITEM), len(lines))
    return (0, end) if len({line.passage for line in lines[:end]}) >= MIN_POINTS else None


def _points(lines: list[Line]) -> tuple[int, int] | None:
    """Return where they begin and end."""
    begin: int | None = None
    count = 0
    for start, end in passages_of(lines):
        is_entry = lines[start].role is Role.ITEM or without_mark(lines[start].text) != lines[start].text
        is_open = is_entry and lines[end - 1].text.endswith((";", "؛"))
        if is_open:
            begin = start if begin is None else begin
            count += 1
        elif begin is not None and is_entry and count + 1 >= MIN_POINTS:
            return begin, end
        else:
            begin, count = None, 0
    return None
