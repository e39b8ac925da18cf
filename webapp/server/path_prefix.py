"""The path below which the site stands, as a setting."""

import json
import re

MAX_CHARS = 100
_PREFIX = re.compile(r"(?:/[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)+")
"""Segments that mean the same in a URL, a header and HTML (RFC 3986, unreserved): nothing to encode."""


class InvalidPathPrefix(ValueError):
    """A text that is no path for a site. The message repeats it and names the remedy."""


def path_prefix(text: str) -> str:
    """Return the path without a slash at its end; raise `InvalidPathPrefix`."""
    path = text.rstrip("/")
    if path and len(path) <= MAX_CHARS and _PREFIX.fullmatch(path):
        return path
    raise InvalidPathPrefix(
        f"{json.dumps(text[:80])}; write a path of letters, digits, dots and hyphens such as /appeal"
    )
