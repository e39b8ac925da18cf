"""HTML in, PDF out. A separate process prints: see `process` and `worker`.

The print is the same on every machine: it uses our fonts and no others, fetches nothing, and gives the same
bytes for the same HTML. It is PDF/UA-1 (ISO 14289-1) as far as WeasyPrint supports it: tagged, with title and
language. The HTML is a supporter's letter: no word of it may reach a log or an error message.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from weakref import WeakSet

from webapp.printing.fonts import characters, fontconfig_file, only_our_fonts, widths, without_a_glyph
from webapp.printing.lane import Lane, PrintError, PrintingUnavailable
from webapp.printing.print_queue import MAX_WAITING, Place, PrintQueue, PrintQueueFull
from webapp.printing.process import COMMAND, LOG, Bounds, WorkerExited, WorkerTimeout
from webapp.printing.protocol import MessageType

__all__ = ["PrintError", "PrintQueueFull", "Printer", "PrintingUnavailable", "ResourceBlocked"]

BOUNDS = Bounds(seconds=20, cpu_seconds=10, memory=400_000_000, nice=10)
"""Five times the processor time of the slowest known letter to two targets, and three times its memory. The
clock runs on while other processes have the processor: docs/decisions/0003-pdf.md has the figures."""

SLOW_NICE = 19
"""The second process has the lowest priority: a quick print gets seven times as much of a processor."""


class ResourceBlocked(Exception):
    """The HTML refers to a file or an address. A letter never does: our template is wrong."""


class Printer:
    """Prints letters in two processes, one at a time in each: see `print_queue`. A letter starts them.

    Make one for each web worker, before or after the fork. The constructor checks that this machine can
    print, and raises `PrintingUnavailable` if not. With `starts_now` the process that it starts for that
    stays for the first letter; do without where this process is forked. `cache_dir` holds fontconfig's list
    of our fonts; it must be writable and needs no backup. A letter waits `wait_seconds` at most for those
    before it, and at most `max_waiting` letters wait. `on_event` is called in the thread of the request with
    "printed", "busy", "refused" (it refers to a file or an address), "killed" (too slow) or "crashed".
    """

    def __init__(
        self,
        fonts: Path,
        stylesheets: Sequence[Path],
        cache_dir: Path,
        *,
        wait_seconds: float = 5.0,
        max_waiting: int = MAX_WAITING,
        bounds: Bounds = BOUNDS,
        command: Sequence[str] = COMMAND,
        on_event: Callable[[str], None] = lambda _event: None,
        starts_now: bool = False,
    ) -> None:
        files = sorted(fonts.glob("*.ttf"))
        if not files:
            raise PrintingUnavailable(
                f'no font is in "{fonts}": restore it from the repository, or run tools/fonts'
            )
        self.widths = widths(files)
        self._characters = characters(files)
        self._environ = only_our_fonts(fontconfig_file(fonts, cache_dir))
        sheets = [path.resolve() for path in stylesheets]
        places = {Place.QUICK: bounds, Place.SLOW: replace(bounds, nice=SLOW_NICE)}
        self._lanes = {
            place: Lane(command, sheets, self._environ, its_bounds, on_event)
            for place, its_bounds in places.items()
        }
        self._on_event = on_event
        self._make_queue = partial(PrintQueue, wait_seconds, max_waiting=max_waiting)
        self._queue = self._make_queue()
        self._starts_now = starts_now
        self._try_machine()
        _printers.add(self)

    def _try_machine(self) -> None:
        """Start a process; end or keep it. Raise `PrintingUnavailable` if this machine cannot print."""
        is_kept = False
        try:
            if unconfined := self._lanes[Place.QUICK].running_process().unconfined:
                LOG.warning("the printing process is not confined completely: %s", unconfined)
            is_kept = self._starts_now
        except (WorkerExited, WorkerTimeout) as error:
            raise PrintingUnavailable(f"no letter can be printed: {error}") from None
        finally:
            if not is_kept:
                self.close()

    def require_room(self, address: str | None, *, is_short: bool) -> None:
        """Raise `PrintQueueFull` if a letter of that network would be turned away: see `has_room`."""
        if not self._queue.has_room(address, is_short=is_short):
            self._on_event("busy")
            raise PrintQueueFull("other prints are before it", self._queue.retry_seconds)

    def render(
        self,
        html: str,
        address: str | None = None,
        wait_seconds: float | None = None,
        *,
        request: MessageType = MessageType.LETTER,
    ) -> bytes:
        """Print a whole document. Raise `PrintQueueFull`, `ResourceBlocked` or `PrintError`.

        The document must state its language and title, and refer to nothing outside itself. Characters
        that are `missing` become U+FFFD, for which our fonts have a box: PDF/UA forbids the glyph that
        stands for no character (7.21.8), and that glyph makes the renderer slow. `address` is the client's:
        each network has its share of the printer. `wait_seconds` is what is left for it to wait.
        `request` says what the document is, and whether a PDF or a JPEG is wanted.
        """
        html = html.translate(dict.fromkeys(map(ord, self.missing(html)), "\ufffd"))
        try:
            size = len(html.encode("utf-8", "surrogatepass"))
            with self._queue.turn(address, size, wait_seconds) as (place, add_use):
                reply = self._lanes[place].print(html, add_use, request)
        except PrintQueueFull:
            self._on_event("busy")
            raise
        match reply.type:
            case MessageType.PDF | MessageType.JPEG:
                self._on_event("printed")
                return reply.body
            case MessageType.REFUSED:
                self._on_event("refused")
                raise ResourceBlocked("a letter may refer to nothing outside itself: look at templates/print")
            case _:
                raise PrintError(reply.body.decode())

    def missing(self, text: str) -> frozenset[str]:
        """Return the characters that none of our fonts has: on paper they would be empty boxes."""
        return without_a_glyph(text, self._characters)

    def close(self) -> None:
        """End the printing processes. The next letter starts another."""
        for lane in self._lanes.values():
            lane.close()

    def forget_processes(self) -> None:
        """Leave the processes to the parent, in a fork of it. The next letter starts another."""
        for lane in self._lanes.values():
            lane.forget_process()
        self._queue = self._make_queue()  # a lock may be held by a thread of the parent only


_printers: WeakSet[Printer] = WeakSet()
"""All printers of this process. `os.register_at_fork` cannot be undone: one function serves them all."""


def _forget_processes() -> None:
    for printer in list(_printers):
        printer.forget_processes()


os.register_at_fork(after_in_child=_forget_processes)
