"""Limits of what a request sends to the desk. They hold before the sender has signed in, too."""

import io
from typing import IO

from flask import Flask, Request

from webapp.web.http.request_body import BoundedFormParser

MAX_BODY_BYTES = 12_000_000
"""A photograph of 10 MB and a case."""
MAX_FIELDS = 2_000
"""A case with forty people and twelve targets has some eight hundred."""


class DeskFormParser(BoundedFormParser):
    """Refuses a form of too many fields before it is split into them: six millions would take a gigabyte."""

    max_fields = MAX_FIELDS


class DeskRequest(Request):
    """A request to the desk. Its files stay in memory: nothing of a document is on the disk."""

    form_data_parser_class = DeskFormParser

    def _get_file_stream(self, *_args: object, **_kwargs: object) -> IO[bytes]:
        return io.BytesIO()  # within MAX_CONTENT_LENGTH; Werkzeug's own goes to a temporary file


def set_up(app: Flask) -> None:
    """Answer 413 to what is more."""
    app.request_class = DeskRequest
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES, MAX_FORM_MEMORY_SIZE=MAX_BODY_BYTES, MAX_FORM_PARTS=MAX_FIELDS
    )
