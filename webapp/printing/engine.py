"""WeasyPrint as we use it: what is left out to be quick, what is refused, and what it may say.

Only public names and overrides in subclasses; nothing of WeasyPrint is changed. The printing process
imports it, and no other of ours: Pango's state is shared, not safe for threads, and may crash. Its libraries
read the list of fonts when they are loaded, so FONTCONFIG_FILE must stand in the environment by then. No word
of a letter may get from here into a log or an error message.
"""

import logging
import re
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar
from xml.etree import ElementTree

import weasyprint
from cssselect2 import ElementWrapper
from weasyprint.text import ffi
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from webapp.printing import language_tags

WARM_UP = (
    '<!DOCTYPE html><html lang="en"><head><title>Aa</title></head>'
    '<body><div class="letter" lang="en"><p>Aa Жж ابج</p></div></body></html>'
)
"""Opens the fonts, so that the first supporter need not wait for it."""

NOWHERE = "https://letter.invalid/"
"""Makes a relative address one to be refused (RFC 2606, 2); without it WeasyPrint would pass it over."""

FetchBlocked = FatalURLFetchingError
"""What a document raises that asks for something. It is a `BaseException`: WeasyPrint swallows others."""

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no document may hold (XML 1.0, 2.2). The edge has removed it; this is the last line of defence."""

USER_AGENT = r"""
head, link, meta, script, style, title { display: none }
html, body, div, h1, h2, ol, p, ul { display: block }
li { display: list-item }
body { margin: 8px }
ol, p, ul { margin-block: 1em }
ol, ul { padding-inline-start: 40px; counter-reset: list-item; break-before: avoid }
ol { list-style-type: decimal }
ul { list-style-type: disc }
::marker { font-variant-numeric: tabular-nums; white-space: pre; text-transform: none }
h1 { font-size: 2em; margin-block: .67em; bookmark-level: 1 }
h2 { font-size: 1.5em; margin-block: .83em; bookmark-level: 2 }
h1, h2 { font-weight: bold; bookmark-label: content(text); break-after: avoid; break-inside: avoid }
b, strong { font-weight: bold }
br::before { content: "\A"; white-space: pre-line }
[dir="ltr"] { direction: ltr }
[dir="rtl"] { direction: rtl }
@page {
  margin: 75px;
  @top-left { text-align: left; vertical-align: middle }
  @top-center { text-align: center; vertical-align: middle }
  @top-right { text-align: right; vertical-align: middle }
  @bottom-left { text-align: left; vertical-align: middle }
  @bottom-center { text-align: center; vertical-align: middle }
  @bottom-right { text-align: right; vertical-align: middle }
}
"""
"""What WeasyPrint's own sheet of 250 lines says of the elements that our templates have. One that takes
another must say in its own style sheet how it looks; not even `display: block` is given."""


class _Refusing(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
    """Opens nothing, and loudly."""

    def fetch(self, url: str, headers: object = None) -> object:
        raise FetchBlocked


class _Document(weasyprint.HTML):  # type: ignore[misc]
    """Our HTML for WeasyPrint.

    Our templates are well-formed XML, for which Python has a parser in C; the one for HTML is in Python.
    HTML that is not well-formed is printed all the same: it only takes longer.
    """

    user_agent: ClassVar[object] = weasyprint.CSS(string=USER_AGENT, url_fetcher=_Refusing())

    def __init__(self, html: str) -> None:
        html = NOT_IN_XML.sub("", html)
        try:
            # The parser asks for nothing outside, and what a supporter typed is escaped: no entities.
            root = ElementTree.fromstring(html)  # noqa: S314
        except ElementTree.ParseError:
            super().__init__(string=html, base_url=NOWHERE, url_fetcher=_Refusing())
            return
        self.base_url = NOWHERE
        self.url_fetcher = _Refusing()
        self.media_type = "print"
        self.wrapper_element = ElementWrapper.from_html_root(root)
        self.etree_element = root

    def _ua_stylesheets(self, forms: bool = False) -> list[object]:
        return [self.user_agent]


def has_subsetter() -> bool:
    """Say whether HarfBuzz can cut fonts; else WeasyPrint says nothing and takes five times as long."""
    return ffi.harfbuzz_subset is not None


class Engine:
    """Prints one letter after the other, with style sheets read and fonts opened once."""

    def __init__(self, stylesheets: Sequence[Path]) -> None:
        self.stylesheets = [
            weasyprint.CSS(string=path.read_text("utf-8"), url_fetcher=_Refusing()) for path in stylesheets
        ]
        self.fonts: FontConfiguration | None = FontConfiguration()
        self.print(WARM_UP)

    def print(self, html: str) -> bytes:
        """Print as PDF/UA-1. Raise `FetchBlocked`, or whatever WeasyPrint raises."""
        pdf: bytes = _Document(html).write_pdf(
            stylesheets=self.stylesheets,
            font_config=self.fonts,
            pdf_variant="pdf/ua-1",
            full_fonts=False,
            finisher=language_tags.tag_languages,
        )
        return pdf


def error_location(error: BaseException) -> str:
    """Say where WeasyPrint broke down, and nothing else."""
    step = error.__traceback__
    while step and step.tb_next:
        step = step.tb_next
    where = f" at {Path(step.tb_frame.f_code.co_filename).name}:{step.tb_lineno}" if step else ""
    return f"WeasyPrint stopped with {type(error).__name__}{where}"


def _without_words(record: logging.LogRecord) -> bool:
    """Keep the place and the level of what WeasyPrint logs; the rest may quote a letter."""
    record.msg = f"WeasyPrint, {record.filename}:{record.lineno}"
    record.args = ()
    record.exc_info = record.exc_text = None
    return True


for _name in ("weasyprint", "weasyprint.progress"):
    logging.getLogger(_name).addFilter(_without_words)
