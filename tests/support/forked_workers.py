"""Workers of tests, forked from a process that has loaded their libraries: most of a start was loading them.

A worker is a process that prints, reads a document, draws its pages or decodes a photograph. What is forked
runs the same module with the same bounds, environment and file descriptors, and is confined as ever. Tests
of a start itself ask for `executed_workers`; those that give a program of their own have it executed anyhow.
"""

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import IO, Any, Self

from webapp.confined import process as confined_process
from webapp.printing import process as printing_process

MODULES = (
    "webapp.importing.picture_worker",
    "webapp.importing.worker",
    "webapp.printing.worker",
    "webapp.team.drafts.heic_worker",
)
MAX_ORDER_BYTES = 100_000
MAX_STREAMS = 8
_VARIABLE = "TESTS_FORK_BY"
_PRINTING = "webapp.printing.worker"
_known: list[str] = []
"""The name of the socket of the process that forks, in a server that a test has forked."""


def use() -> None:
    """Let this process fork its workers: a test's own, or a server's that a test has forked."""
    if address := os.environ.get(_VARIABLE):
        _known.append(address)  # now: later a server has only the environment that its test gave it
    if sys.platform == "linux":
        confined_process.Popen = _popen  # type: ignore[assignment,misc]
        printing_process.Popen = _popen  # type: ignore[assignment,misc]


@cache
def start() -> str:
    """Start the process that forks, once, and return its socket's name. Servers forked later find it."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        listener.bind("")  # the kernel gives it a name that has no file: "\0" and digits
        listener.listen(100)
        address = os.environ[_VARIABLE] = listener.getsockname()[1:].decode()
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.preloaded_workers", str(listener.fileno())],
            stdin=subprocess.PIPE,
            pass_fds=(listener.fileno(),),
            cwd=Path(__file__).parents[2],
            env={},
        )
    atexit.register(_end, os.getpid(), process)
    return address


def _end(owner: int, process: subprocess.Popen[bytes]) -> None:
    if os.getpid() == owner:
        process.communicate()


def name_of_printing(parent: int) -> str:
    """Return the name of the printing processes that a process has had forked: they are not its children."""
    return f"print-{parent}"


class ForkedWorker:
    """A worker, with what `webapp` uses of `subprocess.Popen`."""

    stdin: IO[bytes] | None
    stdout: IO[bytes] | None

    def __init__(
        self,
        command: Sequence[str],
        *,
        stdin: int,
        stdout: int,
        stderr: int,
        cwd: Path,
        env: Mapping[str, str],
        pass_fds: Sequence[int] = (),
        bufsize: int = -1,
    ) -> None:
        assert bufsize in (0, -1)
        self._connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._connection.connect("\0" + (_known[0] if _known else start()))
        self.args = command
        self.returncode: int | None = None
        self.stdin = self.stdout = None
        _, _, module, *arguments = command
        streams = {0: stdin, 1: stdout, 2: stderr} | {each: each for each in pass_fds}
        order = {
            "module": module,
            "arguments": arguments,
            "environ": dict(env),
            "folder": str(cwd),
            "name": name_of_printing(os.getpid()) if module == _PRINTING else "worker",
            "places": list(streams),
        }
        with ExitStack() as theirs:
            for place, stream in streams.items():
                if stream == subprocess.DEVNULL:
                    streams[place] = theirs.enter_context(Path(os.devnull).open("r+b", buffering=0)).fileno()
                elif stream == subprocess.PIPE:
                    reader, writer = (
                        os.fdopen(end, mode, 0) for end, mode in zip(os.pipe(), ("rb", "wb"), strict=True)
                    )
                    if place == 0:
                        self.stdin, its = writer, reader
                    else:
                        self.stdout, its = reader, writer
                    streams[place] = theirs.enter_context(its).fileno()
            socket.send_fds(self._connection, [json.dumps(order).encode()], list(streams.values()))
        self.pid = int(self._connection.recv(100))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        for stream in (self.stdin, self.stdout):
            if stream:
                stream.close()
        self.wait()

    def __del__(self) -> None:
        self._connection.close()

    def poll(self) -> int | None:
        """Return its exit status, or None while it runs."""
        try:
            return self.wait(0)
        except subprocess.TimeoutExpired:
            return None

    def wait(self, timeout: float | None = None) -> int:
        """Return its exit status, when it has ended. Raise `subprocess.TimeoutExpired` after `timeout` s."""
        if self.returncode is None:
            self._connection.settimeout(timeout)
            try:
                self.returncode = int(self._connection.recv(100) or -signal.SIGKILL)
            except (TimeoutError, BlockingIOError):
                raise subprocess.TimeoutExpired(list(self.args), timeout or 0) from None
        return self.returncode

    def kill(self) -> None:
        """End it at once, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)


def _popen(command: Sequence[str], **options: Any) -> Any:
    is_forked = command[1] == "-m" and command[2] in MODULES
    return (ForkedWorker if is_forked else subprocess.Popen)(command, **options)
