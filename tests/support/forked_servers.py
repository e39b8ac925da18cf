"""Processes of tests, forked from one that has imported the app: nine tenths of a start was importing.

What runs is a command such as `appeal serve` and gunicorn, or another function, in a process of its own with
its own environment, as in `make run`; only the programs are not loaded anew. The process that forks is
`multiprocessing`'s.
"""

import atexit
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import NoReturn

import click

from tests.support import forked_workers

_PRELOADED = "tests.support.preloaded"
CONTEXT = multiprocessing.get_context("forkserver")


class ForkedProcess:
    """A process that calls a function, with those methods of `subprocess.Popen` that tests use.

    The function is pickled with its arguments. Its module should not import pytest: the process would, too.
    """

    def __init__(self, function: Callable[..., object], *arguments: object) -> None:
        forked_workers.start()
        CONTEXT.set_forkserver_preload([_PRELOADED])
        self._process: ForkServerProcess = CONTEXT.Process(target=function, args=arguments, daemon=True)
        self._process.start()
        assert self._process.pid
        self.pid = self._process.pid

    def poll(self) -> int | None:
        """Return its exit status, or None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Return its exit status, when it has ended. Raise `subprocess.TimeoutExpired` after `timeout` s."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("a forked process", timeout or 0)
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


def fork_app(
    app: str, environ: Mapping[str, str], log: Path, listener: socket.socket | None = None
) -> ForkedProcess:
    """Serve an app as `appeal serve` does. It may get an open socket, as from systemd."""
    return ForkedProcess(_serve, app, dict(environ), log, listener)


def fork_command(arguments: Sequence[str], environ: Mapping[str, str], log: Path) -> ForkedProcess:
    """Run a command of `appeal`, as a leader of a group of processes. It writes all it says to the log."""
    return ForkedProcess(_run, list(arguments), dict(environ), log)


def _serve(app: str, environ: Mapping[str, str], log: Path, listener: socket.socket | None) -> None:
    from webapp.cli.serve import serve_app

    _set_up(environ, log)
    if listener:
        _pass(listener)
    _main(click.Command("serve", callback=partial(serve_app, app)), [])


def _run(arguments: list[str], environ: Mapping[str, str], log: Path) -> None:
    from webapp.cli.main import main

    os.setsid()
    _set_up(environ, log)
    _main(main, arguments)


def _main(command: click.Command, arguments: list[str]) -> None:
    try:
        command.main(arguments, prog_name="appeal")
    finally:
        atexit._run_exitfuncs()  # multiprocessing ends a process without


def _set_up(environ: Mapping[str, str], log: Path) -> None:
    os.environ.clear()
    os.environ.update(environ)
    with log.open("ab") as output:
        os.dup2(output.fileno(), sys.stdout.fileno())
        os.dup2(output.fileno(), sys.stderr.fileno())
    os.execv = _become_gunicorn  # type: ignore[assignment]


def _pass(listener: socket.socket) -> None:
    """Let gunicorn find a socket as one that systemd has passed, under the number that it has here."""
    from gunicorn import systemd

    systemd.SD_LISTEN_FDS_START = listener.detach()
    os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1")


def _become_gunicorn(_program: str, command: list[str]) -> NoReturn:
    from gunicorn.app.wsgiapp import run

    sys.argv = command[2:]  # after `python -m`
    run()
    raise SystemExit(0)
