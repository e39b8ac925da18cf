"""The numbers of a page and of each kind of file, read back as a person's program would."""

import csv
import io
import json
import zipfile
from xml.etree import ElementTree

from tests.support.page_client import Fetched

_NAMES = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def on_the_page(page: Fetched, by: str) -> list[int]:
    """Return the numbers of a table, and its total as the last."""
    section = next(one for one in page.all("div") if one.get("aria-labelledby") == f"by-{by}")
    cells = [one for one in section.iter("td") if one.get("class") == "table-number"]
    return [int(page.words(cell).replace(",", "")) for cell in cells]


def in_csv(fetched: Fetched) -> list[int]:
    """Return the last column of a CSV."""
    rows = list(csv.reader(io.StringIO(fetched.body.decode("utf-8-sig"), newline="")))
    assert rows[0][-1] == "number"
    return [int(row[-1]) for row in rows[1:]]


def in_json(fetched: Fetched) -> list[int]:
    """Return the numbers of the rows, and the total as the last."""
    found = json.loads(fetched.body)
    return [*(row["number"] for row in found["rows"]), found["total"]]


def in_xlsx(fetched: Fetched) -> list[int]:
    """Return the last cell of each row but the head: the total is the last. No cell may hold a formula."""
    with zipfile.ZipFile(io.BytesIO(fetched.body)) as workbook:
        sheet = ElementTree.fromstring(workbook.read("xl/worksheets/sheet1.xml"))  # noqa: S314 (our own file)
    assert not sheet.findall(".//x:f", _NAMES)
    rows = sheet.findall(".//x:row", _NAMES)[1:]
    return [int(row.findall("x:c/x:v", _NAMES)[-1].text or "") for row in rows]
