"""Servers of tests, forked from a process that has imported the app: nine tenths of a start was importing.

What runs is `appeal serve` and gunicorn, in a process of its own with its own environment, as in `make run`;
only the two programs are not loaded anew. The process that forks is that of `multiprocessing`.
"""

import atexit
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import NoReturn

_PRELOADED = "tests.support.preloaded"


class ForkedServer:
    """A server's process, with those methods of `subprocess.Popen` that tests use."""

    def __init__(self, app: str, environ: Mapping[str, str], log: Path) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([_PRELOADED])
        self._process: ForkServerProcess = context.Process(
            target=_serve, args=(app, dict(environ), log), daemon=True
        )
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
            raise subprocess.TimeoutExpired("appeal serve", timeout or 0)
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


def _serve(app: str, environ: Mapping[str, str], log: Path) -> NoReturn:
    from webapp.cli import serve
    from webapp.cli.start_refused import StartRefused

    os.environ.clear()
    os.environ.update(environ)
    with log.open("ab") as output:
        os.dup2(output.fileno(), sys.stdout.fileno())
        os.dup2(output.fileno(), sys.stderr.fileno())
    os.execv = _become_gunicorn  # type: ignore[assignment]
    code: object = 1
    try:
        serve.serve_app(app)
    except StartRefused as refused:
        refused.show()
        code = refused.exit_code
    except SystemExit as ended:
        code = ended.code
    finally:
        atexit._run_exitfuncs()  # multiprocessing ends a process without
    raise SystemExit(code)


def _become_gunicorn(_program: str, command: list[str]) -> NoReturn:
    from gunicorn.app.wsgiapp import run

    sys.argv = command[2:]  # after `python -m`
    run()
    raise SystemExit(0)
