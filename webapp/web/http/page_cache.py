"""The shelf: answers that are the same for everybody, as bytes, in front of Flask.

To answer from here costs a look into a dictionary. Flask is asked by the address alone, without a header
of the browser's, so that nothing of one visitor is in what others get. Only what a view has called `ready`
is kept, while its place stays the same. The shelf knows nothing of campaigns: `Find` does.
"""

import io
import re
import threading
import time
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cachetools import LRUCache
from werkzeug.wrappers import Response

from webapp.web.http.cached_response import CachedResponse
from webapp.web.http.compression import QUICK, SMALL, CompressedBodies, choose

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

REVALIDATE_SECONDS = 0.5
"""Seconds an answer is given without asking whether it is still right, and an address's place is remembered:
together a second."""
PLAIN_BYTES, ODD_BYTES = 32_000_000, 8_000_000
"""In each process. A page takes some 60 kB in all its codings: hundreds, and hundreds."""
PLACES, HEADERS_TOLD_APART = 1_000, 256
"""How many addresses and values of `Accept-Encoding` are remembered."""
WISH = "appeal.shelf"
_HOST = re.compile(r"[a-z0-9.-]+(:[0-9]{1,5})?|\[[0-9a-f:]+\](:[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class CacheKey:
    """What an address stands for: all addresses of one place get the same bytes."""

    path: str
    query: str
    mark: Hashable
    """Another one means that the bytes may be others."""
    odd: bool = False
    """One of too many to be all kept; kept apart, so that a flood of them pushes out no page."""


Find = Callable[[str, str], CacheKey | None]
"""Finds the place of a path and a query; None for all that Flask shall answer itself."""


@dataclass(slots=True)
class CacheRequest:
    """What the view said of its answer."""

    ready: bool = False
    bodies: CompressedBodies | None = None


def ready(environ: "WSGIEnvironment", bodies: CompressedBodies | None = None) -> None:
    """Say in a view that its answer is the same for everybody who asks for this place.

    `bodies`: the answer's body where it was compressed before.
    """
    wish = environ.get(WISH)
    if wish is not None:
        wish.ready, wish.bodies = True, bodies


class PageCache:
    """WSGI middleware. It may be made before a fork; threads may share it."""

    def __init__(
        self,
        app: "WSGIApplication",
        find: Find,
        clock: Callable[[], float] = time.monotonic,
        on_hit: Callable[[], None] | None = None,
        plain_bytes: int = PLAIN_BYTES,
        odd_bytes: int = ODD_BYTES,
    ) -> None:
        self._app, self._find, self._clock, self._on_hit = app, find, clock, on_hit
        self._plain: LRUCache[Hashable, CachedResponse] = LRUCache(plain_bytes, getsizeof=_size)
        self._odd: LRUCache[Hashable, CachedResponse] = LRUCache(odd_bytes, getsizeof=_size)
        self._places: LRUCache[tuple[str, str], tuple[CacheKey, float]] = LRUCache(PLACES)
        self._lock = threading.Lock()
        self._choose = lru_cache(HEADERS_TOLD_APART)(choose)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer from the shelf, or have Flask answer and keep it."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or _has_body(environ):
            return self._app(environ, start_response)
        host = (environ["wsgi.url_scheme"], environ.get("HTTP_HOST"), environ.get("SCRIPT_NAME"))
        path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        now, kept = self._clock(), None
        if not query:  # the plain address is the place, and needs no reading
            kept = self._look(self._plain, (*host, path, ""))
        if kept is None or now >= kept.fresh_until:
            place = self._place(path, query, now)
            if place is None:
                return self._app(environ, start_response)
            held, key = self._odd if place.odd else self._plain, (*host, place.path, place.query)
            kept = self._look(held, key)
            if kept is None:
                return self._make(held, key, place, environ, start_response)
            if now >= kept.fresh_until:
                kept.fresh_until = (
                    now + REVALIDATE_SECONDS
                )  # if it is old, others get it while the new one is made
                if kept.mark != place.mark:
                    return self._make(held, key, place, environ, start_response)
        if self._on_hit is not None:
            self._on_hit()
        return kept.response(environ, start_response, self._choose(environ.get("HTTP_ACCEPT_ENCODING")))

    def _place(self, path: str, query: str, now: float) -> CacheKey | None:
        """Find the place; remember that of an address as we write it."""
        with self._lock:
            place, until = self._places.get((path, query), (None, 0.0))
        if place is None or now >= until:
            place = self._find(path, query)
            if place is not None and query == place.query:  # else it holds what somebody made up, or typed
                with self._lock:
                    self._places[path, query] = place, now + REVALIDATE_SECONDS
        return place

    def _look(self, held: LRUCache[Hashable, CachedResponse], key: Hashable) -> CachedResponse | None:
        with self._lock:  # a look changes the order of the LRU
            return held.get(key)

    def _make(
        self,
        held: LRUCache[Hashable, CachedResponse],
        key: Hashable,
        place: CacheKey,
        environ: "WSGIEnvironment",
        start_response: "StartResponse",
    ) -> Iterable[bytes]:
        wish = CacheRequest()
        response = Response.from_app(self._app, _canonical(environ, place) | {WISH: wish}, buffered=True)
        if response.status_code != 200 or not wish.ready:
            return response(environ, start_response)
        is_kept = _HOST.fullmatch(environ.get("HTTP_HOST", "")) is not None
        quality = SMALL if is_kept and not place.odd else QUICK
        bodies = wish.bodies or CompressedBodies.made(response.get_data(), quality)
        kept = CachedResponse.made(response.headers, bodies, place.mark, self._clock() + REVALIDATE_SECONDS)
        if is_kept and kept.size <= held.maxsize:
            with self._lock:
                held[key] = kept
        return kept.response(environ, start_response, self._choose(environ.get("HTTP_ACCEPT_ENCODING")))


def _size(kept: CachedResponse) -> int:
    return kept.size


def _has_body(environ: "WSGIEnvironment") -> bool:
    return environ.get("CONTENT_LENGTH", "") not in ("", "0") or "HTTP_TRANSFER_ENCODING" in environ


def _canonical(environ: "WSGIEnvironment", place: CacheKey) -> "WSGIEnvironment":
    """Ask for the place and for nothing else: of what the browser sent only the host's name is left."""
    address = place.path + (f"?{place.query}" if place.query else "")
    left = {
        name: value
        for name, value in environ.items()
        if not name.startswith("HTTP_") and name not in ("CONTENT_TYPE", "CONTENT_LENGTH")
    }
    host = {"HTTP_HOST": environ["HTTP_HOST"]} if "HTTP_HOST" in environ else {}
    return (
        left
        | host
        | {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": place.path,
            "QUERY_STRING": place.query,
            "RAW_URI": address,
            "REQUEST_URI": address,
            "wsgi.input": io.BytesIO(),
        }
    )
