"""A Valkey or Redis server for tests, on a free port."""

import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass, field

from tests.support.programs import program
from tests.support.servers import free_port

STARTS_WITHIN = 120
"""Seconds; a loaded machine takes three."""
PATIENT_SECONDS = 20.0
"""The timeout of a cache in tests that are not about it: the app's own 0.1 s is short on a busy machine."""
FROZEN_SECONDS = 2
"""The same in tests that freeze Valkey and wait for the timeout."""


@dataclass
class Valkey:
    """A server that keeps everything in memory."""

    port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        self.start()

    @property
    def url(self) -> str:
        """What CACHE_URL takes."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it, empty, and wait until it answers."""
        try:
            name = program("valkey-server")
        except FileNotFoundError:
            name = program("redis-server")
        options = ("--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no")
        self.process = subprocess.Popen(
            [name, *options], stdout=subprocess.DEVNULL, cwd=tempfile.gettempdir()
        )
        give_up = time.monotonic() + STARTS_WITHIN
        while True:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1) as probe:
                    probe.sendall(b"PING\r\n")
                    if probe.recv(16).startswith(b"+PONG"):
                        return
            except OSError:
                time.sleep(0.02)
            if time.monotonic() > give_up or self.process.poll() is not None:
                raise RuntimeError("Valkey did not start")

    def kill(self) -> None:
        """`kill -9`: all that it knew is gone."""
        self.process.kill()
        self.process.wait()

    def freeze(self) -> None:
        """Let it hold its connections and answer nothing."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self.process.send_signal(signal.SIGCONT)

    def close(self) -> None:
        """Stop it for good."""
        self.kill()
