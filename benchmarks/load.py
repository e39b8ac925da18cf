"""A load that costs little: one process, some connections that stay, answers of a known length.

It shares the machine with the server, so what it takes itself counts for both sides of a ratio and flatters
the slower: hence the server's own CPU time is told, too.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.servers import free_port
from webapp.settings import ROOT

CONNECTIONS = 16
"""As many as two workers have threads."""
PATIENCE = 30
_WHOLE = socket.MSG_WAITALL | (socket.MSG_TRUNC if sys.platform == "linux" else 0)
"""One call for a whole answer; on Linux none of its bytes is copied (tcp(7)): a browser's copying is not the
server's affair."""
_RECEIVE_WITHIN = PATIENCE.to_bytes(8, sys.byteorder) + bytes(8)
"""As `setsockopt` takes a time: `settimeout` would make each read several."""


@dataclass(frozen=True)
class Pace:
    """What a round came to."""

    per_second: float
    count: int
    cpu: float
    """Seconds of the server's CPU time a request; nan where the system does not tell."""


@dataclass(frozen=True)
class Served:
    """An app under gunicorn."""

    port: int
    process: "subprocess.Popen[bytes]"

    def cpu(self) -> float:
        """Give the CPU time of its workers so far."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        if not children.exists():
            return float("nan")
        ticks = 0
        for worker in children.read_text().split():
            ticks += sum(map(int, Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()[11:13]))
        return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(app: str, data: Path, **settings: str) -> Iterator[Served]:
    """Serve an app by gunicorn as `make run` does, until the block is left."""
    port = free_port()
    environ = os.environ | {"DATA": str(data), "RATE_LIMITS": "off", "PORT": str(port)} | settings
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "python:webapp.gunicorn_config", app],
        cwd=ROOT,
        env=environ,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield Served(port, process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(40)


def run(server: Served, path: str, headers: Mapping[str, str], status: int, seconds: float) -> Pace:
    """Ask for one path as often as it goes, and check that each answer is as long as the first."""
    request = _request(path, headers)
    connections = [_connected(server.port) for _ in range(CONNECTIONS)]
    try:
        lengths = {len(_first(connection, request, status)) for connection in connections}
        (length,) = lengths
        buffer = bytearray(length)
        count, begun, cpu = 0, time.perf_counter(), server.cpu()
        while (now := time.perf_counter()) - begun < seconds:
            for connection in connections:
                connection.sendall(request)
            for connection in connections:
                received = connection.recv_into(buffer, length, _WHOLE)
                assert received == length, f"an answer to {path} has {received} bytes instead of {length}"
            count += len(connections)
        return Pace(count / (now - begun), count, (server.cpu() - cpu) / count)
    finally:
        for connection in connections:
            connection.close()


def answer(server: Served, path: str, headers: Mapping[str, str]) -> tuple[dict[str, str], bytes]:
    """Fetch once; give the headers by their names in small letters, and the body."""
    with _connected(server.port) as connection:
        head, _, body = _first(connection, _request(path, headers), 200).partition(b"\r\n\r\n")
    pairs = (line.split(": ", 1) for line in head.decode("latin-1").split("\r\n")[1:])
    return {name.lower(): value for name, value in pairs}, body


def _request(path: str, headers: Mapping[str, str]) -> bytes:
    """Write a request; one with a `Content-Length` has a body of so many zeros."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    body = "0" * int(headers.get("Content-Length", "0"))
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n{body}".encode()


def _connected(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port))
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _RECEIVE_WITHIN)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _first(connection: socket.socket, request: bytes, status: int) -> bytes:
    connection.sendall(request)
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(65_536)
    head, _, body = received.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status), head[:200]
    assert b"connection: keep-alive" in head.lower(), "without keep-alive a connection is what is measured"
    length = next(
        (int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
    )
    while len(body) < length:
        body += connection.recv(65_536)
    return head + b"\r\n\r\n" + body


def _wait(port: int) -> None:
    give_up = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.1)
