"""Log lines without what a request carried.

An exception is logged by its type and the places it passed, without its message, which may quote a letter.
"""

import logging
import traceback
from types import TracebackType

LOG = logging.getLogger("appeal")

Info = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
"""What `sys.exc_info` gives."""


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
