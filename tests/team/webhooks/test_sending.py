"""One message to a receiver: where it goes, how long it may take, what is believed of the answer."""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.team.webhooks.conftest import PATIENT_SECONDS, MakeSender
from tests.team.webhooks.receiving import HOST, Receiver, receiving
from webapp.team.webhooks import sending
from webapp.team.webhooks.receiver import read_receiver
from webapp.team.webhooks.sending import Answer, Failure, Sender

BODY = b'{"type":"test"}'
ENDS_WITHIN = 60
"""Seconds after which something counts as never ending; a measure of nothing."""


def send(sender: Sender, receiver: Receiver) -> Answer:
    """Send one message."""
    return sender.send(read_receiver(receiver.url), {"webhook-id": "msg_1"}, BODY)


def test_a_message_arrives_with_its_headers(receiver: Receiver, make_sender: MakeSender) -> None:
    answer = send(make_sender(), receiver)

    assert answer == Answer(204)
    (got,) = receiver.got
    assert (got.path, got.body) == ("/in?key=zq8key", BODY)
    assert got.headers["Host"] == f"{HOST}:{receiver.port}"
    assert got.headers["Content-Type"] == "application/json"
    assert got.headers["webhook-id"] == "msg_1"
    assert not {"Cookie", "Authorization", "Referer"} & set(got.headers)


@pytest.mark.parametrize(
    ("status", "is_taken"), [(200, True), (202, True), (299, True), (304, False), (400, False), (500, False)]
)
def test_every_2xx_is_taken_and_nothing_else(
    status: int, is_taken: bool, receiver: Receiver, make_sender: MakeSender
) -> None:
    receiver.status = status

    answer = send(make_sender(), receiver)

    assert (answer.status, answer.is_taken) == (status, is_taken)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(status: int, receiver: Receiver, make_sender: MakeSender) -> None:
    receiver.status = status
    receiver.headers = {"Location": f"https://{HOST}:{receiver.port}/elsewhere"}

    answer = send(make_sender(), receiver)

    assert (answer.status, answer.is_taken) == (status, False)
    assert [got.path for got in receiver.got] == ["/in?key=zq8key"]


def test_the_name_is_looked_up_once_and_the_checked_address_is_the_one_used(
    receiver: Receiver, receiver_folder: Path
) -> None:
    """A resolver that answers otherwise at a second look (DNS rebinding) changes nothing."""
    answers = [["127.0.0.1"], ["169.254.169.254"], ["10.0.0.1"]]
    asked: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        return answers[len(asked) - 1]

    tls = receiver.trust(receiver_folder)
    sender = Sender(resolve, tls, lambda address: address == "127.0.0.1", PATIENT_SECONDS)

    assert send(sender, receiver) == Answer(204)
    assert asked == [HOST]


@pytest.mark.parametrize(
    "addresses", [["127.0.0.1"], ["93.184.215.14", "127.0.0.1"], ["2606:2800:21f::1", "fd00::1"]]
)
def test_one_private_address_among_those_of_a_name_stops_the_message(
    addresses: list[str], receiver: Receiver, receiver_folder: Path
) -> None:
    sender = Sender(lambda _host, _port: addresses, receiver.trust(receiver_folder))

    assert send(sender, receiver) == Answer(None, Failure.NOT_PUBLIC)
    assert receiver.got == []


@pytest.mark.parametrize("found", [[], None], ids=["empty", "error"])
def test_a_name_that_is_not_known(found: list[str] | None, receiver: Receiver) -> None:
    def resolve(_host: str, _port: int) -> list[str]:
        if found is None:
            raise socket.gaierror
        return found

    assert send(Sender(resolve), receiver) == Answer(None, Failure.NAME)


def test_the_next_address_is_tried_when_one_cannot_be_reached(
    receiver: Receiver, make_sender: MakeSender
) -> None:
    assert send(make_sender("127.0.0.2", "127.0.0.1"), receiver) == Answer(204)  # the server is at the second


def test_a_certificate_of_another_name_is_refused(tmp_path: Path) -> None:
    with receiving(tmp_path, "other.example.org") as other:
        tls = other.trust(tmp_path)
        sender = Sender(lambda _host, _port: ["127.0.0.1"], tls, lambda _address: True, PATIENT_SECONDS)

        assert send(sender, other) == Answer(None, Failure.CERTIFICATE)
        assert other.got == []


