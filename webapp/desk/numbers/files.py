"""The files of figures: CSV, XLSX and JSON of the same lines, with a dated name."""

import io
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from flask import Response, send_file

from webapp.actions import breakdown_files
from webapp.actions.breakdown import Value
from webapp.team.numbers.figures import By, Figures

BOM = "\ufeff"
"""Excel reads a CSV as UTF-8 only with it."""
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Named(StrEnum):
    """The column beside a value that is an id."""

    NAME = "name"


@dataclass(frozen=True, slots=True)
class Lines:
    """One table of figures, as a file has it."""

    dimensions: tuple[StrEnum, ...]
    rows: tuple[tuple[tuple[Value, ...], int], ...]

    @classmethod
    def of(cls, figures: Figures, by: By) -> Self:
        """Return a table; campaigns, addressees and partners have their names beside their ids."""
        lines = figures.tables[by]
        if by in (By.CAMPAIGN, By.TARGET, By.PARTNER):
            return cls((by, Named.NAME), tuple(((line.value, line.name), line.number) for line in lines))
        return cls((by,), tuple(((line.value,), line.number) for line in lines))

    @property
    def total(self) -> int:
        """Add up the numbers of all rows."""
        return sum(number for _, number in self.rows)


@dataclass(frozen=True, slots=True)
class FileName:
    """What a file is called: `lamp-2030-05-01.csv`, `lamp-channel-2030-05-01.csv`."""

    slug: str
    """"" for all campaigns."""
    part: str
    """The table; "" for all rows."""
    day: date
    kind: str

    def __str__(self) -> str:
        parts = (self.slug or "campaigns", self.part, self.day.isoformat())
        return f"{'-'.join(filter(None, parts))}.{self.kind}"


def respond(table: breakdown_files.Table, waiting: int, name: FileName) -> Response:
    """Return a file of a table."""
    return send_file(
        io.BytesIO(_content(table, waiting, name.kind)),
        mimetype=KINDS[name.kind],
        as_attachment=True,
        download_name=str(name),
        etag=False,
        conditional=False,
        max_age=None,
    )


def _content(table: breakdown_files.Table, waiting: int, kind: str) -> bytes:
    match kind:
        case "csv":
            return f"{BOM}{breakdown_files.as_csv(table)}".encode()
        case "json":
            return breakdown_files.as_json(table, waiting).encode()
        case _other:
            return breakdown_files.as_xlsx(table)
