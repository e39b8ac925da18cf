"""Packs as PDF. The printing process runs only while a pack is printed: the desk has little memory."""

import threading
from pathlib import Path

from webapp.domain.stationery import Paper
from webapp.printing.printer import Printer
from webapp.team.handover.catalogue import Catalogue
from webapp.team.handover.document import STYLESHEETS, pack_html
from webapp.team.handover.pack import Pack

WAIT_SECONDS = 5.0
"""How long a pack waits for the one before it. A usual one takes two seconds, most of them for the start."""
RETRY_AFTER_SECONDS = 10


class PrinterBusy(Exception):
    """Another pack is being printed. Trying again helps."""


class PackPrinter:
    """Prints one pack at a time. Threads may share it; it may be made before a fork, and starts nothing then.

    `checkout` holds templates and static files; `cache_dir` gets fontconfig's list of our fonts.
    """

    def __init__(self, checkout: Path, cache_dir: Path, wait_seconds: float = WAIT_SECONDS) -> None:
        self._checkout = checkout
        self._cache_dir = cache_dir
        self._wait_seconds = wait_seconds
        self._lock = threading.Lock()
        self._printer: Printer | None = None

    def print(self, pack: Pack, words: Catalogue, paper: Paper) -> bytes:
        """Return the pack as PDF/UA-1; the same pack gives the same bytes.

        Raise `PrinterBusy`, or what a printer raises: `PrintingUnavailable`, `PrintError`.
        """
        html = pack_html(pack, words, paper, self._checkout / "templates")
        if not self._lock.acquire(timeout=self._wait_seconds):
            raise PrinterBusy
        try:
            return self._made().render(html)
        finally:
            if self._printer:
                self._printer.close()
            self._lock.release()

    def _made(self) -> Printer:
        if self._printer is None:
            static = self._checkout / "static"
            sheets = [static / "css" / name for name in STYLESHEETS]
            self._printer = Printer(static / "fonts" / "print", sheets, self._cache_dir, starts_now=True)
        return self._printer
