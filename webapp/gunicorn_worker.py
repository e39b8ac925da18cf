"""gunicorn's worker with threads: our answer to a request it cannot read, and a clock for those that wait.

gunicorn's own answer has none of our headers, is in English, and repeats what was sent. It does not say how
long a request waited for a thread, so the app could not know how long a supporter has been waiting.
"""

import time
from contextlib import suppress
from functools import cache
from http import HTTPStatus
from typing import Any

from flask import Flask
from gunicorn import util
from gunicorn.workers.gthread import ThreadWorker

from webapp.settings import ROOT
from webapp.web.http.page_languages import PageLanguages
from webapp.web.http.thread_wait import note_arrival
from webapp.web.http.unread_request import error_page


class Worker(ThreadWorker):  # type: ignore[misc]  # it ships no types
    """gthread, with our error page and a clock."""

    def enqueue_req(self, conn: Any) -> None:
        """Note when the request begins to wait for a thread."""
        conn.queued_at = time.monotonic()
        super().enqueue_req(conn)

    def handle(self, conn: Any) -> Any:
        """Note how long it waited. What the client takes to send it comes after, and is not counted."""
        conn.waited = time.monotonic() - conn.queued_at
        return super().handle(conn)

    def handle_request(self, req: Any, conn: Any) -> Any:
        """Tell the app when the request arrived."""
        note_arrival(time.monotonic() - conn.waited)
        return super().handle_request(req, conn)

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
    return error_page(app, PageLanguages(ROOT / "translations"), status)