def test_a_certificate_of_an_unknown_authority_is_refused(receiver: Receiver) -> None:
    sender = Sender(lambda _host, _port: ["127.0.0.1"], None, lambda _address: True, PATIENT_SECONDS)

    assert send(sender, receiver) == Answer(None, Failure.CERTIFICATE)
    assert receiver.got == []


def test_proxies_of_the_environment_are_not_used(
    receiver: Receiver, make_sender: MakeSender, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert send(make_sender(), receiver) == Answer(204)


def test_a_huge_answer_is_not_read(receiver: Receiver, make_sender: MakeSender) -> None:
    receiver.status, receiver.answer = 200, b"x" * 50_000_000
    begun = time.monotonic()

    assert send(make_sender(), receiver) == Answer(200)
    assert time.monotonic() - begun < ENDS_WITHIN


def test_a_receiver_that_says_nothing_is_left_in_time(receiver: Receiver, make_sender: MakeSender) -> None:
    left = threading.Event()
    receiver.wait = lambda: [left.wait(2 * ENDS_WITHIN), None][1]
    begun = time.monotonic()

    answer = send(make_sender(seconds=0.5), receiver)
    left.set()

    assert answer == Answer(None, Failure.TIMEOUT)
    assert time.monotonic() - begun < ENDS_WITHIN


def test_a_connection_that_comes_about_too_late_is_closed(
    receiver: Receiver, make_sender: MakeSender, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A socket that is left open is a `ResourceWarning`, which fails this test."""
    sender, moments = make_sender(), iter((0.0, 0.0))  # when sending begins, and before it connects
    clock = SimpleNamespace(monotonic=lambda: next(moments, PATIENT_SECONDS))
    monkeypatch.setattr(sending, "time", clock)

    assert send(sender, receiver) == Answer(None, Failure.TIMEOUT)


@contextlib.contextmanager
def dripping(piece: bytes, tls: ssl.SSLContext | None) -> Iterator[int]:
    """Serve one connection that gets a piece every 50 ms, for ever; yield the port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with contextlib.suppress(OSError):
                accepted, _ = listening.accept()
                with tls.wrap_socket(accepted, server_side=True) if tls else accepted as connection:
                    while True:
                        connection.sendall(piece)
                        time.sleep(0.05)

        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        with contextlib.suppress(OSError):  # the sender's time may have been over before it connected
            socket.create_connection(listening.getsockname()).close()
        thread.join(ENDS_WITHIN)
        assert not thread.is_alive()


@pytest.mark.parametrize("piece", [b"HTTP/1.1 100 Continue\r\n\r\n", b"H"], ids=["continue", "status line"])
def test_an_answer_that_never_ends_is_cut(piece: bytes, receiver_folder: Path, receiver: Receiver) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(receiver_folder / "server.pem")
    with dripping(piece, tls) as port:
        sender = Sender(
            lambda _host, _port: ["127.0.0.1"], receiver.trust(receiver_folder), lambda _address: True, 0.7
        )
        answer = sender.send(read_receiver(f"https://{HOST}:{port}/"), {}, BODY)

    assert answer == Answer(None, Failure.TIMEOUT)


def test_a_handshake_that_never_ends_is_cut(receiver_folder: Path, receiver: Receiver) -> None:
    """A TLS record of a handshake that announces 16 kB, and comes byte by byte."""
    with dripping(b"\x16\x03\x03\x40\x00\x02", None) as port:
        sender = Sender(
            lambda _host, _port: ["127.0.0.1"], receiver.trust(receiver_folder), lambda _address: True, 0.7
        )
        begun = time.monotonic()
        answer = sender.send(read_receiver(f"https://{HOST}:{port}/"), {}, BODY)

    assert answer.failure in (Failure.TIMEOUT, Failure.CERTIFICATE)
    assert time.monotonic() - begun < ENDS_WITHIN


def test_what_is_no_http_is_said_so(receiver_folder: Path, receiver: Receiver) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(receiver_folder / "server.pem")
    with dripping(b"220 mail.example.org ESMTP\r\n", tls) as port:
        sender = Sender(
            lambda _host, _port: ["127.0.0.1"],
            receiver.trust(receiver_folder),
            lambda _address: True,
            PATIENT_SECONDS,
        )
        answer = sender.send(read_receiver(f"https://{HOST}:{port}/"), {}, BODY)

    assert answer == Answer(None, Failure.NO_HTTP)
