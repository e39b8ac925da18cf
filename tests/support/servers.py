"""Real servers for tests: the app under gunicorn, as `make run` starts it, on a free port."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.support import compiled_templates
from tests.support.forked_servers import ForkedProcess, fork_app
from webapp.settings import ROOT

STARTS_WITHIN = 180
"""Seconds. A machine ten times overbooked takes a minute; a server that ends at once is not waited for."""


@dataclass
class Server:
    """A running app: where it answers, where it keeps its data, what it has written."""

    url: str
    data: Path
    log: Path
    process: "subprocess.Popen[bytes] | ForkedProcess"
    metrics_url: str = ""
    """Where it answers Prometheus, if it does."""

    @property
    def database_url(self) -> str:
        """The SQLite file it uses."""
        return f"sqlite:///{self.data / 'appeal.db'}"

    def workers(self) -> list[int]:
        """Return the process ids of gunicorn's workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def stop(self) -> int:
        """End it as an operator does, and return its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(120)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


def free_port() -> int:
    """Find a port nobody listens on, and keep others from it for a minute.

    It lies below those that outgoing connections get. A connection that was closed at this end leaves it in
    TIME-WAIT: a server may listen there (SO_REUSEADDR), and no search like this one finds it free.
    """
    while True:
        port = 10_000 + secrets.randbelow(20_000)
        here = ("127.0.0.1", port)
        try:
            with socket.socket() as probe:
                probe.bind(here)
            with socket.create_server(here) as listener, socket.create_connection(here):
                listener.accept()[0].close()
        except OSError:
            continue
        return port


SERVE = ("-m", "webapp.cli", "serve")
APP = "webapp.wsgi:app"
EAGER_APP, STRICT_APP = "tests.support.eager_app:app", "tests.support.strict_app:app"
SMALL_APP, PATIENT_APP = "tests.support.small_app:app", "tests.support.patient_app:app"
HALTED_TOKENS_APP, TOKENS_AGE = "tests.support.halted_tokens_app:app", "tokens-age"
STRICT_FILES, STRICT_FILES_A_MINUTE = "STRICT_FILES", 20
"""What the strict app lets one network have, unless this setting says more."""
PASSING = """
import os, sys
os.dup2(int(sys.argv[1]), 3, inheritable=True)
os.close(int(sys.argv[1]))
os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1")
os.execv(sys.executable, [sys.executable, *sys.argv[2:]])
"""
"""As systemd starts a service with a socket: it is the third handle, and for this very process."""


def start(
    data: Path,
    *,
    listener: socket.socket | None = None,
    executed: bool = False,
    port: int = 0,
    eager: bool = False,
    app: str = "",
    until: str = "readyz",
    **settings: str,
) -> Server:
    """Start the app with `appeal serve` and wait until it is ready; it may get an open socket or a port.

    Ready is whatever `until` asks: "healthz" is answered without a database, too.

    One with a socket may be `executed`, by a Python of its own as from systemd; any other is forked.
    An `eager` one takes a report with a token that is younger than the minimum age; `app` names another app.
    """
    port = listener.getsockname()[1] if listener else port or free_port()
    app = EAGER_APP if eager else app or APP
    data.mkdir(parents=True, exist_ok=True)
    log = data.parent / f"{data.name}.log"
    environ = os.environ | {"PORT": str(port), "DATA": str(data), "HOST": "127.0.0.1"} | settings
    process = (
        _execute(listener, environ, log) if listener and executed else fork_app(app, environ, log, listener)
    )
    metrics = f"http://localhost:{settings['METRICS_PORT']}" if "METRICS_PORT" in settings else ""
    server = Server(f"http://localhost:{port}", data, log, process, metrics)
    give_up = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < give_up:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended at its start:\n{log.read_text()}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{until}", timeout=2):
                return server
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    server.stop()
    raise RuntimeError(f"the server was not ready within {STARTS_WITHIN} s:\n{log.read_text()}")


def _execute(listener: socket.socket, environ: Mapping[str, str], log: Path) -> "subprocess.Popen[bytes]":
    with log.open("ab") as output:
        return subprocess.Popen(
            [sys.executable, "-c", PASSING, str(listener.fileno()), *SERVE],
            cwd=ROOT,
            env={**environ, "PYTHONPATH": str(compiled_templates.SITE)},
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=[listener.fileno()],
        )
