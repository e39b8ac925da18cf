"""The figures of a pack as CSV (RFC 4180): the same numbers as in the PDF."""

import csv
import io

from webapp.domain.spreadsheet import defused
from webapp.printing.line_breaking import without_break_opportunities
from webapp.team.handover.pack import Pack

HEADER = ("table", "value", "label", "number")
TOTAL, WAITING = "total", "waiting"
"""The rows that stand alone: the sum, and what is held and is in no other row."""


def pack_csv(pack: Pack) -> bytes:
    """Return one row a number: its table, its value, the value in the pack's language, and the number.

    No cell is a formula, whatever parts it. It is UTF-8 with a byte order mark, without which Excel reads
    another code.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerow((TOTAL, "", "", pack.numbers.total))
    writer.writerow((WAITING, "", "", pack.numbers.waiting))
    for name, rows in pack.numbers.tables():
        for row in rows:
            label = without_break_opportunities(row.label.text)
            writer.writerow((name, defused(row.value), defused(label), row.number))
    return text.getvalue().encode("utf-8-sig")
