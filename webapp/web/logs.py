"""What is written about a request: its route, its status and its time. Never what it carried.

The route is the rule (`/<lang>/<slug>/letter`), not the address; no query, no form, no network address.
An exception is logged by its type and the places it passed, without its message, which may quote a letter.
"""

import logging
import sys
import time
import traceback
from types import TracebackType

from flask import Flask, Response, g, request

LOG = logging.getLogger("appeal")


def set_up(app: Flask) -> None:
    """Log each request in one line on standard output."""
    if not LOG.handlers:
        handler = logging.StreamHandler(sys.stdout)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        LOG.addHandler(handler)
        LOG.setLevel(logging.INFO)
        LOG.propagate = False

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def finish(answer: Response) -> Response:
        rule = request.url_rule.rule if request.url_rule else "(no route)"
        took = (time.perf_counter() - g.get("started", time.perf_counter())) * 1000
        LOG.info("%s %s %d %.0f ms", _method(), rule, answer.status_code, took)
        return answer


def error(
    info: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
) -> None:
    """Log an exception without its message."""
    kind, _, trace = info
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    LOG.error("%s at %s", kind.__name__ if kind else "error", " < ".join(reversed(places)))


def _method() -> str:
    known = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH")
    return request.method if request.method in known else "OTHER"
