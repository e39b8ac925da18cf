"""The page cache: WSGI middleware that keeps whole responses in memory, in front of Flask.

A hit costs a dictionary look-up. On a miss Flask renders the canonical address, and the request it gets holds
no header of the browser's but the host: nothing of one visitor is in what others get. Only what a view marks
as cacheable is kept. Which addresses are one page is declared with the view, see `cacheable`.
"""

import io
import re
import threading
import time
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache, wraps
from math import ceil
from typing import TYPE_CHECKING, ParamSpec
from urllib.parse import parse_qsl

from cachetools import LRUCache
from flask import Flask, make_response, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from webapp.web.http.cached_response import CachedResponse
from webapp.web.http.compression import QUICK, SMALL, CompressedBodies, choose
from webapp.web.http.rate_limits import OVER_LIMIT, RateLimiter

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Arguments = ParamSpec("Arguments")
Query = MultiDict[str, str]

REVALIDATE_SECONDS = 1.0
"""How long a response is sent without a check whether its version is still the current one."""
PAGE_BYTES, VARIANT_BYTES = 32_000_000, 8_000_000
"""In each process. A page takes some 60 kB in all its codings: there is room for hundreds of each."""
REMEMBERED_HEADERS = 256
"""Values of `Accept-Encoding` whose coding is remembered."""
CACHE_REQUEST = "appeal.cache_request"
"""The key in the WSGI environment under which Flask finds the `CacheRequest`."""
_HOST = re.compile(r"[a-z0-9.-]+(:[0-9]{1,5})?|\[[0-9a-f:]+\](:[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class CacheKey:
    """What a query stands for: all queries of a path with the same key get the same bytes."""

    query: str = ""
    """The canonical query. Its own key has the same query."""
    version: Hashable = None
    """Another version means that the bytes may differ."""
    is_variant: bool = False
    """One of more variants than can all be kept. They are kept apart: many of them push out no page."""


NOT_KEPT = CacheKey("not kept")
"""Stands for a page of which nothing is kept, such as a search: Flask renders it, within the limit."""

KeyFor = Callable[[str, str], CacheKey | None]
"""Returns the key of a path and a query, `NOT_KEPT`, or None for what is no page: it must reach Flask."""


@dataclass(slots=True)
class CacheRequest:
    """What the view says about its response."""

    is_cacheable: bool = False
    bodies: CompressedBodies | None = None


def cacheable(
    view: Callable[Arguments, ResponseReturnValue], key: Callable[..., CacheKey | None]
) -> Callable[Arguments, ResponseReturnValue]:
    """Return the view, declared to be the same for everybody who asks for the same `key`.

    `key` gets the query and, by name, the values of the path. It reads exactly the parameters that the view
    reads, and returns None where the view refuses them.
    """

    @wraps(view)
    def declared(*args: Arguments.args, **kwargs: Arguments.kwargs) -> ResponseReturnValue:
        response = make_response(view(*args, **kwargs))
        mark_cacheable(request.environ)
        return response

    declared.cache_key = key  # type: ignore[attr-defined]  # as Flask's own `view.methods`
    return declared


def mark_cacheable(environ: "WSGIEnvironment", bodies: CompressedBodies | None = None) -> None:
    """Say that the response is the same for everybody; `bodies` are its body if compressed before."""
    cache_request = environ.get(CACHE_REQUEST)
    if cache_request is not None:
        cache_request.is_cacheable = True
        cache_request.bodies = bodies or cache_request.bodies


def read_query(query: str) -> Query:
    """Return the parameters of a query. One that is empty counts as absent, as in `request.args`."""
    return MultiDict(parse_qsl(query))


def key_by_route(app: Flask) -> KeyFor:
    """Return the function that finds keys by the app's own routes and by what their views declare."""
    routes = app.url_map.bind("")

    def key_for(path: str, query: str) -> CacheKey | None:
        if path.startswith("//"):  # Werkzeug takes any number of them for one: endless spellings of one page
            return None
        try:
            endpoint, values = routes.match(path, "GET")
        except HTTPException:  # a redirect to the right spelling among them
            return None
        key = getattr(app.view_functions[endpoint], "cache_key", None)
        if key is None:
            return None
        found: CacheKey | None = key(read_query(query), **values)
        return found or NOT_KEPT

    return key_for


class PageCache:
    """WSGI middleware. It may be created before a fork, and threads may share it.

    `on_response` is told where each response came from: "hit", "unchanged" (304), "miss" (rendered by Flask)
    or "renewed" (rendered because its version has changed).
    """

    def __init__(
        self,
        app: "WSGIApplication",
        key_for: KeyFor,
        clock: Callable[[], float] = time.monotonic,
        on_response: Callable[[str], None] = lambda _source: None,
        limiter: RateLimiter | None = None,
        page_bytes: int = PAGE_BYTES,
        variant_bytes: int = VARIANT_BYTES,
    ) -> None:
        self._app, self._key_for, self._clock, self._on_response = app, key_for, clock, on_response
        self._limiter = limiter
        self._pages: LRUCache[Hashable, CachedResponse] = LRUCache(page_bytes, getsizeof=_size)
        self._variants: LRUCache[Hashable, CachedResponse] = LRUCache(variant_bytes, getsizeof=_size)
        self._lock = threading.Lock()
        self._choose = lru_cache(REMEMBERED_HEADERS)(choose)

    @property
    def uncached(self) -> "WSGIApplication":
        """The app without the cache."""
        return self._app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Respond from memory, or have Flask respond and keep it."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self._app(environ, start_response)
        if _has_body(environ):
            return self._unkept(environ, start_response)
        path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        page = (environ["wsgi.url_scheme"], environ.get("HTTP_HOST"), environ.get("SCRIPT_NAME"), path)
        now = self._clock()
        cached = self._get((*page, query))  # a query in its canonical form needs no reading
        if cached is None or now >= cached.fresh_until:
            key = self._key_for(path, query)
            if key is None:
                return self._app(environ, start_response)
            if key is NOT_KEPT:
                return self._unkept(environ, start_response)
            cached = self._get((*page, key.query))
            if cached is None:
                wanted = key
                return self._within_limit(
                    environ, start_response, lambda: self._render(page, wanted, environ, start_response)
                )
            if now >= cached.fresh_until:
                # Others get the old response while this request renders the new one.
                cached.fresh_until = now + REVALIDATE_SECONDS
                if cached.version != key.version:
                    return self._render(page, key, environ, start_response, source="renewed")
        coding = self._choose(environ.get("HTTP_ACCEPT_ENCODING"))
        body = cached.respond(environ, start_response, coding)
        self._on_response("unchanged" if body == () and environ["REQUEST_METHOD"] == "GET" else "hit")
        return body

    def _get(self, address: tuple[object, ...]) -> CachedResponse | None:
        with self._lock:  # a look-up changes the order of the LRU
            return self._pages.get(address) or self._variants.get(address)

    def _unkept(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        return self._within_limit(environ, start_response, lambda: self._app(environ, start_response))

    def _within_limit(
        self,
        environ: "WSGIEnvironment",
        start_response: "StartResponse",
        render: Callable[[], Iterable[bytes]],
    ) -> Iterable[bytes]:
        """Render a page that the cache has not: colours, ports, bodies and words of a search can be made up.

        A network above its limit gets a 429 for these pages alone.
        """
        address = environ.get("REMOTE_ADDR")
        if self._limiter is None or self._limiter.has_left("render", address):
            begun = time.perf_counter()
            response = render()
            if self._limiter is not None:  # no page is for nothing, however quick
                self._limiter.spend("render", address, ceil((time.perf_counter() - begun) * 1_000))
            return response
        self._limiter.refused()
        environ[OVER_LIMIT] = True
        return self._app(environ, start_response)

    def _render(
        self,
        page: tuple[object, ...],
        key: CacheKey,
        environ: "WSGIEnvironment",
        start_response: "StartResponse",
        source: str = "miss",
    ) -> Iterable[bytes]:
        cache_request = CacheRequest()
        canonical = _canonical(environ, key) | {CACHE_REQUEST: cache_request}
        response = Response.from_app(self._app, canonical, buffered=True)
        if response.status_code != 200 or not cache_request.is_cacheable:
            if response.status_code < 500:  # a page that has become a redirect is not sent any more
                with self._lock:
                    self._pages.pop((*page, key.query), None)
                    self._variants.pop((*page, key.query), None)
            return response(environ, start_response)
        store = self._variants if key.is_variant else self._pages
        is_kept = _HOST.fullmatch(environ.get("HTTP_HOST", "")) is not None
        quality = SMALL if is_kept and not key.is_variant else QUICK
        bodies = cache_request.bodies or CompressedBodies.made(response.get_data(), quality)
        fresh_until = self._clock() + REVALIDATE_SECONDS
        cached = CachedResponse.of(response.headers, bodies, key.version, fresh_until)
        if is_kept and cached.size <= store.maxsize:
            with self._lock:
                store[(*page, key.query)] = cached
        self._on_response(source)
        return cached.respond(environ, start_response, self._choose(environ.get("HTTP_ACCEPT_ENCODING")))


def _size(cached: CachedResponse) -> int:
    return cached.size


def _has_body(environ: "WSGIEnvironment") -> bool:
    return environ.get("CONTENT_LENGTH", "") not in ("", "0") or "HTTP_TRANSFER_ENCODING" in environ


def _canonical(environ: "WSGIEnvironment", key: CacheKey) -> "WSGIEnvironment":
    """Return the request for the canonical address, with no header of the browser's but the host."""
    path = environ.get("PATH_INFO", "")
    address = path + (f"?{key.query}" if key.query else "")
    without_headers = {
        name: value
        for name, value in environ.items()
        if not name.startswith("HTTP_") and name not in ("CONTENT_TYPE", "CONTENT_LENGTH")
    }
    host = {"HTTP_HOST": environ["HTTP_HOST"]} if "HTTP_HOST" in environ else {}
    return (
        without_headers
        | host
        | {
            "REQUEST_METHOD": "GET",
            "QUERY_STRING": key.query,
            "RAW_URI": address,
            "REQUEST_URI": address,
            "wsgi.input": io.BytesIO(),
        }
    )
