"""What is written about a request: its route, its status, how long it took. Never what it carried.

The route is the rule (`/<lang>/<slug>/letter`), not the address; no query, no form, no network address.
"""

import logging
import time

from flask import Flask, Response, g, request

from webapp.server import log_format
from webapp.server.log_privacy import LOG, without_requests
from webapp.server.metrics.registry import Metrics

REQUESTS = logging.getLogger(log_format.REQUESTS)


def set_up(app: Flask, metrics: Metrics, *, requests: bool = True) -> None:
    """Count each request, and log it in one line on standard output unless `requests` is false."""
    if not LOG.handlers:
        LOG.addHandler(log_format.handler())
        LOG.setLevel(logging.INFO)
        LOG.propagate = False

    # What fails within an error handler they log themselves, with the address and the exception's words.
    for talkative in (app.logger, logging.getLogger("gunicorn.error")):
        talkative.addFilter(without_requests)

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def finish(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "(no route)"
        method, status = _method(), response.status_code
        took = time.perf_counter() - g.get("started", time.perf_counter())
        metrics.observe_request(route, method, status, took)
        if requests:
            facts = {"method": method, "route": route, "status": status, "milliseconds": round(took * 1000)}
            REQUESTS.info("request", extra=facts)
        return response


def _method() -> str:
    known = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH")
    return request.method if request.method in known else "OTHER"
