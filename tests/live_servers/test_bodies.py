"""Request bodies that are wrong, cut short or no form get a clear response and block nobody."""

import socket
import threading
from collections.abc import Iterator
from http.client import HTTPResponse
from urllib.parse import urlencode

import pytest

from tests.live_servers.canary_requests import LETTER, PAGE, RECORD
from tests.live_servers.processes import workers
from tests.live_servers.raw_http import URLENCODED, RawClient, Response
from tests.support import servers
from webapp.web.http.request_body import MAX_BODY_BYTES

PATIENCE = 60
"""Seconds."""
CHUNKED = "Transfer-Encoding: chunked"
LIES = {
    "no size": b"text\r\ntext\r\n0\r\n\r\n",
    "an empty size": b"\r\ntext\r\n0\r\n\r\n",
    "a size below nothing": b"-4\r\ntext\r\n0\r\n\r\n",
    "a size in other digits": "٤\r\ntext\r\n0\r\n\r\n".encode(),
    "more than it says": b"3\r\ntext\r\n0\r\n\r\n",
    "a trailer that is none": b"4\r\ntext\r\n0\r\nno trailer\r\n\r\n",
    "line ends of one letter": b"4\ntext\n0\n\n",
    "half a chunk": b"ff\r\ntext=half",
    "no end": b"4\r\ntext\r\n",
    "nothing at all": b"",
}
MANY = MAX_BODY_BYTES // 8
FORMS = {
    "thousands of fields": (URLENCODED, b"&".join(b"%x=" % number for number in range(MANY)), 413),
    "thousands of targets": (URLENCODED, b"to=x&" * (MAX_BODY_BYTES // 5 - 1), 413),
    "twenty thousand levels": (URLENCODED, b"to=ambassador&text=" + b"[" * 20_000, 422),
    "names that look nested": (URLENCODED, b"to=ambassador&text" + b"[a]" * 20_000 + b"=x", 200),
    "blank lines": (URLENCODED, b"to=ambassador&text=x" + b"%0A+" * 9_990 + b"y", 200),
    "marks without a letter": (URLENCODED, b"to=ambassador&closing=x" + b"%CC%81" * 60_000, 200),
    "signs that encode nothing": (URLENCODED, b"to=ambassador&text=" + b"%zz" * 1_000, 200),
    "another charset, said": (f"{URLENCODED}; charset=utf-16", "to=ambassador".encode("utf-16"), 422),
    "another charset, not said": (URLENCODED, "to=ambassador&text=письмо".encode("cp1251"), 422),
    "packed": (URLENCODED, b"\x1f\x8b\x08\x00to=ambassador", 422),
    "JSON": ("application/json", b'{"to": ' + b"[" * 20_000, 422),
    "a thousand parts": (
        "multipart/form-data; boundary=b",
        b'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\nx\r\n' * 1_000 + b"--b--\r\n",
        413,
    ),
    "parts without an end": ("multipart/form-data; boundary=b", b"\r\n--" * 100_000, 422),
    "a part of headers alone": ("multipart/form-data; boundary=b", b"--b\r\n" + b"X: y\r\n" * 60_000, 422),
    "too large": (URLENCODED, b"to=ambassador&text=" + b"x" * MAX_BODY_BYTES, 413),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    """The app as `make run` starts it."""
    started = servers.start(tmp_path_factory.mktemp("bodies") / "data", WORKERS="2", RATE_LIMITS="off")
    workers(started, 2)
    yield started
    started.stop()


@pytest.fixture
def wire(server: servers.Server) -> RawClient:
    """Where it answers."""
    return RawClient(server.url)


@pytest.mark.parametrize("lie", LIES)
@pytest.mark.parametrize("path", [LETTER, RECORD])
def test_a_body_with_wrong_chunks_is_rejected(wire: RawClient, path: str, lie: str) -> None:
    answer = broken_off(wire, path, CHUNKED, LIES[lie])

    assert answer
    assert answer.status == 400
    assert "cannot be answered" in answer.text


def test_after_a_wrong_chunk_the_connection_is_closed_and_not_read_on(
    wire: RawClient, server: servers.Server
) -> None:
    hidden = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with connected(wire) as connection:
        connection.sendall(head(wire, LETTER, CHUNKED) + b"3\r\ntext\r\n0\r\n\r\n" + hidden)
        received = everything(connection)

    assert received.startswith(b"HTTP/1.1 400")
    assert received.count(b"HTTP/1.1") == 1


def test_a_form_that_is_cut_short_is_rejected(wire: RawClient) -> None:
    """Fifty letters of which only the five arrived must not be counted as five."""
    form = wire.ask("GET", f"{RECORD}?channel=post&to=ambassador").form(RECORD)
    whole = urlencode(form | {"quantity": "50"}, doseq=True).encode()
    before = wire.ask("GET", "/api/campaigns/gorinov/count").text

    answers = [
        broken_off(wire, path, f"Content-Length: {len(whole)}", whole[:-1]) for path in (RECORD, LETTER)
    ]

    assert [answer and answer.status for answer in answers] == [400, 400]
    assert wire.ask("GET", "/api/campaigns/gorinov/count").text == before


@pytest.mark.parametrize("form", FORMS)
def test_a_form_that_no_page_sends_gets_an_ordinary_response(wire: RawClient, form: str) -> None:
    kind, body, status = FORMS[form]

    assert wire.ask("POST", LETTER, body, {"Content-Type": kind}).status == status


@pytest.mark.parametrize(
    ("quantity", "shown"),
    [
        ("quantity=3&quantity=4", "3"),  # of two alike the first
        ("quantity=٣", "٣"),  # a digit, but not one of ASCII's: asked for again, and not lost
        ("quantity=²", "²"),
        ("quantity=1e2", "1e2"),
        ("quantity=-1", "-1"),
        ("quantity=" + "9" * 10_000, "9" * 40),
        ("quantity=%00%003", "3"),
    ],
)
def test_a_rejected_quantity_is_shown_in_the_form_again(wire: RawClient, quantity: str, shown: str) -> None:
    body = f"channel=post&to=ambassador&token=none&{quantity}".encode()

    answer = wire.ask("POST", RECORD, body)

    assert answer.status == 422
    assert answer.form(RECORD)["quantity"] == [shown]


def test_other_supporters_are_not_affected(wire: RawClient) -> None:
    """While four send the worst of it, a fifth gets every page that it asks for."""
    over = threading.Event()
    answered: list[int] = []

    def send() -> None:
        while not over.is_set():
            for kind, body, _ in FORMS.values():
                answered.append(wire.ask("POST", LETTER, body, {"Content-Type": kind}).status)
            for lie in LIES.values():
                broken_off(wire, LETTER, CHUNKED, lie)

    senders = [threading.Thread(target=send) for _ in range(4)]
    for sender in senders:
        sender.start()
    try:
        pages = [wire.ask("GET", PAGE) for _ in range(60)]
    finally:
        over.set()
        for sender in senders:
            sender.join()

    assert {page.status for page in pages} == {200}
    assert len(answered) >= len(FORMS)
    assert not [status for status in answered if status >= 500]


def head(wire: RawClient, path: str, length: str) -> bytes:
    """Return the beginning of a post."""
    lines = (f"POST {path} HTTP/1.1", f"Host: {wire.host}", f"Content-Type: {URLENCODED}", length)
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode()


def connected(wire: RawClient) -> socket.socket:
    """Make a connection."""
    return socket.create_connection(("127.0.0.1", int(wire.host.rpartition(":")[2])), PATIENCE)


def broken_off(wire: RawClient, path: str, length: str, body: bytes) -> Response | None:
    """Post a body, say that no more will come, and read the answer."""
    with connected(wire) as connection:
        connection.sendall(head(wire, path, length) + body)
        connection.shutdown(socket.SHUT_WR)
        response = HTTPResponse(connection)
        try:
            response.begin()
            return Response(response.status, response.headers, response.read())
        finally:
            response.close()


def everything(connection: socket.socket) -> bytes:
    """Read until the server closes the connection."""
    received = b""
    while more := connection.recv(65_536):
        received += more
    return received
