"""Requests that are no HTTP, or too large: gunicorn answers them, with our headers and in our words."""

import socket
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from tests.live_servers.raw_http import RawClient, Response
from tests.support import servers
from tests.support.page_client import check_page
from webapp.app import create_app
from webapp.gunicorn_worker import Worker
from webapp.settings import ROOT, read
from webapp.web.http import locales
from webapp.web.http.security import HEADERS, OF_PAGES

HOST = b"Host: localhost\r\n"
GET, POST = b"GET /en HTTP/1.1\r\n" + HOST, b"POST /en/gorinov/letter HTTP/1.1\r\n" + HOST
END = b"\r\n"
WORD = b"capybara"
"""In each request; nothing of a request comes back."""
UNREAD = {
    "no HTTP": (WORD + b"\r\n\r\n", 400),
    "TLS on a port without": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + WORD + b"\r\n\r\n", 400),
    "line ends of one letter": (b"GET /capybara HTTP/1.1\nHost: localhost\n\n", 400),
    "HTTP/0.9": (b"GET /capybara\r\n\r\n", 400),
    "a version that is none": (b"GET /capybara HTTP/9.9\r\n" + HOST + END, 400),
    "the preface of HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
    "the line of a PROXY": (b"PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n" + GET + END, 400),
    "a method in small letters": (b"capybara /en HTTP/1.1\r\n" + HOST + END, 400),
    "a method that is no word": (b"G@T /capybara HTTP/1.1\r\n" + HOST + END, 400),
    "a target without a slash": (b"GET capybara HTTP/1.1\r\n" + HOST + END, 400),
    "a target of raw bytes": (b"GET /capybara?\xff\xfe HTTP/1.1\r\n" + HOST + END, 400),
    "a target with a broken address": (b"GET http://[::1/capybara HTTP/1.1\r\n" + HOST + END, 400),
    "a line that is too long": (b"GET /" + WORD * 400 + b" HTTP/1.1\r\n" + HOST + END, 414),
    "a header that is too long": (GET + b"X: " + WORD * 600 + b"\r\n\r\n", 431),
    "a header of a megabyte": (GET + b"X: " + b"x" * 1_000_000 + b"\r\n\r\n", 431),
    "too many headers": (GET + b"".join(b"X%d: capybara\r\n" % n for n in range(60)) + END, 431),
    "two hosts": (GET + b"Host: capybara.example\r\n\r\n", 400),
    "a header without a colon": (GET + b"capybara\r\n\r\n", 400),
    "a space before the colon": (GET + b"capybara : 1\r\n\r\n", 400),
    "a folded header": (GET + b"X: a\r\n capybara\r\n\r\n", 400),
    "a NUL in a header": (GET + b"X: capybara\0\r\n\r\n", 400),
    "a name that is no token": (GET + b"<script>capybara: 1\r\n\r\n", 400),
    "a negative length": (POST + b"Content-Length: -1\r\n\r\n", 400),
    "two lengths": (POST + b"Content-Length: 8\r\nContent-Length: 9\r\n\r\ncapybara", 400),
    "a length and chunks": (
        POST + b"Content-Length: 8\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400,
    ),
    "an unknown coding": (POST + b"Transfer-Encoding: capybara\r\n\r\n", 501),
    "an expectation": (POST + b"Expect: capybara\r\nContent-Length: 1\r\n\r\nx", 417),
}
BY_THE_APP = {
    "no host": (b"GET /en HTTP/1.1\r\n\r\n", 400),
    "a body that is too large": (POST + b"Content-Length: 99999999999\r\n\r\n", 413),
    "an unknown method": (b"CAPYBARA /en/gorinov HTTP/1.1\r\n" + HOST + END, 405),
    "TRACE": (b"TRACE /en/gorinov HTTP/1.1\r\n" + HOST + b"Cookie: capybara=1\r\n\r\n", 405),
    "CONNECT": (b"CONNECT capybara.example:443 HTTP/1.1\r\n" + HOST + END, 405),
    "PUT": (b"PUT /en/gorinov/letter HTTP/1.1\r\n" + HOST + END, 405),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    """The app as `make run` starts it."""
    started = servers.start(tmp_path_factory.mktemp("unread") / "data", WORKERS="1", RATE_LIMITS="off")
    yield started
    started.stop()


@pytest.fixture
def wire(server: servers.Server) -> RawClient:
    return RawClient(server.url)


@pytest.mark.parametrize("what", UNREAD)
def test_what_gunicorn_cannot_read_has_our_headers_and_words(wire: RawClient, what: str) -> None:
    request, status = UNREAD[what]

    answer = wire.write(request)

    assert answer
    assert answer.status == status
    assert_protected(answer)
    assert "Date" in answer.headers
    assert answer.headers["Connection"] == "close"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert WORD not in answer.body


@pytest.mark.parametrize("what", BY_THE_APP)
def test_what_the_app_refuses_has_them_too(wire: RawClient, what: str) -> None:
    request, status = BY_THE_APP[what]

    answer = wire.write(request)

    assert answer
    assert answer.status == status
    assert_protected(answer)
    assert WORD not in answer.body
    assert ("Allow" in answer.headers) is (status == 405)  # RFC 9110, 15.5.6


def test_the_page_is_in_every_language(wire: RawClient) -> None:
    answer = wire.write(UNREAD["no HTTP"][0])

    assert answer
    languages = [element.get("lang") for element in answer.page.root.iter() if element.get("lang")]
    assert languages == [language.tag for language in locales.offered(ROOT / "translations")]
    assert answer.page.one("p", lang="ar").get("dir") == "rtl"


@pytest.mark.parametrize(
    "path", ["/", "/en", "/en/gorinov", "/en/gorinov/actions", "/healthz", "/static/site.css"]
)
@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
def test_head_and_options_are_answered_without_a_body(wire: RawClient, method: str, path: str) -> None:
    answer = wire.ask(method, path)

    assert answer.status == (302 if (method, path) == ("HEAD", "/") else 200)
    assert answer.body == b""
    due = HEADERS.keys() - (OF_PAGES if path.startswith("/static/") else set())
    assert due - set(answer.headers) == set()


def test_the_log_holds_nothing_of_them(server: servers.Server, wire: RawClient) -> None:
    for request, _status in UNREAD.values():
        wire.write(request)

    log = server.log.read_text(encoding="utf-8")
    assert WORD.decode() not in log
    assert "127.0.0.1" not in log


def test_a_failure_within_gunicorn_is_a_500_without_its_message() -> None:
    worker = object.__new__(Worker)
    worker.wsgi = create_app(read({}))
    logged: list[str] = []
    worker.log = SimpleNamespace(exception=lambda text, *_args: logged.append(text), debug=logged.append)
    here, there = socket.socketpair()
    with here, there:
        worker.handle_error(None, here, ("192.0.2.1", 1), ValueError(WORD.decode()))
        received = there.recv(65_536)

    assert received.startswith(b"HTTP/1.1 500 Internal Server Error\r\n")
    assert WORD not in received
    assert "Error handling request (no URI read)" in logged


def test_a_client_that_has_gone_is_no_failure() -> None:
    worker = object.__new__(Worker)
    worker.wsgi = create_app(read({}))
    worker.log = SimpleNamespace(exception=lambda *_args: None, debug=lambda *_args: None)
    here, there = socket.socketpair()
    there.close()
    with here:
        worker.handle_error(None, here, None, ValueError())


def assert_protected(answer: Response) -> None:
    """Hold an error to the rules of every page."""
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    check_page(answer.page)
