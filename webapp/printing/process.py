"""A printing process, as the web worker sees it that started it: asked, waited for, and ended.

The process inherits no open file but its own two: not the socket that gunicorn listens on, which would
outlive a restart. It ends when this side's end of the lifeline is closed, however that comes to pass.
"""

import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from webapp.printing.protocol import Message, MessageType, receive, send

LOG = logging.getLogger("appeal.pdf")
"""What WeasyPrint said: places in its code, and never a word of a letter."""

COMMAND = (sys.executable, "-m", "webapp.printing.worker")
CHECKOUT = Path(__file__).resolve().parents[2]

STARTING = 60.0
"""Seconds in which a process must have loaded WeasyPrint and opened its fonts; it takes less than one."""

GRACE = 2.0
"""Seconds past its time in which a process should have ended itself; then it is killed."""


class WorkerExited(Exception):
    """The process ended before it answered; says how."""


class WorkerTimeout(Exception):
    """The process did not answer in its time."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a printing process may take."""

    seconds: float
    """For one document; by the clock on the wall."""
    memory: int
    """Bytes it may hold as its own, data and libraries' working memory together."""


class PrintingProcess:
    """One process; not for two threads at once. Starting it takes half a second; `wait` tells how it went."""

    def __init__(
        self, command: Sequence[str], stylesheets: Sequence[Path], environ: Mapping[str, str], bounds: Bounds
    ) -> None:
        self._bounds = bounds
        self._link, theirs = socket.socketpair()
        parent_pipe, self._parent_pipe = os.pipe()
        arguments = (parent_pipe, STARTING, bounds.seconds, bounds.memory, *stylesheets)
        try:
            self._process = subprocess.Popen(  # noqa: S603  # our own module, by our own Python
                [*command, *map(str, arguments)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(parent_pipe,),
                cwd=CHECKOUT,
                env=dict(environ),
            )
        except BaseException:
            self._close()
            raise
        finally:
            theirs.close()
            os.close(parent_pipe)

    @property
    def is_alive(self) -> bool:
        """Whether it runs, as far as can be seen."""
        return self._process.poll() is None

    def wait(self) -> Message:
        """Wait until it is `READY`, or says why it is `UNREADY`. Raise `WorkerExited` or `WorkerTimeout`."""
        return self._answer(STARTING)

    def print(self, html: str) -> Message:
        """Print a document. Raise `WorkerExited` or `WorkerTimeout`: then the process is unusable."""
        try:
            send(self._link, MessageType.LETTER, html.encode("utf-8", "surrogatepass"), self._bounds.seconds)
        except TimeoutError:
            raise WorkerTimeout(self._too_long(self._bounds.seconds)) from None
        except OSError:
            raise self._end(self._bounds.seconds) from None
        return self._answer(self._bounds.seconds)

    def end(self) -> None:
        """Kill it and wait for it, whatever it is at."""
        self._process.kill()
        self._process.wait()
        self._close()

    def detach(self) -> None:
        """Have nothing more to do with it, in a process that was forked from the one which started it."""
        self._process.returncode = 0  # not our child: there is nobody to wait for
        self._close()

    def _answer(self, seconds: float) -> Message:
        try:
            while (answer := receive(self._link, seconds + GRACE)).kind is MessageType.NOTE:
                LOG.warning("%s", answer.body.decode())
        except TimeoutError:
            raise WorkerTimeout(self._too_long(seconds)) from None
        except (EOFError, OSError):
            raise self._end(seconds) from None
        return answer

    def _end(self, seconds: float) -> WorkerExited | WorkerTimeout:
        """Tell how it ended; it may have ended itself because its time was over."""
        try:
            status = self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            return WorkerTimeout("the printing process closed its ears and did not end")
        if status == -signal.SIGALRM:
            return WorkerTimeout(self._too_long(seconds))
        how = f"was killed by signal {-status}" if status < 0 else f"ended with status {status}"
        return WorkerExited(
            f"the printing process {how}; it may have {self._bounds.memory:,} bytes of memory"
        )

    def _too_long(self, seconds: float) -> str:
        return f"the printing process did not answer within {seconds:g} seconds"

    def _close(self) -> None:
        self._link.close()
        os.close(self._parent_pipe)
