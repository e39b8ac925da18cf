"""HTML in, PDF out: the only module that knows WeasyPrint.

The print is the same on every machine: the fonts are ours and no others, nothing is fetched, and the
same HTML gives the same bytes. PDF/UA-1 (ISO 14289-1) as far as WeasyPrint goes: tagged, with title and
language. What is printed is a supporter's letter: no word of it may reach a log or an error message.

WeasyPrint is imported when a `Printer` is made and not before, because its libraries read the list of
fonts when they are loaded.
"""

import atexit
import logging
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from webapp import pdf_languages
from webapp.pdf_fonts import characters, environment, fontconfig_file, widths, without_a_glyph

WARM_UP = (
    '<!doctype html><html lang="en"><title>Aa</title><div class="letter" lang="en"><p>Aa Жж ابج</p></div>'
)
"""Opens the fonts, so that the first supporter need not wait for it."""

WAITING = 4
"""Letters that may wait while one is printed: half of a worker's threads stay free for pages."""

NOWHERE = "https://letter.invalid/"
"""Makes a relative address one to be refused (RFC 2606, 2); without it WeasyPrint would pass it over."""


class NotReady(RuntimeError):
    """Something that printing needs is not on this machine. The message names it and the remedy."""


class Busy(Exception):
    """Other letters are being printed and the wait for them was too long. Trying again may help."""


class Refused(Exception):
    """The HTML asked for a file or an address. A letter never may: this is a mistake in our template."""


class Unprintable(Exception):
    """WeasyPrint broke down. Says where in its code, and nothing of the letter."""


class Printer:
    """Prints letters, one at a time: Pango's state is shared and not safe for threads.

    Make one a process, before or after a fork. `cache_dir` keeps fontconfig's list of our fonts; it must
    be writable and needs no backup. `patience` is how many seconds a letter may wait for its turn.
    """

    def __init__(
        self, fonts: Path, stylesheets: Sequence[Path], cache_dir: Path, *, patience: float = 5.0
    ) -> None:
        files = sorted(fonts.glob("*.ttf"))
        if not files:
            raise NotReady(f'no font is in "{fonts}": restore it from the repository, or run tools/fonts')
        self._config = fontconfig_file(fonts, cache_dir)
        self._patience = patience
        self._characters = characters(files)
        self.widths = widths(files)
        with environment(FONTCONFIG_FILE=str(self._config)):
            weasyprint = _weasyprint()
        self._html = weasyprint.HTML
        self._fetcher = _refusing_fetcher()
        rules = "\n".join(path.read_text("utf-8") for path in stylesheets)
        self._stylesheet = weasyprint.CSS(string=rules, url_fetcher=self._fetcher)
        for name in ("weasyprint", "weasyprint.progress"):
            logging.getLogger(name).addFilter(_without_words)
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(WAITING + 1)
        self._fonts: object = None
        self._inherited: list[object] = []
        self._start()
        os.register_at_fork(after_in_child=self._forked)
        atexit.register(self._close)

    def render(self, html: str) -> bytes:
        """Print a whole document. Raise `Busy`, `Refused` or `Unprintable`.

        The document must state its language and title, and refer to nothing outside itself. Characters
        that are `missing` become U+FFFD, for which our fonts have a box: PDF/UA forbids the box that
        stands for no character (7.21.8), and it costs the renderer dear.
        """
        html = html.translate(dict.fromkeys(map(ord, self.missing(html)), "\ufffd"))
        if not self._places.acquire(blocking=False):
            raise Busy(f"{WAITING} letters are waiting already")
        try:
            return self._in_turn(html)
        finally:
            self._places.release()

    def _in_turn(self, html: str) -> bytes:
        if not self._lock.acquire(timeout=self._patience):
            raise Busy(f"no letter could be printed within {self._patience} seconds")
        try:
            if self._fonts is None:
                self._start()
            return self._print(html)
        finally:
            self._lock.release()

    def missing(self, text: str) -> frozenset[str]:
        """Give the characters that no font of ours has: on paper they would be empty boxes."""
        return without_a_glyph(text, self._characters)

    def _start(self) -> None:
        from weasyprint.text.fonts import FontConfiguration

        # Pango asks for the fonts at the first text, partly in a thread of its own: so until then the
        # variable must stand, and no longer, or programs that we start would see our fonts alone.
        with environment(FONTCONFIG_FILE=str(self._config)):
            self._fonts = FontConfiguration()
            self._print(WARM_UP)

    def _print(self, html: str) -> bytes:
        from weasyprint.urls import FatalURLFetchingError

        try:
            document = self._html(string=html, base_url=NOWHERE, url_fetcher=self._fetcher)
            pdf: bytes = document.write_pdf(
                stylesheets=[self._stylesheet],
                font_config=self._fonts,
                pdf_variant="pdf/ua-1",
                full_fonts=False,
                finisher=pdf_languages.mark,
            )
        except FatalURLFetchingError:
            raise Refused("a letter may refer to nothing outside itself: look at templates/letter") from None
        except Exception as error:
            raise Unprintable(_place(error)) from None
        return pdf

    def _forked(self) -> None:
        # No thread lives through a fork: a lock that one held stays shut, and Pango since 1.52 looks fonts
        # up in a thread of each font map's own. The old map is kept, as freeing it would call on it too.
        self._inherited.append(self._fonts)
        self._fonts = None
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(WAITING + 1)

    def _close(self) -> None:
        # Left to the interpreter's own end, the fonts are freed after the code that frees them: a crash.
        self._fonts = None
        self._inherited.clear()


def _weasyprint() -> Any:
    try:
        import weasyprint
        from weasyprint.text import ffi
    except OSError as error:
        raise NotReady(
            f"Pango is missing ({error}): on Debian and Ubuntu `apt-get install libpangoft2-1.0-0 "
            "libharfbuzz-subset0`, on macOS `brew install pango`"
        ) from None
    if ffi.harfbuzz_subset is None:
        # WeasyPrint would say nothing and take five to eleven times as long.
        raise NotReady(
            "HarfBuzz's subset library is missing: on Debian and Ubuntu `apt-get install "
            "libharfbuzz-subset0`, on macOS `brew install harfbuzz`"
        )
    return weasyprint


def _refusing_fetcher() -> object:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class Refusing(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
        """Opens nothing. Any other error than the fatal one WeasyPrint would swallow."""

        def fetch(self, url: str, headers: object = None) -> object:
            raise FatalURLFetchingError

    return Refusing()


def _without_words(record: logging.LogRecord) -> bool:
    """Keep the place and the level of what WeasyPrint logs; the rest may quote a letter."""
    record.msg = f"WeasyPrint, {record.filename}:{record.lineno}"
    record.args = ()
    record.exc_info = record.exc_text = None
    return True


def _place(error: BaseException) -> str:
    step = error.__traceback__
    while step and step.tb_next:
        step = step.tb_next
    where = f" at {Path(step.tb_frame.f_code.co_filename).name}:{step.tb_lineno}" if step else ""
    return f"WeasyPrint stopped with {type(error).__name__}{where}"
