"""Shortcuts around WeasyPrint do not change the print."""

import subprocess
import sys
from xml.etree import ElementTree

import pytest

from tests.printing.letters_to_print import TEXTS, a_full_letter
from tests.printing.printed import FONTS, ROOT, STYLESHEETS
from webapp.printing.fonts import fontconfig_file, only_our_fonts
from webapp.printing.letter_document import LetterDocument

ELEMENTS = """
<h1>One</h1>
<p>A <strong>strong</strong> and a <b>bold</b> word,<br/>a <span lang="ru" dir="ltr">слово</span>,
and <bdi dir="rtl">كلمة</bdi>.</p>
<h2>Two</h2>
<ol><li>first</li><li>second<p>and more</p></li></ol>
<ul><li dir="rtl">أول</li><li>second</li></ul>
<div><p dir="rtl">كلمة</p><div dir="ltr">plain</div></div>
"""


def page(direction, body):
    style = '<style>@page { @bottom-center { content: "1" } }</style>'
    head = f'<meta charset="utf-8"/><title>A title</title>{style}'
    return f'<!DOCTYPE html><html lang="en" dir="{direction}"><head>{head}</head><body>{body}</body></html>'


AS_WEASYPRINT_WOULD = """
import sys
from pathlib import Path
import weasyprint
from webapp.printing.engine import Engine
from webapp.printing.stream_compression import compress_streams

engine = Engine([Path(sheet) for sheet in sys.argv[1:]])
html = sys.stdin.buffer.read().decode()
sys.stdout.buffer.write(weasyprint.HTML(string=html).write_pdf(
    stylesheets=engine.stylesheets, font_config=engine.fonts, pdf_variant="pdf/ua-1",
    finisher=lambda document, pdf: compress_streams(pdf),
))
engine.close()
"""


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_our_elements_look_as_with_weasyprints_own_style_sheet(printer, tmp_path, direction):
    """A document with all elements, printed with our short style sheet and with WeasyPrint's own."""
    html = page(direction, ELEMENTS)

    printed = printer.render(html)

    done = subprocess.run(
        [sys.executable, "-c", AS_WEASYPRINT_WOULD, *map(str, STYLESHEETS)],
        cwd=ROOT,
        env=only_our_fonts(fontconfig_file(FONTS, tmp_path)),
        input=html.encode(),
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert printed == done.stdout


@pytest.mark.parametrize("tag", TEXTS)
def test_a_letter_is_well_formed_xml(environment, tag):
    html = LetterDocument(environment, "en").letters([a_full_letter(tag, subject="<&\"'>")] * 2)

    root = ElementTree.fromstring(html)  # noqa: S314  # our own

    assert root.findtext("head/title") == "<&\"'>"


@pytest.mark.parametrize("tag", TEXTS)
def test_html_that_is_not_well_formed_is_printed_the_same(environment, printer, tag):
    html = LetterDocument(environment).letters([a_full_letter(tag)])
    careless = html.replace('<meta charset="utf-8"/>', '<meta charset="utf-8">')
    assert careless != html

    assert printer.render(careless) == printer.render(html)
