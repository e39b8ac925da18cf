"""What a cache is that several hosts share: small values that expire.

A value can be lost at any moment; nothing that was acknowledged depends on one.
"""

from dataclasses import dataclass
from typing import Protocol


class CacheUnavailable(Exception):
    """The cache cannot be reached now. No request fails because of it."""


@dataclass(frozen=True, slots=True)
class CacheFacts:
    """How the server is set up."""

    writes_to_disk: bool
    is_bounded: bool


class Cache(Protocol):
    """A cache of files. Each method may raise `CacheUnavailable`; threads may share a cache."""

    def get(self, name: str) -> bytes | None:
        """Return the value of a name."""

    def set(self, name: str, value: bytes, seconds: int) -> None:
        """Store a value for so many seconds."""
