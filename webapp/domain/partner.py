"""Partners: who may put a campaign into their own pages, and under which name their share is counted."""

import re
from dataclasses import dataclass
from enum import StrEnum

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
    """Stands in addresses and in the tally."""
    name: str
    origins: tuple[str, ...]
    """Its sites: scheme, host and port, as in "https://www.example.org" or "https://*.example.org"."""


def is_origin(value: str) -> bool:
    """Tell whether a site is written as a browser compares it (RFC 6454, 6.2), or with one "*." before it.

    The scheme's own port is left out there. What follows "*." has two names at least: "*.org" would be
    nearly everybody.
    """
    found = _ORIGIN.fullmatch(value)
    if found is None or len(value) > 260:
        return False
    own = {"http": 80, "https": 443}[found["scheme"]]
    return found["port"] is None or (int(found["port"]) <= 65535 and int(found["port"]) != own)
