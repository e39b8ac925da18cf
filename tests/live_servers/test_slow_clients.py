"""Hundreds of slow connections to the documented nginx do not block other supporters.

Without a proxy in front, some two dozen of them take every thread; docs/deploying.md says so.
"""

import contextlib
import re
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from tests.live_servers.canary_requests import FILES, LETTER, PAGE, RECORD
from tests.live_servers.raw_http import RawClient
from tests.live_servers.reporters import COUNTED
from tests.support import nginx, servers
from webapp.actions.tokens import MIN_AGE_SECONDS
from webapp.web.http.request_body import MAX_BODY_BYTES

SLOW = 200
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
HOST = b"Host: localhost\r\n"
LETTER_POST = b"POST " + LETTER.encode() + b" HTTP/1.1\r\n" + HOST + FORM
BEGUN = {
    "nothing at all": b"",
    "half a line": b"GET /en/gor",
    "half a head": b"GET /en/gorinov HTTP/1.1\r\n" + HOST + b"X-Slow: ",
    "half a body": LETTER_POST + b"Content-Length: 9000\r\n\r\nto=ambassador&text=",
    "half a chunked body": LETTER_POST + b"Transfer-Encoding: chunked\r\n\r\nfff\r\nto=ambassador&text=",
    "answers never read": b"".join([b"GET /en/gorinov HTTP/1.1\r\n" + HOST + b"\r\n"] * 40),
    "an answer read slowly": b"GET /en/gorinov HTTP/1.1\r\n" + HOST + b"\r\n",
}


class SlowClients:
    """Connections which are begun in every way, and then get or take a byte now and then."""

    def __init__(self, port: int, number: int) -> None:
        self._port = port
        self._number = number
        self._end = threading.Event()
        self._open: list[tuple[str, socket.socket]] = []
        self.bytes = 0

    def __enter__(self) -> "SlowClients":
        kinds = list(BEGUN)
        for number in range(self._number):
            self._begin(kinds[number % len(kinds)])
        self._thread = threading.Thread(target=self._dribble)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()
        for _, connection in self._open:
            connection.close()

    def _begin(self, kind: str) -> None:
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", self._port))
        connection.sendall(BEGUN[kind])
        connection.setblocking(False)
        self._open.append((kind, connection))

    def _dribble(self) -> None:
        """Keep each alive by a byte a second; begin another in the place of one that is thrown out."""
        while not self._end.wait(1):
            for kind, connection in list(self._open):
                try:
                    if kind == "an answer read slowly":
                        gone = connection.recv(1) == b""
                    elif kind in ("nothing at all", "answers never read"):
                        continue
                    else:
                        gone = connection.send(b"a") == 0
                    self.bytes += 1
                except BlockingIOError:
                    continue
                except OSError:
                    gone = True
                if gone:
                    connection.close()
                    self._open.remove((kind, connection))
                    with contextlib.suppress(OSError):
                        self._begin(kind)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[nginx.Nginx]:
    """One app of two workers behind nginx."""
    folder = tmp_path_factory.mktemp("site")
    server = servers.start(folder / "data", WORKERS="2", RATE_LIMITS="off", PROXIES="1")
    with nginx.started(folder / "nginx", [server.url.removeprefix("http://")]) as running:
        yield running
    server.stop()


def test_two_hundred_slow_clients_do_not_block_a_supporter(site: nginx.Nginx) -> None:
    wire = RawClient(site.url)
    port = int(site.url.rpartition(":")[2])
    opened = wire.ask("GET", f"{RECORD}?channel=post")
    token = re.search(r'name="token" value="([^"]+)"', opened.text)
    assert token
    report = {"token": token[1], "channel": "post", "to": "ambassador", "quantity": "2", "letter": "en"}
    letter = {"to": "ambassador", "text": "While others dawdle."}

    with SlowClients(port, SLOW) as slow:
        time.sleep(MIN_AGE_SECONDS + 4)  # gunicorn gives a silent connection five seconds of a thread
        rounds = [
            (
                wire.ask("GET", PAGE).status,
                wire.ask("POST", LETTER, letter).status,
                wire.ask("POST", FILES[0], letter).body[:5],
                COUNTED.search(wire.ask("POST", RECORD, report).text) is not None,
            )
            for _ in range(5)
        ]
        dribbled = slow.bytes

    assert rounds == [(200, 200, b"%PDF-", True)] * 5
    assert dribbled > SLOW


def test_what_is_slow_or_large_is_never_written_to_a_file(site: nginx.Nginx) -> None:
    wire, large = RawClient(site.url), b"to=ambassador&text=" + b"a" * 900_000
    head = LETTER_POST + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"

    largest = wire.ask("POST", LETTER, (b"to=ambassador&x=" + b"a" * MAX_BODY_BYTES)[:MAX_BODY_BYTES])
    refused = wire.ask("POST", LETTER, large)
    chunked = wire.write(head + b"%x\r\n%s\r\n0\r\n\r\n" % (len(large), large))
    larger = wire.ask("POST", LETTER, large + large)

    assert (refused.status, "That is too much text" in refused.text) == (413, True)  # the app's own page
    assert largest.status == 200
    assert chunked is not None
    assert (chunked.status, larger.status) == (413, 413)
    assert site.logged() == ""
