"""The invented sheet as web pages that set its two addresses beside each other, each in another way."""

import html
from collections.abc import Mapping

from tests.importing.sheets import ADDRESSES, SHEET, as_html

BLOCKS = tuple("<br>".join(map(html.escape, lines)) for lines in ADDRESSES)
PARAGRAPHS = tuple("".join(f"<p>{html.escape(line)}</p>" for line in lines) for lines in ADDRESSES)
LAYOUTS: Mapping[str, str] = {
    "table": "<table style='width:100%'><tr>"
    + "".join(f"<td>{each}</td>" for each in BLOCKS)
    + "</tr></table>",
    "narrow table": "<table><tr>" + "".join(f"<td>{each}</td>" for each in BLOCKS) + "</tr></table>",
    "rows": "<table style='width:100%'>"
    + "".join(
        f"<tr><td>{html.escape(first)}</td><td>{html.escape(second)}</td></tr>"
        for first, second in zip(ADDRESSES[0], (*ADDRESSES[1], ""), strict=True)
    )
    + "</table>",
    "cells": "<div style='display:table;width:100%'>"
    + "".join(f"<div style='display:table-cell;width:50%'>{each}</div>" for each in BLOCKS)
    + "</div>",
    "flex": "<div style='display:flex;gap:1em'>"
    + "".join(f"<div style='flex:1'>{each}</div>" for each in BLOCKS)
    + "</div>",
    "grid": "<div style='display:grid;grid-template-columns:1fr 1fr;gap:2em'>"
    + "".join(f"<div>{each}</div>" for each in BLOCKS)
    + "</div>",
    "columns": "<div style='columns:2'>"
    + "".join(f"<div style='break-inside:avoid'>{each}</div>" for each in BLOCKS)
    + "</div>",
    "floats": "".join(f"<div style='float:left;width:49%'>{each}</div>" for each in BLOCKS)
    + "<div style='clear:both'></div>",
    "paragraphs": "<div style='display:flex'>"
    + "".join(f"<div style='width:50%'>{each}</div>" for each in PARAGRAPHS)
    + "</div><style>div p{margin:0}</style>",
}


def page_with(layout: str) -> str:
    """Return the sheet with its addresses in a layout."""
    number = next(number for number, part in enumerate(SHEET) if part.cells)
    before, after = as_html(SHEET[:number]).decode(), as_html(SHEET[number + 1 :]).decode()
    return before + LAYOUTS[layout] + after.partition("</style>")[2]
