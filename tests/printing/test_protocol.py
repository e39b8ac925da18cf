"""Frames come as they were sent, whole or not at all."""

import socket
import struct
from collections.abc import Iterator

import pytest

from webapp.printing.protocol import LARGEST, Message, MessageType, receive, send

Pair = tuple[socket.socket, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    here, there = socket.socketpair()
    with here, there:
        yield here, there


def test_frames_come_in_their_order_and_whole(pair: Pair) -> None:
    here, there = pair
    sent = [
        Message(MessageType.READY, b""),
        Message(MessageType.NOTE, b"\x00"),
        Message(MessageType.PDF, b"%PDF" * 9000),
    ]
    for one in sent:
        send(here, one.kind, one.body, 5)

    assert [receive(there, 5) for _ in sent] == sent


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"p\x00",
        b"p\x00\x00\x00\x09half",
        b"?\x00\x00\x00\x00",
        struct.pack("!cI", b"p", LARGEST + 1),
    ],
)
def test_what_is_cut_off_or_makes_no_sense_is_the_end(pair: Pair, written: bytes) -> None:
    here, there = pair
    here.sendall(written)
    here.close()

    with pytest.raises(EOFError):
        receive(there, 5)


@pytest.mark.parametrize("written", [b"", b"p\x00\x00\x00\x09half"])
def test_who_says_nothing_more_is_not_waited_for(pair: Pair, written: bytes) -> None:
    here, there = pair
    here.sendall(written)

    with pytest.raises(TimeoutError):
        receive(there, 0.05)


def test_who_does_not_listen_is_not_waited_for(pair: Pair) -> None:
    with pytest.raises(TimeoutError):
        send(pair[0], MessageType.LETTER, bytes(10_000_000), 0.05)
