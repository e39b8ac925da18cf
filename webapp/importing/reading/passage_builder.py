"""Collects text, line by line and paragraph by paragraph, into passages."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise

from webapp.domain.message_id import N_
from webapp.importing.document import (
    MAX_CHARS,
    MAX_PASSAGES,
    Link,
    Passage,
    Role,
    UnreadableDocument,
    clean,
    join_links,
)
from webapp.importing.reading.tab_columns import TAB, without_tabs

MAX_CHARS_OF_CELL = 120
"""Of a line in a table of addresses."""
MAX_TARGET_CHARS = 2_000
TOO_LONG = N_("The document is too long. Copy the part that is about the case, and choose a file with that.")


@dataclass(slots=True)
class PassageBuilder:
    """What a reader tells of a document in reading order becomes its passages."""

    passages: list[Passage] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _links: list[Link] = field(default_factory=list)
    _role: Role = Role.TEXT
    _group: int = 0
    _groups: int = 0
    _chars: int = 0
    _tables: list[list[list[tuple[int, int]]]] = field(default_factory=list)
    """Open tables: rows of cells, each the number of its first passage and the one after its last."""

    def finish(self) -> tuple[Passage, ...]:
        """Return all passages, with columns that tabs make apart."""
        return tuple(without_tabs(self.passages))

    def add(self, text: str) -> None:
        """Add text to the passage that is open."""
        self._chars += len(text)
        if self._chars > MAX_CHARS:
            raise UnreadableDocument(TOO_LONG)
        self._text.append(text)

    def end(self, role: Role | None = None, group: int | None = None) -> None:
        """End the passage that is open, as another role or group if that is known only now.

        An empty one is none.
        """
        text = clean("".join(self._text).replace("\t", f" {TAB} "))
        if text.strip(f"{TAB} \n"):
            if len(self.passages) >= MAX_PASSAGES:
                raise UnreadableDocument(TOO_LONG)
            self.passages.append(
                Passage(
                    text,
                    role=self._role if role is None else role,
                    group=self._group if group is None else group,
                    links=join_links(self._links, text),
                )
            )
        self._text, self._links = [], []

    @contextmanager
    def role(self, role: Role) -> Iterator[None]:
        """Within, passages have this role."""
        self.end()
        before, self._role = self._role, role
        yield
        self.end()
        self._role = before

    @contextmanager
    def group(self) -> Iterator[None]:
        """Within, passages are of one cell, one text box or one column of their own."""
        self.end()
        before = self._group
        self._groups += 1
        self._group = self._groups
        yield
        self.end()
        self._group = before

    @contextmanager
    def table(self) -> Iterator[None]:
        """Within, rows are of one table.

        Programs also set two addresses as rows, a line of each in a row: such a table is read by columns.
        """
        self.end()
        self._tables.append([])
        yield
        self.end()
        self.end_table(self._tables.pop())

    def end_table(self, rows: list[list[tuple[int, int]]]) -> None:
        """Order the cells of the rows that end here, each its first passage and the one after its last."""
        if self._has_lines_as_rows(rows):
            columns = [
                [self.passages[begin:end] for begin, end in column] for column in zip(*rows, strict=True)
            ]
            self.passages[rows[0][0][0] :] = [
                replace(passage, group=self._group_of(column))
                for column in columns
                for cell in column
                for passage in cell
            ]

    @contextmanager
    def row(self) -> Iterator[None]:
        """Within, cells are of one row. A cell that ends with a colon is the label of the next one."""
        if self._tables:
            self._tables[-1].append([])
        yield
        if self._tables and self._tables[-1]:
            self._tables[-1][-1] = self.end_row(self._tables[-1][-1])

    @contextmanager
    def cell(self) -> Iterator[None]:
        """Within, passages are of one cell. One with whole paragraphs or a table is layout, and none."""
        self.end()
        begin, outer = len(self.passages), self._group
        with self.group():
            own = self._group
            yield
        if any(_is_of_layout(passage, own) for passage in self.passages[begin:]):
            self.passages[begin:] = [
                replace(passage, group=outer) if passage.group == own else passage
                for passage in self.passages[begin:]
            ]
        if self._tables and self._tables[-1]:
            self._tables[-1][-1].append((begin, len(self.passages)))

    def end_row(self, cells: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Join labels and values of one line, and return the cells anew."""
        if not cells or len(self.passages) != cells[-1][1]:
            return cells
        begin = cells[0][0]
        contents = [self.passages[first:end] for first, end in cells]
        if sum(map(len, contents)) != len(self.passages) - begin:
            return cells  # something stands between the cells
        joined: list[list[Passage]] = []
        for content in contents:
            label = joined[-1] if joined else []
            if len(label) == len(content) == 1 and label[0].text.endswith(":"):
                joined[-1] = [replace(content[0], text=f"{label[0].text} {content[0].text}")]
            else:
                joined.append(content)
        self.passages[begin:] = [passage for content in joined for passage in content]
        ends = [*accumulate((len(content) for content in joined), initial=begin)]
        return [*pairwise(ends)]

    def _has_lines_as_rows(self, rows: list[list[tuple[int, int]]]) -> bool:
        """Whether all cells are lines, and the first column's no labels of the second's."""
        if len(rows) < 2 or len(rows[0]) < 2 or any(len(row) != len(rows[0]) for row in rows):
            return False
        if not all(begin < end for begin, end in rows[0]):
            return False
        if sum(end - begin for row in rows for begin, end in row) != len(self.passages) - rows[0][0][0]:
            return False  # something stands between the cells
        cells = [self.passages[begin:end] for row in rows for begin, end in row]
        first_column = [passage.text for row in rows for passage in self.passages[slice(*row[0])]]
        are_lines = all(len(cell) <= 1 and not any("\n" in each.text for each in cell) for cell in cells)
        return are_lines and not any(text.endswith(":") for text in first_column)

    @staticmethod
    def _group_of(column: list[list[Passage]]) -> int:
        return next(passage.group for cell in column for passage in cell)

    @contextmanager
    def link(self, target: str) -> Iterator[None]:
        """Within, text is a link's."""
        begin = len(self._text)
        yield
        self.add_link("".join(self._text[begin:]), target)

    def add_link(self, text: str, target: str) -> None:
        """Add a link to the passage that is open, if it has a text and leads somewhere."""
        text = clean(text)
        if target and text:
            self._links.append(Link(text, target[:MAX_TARGET_CHARS]))


def _is_of_layout(passage: Passage, group: int) -> bool:
    """Whether a passage of a cell with this number has whole paragraphs, or is of a table within."""
    return passage.group != group or max(map(len, passage.text.split("\n"))) > MAX_CHARS_OF_CELL
