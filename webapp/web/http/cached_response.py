"""An answer on the shelf: its headers and bodies, ready to go out in each coding.

Each coding has an ETag of its own, since its bytes are its own (RFC 9110, 8.8.3.3). The ETag covers the
headers, too: who is told 304 may go on with those of before.
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

OVERHEAD = 4_000
"""Bytes that an answer takes beside its bodies, headers four times."""
OF_THE_FIRST = ("Content-Length", "Content-Encoding", "ETag", "Last-Modified", "Accept-Ranges", "Date")
"""Headers that are written anew, or that would promise what is not done here."""
OF_A_BODY = ("Content-Length", "Content-Encoding", "Content-Type", "Content-Disposition")
"""Headers that a 304 leaves out (RFC 9110, 15.4.5)."""
Lines = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class EncodedBody:
    """The answer in one coding."""

    etag: str
    found: Lines
    """The headers of a 200."""
    unchanged: Lines
    """The headers of a 304."""
    body: bytes


@dataclass(slots=True)
class CachedResponse:
    """The answer. Only `fresh_until` ever changes, and any thread may change it."""

    codings: Mapping[str, EncodedBody]
    mark: Hashable
    size: int
    fresh_until: float

    @classmethod
    def made(cls, given: Headers, bodies: CompressedBodies, mark: Hashable, fresh_until: float) -> Self:
        """Make it from a view's answer."""
        headers = Headers([line for line in given if line[0] not in OF_THE_FIRST])
        vary = parse_set_header(headers.get("Vary"))
        vary.add("Accept-Encoding")
        headers["Vary"] = vary.to_header()
        told = hashlib.sha256(repr(sorted(headers)).encode() + bodies.plain).hexdigest()[:20]
        all_bodies = {IDENTITY: bodies.plain, **bodies.coded}
        codings = {name: _coded(name, headers, body, told) for name, body in all_bodies.items()}
        return cls(codings, mark, bodies.size + OVERHEAD, fresh_until)

    def response(
        self, environ: "WSGIEnvironment", start_response: "StartResponse", coding: str
    ) -> Iterable[bytes]:
        """Answer a GET or HEAD."""
        coded = self.codings.get(coding) or self.codings[IDENTITY]
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if asked is not None and _is_known(asked, coded.etag):
            start_response("304 NOT MODIFIED", coded.unchanged.copy())
            return ()
        start_response("200 OK", coded.found.copy())
        return () if environ["REQUEST_METHOD"] == "HEAD" else (coded.body,)


def _coded(name: str, headers: Headers, body: bytes, told: str) -> EncodedBody:
    etag = f'"{coded_etag(told, name)}"'
    encoding = [] if name == IDENTITY else [("Content-Encoding", name)]
    lines = [*headers, ("ETag", etag), *encoding, ("Content-Length", str(len(body)))]
    return EncodedBody(etag, lines, [line for line in lines if line[0] not in OF_A_BODY], body)


def _is_known(asked: str, etag: str) -> bool:
    """Compare weakly (RFC 9110, 13.1.2): proxies weaken what they change."""
    return asked == etag or parse_etags(asked).contains_weak(etag.strip('"'))
