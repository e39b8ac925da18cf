"""The texts of the page: summary, background and others, as paragraphs with their links and lists."""

from collections.abc import Sequence
from itertools import groupby

from webapp.importing.document import Passage, Role
from webapp.importing.lines import Line
from webapp.importing.reading.list_marks import without_mark
from webapp.importing.rules.gathered_fields import Gathered


def read_text(name: str, lines: Sequence[Line], gathered: Gathered) -> None:
    """Read a text of several paragraphs for the page: the summary or the background."""
    if lines:
        texts = paragraphs(lines, gathered, with_links=True)
        is_certain = name != "summary" or len(texts) == 1  # where it ends and the background begins, is open
        gathered.add(name, "\n\n".join(texts), [line.span for line in lines], is_certain=is_certain)


def paragraphs(lines: Sequence[Line], gathered: Gathered, *, with_links: bool) -> tuple[str, ...]:
    """Return the passages that lines are of as paragraphs: for the page, with their links and lists.

    Bullets and numbers before the entries of a list become labels.
    """
    texts: list[str] = []
    numbers: list[int] = []
    for number, group in groupby(lines, key=lambda line: line.passage):
        first, *others = group
        begin = without_mark(first.text) if first.role is Role.ITEM else first.text
        if begin != first.text:
            gathered.labels.append(first.span_of(0, len(first.text) - len(begin)))
        texts.append(" ".join([begin, *(line.text for line in others)]))
        numbers.append(number)
    if not with_links:
        return tuple(texts)
    passages = [gathered.document.passages[number] for number in numbers]
    return _with_lists(
        [(_with_links(text, passage), passage.role) for text, passage in zip(texts, passages, strict=True)]
    )


def _with_links(text: str, passage: Passage) -> str:
    """Return a text with its links as the page's markup has them. They stand in the order of the text."""
    parts: list[str] = []
    position = 0
    for link in passage.links:
        is_web = link.target.startswith(("https://", "http://"))
        begin = text.find(link.text, position)
        if begin < 0:
            continue
        end = begin + len(link.text)
        if is_web and "[" not in link.text and ")" not in link.target:
            parts += [text[position:begin], f"[{link.text}]({link.target})"]
        else:
            parts.append(text[position:end])
        position = end
    return "".join([*parts, text[position:]])


def _with_lists(texts: list[tuple[str, Role]]) -> tuple[str, ...]:
    """Join the entries of a list to one paragraph, as the page's markup has lists."""
    result: list[str] = []
    in_list = False
    for text, role in texts:
        if role is Role.ITEM:
            entry = f"- {text}"
            if in_list:
                result[-1] += f"\n{entry}"
            else:
                result.append(entry)
        else:
            result.append(text)
        in_list = role is Role.ITEM
    return tuple(result)
