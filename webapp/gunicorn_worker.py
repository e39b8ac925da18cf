"""gunicorn's worker with threads, and our own answer to a request that gunicorn cannot read.

gunicorn's own has none of our headers, is in English, and repeats what was sent.
"""

from contextlib import suppress
from functools import cache
from http import HTTPStatus
from typing import Any

from flask import Flask
from gunicorn import util
from gunicorn.workers.gthread import ThreadWorker

from webapp.settings import ROOT
from webapp.web.http import locales
from webapp.web.http.unread_request import error_page


class Worker(ThreadWorker):  # type: ignore[misc]  # it ships no types
    """gthread, with our error page."""

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        """Let gunicorn log the error and choose the status; send our page with that status."""
        own = _Recorder()
        super().handle_error(req, own, addr, exc)
        status_line, _, rest = _page(self.wsgi, own.status).partition(b"\r\n")
        date = util.http_date().encode()
        with suppress(OSError):  # the client has gone
            util.write_nonblock(client, b"%b\r\nDate: %b\r\n%b" % (status_line, date, rest))


class _Recorder:
    """Takes the place of the client's socket, and keeps the status of what is written to it."""

    status = HTTPStatus.BAD_REQUEST

    def gettimeout(self) -> float:
        return 0.0

    def sendall(self, data: bytes) -> None:
        self.status = HTTPStatus(int(data.split(b" ", 2)[1]))


@cache
def _page(app: Flask, status: HTTPStatus) -> bytes:
    return error_page(app, locales.offered(ROOT / "translations"), status)
