"""A log line: one JSON object, written by the app and by gunicorn alike.

`time` is to the second. In the line of a request (webapp/web/http/request_logging.py) it is the hour: a finer
time beside a public count, or beside what a network's owner sees, would name people.
"""

import logging
import sys
import time
from typing import Any, TextIO

from pythonjsonlogger.json import JsonFormatter

REQUESTS = "appeal.requests"
"""The logger of requests."""
_HOUR = "%Y-%m-%dT%HZ"
_SECOND = "%Y-%m-%dT%H:%M:%SZ"


class PrivateJsonFormatter(JsonFormatter):
    """Formats a record; what a caller gave as `extra` becomes fields of their own."""

    def __init__(self) -> None:
        super().__init__(
            ["asctime", "levelname", "process", "message"],
            rename_fields={"asctime": "time", "levelname": "level", "process": "worker"},
            json_ensure_ascii=True,  # a line stays a line, whatever it holds
        )

    def formatTime(self, record: logging.LogRecord, _datefmt: str | None = None) -> str:  # noqa: N802 (logging's)
        """Give the time in UTC, as fine as the line may know it."""
        return time.strftime(_HOUR if record.name == REQUESTS else _SECOND, time.gmtime(record.created))

    def formatException(self, ei: Any) -> str:  # noqa: N802 (logging's)
        """Give the type alone: an exception's words may quote a letter; its places are logged apart."""
        return ei[0].__name__ if ei and ei[0] else ""


def handler(stream: TextIO | None = None) -> logging.Handler:
    """Make what writes lines to standard output."""
    made = logging.StreamHandler(stream or sys.stdout)
    made.setFormatter(PrivateJsonFormatter())
    return made
