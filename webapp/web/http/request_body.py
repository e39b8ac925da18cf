"""What a request brings: parameters without empty ones; a body in memory, of bounded length, and complete.

gunicorn returns a body that was cut off as if it were complete, and raises its own errors for invalid chunks.
Half a report must not be counted, and a broken request must not look like a fault of the app.
"""

import io
from typing import IO

from flask import Request
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.utils import cached_property
from werkzeug.wsgi import get_input_stream

from webapp.domain.text import MAX_TEXT_CHARS

MAX_BODY_BYTES = 2 * 12 * MAX_TEXT_CHARS + 32_768
"""The text and the words set aside, twelve bytes a character percent-encoded, and the small fields."""


MAX_FIELDS = 200
"""A draft to twelve targets, the most that a campaign has, has some sixty."""

URLENCODED = "application/x-www-form-urlencoded"


class BoundedFormParser(FormDataParser):
    """Refuses a form of too many fields before it is split into them: 255,000 would take 0.3 s.

    Werkzeug bounds the parts of `multipart/form-data` alone.
    """

    max_fields = MAX_FIELDS

    def parse(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, FileStorage]]:
        """Read the form; raise `RequestEntityTooLarge`, which is answered 413."""
        if mimetype == URLENCODED:
            body = stream.read()  # at most MAX_CONTENT_LENGTH
            if body.count(b"&") >= self.max_fields:
                raise RequestEntityTooLarge
            stream = io.BytesIO(body)
        return super().parse(stream, mimetype, content_length, options)


class CheckedBody:
    """Raise `OSError` when the body is shorter than Content-Length: Werkzeug answers it with 400."""

    def __init__(self, stream: IO[bytes], length: int | None) -> None:
        self._stream = stream
        self._missing = length or 0

    def read(self, size: int = -1) -> bytes:
        """Read like a file; raise `OSError` for a short or broken body."""
        try:
            data = self._stream.read(size)
        except Exception as why:  # differs by server: an invalid chunk size, a missing line end
            raise OSError(type(why).__name__) from None
        self._missing -= len(data)
        if not data and size and self._missing > 0:
            raise OSError("the body ended before its length")
        return data


class InMemoryRequest(Request):
    """A request whose uploads never touch the disk. No form uploads a file, but any client can send one."""

    max_form_memory_size = MAX_BODY_BYTES
    max_form_parts = MAX_FIELDS
    form_data_parser_class = BoundedFormParser

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """The parameters of the address. One that is empty counts as absent."""
        given = super().args.items(multi=True)
        return self.parameter_storage_class([(name, value) for name, value in given if value])

    @cached_property
    def stream(self) -> IO[bytes]:
        """The body; reading it fails if it is not complete."""
        self.environ["wsgi.input"] = CheckedBody(self.environ["wsgi.input"], self.content_length)
        return get_input_stream(self.environ, max_content_length=self.max_content_length)

    def _get_file_stream(self, *_args: object, **_kwargs: object) -> IO[bytes]:
        return io.BytesIO()  # within MAX_CONTENT_LENGTH; Werkzeug's own goes to a temporary file
