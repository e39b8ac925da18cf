"""The endpoint where Prometheus reads the metrics: an HTTP server on a port of its own, in each worker.

It shares nothing with the public server: no header, host name or path of a request there leads here. The
socket is opened before the workers are forked; any worker responds, for all of them. It has a thread of its
own, so the metrics can be read while all other threads are busy.
"""

import socket
import threading
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from prometheus_client import CollectorRegistry, make_wsgi_app
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

LISTENER_FD = "METRICS_FD"
"""The environment variable with the open socket's number, for the process that `appeal serve` becomes."""
TIMEOUT_SECONDS = 5
"""How long a request may take to arrive: meanwhile this worker responds to no other one here."""


class _Handler(WSGIRequestHandler):
    timeout = TIMEOUT_SECONDS

    def log_message(self, *_args: object) -> None:
        """Log nothing: the library's line has an address and a path."""


class _MetricsServer(WSGIServer):
    def __init__(self, listener: socket.socket) -> None:
        host, port = listener.getsockname()[:2]
        super().__init__((host, port), _Handler, bind_and_activate=False)
        self.socket.close()
        self.socket = listener
        self.server_name, self.server_port = host, port
        self.setup_environ()

    def handle_error(self, *_args: object) -> None:
        """Log nothing: the client that disconnects is Prometheus, which notices."""


def listen(host: str, port: int) -> socket.socket:
    """Open the socket, or raise `OSError`. The process that this one becomes inherits it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family)
    listener.setblocking(False)  # every worker wakes up, and one gets the connection
    listener.set_inheritable(True)
    return listener


def serve(listener: socket.socket, folder: Path, state: Collector) -> None:
    """Serve what all processes write to the folder, and `state`, in a thread that ends with this process."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry, str(folder))  # type: ignore[no-untyped-call]
    registry.register(state)
    server = _MetricsServer(listener)
    server.set_app(make_wsgi_app(registry))
    threading.Thread(target=server.serve_forever, name="metrics", daemon=True).start()
