"""A cached response: its headers and its bodies in each coding, ready to be sent.

Each coding has an ETag of its own, because its bytes are its own (RFC 9110, 8.8.3.3). The ETag covers the
headers, too: after a 304 the client goes on with the headers it has.
"""

import hashlib
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from werkzeug.datastructures import Headers
from werkzeug.http import parse_etags, parse_set_header

from webapp.web.http.compression import IDENTITY, CompressedBodies, coded_etag

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

OVERHEAD_BYTES = 4_000
"""What a response takes beside its bodies: its headers, for each coding and status."""
REPLACED = ("Content-Length", "Content-Encoding", "ETag", "Last-Modified", "Accept-Ranges", "Date")
"""Headers that are written anew, or that would promise what the cache does not do."""
OF_A_BODY = ("Content-Length", "Content-Encoding", "Content-Type", "Content-Disposition")
"""Headers that a 304 leaves out (RFC 9110, 15.4.5)."""
HeaderLines = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class EncodedBody:
    """The response in one coding."""

    etag: str
    ok_headers: HeaderLines
    """The headers of a 200."""
    not_modified_headers: HeaderLines
    """The headers of a 304."""
    body: bytes


@dataclass(slots=True)
class CachedResponse:
    """The response. Only `fresh_until` changes, and any thread may change it."""

    codings: Mapping[str, EncodedBody]
    version: Hashable
    size: int
    """Bytes of memory."""
    fresh_until: float

    @classmethod
    def of(
        cls, view_headers: Headers, bodies: CompressedBodies, version: Hashable, fresh_until: float
    ) -> Self:
        """Build it from the headers of a view's response and from its bodies."""
        headers = Headers([line for line in view_headers if line[0] not in REPLACED])
        vary = parse_set_header(headers.get("Vary"))
        vary.add("Accept-Encoding")
        headers["Vary"] = vary.to_header()
        etag = hashlib.sha256(repr(sorted(headers)).encode() + bodies.plain).hexdigest()[:20]
        all_bodies = {IDENTITY: bodies.plain, **bodies.coded}
        codings = {name: _encoded(name, headers, body, etag) for name, body in all_bodies.items()}
        return cls(codings, version, bodies.size + OVERHEAD_BYTES, fresh_until)

    def respond(
        self, environ: "WSGIEnvironment", start_response: "StartResponse", coding: str
    ) -> Iterable[bytes]:
        """Respond to a GET or HEAD."""
        encoded = self.codings.get(coding) or self.codings[IDENTITY]
        if_none_match = environ.get("HTTP_IF_NONE_MATCH")
        if if_none_match is not None and _matches(if_none_match, encoded.etag):
            start_response("304 NOT MODIFIED", encoded.not_modified_headers.copy())
            return ()
        start_response("200 OK", encoded.ok_headers.copy())
        return () if environ["REQUEST_METHOD"] == "HEAD" else (encoded.body,)


def _encoded(coding: str, headers: Headers, body: bytes, opaque_tag: str) -> EncodedBody:
    etag = f'"{coded_etag(opaque_tag, coding)}"'
    encoding = [] if coding == IDENTITY else [("Content-Encoding", coding)]
    lines = [*headers, ("ETag", etag), *encoding, ("Content-Length", str(len(body)))]
    return EncodedBody(etag, lines, [line for line in lines if line[0] not in OF_A_BODY], body)


def _matches(if_none_match: str, etag: str) -> bool:
    """Compare weakly (RFC 9110, 13.1.2): proxies weaken the ETag of what they change."""
    return if_none_match == etag or parse_etags(if_none_match).contains_weak(etag.strip('"'))
