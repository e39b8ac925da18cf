"""Make the sample files beside this script anew, with LibreOffice's own export:

    python -m tests.importing.libreoffice.make_samples

The files in the tree were made by LibreOffice 7.4 (Debian's libreoffice-writer-nogui). Their text is the
invented sheet of `tests/importing/sheets.py`, its addresses in the cells of a table, in text boxes
beside each other, or in two columns of a section; number and date stand in the header, pages are counted.
"""

import html
import subprocess
import tempfile
from pathlib import Path

from tests.importing.sheets import ADDRESSES, SHEET, Part

FOLDER = Path(__file__).parent
FORMATS = ("pdf", "docx", "odt", "rtf")
SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
    )
) + ' xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip
STYLES = """
<office:styles>
 <style:style style:name="Standard" style:family="paragraph">
  <style:text-properties fo:font-size="10pt" style:font-name="Liberation Serif"/></style:style>
 <style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"
  style:default-outline-level="1"><style:paragraph-properties fo:margin-top="8pt" fo:margin-bottom="4pt"/>
  <style:text-properties fo:font-size="16pt"/></style:style>
</office:styles>
<office:automatic-styles>
 <style:style style:name="P" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:margin-bottom="6pt"/></style:style>
 <style:style style:name="Box" style:family="graphic"><style:graphic-properties style:wrap="parallel"
  style:number-wrapped-paragraphs="no-limit" style:vertical-pos="top" style:vertical-rel="paragraph"
  style:horizontal-pos="from-left" style:horizontal-rel="paragraph" fo:padding="0cm" fo:border="none"/>
 </style:style>
 <style:style style:name="Two" style:family="section"><style:section-properties>
  <style:columns fo:column-count="2" fo:column-gap="1cm"/></style:section-properties></style:style>
 <style:style style:name="Next" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:break-before="column"/></style:style>
 <style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="21cm"
  fo:page-height="29.7cm" fo:margin="2cm"/><style:header-style/><style:footer-style/></style:page-layout>
</office:automatic-styles>"""
LINKS = {
    "lamps@example.org": "mailto:lamps@example.org",
    "@nowhere_emb": "https://x.example/nowhere_emb",
}


def in_cells() -> str:
    cells = "".join(f"<table:table-cell>{_block(lines)}</table:table-cell>" for lines in ADDRESSES)
    columns = '<table:table-column table:number-columns-repeated="2"/>'
    return f"<table:table>{columns}<table:table-row>{cells}</table:table-row></table:table>"


def in_text_boxes() -> str:
    boxes = "".join(
        f'<draw:frame draw:style-name="Box" text:anchor-type="paragraph" svg:x="{9 * number}cm" svg:y="0cm" '
        f'svg:width="8cm" draw:z-index="{number}"><draw:text-box fo:min-height="3.8cm">{_block(lines)}'
        "</draw:text-box></draw:frame>"
        for number, lines in enumerate(ADDRESSES)
    )
    room = '<text:p text:style-name="P"/>' * 7
    return f'<text:p text:style-name="P">{boxes}</text:p>{room}'


def in_columns() -> str:
    first, second = map(_block, ADDRESSES)
    second = second.replace('text:style-name="Standard"', 'text:style-name="Next"', 1)
    return f'<text:section text:style-name="Two" text:name="Addresses">{first}{second}</text:section>'


LAYOUTS = {"cells": in_cells, "text-boxes": in_text_boxes, "columns": in_columns}


def _block(lines: tuple[str, ...]) -> str:
    return "".join(f'<text:p text:style-name="Standard">{_linked(line)}</text:p>' for line in lines)


def _linked(line: str) -> str:
    line = html.escape(line)
    for text, target in LINKS.items():
        line = line.replace(text, f'<text:a xlink:type="simple" xlink:href="{target}">{text}</text:a>')
    return line


def _part(part: Part, layout: str) -> str:
    if part.cells:
        return LAYOUTS[layout]()
    text = html.escape(part.text)
    if part.kind == "h":
        return f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{text}</text:h>'
    if part.kind == "li":
        return f"<text:list><text:list-item><text:p>{text}</text:p></text:list-item></text:list>"
    return f'<text:p text:style-name="P">{text}</text:p>'


def source(layout: str) -> str:
    """Return the document as one flat OpenDocument file."""
    header = f"<style:header><text:p>{html.escape(SHEET[0].text)}</text:p></style:header>"
    page = "<text:page-number>1</text:page-number> of <text:page-count>1</text:page-count>"
    footer = f"<style:footer><text:p>Page {page}</text:p></style:footer>"
    master = f'<style:master-page style:name="Standard" style:page-layout-name="Page">{header}{footer}'
    body = "".join(_part(part, layout) for part in SHEET[1:])
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES} office:version="1.2" '
        f'office:mimetype="application/vnd.oasis.opendocument.text">{STYLES}<office:master-styles>{master}'
        f"</style:master-page></office:master-styles><office:body><office:text>{body}</office:text>"
        "</office:body></office:document>"
    )


def main() -> None:
    """Write the sample files."""
    with tempfile.TemporaryDirectory() as scratch:
        for layout in LAYOUTS:
            file = Path(scratch) / f"{layout}.fodt"
            file.write_text(source(layout), encoding="utf-8")
            for kind in FORMATS:
                subprocess.run(  # our own file, a program that is installed for this
                    ["soffice", f"-env:UserInstallation=file://{scratch}/profile", "--headless",
                     "--convert-to", kind, "--outdir", str(FOLDER), str(file)],
                    check=True,
                )  # fmt: skip


if __name__ == "__main__":
    main()
