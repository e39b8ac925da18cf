"""gunicorn's settings and hooks, as `appeal serve` starts it: `--config python:webapp.gunicorn_config`.

Each name below is one of https://docs.gunicorn.org/en/stable/settings.html. A socket that systemd hands over
(LISTEN_FDS) takes the place of `bind`.
"""

import gc
import logging
import os
import socket
import sys
import threading
from pathlib import Path
from typing import Any

from gunicorn import glogging
from prometheus_client import values

from webapp import settings
from webapp.actions.log import ActionLog
from webapp.actions.purge_schedule import PurgeSchedule
from webapp.database import late_upgrade
from webapp.database.connection import WAIT_SECONDS
from webapp.domain.dates import anywhere_on_earth
from webapp.publications.follower import Follower
from webapp.publications.store import PublicationStore
from webapp.server import log_format, log_privacy
from webapp.server.listen_address import with_port
from webapp.server.metrics import exporter, multiprocess
from webapp.server_state import state_gauges

_CHOSEN = settings.read(os.environ)
_FOLDER = os.environ.get(multiprocess.VARIABLE, "")
_SLOT = "METRICS_SLOT"
SWITCH_INTERVAL_SECONDS = 0.001
"""Thread switch interval. The default is 5 ms; a cached page needs 0.1 ms and would wait for the GIL."""

bind = with_port(_CHOSEN.host, _CHOSEN.port)
workers = _CHOSEN.workers
worker_class = "webapp.gunicorn_worker.Worker"  # gthread, with our error page
threads = _CHOSEN.threads
preload_app = True  # campaigns, catalogues and fonts are read once and shared
timeout = 60
graceful_timeout = 30
keepalive = 75  # longer than nginx's 60 s: the proxy closes idle connections first
control_socket_disable = True  # nobody needs it, and two sites of one user would share it
limit_request_line = 2048
limit_request_fields = 40
limit_request_field_size = 4096
forwarded_allow_ips = ""  # PROXIES decides what is believed, see docs/settings.md
forwarder_headers = ""
accesslog = None  # it has addresses and queries; the app's own lines have neither
loglevel = "error"  # a warning quotes a malformed request and its sender's address


class Logger(glogging.Logger):  # type: ignore[misc]  # it ships no types
    """gunicorn's log and libraries' warnings, in the app's format on standard output."""

    def setup(self, cfg: Any) -> None:
        """Replace gunicorn's handler, at the start and at each reload."""
        super().setup(cfg)
        handler = log_format.handler()
        handler.addFilter(log_privacy.without_requests)
        self.error_log.handlers[:] = [handler]
        logging.getLogger().handlers[:] = [handler]
        logging.captureWarnings(True)


logger_class = Logger


def _slot() -> str:
    """Return the slot of this process among those of the server. A new process takes a free slot.

    So there are only as many files as processes at one time, and the counters continue.
    """
    return os.environ.get(_SLOT, "0")


if _FOLDER:
    # Before the app is loaded: a metric reads this when it is created.
    values.ValueClass = values.MultiProcessValue(process_identifier=_slot)  # type: ignore[no-untyped-call]


def when_ready(_server: Any) -> None:
    """Exclude the app from the garbage collection of the workers that are forked next.

    It lives as long as the process. To collect it again and again stops all threads of a worker for 40 ms
    each time: https://docs.python.org/3/library/gc.html#gc.freeze.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


on_reload = when_ready


def pre_fork(server: Any, worker: Any) -> None:
    """Give the new worker the first free slot. During a reload the workers of two generations have slots."""
    taken = {other.slot for other in server.WORKERS.values()}
    worker.slot = next(slot for slot in range(1, len(taken) + 2) if slot not in taken)


def post_fork(_server: Any, worker: Any) -> None:
    """Take the slot, before anything is counted."""
    os.environ[_SLOT] = str(worker.slot)


def post_worker_init(worker: Any) -> None:
    """Start the threads of a worker, and log no message of an exception in one."""
    sys.setswitchinterval(SWITCH_INTERVAL_SECONDS)
    threading.excepthook = lambda failed: log_privacy.error(
        (failed.exc_type, failed.exc_value or failed.exc_type(), failed.exc_traceback)
    )
    if _FOLDER and exporter.LISTENER_FD in os.environ:
        listener = socket.socket(fileno=int(os.environ[exporter.LISTENER_FD]))
        exporter.serve(listener, Path(_FOLDER), state_gauges(_CHOSEN))
    if late_upgrade.VARIABLE in os.environ:
        late_upgrade.start(_CHOSEN.database)
    PurgeSchedule(lambda: ActionLog(_CHOSEN.database), anywhere_on_earth).start()
    Follower(PublicationStore(_CHOSEN.database, WAIT_SECONDS), _CHOSEN.publications).start()
    if campaigns := getattr(worker.wsgi, "extensions", {}).get("campaigns"):  # benchmarks serve another app
        campaigns.watch()


def on_exit(_server: Any) -> None:
    """Delete the metrics folder."""
    if _FOLDER:
        multiprocess.remove(Path(_FOLDER))
