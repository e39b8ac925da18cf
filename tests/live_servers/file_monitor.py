"""Read the deleted files that a running server still holds open."""

import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.live_servers.canary_words import Word, in_bytes


class FileMonitor:
    """Looks again and again, in a thread, into the deleted files that some processes hold open."""

    def __init__(self, processes: Callable[[], Iterable[int]], words: Iterable[Word]) -> None:
        self._processes = processes
        self._words = tuple(words)
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self.looks = 0
        self.held: set[str] = set()
        """Deleted files with anything in them, and the words that were found there."""

    def __enter__(self) -> "FileMonitor":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._end.wait(0.005):
            for process in self._processes():
                self._look(process)
            self.looks += 1

    def _look(self, process: int) -> None:
        folder = f"/proc/{process}/fd/"
        try:
            handles = os.listdir(folder)  # noqa: PTH208  # paths as objects would take half of the time
        except OSError:  # it has ended
            return
        for handle in handles:
            try:
                name = os.readlink(folder + handle)  # noqa: PTH115
                if not name.endswith("(deleted)") or not (content := Path(folder + handle).read_bytes()):
                    continue
            except OSError:  # closed between two looks
                continue
            self.held |= {f"{name}, {len(content)} bytes"} | {
                f"{name}: {hit}" for hit in in_bytes(content, self._words)
            }
