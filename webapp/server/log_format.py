"""The format of log lines: one JSON object a line, for the app and for gunicorn.

`time` has seconds. In the line of a request (webapp/web/http/request_logging.py) it has the hour alone: a
finer time, compared with the public count or with what a network's owner sees, would identify people.
"""

import logging
import sys
import time
from typing import Any, TextIO

from pythonjsonlogger.json import JsonFormatter

APP = "appeal"
"""The name of the app's logger."""
REQUESTS = f"{APP}.requests"
"""The name of the logger of requests."""
_HOUR = "%Y-%m-%dT%HZ"
_SECOND = "%Y-%m-%dT%H:%M:%SZ"


class PrivateJsonFormatter(JsonFormatter):
    """Formats a record. Each name in a caller's `extra` becomes a field."""

    def __init__(self) -> None:
        super().__init__(
            ["asctime", "levelname", "process", "message"],
            rename_fields={"asctime": "time", "levelname": "level", "process": "worker"},
            json_ensure_ascii=True,  # a line stays a line, whatever it holds
        )

    def formatTime(self, record: logging.LogRecord, _datefmt: str | None = None) -> str:  # noqa: N802 (logging's)
        """Return the time in UTC, to the second or to the hour."""
        return time.strftime(_HOUR if record.name == REQUESTS else _SECOND, time.gmtime(record.created))

    def formatException(self, ei: Any) -> str:  # noqa: N802 (logging's)
        """Return the type alone: the message may quote a letter. The locations are in the message field."""
        return ei[0].__name__ if ei and ei[0] else ""


def set_up() -> None:
    """Write the app's log to standard output. To be called once, where a server process begins."""
    logger = logging.getLogger(APP)
    logger.handlers[:] = [handler()]
    logger.setLevel(logging.INFO)
    logger.propagate = False


def handler(stream: TextIO | None = None) -> logging.Handler:
    """Return a handler that writes lines to standard output, or to a stream."""
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter(PrivateJsonFormatter())
    return handler
