"""The files of figures: CSV, XLSX and JSON of the same sums, with a dated name."""

import io
from dataclasses import dataclass
from datetime import date

from flask import Response, send_file

from webapp.actions import sums_files
from webapp.actions.sums import Sums

BOM = "\ufeff"
"""Excel reads a CSV as UTF-8 only with it."""
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


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


def respond(sums: Sums, waiting: int, name: FileName) -> Response:
    """Return a file of the sums."""
    return send_file(
        io.BytesIO(_content(sums, waiting, name.kind)),
        mimetype=KINDS[name.kind],
        as_attachment=True,
        download_name=str(name),
        etag=False,
        conditional=False,
        max_age=None,
    )


def _content(sums: Sums, waiting: int, kind: str) -> bytes:
    match kind:
        case "csv":
            return f"{BOM}{sums_files.as_csv(sums)}".encode()
        case "json":
            return sums_files.as_json(sums, waiting).encode()
        case _other:
            return sums_files.as_xlsx(sums)
