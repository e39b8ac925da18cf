"""HTML in, PDF out. The printing is done by a process apart: see `pdf_process` and `pdf_child`.

The print is the same on every machine: the fonts are ours and no others, nothing is fetched, and the
same HTML gives the same bytes. PDF/UA-1 (ISO 14289-1) as far as WeasyPrint goes: tagged, with title and
language. What is printed is a supporter's letter: no word of it may reach a log or an error message.
"""

import atexit
import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from webapp.printing.fonts import characters, fontconfig_file, only_our_fonts, widths, without_a_glyph
from webapp.printing.process import COMMAND, Bounds, PrintingProcess, WorkerExited, WorkerTimeout
from webapp.printing.protocol import Message, MessageType

WAITING = 4
"""Letters that may wait while one is printed: half of a worker's threads stay free for pages."""

BOUNDS = Bounds(seconds=20, memory=400_000_000)
"""Twelve times what the slowest letter within the bounds has taken, and three times the memory."""

TRIES = 2
"""A letter whose process died in the middle is printed once more: it need not be the letter's fault."""


class PrintingUnavailable(RuntimeError):
    """Something that printing needs is not on this machine. The message names it and the remedy."""


class PrintQueueFull(Exception):
    """Other letters are being printed and the wait for them was too long. Trying again may help."""


class ResourceBlocked(Exception):
    """The HTML asked for a file or an address. A letter never may: this is a mistake in our template."""


class PrintError(Exception):
    """The letter was too much for WeasyPrint, or its process. Says which, and nothing of the letter."""


class Printer:
    """Prints letters, one at a time, by a process of its own that is started at the first of them.

    Make one a web worker, before or after a fork: to make it tries whether this machine can print.
    `cache_dir` keeps fontconfig's list of our fonts; it must be writable and needs no backup. `patience` is
    how many seconds a letter may wait for its turn. `on_event` hears "printed", "busy", "killed" (too slow)
    or "crashed" as it happens, in the thread of the request.
    """

    def __init__(
        self,
        fonts: Path,
        stylesheets: Sequence[Path],
        cache_dir: Path,
        *,
        patience: float = 5.0,
        bounds: Bounds = BOUNDS,
        command: Sequence[str] = COMMAND,
        on_event: Callable[[str], None] = lambda _what: None,
    ) -> None:
        files = sorted(fonts.glob("*.ttf"))
        if not files:
            raise PrintingUnavailable(
                f'no font is in "{fonts}": restore it from the repository, or run tools/fonts'
            )
        self.widths = widths(files)
        self._characters = characters(files)
        self._environ = only_our_fonts(fontconfig_file(fonts, cache_dir))
        self._stylesheets = [path.resolve() for path in stylesheets]
        self._patience, self._bounds, self._command, self._tell = patience, bounds, command, on_event
        self._process: PrintingProcess | None = None
        self._renew_locks()
        try:
            self._running()
        except (WorkerExited, WorkerTimeout) as why:
            raise PrintingUnavailable(f"no letter can be printed: {why}") from None
        finally:
            self.close()
        os.register_at_fork(after_in_child=self._forked)
        atexit.register(self.close)

    def render(self, html: str) -> bytes:
        """Print a whole document. Raise `PrintQueueFull`, `ResourceBlocked` or `PrintError`.

        The document must state its language and title, and refer to nothing outside itself. Characters
        that are `missing` become U+FFFD, for which our fonts have a box: PDF/UA forbids the box that
        stands for no character (7.21.8), and it costs the renderer dear.
        """
        html = html.translate(dict.fromkeys(map(ord, self.missing(html)), "\ufffd"))
        if not self._places.acquire(blocking=False):
            self._tell("busy")
            raise PrintQueueFull(f"{WAITING} letters are waiting already")
        try:
            return self._in_turn(html)
        finally:
            self._places.release()

    def missing(self, text: str) -> frozenset[str]:
        """Give the characters that no font of ours has: on paper they would be empty boxes."""
        return without_a_glyph(text, self._characters)

    def close(self) -> None:
        """End the printing process. The next letter starts another."""
        process, self._process = self._process, None
        if process:
            process.end()

    def _in_turn(self, html: str) -> bytes:
        if not self._lock.acquire(timeout=self._patience):
            self._tell("busy")
            raise PrintQueueFull(f"no letter could be printed within {self._patience:g} seconds")
        try:
            answer = self._print(html)
        finally:
            self._lock.release()
        match answer.kind:
            case MessageType.PDF:
                self._tell("printed")
                return answer.body
            case MessageType.REFUSED:
                raise ResourceBlocked("a letter may refer to nothing outside itself: look at templates/print")
            case _:
                raise PrintError(answer.body.decode())

    def _print(self, html: str) -> Message:
        for number in range(TRIES):
            try:
                return self._running().print(html)
            except WorkerTimeout as why:
                self._tell("killed")
                self.close()
                raise PrintError(str(why)) from None
            except WorkerExited as why:
                self._tell("crashed")
                self.close()
                if number == TRIES - 1:
                    raise PrintError(f"{why}; so did the one before it") from None
            except PrintingUnavailable as why:  # it was at the start: the machine has changed since
                raise PrintError(str(why)) from None
            except OSError as error:
                raise PrintError(f"no printing process can be started: {error.strerror}") from None
        raise AssertionError("the last try raises or answers")

    def _running(self) -> PrintingProcess:
        """Give the process, started when there is none or it was killed while nobody asked for it."""
        if self._process and not self._process.is_alive:
            self.close()
        if self._process is None:
            self._process = PrintingProcess(self._command, self._stylesheets, self._environ, self._bounds)
            answer = self._process.wait()
            if answer.kind is MessageType.UNREADY:
                self.close()
                raise PrintingUnavailable(answer.body.decode())
        return self._process

    def _renew_locks(self) -> None:
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(WAITING + 1)

    def _forked(self) -> None:
        # The process is another worker's, and no thread lives through a fork that could open a shut lock.
        process, self._process = self._process, None
        if process:
            process.detach()
        self._renew_locks()
