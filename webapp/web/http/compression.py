"""Content codings: which one a browser takes best, and a body in each, made once.

Source: RFC 9110, 12.5.3. What is made once is made as small as it gets; of two codings that are taken alike
the one that makes our pages smallest wins.
"""

import gzip
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Self

import brotli
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

IDENTITY = "identity"
CODINGS = ("br", "zstd", "gzip")
"""Smallest first."""
LONGEST = 200
"""Characters of a header that are read; browsers send thirty."""
QUICK, SMALL = 5, 11
"""Brotli's qualities: a page takes a millisecond, or thirty and is an eighth smaller."""


@dataclass(frozen=True, slots=True)
class CompressedBodies:
    """A body as it is and in each coding that makes it smaller."""

    plain: bytes = field(repr=False)
    coded: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @classmethod
    def made(cls, plain: bytes, quality: int = SMALL) -> Self:
        """Compress a text."""
        coded = {
            "br": brotli.compress(plain, mode=brotli.MODE_TEXT, quality=quality),
            "zstd": zstd.compress(plain, 19 if quality == SMALL else 9),
            "gzip": gzip.compress(plain, 9, mtime=0),
        }
        return cls(plain, {name: body for name, body in coded.items() if len(body) < len(plain)})

    @property
    def size(self) -> int:
        """Bytes in all."""
        return len(self.plain) + sum(map(len, self.coded.values()))


@lru_cache(maxsize=64)
def compress_once(plain: bytes) -> CompressedBodies:
    """Compress a static file once a process: the tests create many apps from the same files."""
    return CompressedBodies.made(plain)


def choose(header: str | None) -> str:
    """Choose a coding by the header `Accept-Encoding`; `identity` where none of ours is taken.

    Who refuses even that gets it all the same: an answer is of more use than a refusal.
    """
    accepted = parse_accept_header((header or "")[:LONGEST].lower(), Accept)
    weights = {name: _weight(accepted, name) for name in CODINGS}
    best = max(CODINGS, key=lambda name: weights[name])  # the first of those that are alike
    plain = next((weight for name, weight in accepted if name == IDENTITY), 0.0)
    return best if weights[best] > 0 and weights[best] >= plain else IDENTITY


def _weight(accepted: Accept, coding: str) -> float:
    named = dict(accepted)
    other = named.get("x-gzip", 0.0) if coding == "gzip" else 0.0  # RFC 9110, 8.4.1.3: the same
    return float(named.get(coding, other or named.get("*", 0.0)))
