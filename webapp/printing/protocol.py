"""Messages between a web worker and its printing process, over a pair of sockets.

A message is one byte for its type, four bytes for the length of its body (network order), and the body.
"""

import socket
import struct
import time
from dataclasses import dataclass
from enum import Enum

_HEAD = struct.Struct("!cI")

MAX_BODY_BYTES = 64_000_000
"""The largest letters that the form accepts make 100,000."""
_CHUNK_BYTES = 1 << 18


class MessageType(Enum):
    """What a message means. The first three go to the process, all others come from it."""

    LETTER = b"l"
    """HTML that refers to nothing, for a PDF."""
    SHEET = b"h"
    """HTML whose photographs are within it, for a PDF."""
    PICTURE = b"i"
    """The same for a picture of its first page."""
    READY = b"r"
    """The fonts are open and a trial letter was printed. The body names what the process is not kept from."""
    UNREADY = b"u"
    """Something is missing on this machine. The body names it and the remedy. The process ends."""
    NOTE = b"n"
    """WeasyPrint logged something. The body has no word of the letter. The result is still to come."""
    USED = b"s"
    """The processor seconds that the document took, as a decimal number. The result is still to come."""
    PDF = b"p"
    JPEG = b"j"
    REFUSED = b"f"
    """The document refers to a file or an address."""
    BROKEN = b"b"
    """WeasyPrint raised an exception. The body says where in its code."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it was received."""

    type: MessageType
    body: bytes


def send(
    link: socket.socket, message_type: MessageType, body: bytes = b"", timeout: float | None = None
) -> None:
    """Send a message. Raise `TimeoutError` after `timeout` seconds, `OSError` if the other end is closed."""
    link.settimeout(timeout)
    link.sendall(_HEAD.pack(message_type.value, len(body)) + body)


def receive(link: socket.socket, timeout: float | None = None) -> Message:
    """Wait for a message.

    Raise `TimeoutError` after `timeout` seconds, also while data keeps arriving; `EOFError` if the other end
    is closed or sends something that is not a message.
    """
    deadline = None if timeout is None else time.monotonic() + timeout
    code, length = _HEAD.unpack(_receive_exactly(link, _HEAD.size, deadline))
    if length > MAX_BODY_BYTES:
        raise EOFError(f"a message of {length:,} bytes is too long; at most {MAX_BODY_BYTES:,} are allowed")
    try:
        return Message(MessageType(code), _receive_exactly(link, length, deadline))
    except ValueError:
        raise EOFError(f"{code!r} is not a type of message") from None


def _receive_exactly(link: socket.socket, length: int, deadline: float | None) -> bytes:
    received = bytearray()
    while len(received) < length:
        if deadline is not None and time.monotonic() > deadline:
            raise TimeoutError
        # A timeout of 0 would make the socket non-blocking: it raises BlockingIOError, not TimeoutError.
        link.settimeout(None if deadline is None else max(deadline - time.monotonic(), 0.001))
        chunk = link.recv(min(length - len(received), _CHUNK_BYTES))
        if not chunk:
            raise EOFError("the other end is closed")
        received += chunk
    return bytes(received)
