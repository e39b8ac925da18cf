"""One log line a request: route, method, status and duration, never its content.

The route is the rule (`/<lang>/<slug>/letter`), not the address. No query, form or network address is logged.
"""

import logging
import time

from flask import Flask, Response, g, request

from webapp.server import log_format
from webapp.server.log_privacy import without_requests
from webapp.server.metrics.registry import Metrics

REQUESTS = logging.getLogger(log_format.REQUESTS)


def set_up(app: Flask, metrics: Metrics, *, requests: bool = True) -> None:
    """Count each request, and log it in one line on standard output unless `requests` is false."""
    # Flask and gunicorn also log failures, with the address and the exception's message: filter those.
    for logger in (app.logger, logging.getLogger("gunicorn.error")):
        logger.addFilter(without_requests)

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def finish(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "(no route)"
        method, status = _method(), response.status_code
        duration = time.perf_counter() - g.get("started", time.perf_counter())
        metrics.observe_request(route, method, status, duration)
        if requests:
            facts = {
                "method": method,
                "route": route,
                "status": status,
                "milliseconds": round(duration * 1000),
            }
            REQUESTS.info("request", extra=facts)
        return response


def _method() -> str:
    known = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH")
    return request.method if request.method in known else "OTHER"
