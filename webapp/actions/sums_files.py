"""Sums as CSV, JSON and XLSX. The three hold the same rows under the same names."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

import xlsxwriter

from webapp.actions.sums import Value
from webapp.domain.spreadsheet import defused

NUMBER = "number"
"""The name of the column with the number of letters and calls."""
MOST_FITTED_ROWS = 10_000
"""To measure the columns of a larger sheet takes longer than to write it."""


class Table(Protocol):
    """What is written: `Sums`, or a table that was made of them."""

    @property
    def dimensions(self) -> Sequence[StrEnum]:
        """What the columns with values are called."""

    @property
    def rows(self) -> Sequence[tuple[tuple[Value, ...], int]]:
        """The values of the columns, and the number."""

    @property
    def total(self) -> int:
        """The sum of the numbers."""


def header(sums: Table) -> tuple[str, ...]:
    """Return the names of the columns."""
    return (*(dimension.value for dimension in sums.dimensions), NUMBER)


def text_of(value: Value) -> str:
    """Return a value as text: days in ISO 8601, late as "yes" or "no"."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else value


def as_csv(sums: Table) -> str:
    """Return CSV (RFC 4180) with a header line. No cell is a formula, whatever parts it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header(sums))
    for values, number in sums.rows:
        writer.writerow([*(defused(text_of(value)) for value in values), number])
    return text.getvalue()


def as_json(sums: Table, waiting: int) -> str:
    """Return JSON: `rows`, their `total`, and the number `waiting` for review, which is in no row."""
    rows: list[dict[str, Any]] = [
        {
            dimension.value: value if isinstance(value, bool) else text_of(value)
            for dimension, value in zip(sums.dimensions, values, strict=True)
        }
        | {NUMBER: number}
        for values, number in sums.rows
    ]
    return json.dumps({"rows": rows, "total": sums.total, "waiting": waiting}, indent=2, ensure_ascii=False)


def write_xlsx(sums: Table, path: Path) -> None:
    """Write the workbook to a file; raise `OSError` if it cannot be written."""
    # In memory first: XlsxWriter reports a folder that is not there as an exception of its own.
    path.write_bytes(as_xlsx(sums))


def as_xlsx(sums: Table) -> bytes:
    """Return a workbook of one sheet: days are dates, numbers are numbers, and no cell is a formula."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        bold, day_format = (
            workbook.add_format({"bold": True}),
            workbook.add_format({"num_format": "yyyy-mm-dd"}),
        )
        sheet = workbook.add_worksheet("counts")
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(sums.rows), len(sums.dimensions))
        for column, name in enumerate(header(sums)):
            sheet.write_string(0, column, name, bold)
        for row, (values, number) in enumerate(sums.rows, start=1):
            for column, value in enumerate(values):
                if isinstance(value, date):
                    sheet.write_datetime(row, column, value, day_format)
                else:
                    sheet.write_string(row, column, text_of(value))
            sheet.write_number(row, len(values), number)
        last = len(sums.rows) + 1
        sheet.write_string(last, 0, "total", bold)
        sheet.write_number(last, len(sums.dimensions), sums.total, bold)
        if len(sums.rows) <= MOST_FITTED_ROWS:
            sheet.autofit()
    return content.getvalue()
