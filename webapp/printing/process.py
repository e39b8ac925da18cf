"""Start, query and stop one printing process, from the web worker that owns it.

The process inherits two file descriptors and no other: not the socket that gunicorn listens on, which would
outlive a restart. It ends when this side's end of the parent pipe is closed, for whatever reason.
"""

import logging
import os
import signal
import socket
import subprocess
import sys
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from webapp.printing.protocol import Message, MessageType, receive, send

LOG = logging.getLogger("appeal.pdf")
"""What WeasyPrint logs: places in its code, and never a word of a letter."""

COMMAND = (sys.executable, "-m", "webapp.printing.worker")
CHECKOUT = Path(__file__).resolve().parents[2]

START_SECONDS = 60.0
"""Time to load WeasyPrint and open its fonts. It takes less than a second on an idle machine."""

GRACE_SECONDS = 2.0
"""A process that exceeds its time ends itself. After these seconds more, the web worker kills it."""


class WorkerExited(Exception):
    """The process ended before it replied. The message says how it ended."""


class WorkerTimeout(Exception):
    """The process did not reply in time."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limits of a printing process."""

    seconds: float
    """Wall clock time for one document."""
    memory: int
    """Bytes of private memory, as RLIMIT_DATA counts them."""


class PrintingProcess:
    """One process, for use by one thread at a time. The constructor does not wait for its start: call `wait`.

    The process is killed by `end`, when this object is garbage-collected, and when the interpreter exits.
    """

    def __init__(
        self, command: Sequence[str], stylesheets: Sequence[Path], environ: Mapping[str, str], bounds: Bounds
    ) -> None:
        self._bounds = bounds
        self._link, their_link = socket.socketpair()
        parent_pipe, self._parent_pipe = os.pipe()
        arguments = (parent_pipe, START_SECONDS, bounds.seconds, bounds.memory, *stylesheets)
        try:
            self._process = subprocess.Popen(  # noqa: S603  # our own module, by our own Python
                [*command, *map(str, arguments)],
                stdin=their_link.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
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
        return self._receive_reply(START_SECONDS)

    def print(self, html: str) -> Message:
        """Print a document. Raise `WorkerExited` or `WorkerTimeout`: then the process is unusable."""
        seconds = self._bounds.seconds
        try:
            send(self._link, MessageType.LETTER, html.encode("utf-8", "surrogatepass"), seconds)
        except TimeoutError:
            raise WorkerTimeout(_timeout_text(seconds)) from None
        except OSError:
            raise self._explain_exit(seconds) from None
        return self._receive_reply(seconds)

    def end(self) -> None:
        """Kill the process and wait for its end, whatever it does."""
        self._finalizer()

    def detach(self) -> None:
        """Release the process without ending it: in a fork, it belongs to the parent."""
        self._finalizer.detach()
        self._process.returncode = 0  # not a child of this process: Popen must not wait for it
        _close(self._link, self._parent_pipe)

    def _receive_reply(self, seconds: float) -> Message:
        try:
            while (reply := receive(self._link, seconds + GRACE_SECONDS)).type is MessageType.NOTE:
                LOG.warning("%s", reply.body.decode())
        except TimeoutError:
            raise WorkerTimeout(_timeout_text(seconds)) from None
        except (EOFError, OSError):
            raise self._explain_exit(seconds) from None
        return reply

    def _explain_exit(self, seconds: float) -> WorkerExited | WorkerTimeout:
        """Return the exception that says how the process ended; its own alarm means a timeout."""
        try:
            status = self._process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            return WorkerTimeout("the printing process closed its socket and did not end")
        if status == -signal.SIGALRM:
            return WorkerTimeout(_timeout_text(seconds))
        how = f"was killed by signal {-status}" if status < 0 else f"ended with status {status}"
        return WorkerExited(
            f"the printing process {how}; it may have {self._bounds.memory:,} bytes of memory"
        )


def _timeout_text(seconds: float) -> str:
    return f"the printing process did not answer within {seconds:g} seconds"


def _kill(process: subprocess.Popen[bytes], link: socket.socket, parent_pipe: int) -> None:
    process.kill()
    process.wait()
    _close(link, parent_pipe)


def _close(link: socket.socket, parent_pipe: int) -> None:
    link.close()
    os.close(parent_pipe)
