"""Random tokens of links and sessions. The database holds their SHA-256 only, which opens nothing."""

import secrets
from hashlib import sha256

MAX_TOKEN_CHARS = 100
"""No token is longer; a longer text is refused before it is hashed."""


def new_token(num_bytes: int) -> str:
    """Return random bytes in base64url."""
    return secrets.token_urlsafe(num_bytes)


def digest_of(token: str) -> str:
    """Return the SHA-256 of a token, under which it is stored. A random token needs no slow hash."""
    return sha256(token[:MAX_TOKEN_CHARS].encode("utf-8", "replace")).hexdigest()
