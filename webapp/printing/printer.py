"""HTML in, PDF out. A separate process prints: see `process` and `worker`.

The print is the same on every machine: it uses our fonts and no others, fetches nothing, and gives the same
bytes for the same HTML. It is PDF/UA-1 (ISO 14289-1) as far as WeasyPrint supports it: tagged, with title and
language. The HTML is a supporter's letter: no word of it may reach a log or an error message.
"""

import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from weakref import WeakSet

from webapp.printing.fonts import characters, fontconfig_file, only_our_fonts, widths, without_a_glyph
from webapp.printing.process import COMMAND, Bounds, PrintingProcess, WorkerExited, WorkerTimeout
from webapp.printing.protocol import Message, MessageType

MAX_WAITING = 4
"""Letters that may wait while one is printed: half of a worker's threads stay free for pages."""

BOUNDS = Bounds(seconds=20, memory=400_000_000)
"""Ten times the processor time of the slowest known letter to two targets, and three times its memory. The
clock runs on while other processes have the processor: docs/decisions/0003-pdf.md has the figures."""

MAX_TRIES = 2
"""A letter whose process died while printing is printed once more: the letter need not be the cause."""


class PrintingUnavailable(RuntimeError):
    """This machine lacks something that printing needs. The message names it and the remedy."""


class PrintQueueFull(Exception):
    """Too many letters wait, or this one waited too long. Trying again may help."""


class ResourceBlocked(Exception):
    """The HTML refers to a file or an address. A letter never does: our template is wrong."""


class PrintError(Exception):
    """WeasyPrint or its process failed on the letter. The message says how, and quotes nothing of it."""


class Printer:
    """Prints letters one at a time, in a process that the first letter starts.

    Make one for each web worker, before or after the fork. The constructor checks that this machine can
    print, and raises `PrintingUnavailable` if not. `cache_dir` holds fontconfig's list of our fonts; it must
    be writable and needs no backup. A letter waits `wait_seconds` at most for those before it. `on_event` is
    called in the thread of the request with "printed", "busy", "killed" (too slow) or "crashed".
    """

    def __init__(
        self,
        fonts: Path,
        stylesheets: Sequence[Path],
        cache_dir: Path,
        *,
        wait_seconds: float = 5.0,
        bounds: Bounds = BOUNDS,
        command: Sequence[str] = COMMAND,
        on_event: Callable[[str], None] = lambda _event: None,
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
        self._wait_seconds, self._bounds, self._command = wait_seconds, bounds, command
        self._on_event = on_event
        self._process: PrintingProcess | None = None
        self._renew_locks()
        try:
            self._running_process()
        except (WorkerExited, WorkerTimeout) as error:
            raise PrintingUnavailable(f"no letter can be printed: {error}") from None
        finally:
            self.close()
        _printers.add(self)

    def render(self, html: str) -> bytes:
        """Print a whole document. Raise `PrintQueueFull`, `ResourceBlocked` or `PrintError`.

        The document must state its language and title, and refer to nothing outside itself. Characters
        that are `missing` become U+FFFD, for which our fonts have a box: PDF/UA forbids the glyph that
        stands for no character (7.21.8), and that glyph makes the renderer slow.
        """
        html = html.translate(dict.fromkeys(map(ord, self.missing(html)), "\ufffd"))
        if not self._places.acquire(blocking=False):
            self._on_event("busy")
            raise PrintQueueFull(f"{MAX_WAITING} letters are waiting already")
        try:
            return self._print_in_turn(html)
        finally:
            self._places.release()

    def missing(self, text: str) -> frozenset[str]:
        """Return the characters that none of our fonts has: on paper they would be empty boxes."""
        return without_a_glyph(text, self._characters)

    def close(self) -> None:
        """End the printing process. The next letter starts another."""
        process, self._process = self._process, None
        if process:
            process.end()

    def forget_process(self) -> None:
        """Leave the process to the parent, in a fork of it. The next letter starts another."""
        process, self._process = self._process, None
        if process:
            process.detach()
        self._renew_locks()  # a lock may be held by a thread that exists in the parent only

    def _print_in_turn(self, html: str) -> bytes:
        if not self._lock.acquire(timeout=self._wait_seconds):
            self._on_event("busy")
            raise PrintQueueFull(f"no letter could be printed within {self._wait_seconds:g} seconds")
        try:
            reply = self._print(html)
        finally:
            self._lock.release()
        match reply.type:
            case MessageType.PDF:
                self._on_event("printed")
                return reply.body
            case MessageType.REFUSED:
                raise ResourceBlocked("a letter may refer to nothing outside itself: look at templates/print")
            case _:
                raise PrintError(reply.body.decode())

    def _print(self, html: str) -> Message:
        for number in range(MAX_TRIES):
            try:
                return self._running_process().print(html)
            except WorkerTimeout as error:
                self._on_event("killed")
                self.close()
                raise PrintError(str(error)) from None
            except WorkerExited as error:
                self._on_event("crashed")
                self.close()
                if number == MAX_TRIES - 1:
                    raise PrintError(f"{error}; so did the one before it") from None
            except PrintingUnavailable as error:  # the constructor could print: the machine has changed since
                raise PrintError(str(error)) from None
            except OSError as error:
                raise PrintError(f"no printing process can be started: {error.strerror}") from None
        raise AssertionError("the last try returns or raises")

    def _running_process(self) -> PrintingProcess:
        """Return the process. Start one if there is none, or if it ended while no letter was printed."""
        if self._process and not self._process.is_alive:
            self.close()
        if self._process is None:
            self._process = PrintingProcess(self._command, self._stylesheets, self._environ, self._bounds)
            reply = self._process.wait()
            if reply.type is MessageType.UNREADY:
                self.close()
                raise PrintingUnavailable(reply.body.decode())
        return self._process

    def _renew_locks(self) -> None:
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(MAX_WAITING + 1)


_printers: WeakSet[Printer] = WeakSet()
"""All printers of this process. `os.register_at_fork` cannot be undone: one function serves them all."""


def _forget_processes() -> None:
    for printer in list(_printers):
        printer.forget_process()


os.register_at_fork(after_in_child=_forget_processes)
