"""Partners: who may put a campaign into their own pages, and under which name their share is counted."""

import re
from dataclasses import dataclass
from enum import StrEnum

MAX_ORIGIN_CHARS = 260
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ORIGIN = re.compile(
    rf"(?P<scheme>https?)://(?:\*\.{_LABEL}(?:\.{_LABEL})+|{_LABEL}(?:\.{_LABEL})*)(?::(?P<port>[1-9][0-9]{{0,4}}))?"
)


class Embedding(StrEnum):
    """Who may show a campaign's page in a frame."""

    OPEN = "open"
    """Every site."""
    PARTNERS = "partners"
    """The sites of the partners, and no others."""


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation that puts the page into its own sites."""

    id: str
    """It is part of addresses and of the tally."""
    name: str
    origins: tuple[str, ...]
    """Its sites: scheme, host and port, as in "https://www.example.org" or "https://*.example.org"."""


def is_origin(value: str) -> bool:
    """Check whether a site is written as a browser compares it (RFC 6454, 6.2), or with one "*." before it.

    The scheme's own port is left out there. What follows "*." has at least two labels: "*.org" would
    allow nearly every site.
    """
    origin = _ORIGIN.fullmatch(value)
    if origin is None or len(value) > MAX_ORIGIN_CHARS:
        return False
    default_port = {"http": 80, "https": 443}[origin["scheme"]]
    return origin["port"] is None or (int(origin["port"]) <= 65535 and int(origin["port"]) != default_port)
