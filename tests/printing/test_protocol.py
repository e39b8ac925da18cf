"""Messages arrive as they were sent, whole or not at all."""

import socket
import struct
from collections.abc import Iterator

import pytest

from webapp.printing.protocol import MAX_BODY_BYTES, Message, MessageType, receive, send

Pair = tuple[socket.socket, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    here, there = socket.socketpair()
    with here, there:
        yield here, there


def test_messages_arrive_whole_and_in_order(pair: Pair) -> None:
    here, there = pair
    sent = [
        Message(MessageType.READY, b""),
        Message(MessageType.NOTE, b"\x00"),
        Message(MessageType.PDF, b"%PDF" * 9000),
    ]
    for message in sent:
        send(here, message.type, message.body, 5)

    assert [receive(there, 5) for _ in sent] == sent


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"p\x00",
        b"p\x00\x00\x00\x09half",
        b"?\x00\x00\x00\x00",
        struct.pack("!cI", b"p", MAX_BODY_BYTES + 1),
    ],
)
def test_a_truncated_or_invalid_message_raises_eoferror(pair: Pair, written: bytes) -> None:
    here, there = pair
    here.sendall(written)
    here.close()

    with pytest.raises(EOFError):
        receive(there, 5)


@pytest.mark.parametrize("written", [b"", b"p\x00\x00\x00\x09half"])
def test_receive_times_out_when_nothing_more_arrives(pair: Pair, written: bytes) -> None:
    here, there = pair
    here.sendall(written)

    with pytest.raises(TimeoutError):
        receive(there, 0.05)


def test_send_times_out_when_nobody_reads(pair: Pair) -> None:
    with pytest.raises(TimeoutError):
        send(pair[0], MessageType.LETTER, bytes(10_000_000), 0.05)
