"""What is written about a request: its route, its status, how long it took. Never what it carried.

The route is the rule (`/<lang>/<slug>/letter`), not the address; no query, no form, no network address.
An exception is logged by its type and the places it passed, without its message, which may quote a letter.
"""

import logging
import time
import traceback
from types import TracebackType

from flask import Flask, Response, g, request

from webapp.metrics.numbers import Metrics
from webapp.web import loglines

LOG = logging.getLogger("appeal")
REQUESTS = logging.getLogger(loglines.REQUESTS)

Info = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
"""What `sys.exc_info` gives."""


def set_up(app: Flask, metrics: Metrics, *, requests: bool = True) -> None:
    """Count each request, and log it in one line on standard output unless `requests` is false."""
    if not LOG.handlers:
        LOG.addHandler(loglines.handler())
        LOG.setLevel(logging.INFO)
        LOG.propagate = False

    # What fails within an error handler they log themselves, with the address and the exception's words.
    for talkative in (app.logger, logging.getLogger("gunicorn.error")):
        talkative.addFilter(without_requests)

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def finish(answer: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "(no route)"
        method, status = _method(), answer.status_code
        took = time.perf_counter() - g.get("started", time.perf_counter())
        metrics.answered(route, method, status, took)
        if requests:
            facts = {"method": method, "route": route, "status": status, "milliseconds": round(took * 1000)}
            REQUESTS.info("request", extra=facts)
        return answer


def error(info: Info) -> None:
    """Log an exception without its message."""
    LOG.error("%s", _place(info))


def without_requests(record: logging.LogRecord) -> bool:
    """Take out of what Flask and gunicorn log what was asked for, and by whom."""
    if record.exc_info and record.exc_info[0]:
        record.msg, record.args = _place(record.exc_info), ()
        record.exc_info = record.exc_text = None
    elif str(record.msg).startswith("Invalid request from ip="):
        record.msg, record.args = "a request that is not HTTP was refused", ()
    return True


def _place(info: Info) -> str:
    kind, _, trace = info
    places = [f"{_file(frame.filename)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    return f"{kind.__name__ if kind else 'error'} at {' < '.join(reversed(places))}"


def _file(path: str) -> str:
    """Shorten a path: a line that a pipe takes in one piece (4 kB) is not mixed with another's."""
    for root in ("/site-packages/", "/webapp/"):
        path = path.rpartition(root)[2] or path
    return path


def _method() -> str:
    known = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH")
    return request.method if request.method in known else "OTHER"
