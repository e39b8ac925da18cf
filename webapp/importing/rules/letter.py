"""The suggested letter: salutation, paragraphs, closing; or the points that stand in its place."""

from collections.abc import Sequence

from webapp.importing.document import Role
from webapp.importing.label_table import LabelTable
from webapp.importing.lines import Line
from webapp.importing.rules.gathered_fields import Gathered
from webapp.importing.rules.texts import paragraphs
from webapp.importing.unlabelled import closing_in

MAX_SALUTATION_CHARS = 120
MAX_WORDS_OF_CLOSING, MAX_LINES_OF_CLOSING = 5, 4
MAX_LINES_BEFORE = 3
"""Above the salutation, as for the day and the sender's name."""


def read_letter(lines: Sequence[Line], table: LabelTable, gathered: Gathered) -> None:
    """Read the lines below the label of the letter."""
    lines = [*lines]
    number = next((n for n, line in enumerate(lines[:MAX_LINES_BEFORE]) if _is_salutation(line, table)), None)
    groups = {lines[number].group} if number is not None else set()
    if number is not None:
        first = lines[number]
        lines = lines[number + 1 :]  # above it stand blanks to fill in
        if _is_for_several(first, gathered):
            _add_several(first, gathered)
        elif not gathered.has("targets[0].salutation"):
            gathered.add("targets[0].salutation", first.text, [first.span], is_certain=False)
            gathered.flag("salutation-of-letter", first.text, [first.span], "targets[0].salutation")
        else:
            gathered.add("letter.salutation", first.text, [first.span], is_certain=False)
            gathered.flag("salutation-of-letter", first.text, [first.span], "letter.salutation")
    closing = _closing(lines, table)
    if closing:
        position = lines.index(closing)
        below = _rest_of_sentence(lines[position:])
        text = " ".join(line.text for line in below)
        is_sentence = text.endswith(".") or len(below) > 1 or len(text.split()) > MAX_WORDS_OF_CLOSING
        gathered.add("letter.closing", text, [line.span for line in below], is_certain=not is_sentence)
        if is_sentence:
            gathered.flag("closing-as-sentence", text, [line.span for line in below], "letter.closing")
        if rest := lines[position + len(below) :]:
            gathered.flag("after-closing", rest[0].text, [line.span for line in rest])
        lines = lines[:position]
    else:
        lines = _until_heading(lines)
    if lines:
        texts = paragraphs(lines, gathered, with_links=False)
        spans = [line.span for line in lines]
        groups |= {line.group for line in lines}  # a salutation in a table may be one of an address
        is_bounded = number is not None and len(groups) == 1
        gathered.add("letter.text", "\n\n".join(texts), spans, is_certain=closing is not None and is_bounded)
        if not is_bounded:
            gathered.flag("letter-bounds", lines[0].text, [lines[0].span], "letter.text")
        if closing is None:
            gathered.flag("no-closing", lines[-1].text, [lines[-1].span], "letter.text")


def _closing(lines: Sequence[Line], table: LabelTable) -> Line | None:
    """Return the first line that is a closing and nothing else; without one, the last that begins as one."""
    found = [line for line in lines if closing_in(line, table)]
    short = [
        line
        for line in found
        if len(line.text.split()) <= MAX_WORDS_OF_CLOSING and not line.text.endswith(".")
    ]
    return next(iter((*short, *reversed(found))), None)


def _rest_of_sentence(lines: list[Line]) -> list[Line]:
    """Return a closing with the lines below it that end its sentence, in the same paragraph."""
    closing = lines[0]
    below = [line for line in lines if line.passage == closing.passage]
    ends = [number for number, line in enumerate(below) if line.text.endswith((".", ",", "!"))]
    is_sentence = ends and below[ends[0]].text.endswith(".") and ends[0] < MAX_LINES_OF_CLOSING
    return below[: ends[0] + 1] if is_sentence else [closing]


def _until_heading(lines: list[Line]) -> list[Line]:
    """Return the lines above the first heading that stands below a text: a letter has none."""
    for number, line in enumerate(lines):
        if number and line.role is Role.HEADING:
            return lines[:number]
    return lines


def read_demands(lines: Sequence[Line], gathered: Gathered) -> None:
    """Read points that stand in the place of a letter."""
    items = [line for line in lines if line.role is Role.ITEM] or _sentences(lines)
    if items:
        is_list = items[0].role is Role.ITEM
        texts = (
            paragraphs(items, gathered, with_links=False) if is_list else tuple(line.text for line in items)
        )
        gathered.add("letter.demands", texts, [line.span for line in items], is_certain=False)


def _sentences(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, if they are whole sentences: points without marks before them."""
    return [*lines] if len(lines) > 1 and all(line.text.endswith((".", ";", "!")) for line in lines) else []


def _is_for_several(line: Line, gathered: Gathered) -> bool:
    """Whether a salutation has a part for each official, such as "Dear Minister / Dear Ambassador"."""
    count = len(line.text.split(" / "))
    return (
        count > 1
        and gathered.has(f"targets[{count - 1}].name")
        and not gathered.has(f"targets[{count}].name")
    )


def _add_several(line: Line, gathered: Gathered) -> None:
    start = 0
    for number, text in enumerate(line.text.split(" / ")):
        name = f"targets[{number}].salutation"
        source = [line.span_of(start, start + len(text))]
        gathered.add(name, text.rstrip(",:! "), source, is_certain=False)
        gathered.flag("salutation-of-several", text, source, name)
        start += len(text) + len(" / ")


def _is_salutation(line: Line, table: LabelTable) -> bool:
    found = table.phrases["salutation"].match(line.text)
    return bool(found) and len(line.text) <= MAX_SALUTATION_CHARS and not line.text.endswith(".")
