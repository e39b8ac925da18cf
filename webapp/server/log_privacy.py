"""Keeps what a request carried out of the log.

An exception is logged by its type and its locations, without its message, which may quote a letter.
"""

import logging
import traceback
from types import TracebackType

LOG = logging.getLogger("appeal")

Info = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
"""What `sys.exc_info` returns."""


def error(info: Info) -> None:
    """Log an exception without its message."""
    LOG.error("%s", error_location(info))


def without_requests(record: logging.LogRecord) -> bool:
    """Remove addresses and messages from what Flask and gunicorn log. A filter: it lets every record pass."""
    if record.exc_info and record.exc_info[0]:
        record.msg, record.args = error_location(record.exc_info), ()
        record.exc_info = record.exc_text = None
    elif str(record.msg).startswith("Invalid request from ip="):
        record.msg, record.args = "a request that is not HTTP was refused", ()
    return True


def error_location(info: Info) -> str:
    """Return the type of an exception and where it passed, innermost first."""
    kind, _, trace = info
    frames = [f"{_file(frame.filename)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    return f"{kind.__name__ if kind else 'error'} at {' < '.join(reversed(frames))}"


def _file(path: str) -> str:
    """Shorten a path: a line below 4 kB reaches a pipe in one piece and is not mixed with another's."""
    for root in ("/site-packages/", "/webapp/"):
        path = path.rpartition(root)[2] or path
    return path
