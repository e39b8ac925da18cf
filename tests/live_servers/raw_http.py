"""Requests over the loopback, well-formed or not, and the forms in their responses."""

import http.client
import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import werkzeug

from tests.support.page_client import Fetched

PATIENCE = 60
"""Seconds without a byte after which a server counts as hung."""
URLENCODED = "application/x-www-form-urlencoded"
Form = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Response:
    """A response, read to its end."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode(errors="replace")

    @property
    def page(self) -> Fetched:
        """The body as a page."""
        return Fetched(
            werkzeug.Response(self.body, self.status, content_type=self.headers.get("Content-Type"))
        )

    def form(self, action: str) -> dict[str, str | list[str]]:
        """Return what a browser would send of the form with this action."""
        sent: dict[str, str | list[str]] = {}
        for name, value in self.page.form(action):
            sent[name] = [*sent.get(name, []), value]
        return sent

    def controls(self, action: str) -> dict[str, str]:
        """Return the names of all that can be sent with the form, buttons too, each with its kind."""
        form = next(form for form in self.page.root.iter("form") if form.get("action") == action)
        return {
            str(control.get("name")): f"{control.tag} {control.get('type', 'text')}"
            for control in form.iter()
            if isinstance(control.tag, str) and control.get("name")
        }


@dataclass(frozen=True)
class RawClient:
    """A server, spoken to from one address of the loopback network."""

    url: str
    source: str = "127.0.0.1"

    @property
    def host(self) -> str:
        """What the header `Host` says."""
        return urlsplit(self.url).netloc

    def open(self) -> http.client.HTTPConnection:
        """Make a connection that is good for many requests; close it."""
        port = urlsplit(self.url).port
        return http.client.HTTPConnection("127.0.0.1", port, PATIENCE, source_address=(self.source, 0))

    def ask(
        self,
        method: str,
        path: str,
        form: Form | bytes | None = None,
        headers: Mapping[str, str | bytes] | None = None,
    ) -> Response:
        """Send one request on a connection of its own."""
        connection = self.open()
        try:
            return ask(connection, method, path, form, {"Host": self.host} | dict(headers or {}))
        finally:
            connection.close()

    def write(self, request: bytes) -> Response | None:
        """Send bytes as they are; return the response, or None where there is none."""
        port = urlsplit(self.url).port
        with socket.create_connection(
            ("127.0.0.1", port), PATIENCE, source_address=(self.source, 0)
        ) as connection:
            with suppress(OSError):  # what is too large may be answered before it is sent
                connection.sendall(request)
            response = http.client.HTTPResponse(connection)
            try:
                response.begin()
                return Response(response.status, response.headers, response.read())
            except (http.client.HTTPException, OSError):
                return None
            finally:
                response.close()

    def hang_up(self, request: bytes) -> None:
        """Send the beginning of a request and go away."""
        port = urlsplit(self.url).port
        with socket.create_connection(
            ("127.0.0.1", port), PATIENCE, source_address=(self.source, 0)
        ) as connection:
            connection.sendall(request)


def ask(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    form: Form | bytes | None = None,
    headers: Mapping[str, str | bytes] | None = None,
) -> Response:
    """Send one request and read its response to the end; raise `OSError` or `HTTPException`."""
    headers = dict(headers or {})
    body = form if isinstance(form, bytes) or form is None else urlencode(form, doseq=True).encode()
    if body is not None:
        headers.setdefault("Content-Type", URLENCODED)
    try:
        connection.request(method, path, body, headers)  # type: ignore[arg-type]  # bytes are allowed, too
    except (BrokenPipeError, ConnectionResetError):
        if connection.sock is None:
            raise
        # What is too large may be answered before it is sent: the answer is still there to be read.
    response = connection.getresponse()
    try:
        return Response(response.status, response.headers, response.read())
    finally:
        response.close()
