"""A handover pack: all that is printed in it, as values. `packs` makes them, `document` lays them out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from webapp.domain.language import Language
from webapp.printing.letter_document import TextRun


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a list with an item a line."""

    lines: tuple[TextRun, ...]
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """One person at risk."""

    name: TextRun
    own_script: TextRun | None
    """The name as the person writes it, where the print fonts have it."""
    about: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Demands:
    """What is asked, of all officials or of one."""

    of: TextRun | None
    """The official; None for what is asked of all."""
    sentences: tuple[TextRun, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """The texts of a campaign."""

    who: TextRun
    headline: TextRun
    reference: str
    """The number of the urgent action; "" if it has none."""
    summary: tuple[Paragraph, ...]
    people: tuple[PersonEntry, ...]
    """Empty where the heading names all of them and there is no more to say."""
    background: tuple[Paragraph, ...]
    outcome: tuple[Paragraph, ...]
    addressees: tuple[TextRun, ...]
    """The officials who are written to or called."""
    demands: tuple[Demands, ...]
    letter: tuple[TextRun, ...]
    """The suggested letter, where the campaign lists no demands."""
    sender: tuple[TextRun, ...]
    """The organisation's name and address, one line each; () where the campaign names none."""
    contact: tuple[str, ...]
    """Its site, and where its team is reached."""


@dataclass(frozen=True, slots=True)
class Row:
    """One number of a table."""

    value: str
    """What the row is about, the same in every language: `post`, `US`, `2024-W19`."""
    label: TextRun
    number: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """The figures. Each table adds up to `total`."""

    since: date | None
    until: date | None
    """The period that was asked for; None: no bound."""
    total: int
    waiting: int
    """Letters and calls that are held until the team has looked; they are in no other number."""
    timeliness: tuple[Row, ...]
    """In time, and after the deadline; () where the campaign has no deadline."""
    sources: tuple[Row, ...]
    """Reported on the page, entered by the team, and below zero what it took off again; () where all were
    reported on the page."""
    channels: tuple[Row, ...]
    countries: tuple[Row, ...]
    targets: tuple[Row, ...]
    weeks: tuple[Row, ...]

    def tables(self) -> Iterator[tuple[str, tuple[Row, ...]]]:
        """Yield each table that is not empty with its name in the CSV."""
        named = (
            ("late", self.timeliness),
            ("source", self.sources),
            ("channel", self.channels),
            ("country", self.countries),
            ("target", self.targets),
            ("week", self.weeks),
        )
        yield from ((name, rows) for name, rows in named if rows)


@dataclass(frozen=True, slots=True)
class Pack:
    """A handover pack in one language."""

    slug: str
    language: Language
    made: datetime
    """When the figures were read, in UTC."""
    revision: str
    """The revision of the campaign's text."""
    deadline: date | None
    page: str
    """The address of the campaign's page; "" where nobody said it."""
    case: Case
    numbers: Numbers

    @property
    def day(self) -> date:
        """The date that the pack bears."""
        return self.made.date()

    def file_name(self, suffix: str) -> str:
        """Return the name of a file of it, such as `handover-lamp-en-2030-05-01.pdf`."""
        return f"handover-{self.slug}-{self.language.tag}-{self.day.isoformat()}.{suffix}"
