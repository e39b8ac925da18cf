"""Signed addresses of previews. Who has one sees that campaign's preview, and nothing else of the desk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer

PURPOSE = "preview"
OWN_LIFETIME = timedelta(hours=12)
"""Of the addresses within the desk: as long as a session."""
SHARED_LIFETIME = timedelta(days=7)


class InvalidToken(ValueError):
    """No token of ours, or one that was altered."""


class ExpiredToken(ValueError):
    """It was good once."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What an address shows."""

    slug: str
    number: int
    """A version; 0 for the newest one at each look."""
    is_framed: bool = False
    """Beside the editor, where the bar that says that it is a preview would be one too many."""


class PreviewTokens:
    """Makes and reads the tokens. `keys` are the desk's, newest first."""

    def __init__(self, keys: Callable[[], Sequence[str]], now: Callable[[], datetime]) -> None:
        self._keys = keys
        self._now = now

    def sign(self, preview: Preview, lifetime: timedelta) -> str:
        """Return the token of a preview."""
        expires = int((self._now() + lifetime).timestamp())
        return str(self._serializer().dumps([preview.slug, preview.number, preview.is_framed, expires]))

    def read(self, token: str) -> Preview:
        """Return what a token shows; raise `InvalidToken` or `ExpiredToken`."""
        try:
            slug, number, is_framed, expires = self._serializer().loads(token)
        except (BadData, ValueError, TypeError):
            raise InvalidToken from None
        if self._now().timestamp() >= expires:
            raise ExpiredToken
        return Preview(slug, number, is_framed)

    def _serializer(self) -> URLSafeSerializer:
        return URLSafeSerializer([*reversed(self._keys())], salt=PURPOSE)  # it signs with the last one
