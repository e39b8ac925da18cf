"""WeasyPrint with a short user agent style sheet, a faster parser, no fetching, and logs without text.

It uses public names of WeasyPrint and overrides in subclasses, and patches nothing. Only the printing process
imports it: Pango's state is shared, not safe for threads, and may crash. Its libraries read the list of fonts
when they are loaded, so FONTCONFIG_FILE must be in the environment by then. No word of a letter may get from
here into a log or an error message.
"""

import gc
import io
import logging
import re
from base64 import b64decode
from collections.abc import Iterator, Sequence
from copy import copy
from functools import cache
from pathlib import Path
from typing import ClassVar, Self
from xml.etree import ElementTree

import pypdfium2
import weasyprint
from cssselect2 import ElementWrapper, compile_selector_list
from weasyprint.text import ffi
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from webapp.printing import copies, language_tags, line_texts, stream_compression
from webapp.printing.shared_styles import PageStyles, SharedStyles

WARM_UP = (
    '<!DOCTYPE html><html lang="en"><head><title>Aa</title></head>'
    '<body><div class="letter" lang="en"><p>Aa Жж ابج</p></div></body></html>'
)
"""Printed at the start: it opens the fonts, so that the first letter does not wait for them."""

BASE_URL = "https://letter.invalid/"
"""Makes relative references absolute (RFC 2606, 2), so that they are blocked and not ignored."""

PHOTO = "data:image/jpeg;base64,"
"""How the address of a photograph begins that is within the document (RFC 2397)."""

PICTURE_WIDTH = 1200
"""Pixels of a picture's width, whatever the page's."""
MAX_PICTURE_BYTES = 150_000
"""Messengers show no larger one."""
JPEG_QUALITIES = (84, 74, 62, 48, 34)
"""The first is taken that is small enough."""

FetchBlocked = FatalURLFetchingError
"""Raised when a document refers to anything outside. It is a `BaseException`: WeasyPrint catches others."""

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML excludes (XML 1.0, 2.2). Forms remove them already; this protects other callers."""

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
  @top-center { text-align: center; vertical-align: middle }
  @bottom-center { text-align: center; vertical-align: middle }
}
"""
"""The part of WeasyPrint's own style sheet (250 lines) that concerns the elements of our templates. A
template with another element must style it completely, `display: block` included."""


class _BlockingFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
    """Raises at each fetch."""

    def fetch(self, url: str, headers: object = None) -> object:
        raise FetchBlocked


class _PhotoFetcher(_BlockingFetcher):
    """Reads the photographs that are within the document."""

    def fetch(self, url: str, headers: object = None) -> object:
        if not url.startswith(PHOTO):
            raise FetchBlocked
        return URLFetcherResponse(PHOTO, b64decode(url[len(PHOTO) :]), {"Content-Type": "image/jpeg"})


class _Element(ElementWrapper):  # type: ignore[misc]
    """An element that is asked for the same few selectors in each document: they are compiled once."""

    def query_all(self, *selectors: str) -> Iterator[object]:
        yield from super().query_all(*(each for selector in selectors for each in _compiled(selector)))


@cache
def _compiled(selector: str) -> tuple[object, ...]:
    return tuple(compile_selector_list(selector))


class _Document(weasyprint.HTML):  # type: ignore[misc]
    """HTML that is parsed as XML where it is well-formed, as our templates are.

    Python's XML parser is in C, WeasyPrint's HTML parser in Python. Other HTML is printed too, but slower.
    """

    user_agent: ClassVar[object] = weasyprint.CSS(string=USER_AGENT, url_fetcher=_BlockingFetcher())

    def __init__(self, html: str, fetcher: URLFetcher, styles: SharedStyles) -> None:
        self.styles = styles
        html = NOT_IN_XML.sub("", html)
        try:
            # The parser fetches nothing, and a supporter's text is escaped: it defines no entities.
            root = ElementTree.fromstring(html)  # noqa: S314
        except ElementTree.ParseError:
            super().__init__(string=html, base_url=BASE_URL, url_fetcher=fetcher)
            return
        self.base_url = BASE_URL
        self.url_fetcher = fetcher
        self.media_type = "print"
        self._set_root(root)

    def without_elements(self) -> Self:
        """Return the same with a root alone, for which no selectors are matched."""
        empty = copy(self)
        empty._set_root(ElementTree.Element("html"))
        return empty

    def _set_root(self, root: ElementTree.Element) -> None:
        self.wrapper_element = _Element.from_html_root(root)
        self.etree_element = root

    def _ua_stylesheets(self, forms: bool = False) -> list[object]:
        return [self.user_agent]

    def render(
        self,
        font_config: object = None,
        counter_style: object = None,
        color_profiles: object = None,
        **options: object,
    ) -> object:
        """Lay it out with the computed styles of the documents before."""
        options = weasyprint.DEFAULT_OPTIONS | options
        return _Layout._render(self, font_config, counter_style, color_profiles, options)


