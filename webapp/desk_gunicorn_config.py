"""gunicorn's settings of the desk: those of the page, but for its port; its own chore is to tell webhooks."""

import os
import sys
import threading
from typing import Any

from webapp import settings
from webapp.desk_app import WARM
from webapp.desk_connections import make_delivery_schedule
from webapp.gunicorn_config import (
    SWITCH_INTERVAL_SECONDS,
    accesslog,
    control_socket_disable,
    forwarded_allow_ips,
    forwarder_headers,
    graceful_timeout,
    keepalive,
    limit_request_field_size,
    limit_request_fields,
    limit_request_line,
    logger_class,
    loglevel,
    preload_app,
    timeout,
)
from webapp.server import log_privacy
from webapp.server.listen_address import with_port

__all__ = [
    "accesslog",
    "control_socket_disable",
    "forwarded_allow_ips",
    "forwarder_headers",
    "graceful_timeout",
    "keepalive",
    "limit_request_field_size",
    "limit_request_fields",
    "limit_request_line",
    "logger_class",
    "loglevel",
    "preload_app",
    "timeout",
]

_CHOSEN = settings.read(os.environ)
bind = with_port(_CHOSEN.host, _CHOSEN.desk_port)
workers = 1  # a team is a few people; the page has the machine's other cores
worker_class = "gthread"
threads = _CHOSEN.threads


def post_worker_init(worker: Any) -> None:
    """Start the threads of a worker, and log no message of an exception in one.

    One tells webhooks; one reads all campaigns once, for the first board.
    """
    sys.setswitchinterval(SWITCH_INTERVAL_SECONDS)
    threading.excepthook = lambda failed: log_privacy.error(
        (failed.exc_type, failed.exc_value or failed.exc_type(), failed.exc_traceback)
    )
    make_delivery_schedule(_CHOSEN).start()
    if warm := getattr(worker.wsgi, "extensions", {}).get(WARM):  # benchmarks serve another app
        threading.Thread(target=warm, name="warm", daemon=True).start()
