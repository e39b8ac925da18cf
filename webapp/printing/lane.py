"""A printing process that is started for its first document, and replaced when it ends."""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from webapp.printing.process import Bounds, PrintingProcess, WorkerExited, WorkerTimeout
from webapp.printing.protocol import Message, MessageType

MAX_TRIES = 2
"""A letter whose process died while printing is printed once more: the letter need not be the cause."""


class PrintingUnavailable(RuntimeError):
    """This machine lacks something that printing needs. The message names it and the remedy."""


class PrintError(Exception):
    """WeasyPrint or its process failed on the letter. The message says how, and quotes nothing of it."""


class Lane:
    """Prints one document at a time; the caller sees to that.

    `on_event` is called with "killed" (too slow) or "crashed".
    """

    def __init__(
        self,
        command: Sequence[str],
        stylesheets: Sequence[Path],
        environ: Mapping[str, str],
        bounds: Bounds,
        on_event: Callable[[str], None],
    ) -> None:
        self._command, self._stylesheets, self._environ = command, stylesheets, environ
        self._bounds, self._on_event = bounds, on_event
        self._process: PrintingProcess | None = None

    def print(self, html: str, on_used: Callable[[float], None], request: MessageType) -> Message:
        """Print as `request` says; call `on_used` with the seconds that it took. Raise `PrintError`."""
        for number in range(MAX_TRIES):
            begun = time.monotonic()
            try:
                process = self.running_process()
                reply = process.print(html, request)
                on_used(process.used_seconds)
                return reply
            except WorkerTimeout as error:
                on_used(time.monotonic() - begun)
                self._on_event("killed")
                self.close()
                raise PrintError(str(error)) from None
            except WorkerExited as error:
                on_used(time.monotonic() - begun)
                self._on_event("crashed")
                self.close()
                if number == MAX_TRIES - 1:
                    raise PrintError(f"{error}; so did the one before it") from None
            except PrintingUnavailable as error:  # the constructor could print: the machine has changed since
                raise PrintError(str(error)) from None
            except OSError as error:
                raise PrintError(f"no printing process can be started: {error.strerror}") from None
        raise AssertionError("the last try returns or raises")

    def running_process(self) -> PrintingProcess:
        """Return the process. Start one if there is none, or if it ended while no letter was printed.

        Raises `PrintingUnavailable`, `WorkerExited` or `WorkerTimeout`.
        """
        if self._process and not self._process.is_alive:
            self.close()
        if self._process is None:
            self._process = PrintingProcess(self._command, self._stylesheets, self._environ, self._bounds)
            reply = self._process.wait()
            if reply.type is MessageType.UNREADY:
                self.close()
                raise PrintingUnavailable(reply.body.decode())
        return self._process

    def close(self) -> None:
        """End the process. The next letter starts another."""
        process, self._process = self._process, None
        if process:
            process.end()

    def forget_process(self) -> None:
        """Leave the process to the parent, in a fork of it."""
        process, self._process = self._process, None
        if process:
            process.detach()
