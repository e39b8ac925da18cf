"""The door through which Prometheus reads the numbers: a listening socket of its own in each worker.

It shares nothing with the public side: no header, host name or path of a request there can lead here. The
socket is opened before the workers are forked, and whichever is free answers for all of them. It is answered
by a thread of its own, so the numbers are to be had while every other thread is taken.
"""

import socket
import threading
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from prometheus_client import CollectorRegistry, make_wsgi_app
from prometheus_client.multiprocess import MultiProcessCollector

LISTENER_FD = "METRICS_FD"
"""The environment variable that names the open socket to the process `appeal serve` becomes."""
PATIENCE = 5
"""Seconds for a request that does not come to its end: meanwhile this worker answers no other."""


class _Handler(WSGIRequestHandler):
    timeout = PATIENCE

    def log_message(self, *_args: object) -> None:
        """Say nothing: the library's own line holds an address and a path."""


class _MetricsServer(WSGIServer):
    def __init__(self, listener: socket.socket) -> None:
        host, port = listener.getsockname()[:2]
        super().__init__((host, port), _Handler, bind_and_activate=False)
        self.socket.close()
        self.socket = listener
        self.server_name, self.server_port = host, port
        self.setup_environ()

    def handle_error(self, *_args: object) -> None:
        """Say nothing: who asks and goes away is Prometheus, which notices."""


def listen(host: str, port: int) -> socket.socket:
    """Open the socket; raise `OSError`. It may be handed on to the process this one becomes."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host.strip("[]"), port), family=family)
    listener.setblocking(False)  # every worker wakes up, one gets the connection
    listener.set_inheritable(True)
    return listener


def answer(listener: socket.socket, folder: Path) -> None:
    """Answer in a thread, for as long as this process lives, with what all processes wrote to the folder."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry, str(folder))  # type: ignore[no-untyped-call]
    door = _MetricsServer(listener)
    door.set_app(make_wsgi_app(registry))
    threading.Thread(target=door.serve_forever, name="metrics", daemon=True).start()
