"""Start, query and stop one printing process, from the web worker that owns it.

The process inherits two file descriptors and no other: not the socket that gunicorn listens on, which would
outlive a restart. It ends when this side's end of the parent pipe is closed, for whatever reason.
"""

import logging
import os
import signal
import socket
import sys
import time
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, Popen, TimeoutExpired

from webapp.printing.protocol import Message, MessageType, receive, send

LOG = logging.getLogger("appeal.pdf")
"""What WeasyPrint logs: places in its code, and never a word of a letter."""

COMMAND = (sys.executable, "-m", "webapp.printing.worker")
CHECKOUT = Path(__file__).resolve().parents[2]

START_SECONDS = 60.0
"""Time to load WeasyPrint and open its fonts. It takes less than a second on an idle machine."""

GRACE_SECONDS = 2.0
"""A process that exceeds its time ends itself. After these seconds more, the web worker kills it."""

MAX_NOTES = 20
"""Notes of one document that are logged: a process that sends them for ever does not fill the log."""


class WorkerExited(Exception):
    """The process ended before it replied. The message says how it ended."""


class WorkerTimeout(Exception):
    """The process did not reply in time."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limits of a printing process."""

    seconds: float
    """Wall clock time for one document."""
    cpu_seconds: float
    """Processor time for one document."""
    memory: int
    """Bytes of private memory, as RLIMIT_DATA counts them."""
    nice: int
    """How much lower than the web workers' the priority is: a page comes before a letter."""


class PrintingProcess:
    """One process, for use by one thread at a time. The constructor does not wait for its start: call `wait`.

    The process is killed by `end`, when this object is garbage-collected, and when the interpreter exits.
    """

    def __init__(
        self, command: Sequence[str], stylesheets: Sequence[Path], environ: Mapping[str, str], bounds: Bounds
    ) -> None:
        self._bounds = bounds
        self.used_seconds = 0.0
        """Processor time of the last document."""
        self.unconfined = ""
        """What this system lacks for the confinement of the process, in words."""
        self._link, their_link = socket.socketpair()
        parent_pipe, self._parent_pipe = os.pipe()
        limits = (START_SECONDS, bounds.seconds, bounds.cpu_seconds, bounds.memory, bounds.nice)
        arguments = (parent_pipe, *limits, *stylesheets)
        try:
            self._process = Popen(  # noqa: S603  # our own module, by our own Python
                [*command, *map(str, arguments)],
                stdin=their_link.fileno(),
                stdout=DEVNULL,
                stderr=DEVNULL,
                pass_fds=(parent_pipe,),
                cwd=CHECKOUT,
                env=dict(environ),
            )
        except BaseException:
            _close(self._link, self._parent_pipe)
            raise
        finally:
            their_link.close()
            os.close(parent_pipe)
        self._finalizer = weakref.finalize(self, _kill, self._process, self._link, self._parent_pipe)

    @property
    def is_alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def wait(self) -> Message:
        """Wait for `READY` or `UNREADY`. Raise `WorkerExited` or `WorkerTimeout`."""
        reply = self._receive_reply(START_SECONDS, time.monotonic() + START_SECONDS + GRACE_SECONDS)
        if reply.type is MessageType.READY:
            self.unconfined = reply.body.decode()
        return reply

    def print(self, html: str, request: MessageType = MessageType.LETTER) -> Message:
        """Print a document, as `request` says.

        Raise `WorkerExited` or `WorkerTimeout`: then the process is unusable.
        """
        seconds = self._bounds.seconds
        deadline = time.monotonic() + seconds + GRACE_SECONDS
        try:
            send(self._link, request, html.encode("utf-8", "surrogatepass"), seconds)
        except TimeoutError:
            raise WorkerTimeout(_timeout_text(seconds)) from None
        except OSError:
            raise self._explain_exit(seconds) from None
        return self._receive_reply(seconds, deadline)

    def end(self) -> None:
        """Kill the process and wait for its end, whatever it does."""
        self._finalizer()

    def detach(self) -> None:
        """Release the process without ending it: in a fork, it belongs to the parent."""
        self._finalizer.detach()
        self._process.returncode = 0  # not a child of this process: Popen must not wait for it
        _close(self._link, self._parent_pipe)

    def _receive_reply(self, seconds: float, deadline: float) -> Message:
        """Return the reply, after what precedes it. All of it must be here by the deadline."""
        notes = 0
        try:
            while True:
                message = receive(self._link, deadline - time.monotonic())
                match message.type:
                    case MessageType.NOTE:
                        notes += 1
                        if notes <= MAX_NOTES:
                            LOG.warning("%s", message.body.decode("utf-8", "replace"))
                    case MessageType.USED:
                        self.used_seconds = float(message.body)
                    case _:
                        return message
        except TimeoutError:
            raise WorkerTimeout(_timeout_text(seconds)) from None
        except (EOFError, OSError, ValueError):
            raise self._explain_exit(seconds) from None

    def _explain_exit(self, seconds: float) -> WorkerExited | WorkerTimeout:
        """Return the exception that says how the process ended; its own alarm means a timeout."""
        try:
            status = self._process.wait(GRACE_SECONDS)
        except TimeoutExpired:
            return WorkerTimeout("the printing process closed its socket and did not end")
        if status == -signal.SIGALRM:
            return WorkerTimeout(_timeout_text(seconds))
        if status == -signal.SIGPROF:
            return WorkerTimeout(f"a letter took more than {self._bounds.cpu_seconds:g} processor seconds")
        how = f"was killed by signal {-status}" if status < 0 else f"ended with status {status}"
        return WorkerExited(
            f"the printing process {how}; it may have {self._bounds.memory:,} bytes of memory"
        )


def _timeout_text(seconds: float) -> str:
    return f"the printing process did not answer within {seconds:g} seconds"


def _kill(process: Popen[bytes], link: socket.socket, parent_pipe: int) -> None:
    process.kill()
    process.wait()
    _close(link, parent_pipe)


def _close(link: socket.socket, parent_pipe: int) -> None:
    link.close()
    os.close(parent_pipe)