class _Layout(weasyprint.Document):  # type: ignore[misc]
    """A document laid out with shared styles."""

    @classmethod
    def _build_layout_context(cls, html: _Document, *args: object) -> object:
        if known := html.styles.of_document(html.etree_element):
            context = super()._build_layout_context(html.without_elements(), *args)
            context.style_for.get_computed_styles().update(known)
        else:
            context = super()._build_layout_context(html, *args)
            html.styles.share(context.style_for, html.etree_element)
        context.style_for = PageStyles(context.style_for, html.styles)
        return context


def has_subsetter() -> bool:
    """Return whether HarfBuzz can subset fonts. If not, WeasyPrint is five times slower and does not warn."""
    return ffi.harfbuzz_subset is not None


class Engine:
    """Prints letters. It reads the style sheets and opens the fonts once."""

    def __init__(self, stylesheets: Sequence[Path]) -> None:
        css = "\n".join(path.read_text("utf-8") for path in stylesheets)  # one: selectors are matched once
        self._nothing, self._photos = _BlockingFetcher(), _PhotoFetcher()  # each makes itself ready to fetch
        self.stylesheets = [weasyprint.CSS(string=css, url_fetcher=self._nothing)]
        self.fonts: FontConfiguration | None = FontConfiguration()
        self.styles = SharedStyles(css)
        self.print(WARM_UP)
        gc.collect()
        gc.freeze()  # what is loaded stays: the collector need not look through it at each letter

    def close(self) -> None:
        """Free the fonts before the interpreter ends: else it frees the code first, and crashes."""
        self.fonts, self.styles = None, SharedStyles()

    def print(self, html: str, *, photos: bool = False) -> bytes:
        """Return the document as PDF/UA-1. Raise `FetchBlocked`, or any exception of WeasyPrint's.

        Without `photos` it may have none, within itself either.
        """
        fetcher = self._photos if photos else self._nothing
        pdf: bytes = _Document(html, fetcher, self.styles).write_pdf(
            stylesheets=self.stylesheets,
            font_config=self.fonts,
            pdf_variant="pdf/ua-1",
            full_fonts=False,
            finisher=_finish,
        )
        return pdf

    def draw(self, html: str) -> bytes:
        """Return the first page of a document with photographs as JPEG. Raise as `print`."""
        with pypdfium2.PdfDocument(self.print(html, photos=True)) as document:
            page = document[0]
            image = page.render(scale=PICTURE_WIDTH / page.get_width()).to_pil()
        for quality in JPEG_QUALITIES:
            buffer = io.BytesIO()
            image.save(buffer, "JPEG", quality=quality, subsampling=0, optimize=True)
            if buffer.tell() <= MAX_PICTURE_BYTES:
                break
        return buffer.getvalue()


def _finish(document: object, pdf: object) -> None:
    language_tags.tag_languages(document, pdf)
    line_texts.tag_line_texts(document, pdf)
    copies.arrange_sheets(document, pdf)
    stream_compression.compress_streams(pdf)


def error_location(error: BaseException) -> str:
    """Return an exception's type, file and line, without its message: that may quote the letter."""
    traceback = error.__traceback__
    while traceback and traceback.tb_next:
        traceback = traceback.tb_next
    if not traceback:
        return f"WeasyPrint stopped with {type(error).__name__}"
    file = Path(traceback.tb_frame.f_code.co_filename).name
    return f"WeasyPrint stopped with {type(error).__name__} at {file}:{traceback.tb_lineno}"


def _remove_message(record: logging.LogRecord) -> bool:
    """Reduce a log record to its level, file and line: its message may quote a letter."""
    record.msg = f"WeasyPrint, {record.filename}:{record.lineno}"
    record.args = ()
    record.exc_info = record.exc_text = None
    return True


for _name in ("weasyprint", "weasyprint.progress"):
    logging.getLogger(_name).addFilter(_remove_message)
