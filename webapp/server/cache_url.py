"""URLs of a shared cache: the forms that people write, and the form that its client takes."""

import re

from webapp.domain.loopback import is_loopback
from webapp.domain.url_scheme import unusable_url

_SCHEMES = {"redis": "redis", "rediss": "rediss", "valkey": "redis", "valkeys": "rediss"}
_REST = re.compile(r"(?:[^/?#@]*@)?(?:[\w.-]+|\[[0-9a-fA-F:.]+\])(?::\d{1,5})?(?:/\d*)?")
"""User and password, host, port, number. No options: they would overrule the timeout of `shared_cache`."""


class InvalidCacheUrl(ValueError):
    """A URL that names no Valkey or Redis. The message names its scheme at most: it may hold a password."""


def normalize_cache_url(url: str) -> str:
    """Return the URL as the client takes it; raise `InvalidCacheUrl`."""
    scheme, _, rest = url.partition("://")
    if scheme in _SCHEMES and _REST.fullmatch(rest):
        return f"{_SCHEMES[scheme]}://{rest}"
    raise InvalidCacheUrl(f"{unusable_url(url)}; write it as redis://host:6379/0")


def host_in_clear(url: str) -> str | None:
    """Return the other host that a normalized URL reaches without TLS; None if there is none."""
    scheme, _, rest = url.partition("://")
    authority = rest.rpartition("@")[2].partition("/")[0]
    host = authority[1:].partition("]")[0] if authority.startswith("[") else authority.partition(":")[0]
    return host if scheme == "redis" and not is_loopback(host) else None
