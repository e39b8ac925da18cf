"""A request's body as it comes from the server: whole, or refused as the sender's fault.

A server hands over what came before the sender went away as if that were all, and raises errors of its own
for chunks that are none. Half a report must not be counted, and neither is a fault of ours.
"""

from typing import IO


class CheckedBody:
    """What Werkzeug reads from; an `OSError` is what it takes for a sender that went away (a 400)."""

    def __init__(self, stream: IO[bytes], length: int | None) -> None:
        self._stream = stream
        self._missing = length or 0

    def read(self, size: int = -1) -> bytes:
        """Read as a file does; raise `OSError` where the sender did not keep its word."""
        try:
            data = self._stream.read(size)
        except Exception as why:  # each server's own: a chunk's size that is none, a line without its end
            raise OSError(type(why).__name__) from None
        self._missing -= len(data)
        if not data and size and self._missing > 0:
            raise OSError("the body ended before its length")
        return data
