"""Collects text, line by line and paragraph by paragraph, into passages."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from webapp.importing.document import (
    MAX_CHARS,
    MAX_PASSAGES,
    Link,
    Passage,
    Role,
    UnreadableDocument,
    clean,
)

MAX_TARGET_CHARS = 2_000


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

    def add(self, text: str) -> None:
        """Add text to the passage that is open."""
        self._chars += len(text)
        if self._chars > MAX_CHARS:
            raise UnreadableDocument(f"The document has more than {MAX_CHARS:,} characters.")
        self._text.append(text)

    def end(self, role: Role | None = None, group: int | None = None) -> None:
        """End the passage that is open, as another role or group if that is known only now.

        An empty one is none.
        """
        text = clean("".join(self._text))
        if text.strip():
            if len(self.passages) >= MAX_PASSAGES:
                raise UnreadableDocument(f"The document has more than {MAX_PASSAGES:,} paragraphs.")
            self.passages.append(
                Passage(
                    text,
                    role=self._role if role is None else role,
                    group=self._group if group is None else group,
                    links=tuple(self._links),
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
