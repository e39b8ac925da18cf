"""Run a worker that reads a file nobody trusts: for a bounded time, with a bounded reply.

It confines itself as far as the system can: see `worker`. Whatever a hostile file does to a library, it does
it in that process. What comes back is not trusted either.
"""

import os
import selectors
import signal
import sys
import time
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from select import PIPE_BUF
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired

from webapp.confined.confinement import OUT_OF_BOUNDS_STATUS

CHECKOUT = Path(__file__).resolve().parents[2]


class End(Enum):
    """How a worker ended."""

    DONE = auto()
    OUT_OF_TIME = auto()
    """Of the clock or of the processor."""
    OUT_OF_BOUNDS = auto()
    """Its file was too large, or there was no more memory."""
    TOO_MUCH_OUTPUT = auto()
    CRASHED = auto()


_ENDS = {
    0: End.DONE,
    OUT_OF_BOUNDS_STATUS: End.OUT_OF_BOUNDS,
    -signal.SIGKILL: End.OUT_OF_BOUNDS,
    -signal.SIGXCPU: End.OUT_OF_TIME,
}
"""By exit status. Every other one is a crash."""


@dataclass(frozen=True, slots=True)
class Reply:
    """How a worker ended, and what it wrote until then: never more bytes than it may write."""

    end: End
    output: bytes


@dataclass(frozen=True, slots=True)
class ConfinedWorker:
    """A program that reads one file from standard input and writes to standard output, and its bounds."""

    program: tuple[str, ...]
    """Arguments of Python: a module that calls `worker.serve`."""
    max_output: int
    """Bytes. A worker that writes more is killed, and no more is read."""
    cpu_seconds: int = 20
    seconds: float = 60.0
    """Of the clock: the machine may be busy."""
    memory: int = 700_000_000
    """Bytes of private memory, as RLIMIT_DATA counts them."""

    def run(self, content: bytes) -> Reply:
        """Start the worker, hand it a file, and return when it has ended. Threads may share this object."""
        deadline = time.monotonic() + self.seconds
        output = bytearray()
        command = [sys.executable, *self.program, str(self.cpu_seconds), str(self.memory)]
        with Popen(  # noqa: S603  # our own module, by our own Python
            command, bufsize=0, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, cwd=CHECKOUT, env={}
        ) as process:
            try:
                _exchange(process, content, output, self.max_output, deadline)
                if len(output) > self.max_output:
                    return Reply(End.TOO_MUCH_OUTPUT, bytes(output[: self.max_output]))
                status = process.wait(max(0, deadline - time.monotonic()))
                return Reply(_ENDS.get(status, End.CRASHED), bytes(output))
            except TimeoutExpired:
                return Reply(End.OUT_OF_TIME, bytes(output))
            finally:
                process.kill()


def _exchange(process: Popen[bytes], content: bytes, output: bytearray, most: int, deadline: float) -> None:
    """Write the file, and read the reply to its end, or one byte more than `most`; raise `TimeoutExpired`."""
    unsent = memoryview(content)
    with selectors.DefaultSelector() as pipes:
        for pipe, event in ((process.stdin, selectors.EVENT_WRITE), (process.stdout, selectors.EVENT_READ)):
            if pipe:
                pipes.register(pipe, event, pipe)
        while pipes.get_map() and len(output) <= most:
            if (seconds := deadline - time.monotonic()) <= 0:
                raise TimeoutExpired(process.args, 0)
            for key, _ in pipes.select(seconds):
                if key.data is process.stdout:
                    chunk = os.read(key.fd, min(65_536, most + 1 - len(output)))
                    output += chunk
                    is_over = not chunk
                else:
                    try:
                        unsent = unsent[os.write(key.fd, unsent[:PIPE_BUF]) :]
                    except BrokenPipeError:  # the worker has read enough, or has ended
                        unsent = unsent[:0]
                    is_over = not unsent
                if is_over:
                    pipes.unregister(key.fileobj)
                    key.data.close()
