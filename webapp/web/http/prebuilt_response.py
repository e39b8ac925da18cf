"""A response that is written once, when the app starts: the same for everybody, and open to every site."""

from dataclasses import dataclass, field

from flask import Blueprint, Response, request

from webapp.web.http.compression import CompressedBodies, compress_once
from webapp.web.http.page_cache import CacheKey, cacheable, mark_cacheable
from webapp.web.http.responses import cache_control


@dataclass(frozen=True, slots=True)
class PrebuiltResponse:
    """The body at one address."""

    path: str
    media_type: str
    body: bytes = field(repr=False)
    max_age: int
    """Seconds for which clients may use it without asking."""

    def add_route(self, blueprint: Blueprint, endpoint: str) -> None:
        """Add the address."""
        bodies = compress_once(self.body)

        @cache_control(f"public, max-age={self.max_age}")
        def show() -> Response:
            response = respond_with(self.media_type, bodies)
            open_to_all_sites(response)
            return response

        blueprint.add_url_rule(self.path, endpoint, cacheable(show, key=lambda _query: CacheKey()))


def respond_with(media_type: str, bodies: CompressedBodies) -> Response:
    """Respond with a body that was compressed before; the page cache sends it in the client's coding."""
    mark_cacheable(request.environ, bodies)
    return Response(bodies.plain, mimetype=media_type)


def open_to_all_sites(response: Response) -> None:
    """Let every site load it, also with `crossorigin` and a checksum; nothing in it is about a visitor."""
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Access-Control-Allow-Origin"] = "*"
