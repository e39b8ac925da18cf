"""HTML in, PDF out. How WeasyPrint is used is in `pdf_engine`.

The print is the same on every machine: the fonts are ours and no others, nothing is fetched, and the
same HTML gives the same bytes. PDF/UA-1 (ISO 14289-1) as far as WeasyPrint goes: tagged, with title and
language. What is printed is a supporter's letter: no word of it may reach a log or an error message.
"""

import atexit
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from webapp.pdf_fonts import characters, environment, fontconfig_file, widths, without_a_glyph

WARM_UP = (
    '<!DOCTYPE html><html lang="en"><head><title>Aa</title></head>'
    '<body><div class="letter" lang="en"><p>Aa Жж ابج</p></div></body></html>'
)
"""Opens the fonts, so that the first supporter need not wait for it."""

WAITING = 4
"""Letters that may wait while one is printed: half of a worker's threads stay free for pages."""


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
            self._engine = _engine()
        self._stylesheets = [self._engine.stylesheet(path) for path in stylesheets]
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
        # Pango asks for the fonts at the first text, partly in a thread of its own: so until then the
        # variable must stand, and no longer, or programs that we start would see our fonts alone.
        with environment(FONTCONFIG_FILE=str(self._config)):
            self._fonts = self._engine.FontConfiguration()
            self._print(WARM_UP)

    def _print(self, html: str) -> bytes:
        try:
            pdf: bytes = self._engine.print_document(html, self._stylesheets, self._fonts)
        except self._engine.RefusedFetch:
            raise Refused("a letter may refer to nothing outside itself: look at templates/letter") from None
        except Exception as error:
            raise Unprintable(self._engine.place(error)) from None
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


def _engine() -> ModuleType:
    try:
        from webapp import pdf_engine
    except OSError as error:
        raise NotReady(
            f"Pango is missing ({error}): on Debian and Ubuntu `apt-get install libpangoft2-1.0-0 "
            "libharfbuzz-subset0`, on macOS `brew install pango`"
        ) from None
    if not pdf_engine.has_subsetter():
        raise NotReady(
            "HarfBuzz's subset library is missing: on Debian and Ubuntu `apt-get install "
            "libharfbuzz-subset0`, on macOS `brew install harfbuzz`"
        )
    return pdf_engine
