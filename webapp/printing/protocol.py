"""Frames: what a web worker and its printing process say to each other, over a pair of sockets.

A frame is one byte for its kind, four for the length of its body (network order), and the body.
"""

import socket
import struct
import time
from dataclasses import dataclass
from enum import Enum

_HEAD = struct.Struct("!cI")

LARGEST = 64_000_000
"""Bytes of a body. The largest letters within the bounds make a tenth of a million."""


class MessageType(Enum):
    """What a frame means: a letter goes to the process, the rest comes from it."""

    LETTER = b"l"
    READY = b"r"
    """The fonts are open and a letter was printed."""
    UNREADY = b"u"
    """Something is not on this machine; the body says what, and the remedy. The process ends."""
    NOTE = b"n"
    """What WeasyPrint wanted to say, without a word of the letter; the answer is still to come."""
    PDF = b"p"
    REFUSED = b"f"
    """The document asked for a file or an address."""
    BROKEN = b"b"
    """WeasyPrint broke down; the body says where."""


@dataclass(frozen=True, slots=True)
class Message:
    """A frame as it came."""

    kind: MessageType
    body: bytes


def send(link: socket.socket, kind: MessageType, body: bytes = b"", within: float | None = None) -> None:
    """Send a frame; raise `TimeoutError` after so many seconds, `OSError` where the other end is gone."""
    link.settimeout(within)
    link.sendall(_HEAD.pack(kind.value, len(body)) + body)


def receive(link: socket.socket, within: float | None = None) -> Message:
    """Wait for a frame; raise `TimeoutError`, or `EOFError` where the other end is gone or makes no sense."""
    until = None if within is None else time.monotonic() + within
    kind, length = _HEAD.unpack(_exactly(link, _HEAD.size, until))
    if length > LARGEST:
        raise EOFError(f"a frame of {length} bytes is none")
    try:
        return Message(MessageType(kind), _exactly(link, length, until))
    except ValueError:
        raise EOFError(f"a frame of the kind {kind!r} is none") from None


def _exactly(link: socket.socket, length: int, until: float | None) -> bytes:
    found = bytearray()
    while len(found) < length:
        # A socket whose time is 0 would not wait at all, and say so in other words.
        link.settimeout(None if until is None else max(until - time.monotonic(), 0.001))
        some = link.recv(min(length - len(found), 1 << 18))
        if not some:
            raise EOFError("the other end is gone")
        found += some
    return bytes(found)
