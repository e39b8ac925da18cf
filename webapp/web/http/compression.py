"""Content codings: which one a client accepts best, and bodies in it.

Source: RFC 9110, 12.5.3. Brotli comes first among equals, because it makes our pages smallest. Every browser
that offers zstd offers Brotli, too.
"""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Self

import brotli
from flask import Flask, Response, request
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

IDENTITY = "identity"
CODINGS = ("br", "gzip")
"""Smallest first."""
MAX_HEADER_CHARS = 200
"""Characters of `Accept-Encoding` that are read; browsers send thirty."""
QUICK, SMALL = 5, 11
"""Brotli qualities. A page takes one millisecond, or thirty and is an eighth smaller."""
DYNAMIC_TYPES = frozenset({"text/html", "application/json"})
"""Media types of responses that are rendered for one request and compressed. PDF is compressed by itself."""
MIN_BYTES = 500
"""A smaller body fits into one network packet as it is."""


@dataclass(frozen=True, slots=True)
class CompressedBodies:
    """A body as it is, and in each coding that makes it smaller."""

    plain: bytes = field(repr=False)
    coded: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @classmethod
    def made(cls, plain: bytes, quality: int = SMALL) -> Self:
        """Compress a text in every coding."""
        coded = {coding: encode(plain, coding, quality) for coding in CODINGS}
        return cls(plain, {coding: body for coding, body in coded.items() if len(body) < len(plain)})

    @property
    def size(self) -> int:
        """Bytes of all bodies."""
        return len(self.plain) + sum(map(len, self.coded.values()))


def set_up(app: Flask) -> None:
    """Compress HTML and JSON that views render, and answer a conditional request for them with 304."""

    @app.after_request
    def compress(response: Response) -> Response:
        response.vary.add("Accept-Encoding")
        coding = choose(request.headers.get("Accept-Encoding"))
        if (
            coding != IDENTITY
            and response.status_code == 200
            and response.mimetype in DYNAMIC_TYPES
            and not response.is_streamed
            and len(body := response.get_data()) >= MIN_BYTES
        ):
            response.set_data(encode(body, coding, QUICK))
            response.headers["Content-Encoding"] = coding
            etag, weak = response.get_etag()
            if etag and not weak:
                response.set_etag(coded_etag(etag, coding))
        if response.status_code == 200 and "ETag" in response.headers:  # RFC 9110, 13.2.1
            response.make_conditional(request)
        return response


@lru_cache(maxsize=64)
def compress_once(plain: bytes) -> CompressedBodies:
    """Compress a static file once a process: the tests create many apps from the same files."""
    return CompressedBodies.made(plain)


def encode(plain: bytes, coding: str, quality: int) -> bytes:
    """Compress with Brotli at this quality, or with gzip at the level that takes about as long."""
    if coding == "br":
        return bytes(brotli.compress(plain, mode=brotli.MODE_TEXT, quality=quality))
    return gzip.compress(plain, 9 if quality == SMALL else 6, mtime=0)


def coded_etag(etag: str, coding: str) -> str:
    """Return the opaque tag of a coding: its bytes are its own (RFC 9110, 8.8.3.3)."""
    return etag if coding == IDENTITY else f"{etag}-{coding}"


def choose(header: str | None) -> str:
    """Choose a coding by the header `Accept-Encoding`, or `identity` if the client accepts none of ours.

    Send identity even if the client rejects it, instead of 406.
    """
    accepted = parse_accept_header((header or "")[:MAX_HEADER_CHARS].lower(), Accept)
    weights = {name: _weight(accepted, name) for name in CODINGS}
    best = max(CODINGS, key=lambda name: weights[name])  # the first of equals
    plain = next((weight for name, weight in accepted if name == IDENTITY), 0.0)
    return best if weights[best] > 0 and weights[best] >= plain else IDENTITY


def _weight(accepted: Accept, coding: str) -> float:
    named = dict(accepted)
    other = named.get("x-gzip", 0.0) if coding == "gzip" else 0.0  # RFC 9110, 8.4.1.3: the same
    return float(named.get(coding, other or named.get("*", 0.0)))
