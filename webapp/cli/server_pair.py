"""Two servers that are run together in a terminal: the page, and the desk beside it.

The desk may end and the page goes on; when the page ends, so does the desk. No server stays behind, whichever
way this process ends: a guard, a process of its own, stops what is left as soon as its pipe from here is
closed, which the kernel does also after `kill -9`.
"""

import os
import signal
import subprocess
from collections.abc import Iterable, Sequence
from contextlib import suppress

import click

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Ctrl-C, a supervisor, and a terminal that is closed."""
KILLED = 128
"""A shell's exit status of a killed program is this and the number of the signal (POSIX.1-2017, 2.8.2)."""
READ_BYTES = 512


class ServerPair:
    """Runs the commands of both servers, once."""

    def __init__(self, page: Sequence[str], desk: Sequence[str]) -> None:
        self._commands = {"page": page, "desk": desk}
        self._running: dict[int, str] = {}
        self._started: list[subprocess.Popen[bytes]] = []
        """Kept: one that is deleted takes the exit status of its process with it."""
        self._stopping = False

    def run(self) -> int:
        """Run both until the page has ended or a signal stops both. Return the page's exit status."""
        guard, self._pipe = _start_guard()
        for number in STOPPING:
            if signal.getsignal(number) is not signal.SIG_IGN:  # under nohup it stays ignored
                signal.signal(number, lambda _number, _frame: self._stop())
        for name, command in self._commands.items():
            if not self._stopping:
                # In a session of its own: a Ctrl-C of the terminal reaches it through us, once.
                process = subprocess.Popen(command, start_new_session=True)  # noqa: S603
                self._started.append(process)
                self._running[process.pid] = name
                self._tell_guard()
        if self._stopping:  # the signal may have come between the start of a server and its entry
            self._stop()
        status = self._wait()
        os.close(self._pipe)
        with suppress(ChildProcessError):  # it has ended already
            os.waitpid(guard, 0)
        return status

    def _stop(self) -> None:
        self._stopping = True
        _terminate([*self._running])

    def _wait(self) -> int:
        status = 0
        while self._running:
            process, raw = os.wait()
            code = os.waitstatus_to_exitcode(raw)
            name = self._running.pop(process, "")
            self._tell_guard()
            if name == "page":
                status = code if code >= 0 else KILLED - code
                self._stop()
            elif name == "desk" and not self._stopping:
                click.echo("The desk has ended; the page goes on without it.", err=True)
        return status

    def _tell_guard(self) -> None:
        with suppress(OSError):  # somebody has ended the guard
            os.write(self._pipe, b"%s\n" % b" ".join(b"%d" % process for process in self._running))


def _start_guard() -> tuple[int, int]:
    """Return the guard's process id, and the pipe that tells it which servers run: the last line counts."""
    reading, writing = os.pipe()
    if guard := os.fork():
        os.close(reading)
        return guard, writing
    try:
        os.setsid()  # a signal to the terminal's processes leaves it alone
        os.close(writing)
        told = b"\n"
        while part := os.read(reading, READ_BYTES):
            told = (told + part)[-READ_BYTES:]
        _terminate(map(int, told.split(b"\n")[-2].split()))
    finally:
        os._exit(0)


def _terminate(processes: Iterable[int]) -> None:
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGTERM)
