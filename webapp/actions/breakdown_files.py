"""Breakdowns as CSV, JSON and XLSX. The three hold the same rows under the same names."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

import xlsxwriter

from webapp.actions.breakdown import Value
from webapp.domain.spreadsheet import defused

NUMBER = "number"
"""The name of the column with the number of letters and calls."""
MOST_FITTED_ROWS = 10_000
"""To measure the columns of a larger sheet takes longer than to write it."""


class Table(Protocol):
    """What is written: `Breakdown`, or a table that was made of several."""

    @property
    def dimensions(self) -> Sequence[StrEnum]:
        """What the columns with values are called."""

    @property
    def rows(self) -> Sequence[tuple[tuple[Value, ...], int]]:
        """The values of the columns, and the number."""

    @property
    def total(self) -> int:
        """The sum of the numbers."""


def header(table: Table) -> tuple[str, ...]:
    """Return the names of the columns."""
    return (*(dimension.value for dimension in table.dimensions), NUMBER)


def text_of(value: Value) -> str:
    """Return a value as text: days in ISO 8601, late as "yes" or "no"."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else value


def as_csv(table: Table) -> str:
    """Return CSV (RFC 4180) with a header line. No cell is a formula, whatever parts it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header(table))
    for values, number in table.rows:
        writer.writerow([*(defused(text_of(value)) for value in values), number])
    return text.getvalue()


def as_json(table: Table, waiting: int) -> str:
    """Return JSON: `rows`, their `total`, and the number `waiting` for review, which is in no row."""
    rows: list[dict[str, Any]] = [
        {
            dimension.value: value if isinstance(value, bool) else text_of(value)
            for dimension, value in zip(table.dimensions, values, strict=True)
        }
        | {NUMBER: number}
        for values, number in table.rows
    ]
    return json.dumps({"rows": rows, "total": table.total, "waiting": waiting}, indent=2, ensure_ascii=False)


def write_xlsx(table: Table, path: Path) -> None:
    """Write the workbook to a file; raise `OSError` if it cannot be written."""
    # In memory first: XlsxWriter reports a folder that is not there as an exception of its own.
    path.write_bytes(as_xlsx(table))


def as_xlsx(table: Table) -> bytes:
    """Return a workbook of one sheet: days are dates, numbers are numbers, and no cell is a formula."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        bold, day_format = (
            workbook.add_format({"bold": True}),
            workbook.add_format({"num_format": "yyyy-mm-dd"}),
        )
        sheet = workbook.add_worksheet("counts")
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(table.rows), len(table.dimensions))
        for column, name in enumerate(header(table)):
            sheet.write_string(0, column, name, bold)
        for row, (values, number) in enumerate(table.rows, start=1):
            for column, value in enumerate(values):
                if isinstance(value, date):
                    sheet.write_datetime(row, column, value, day_format)
                else:
                    sheet.write_string(row, column, text_of(value))
            sheet.write_number(row, len(values), number)
        last = len(table.rows) + 1
        sheet.write_string(last, 0, "total", bold)
        sheet.write_number(last, len(table.dimensions), table.total, bold)
        if len(table.rows) <= MOST_FITTED_ROWS:
            sheet.autofit()
    return content.getvalue()
