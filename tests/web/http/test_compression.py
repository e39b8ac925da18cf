"""Which content coding a browser gets, by what it says it takes (RFC 9110, 12.5.3)."""

import gzip

import brotli
import pytest

from webapp.web.http import compression
from webapp.web.http.compression import CompressedBodies, choose

HEADERS = [
    ("gzip, deflate, br, zstd", "br"),  # Chromium and Firefox of today
    ("gzip, deflate, br", "br"),
    ("gzip, deflate", "gzip"),
    ("zstd", "zstd"),
    ("BR", "br"),
    ("x-gzip", "gzip"),
    (None, "identity"),
    ("", "identity"),
    ("identity", "identity"),
    ("*", "br"),
    ("br;q=0, *", "zstd"),
    ("br;q=0, zstd;q=0.0, gzip;q=0", "identity"),
    ("br;q=0.000, gzip;q=0.001", "gzip"),
    ("gzip;q=1.0, br;q=0.9", "gzip"),
    ("br;q=0.5, zstd;q=0.5, gzip;q=0.5", "br"),
    ("gzip;q=0.5, identity", "identity"),
    ("gzip, identity", "gzip"),
    ("identity;q=1, *;q=0", "identity"),
    ("identity;q=0, gzip", "gzip"),
    ("identity;q=0", "identity"),  # refused altogether: an answer is of more use than none
    ("*;q=0", "identity"),
    ("deflate, compress", "identity"),
    ("%%%,;=;;q=,\x00", "identity"),
    ("br;q=x, gzip", "gzip"),
    ("br;q=-1, gzip;q=7, zstd;q=nan", "identity"),
    ("x," * 500 + "br", "identity"),  # longer than anybody's
    ("br" * 100_000, "identity"),
]


@pytest.mark.parametrize(("header", "coding"), HEADERS)
def test_the_smallest_of_what_is_taken_best_is_chosen(header: str | None, coding: str) -> None:
    assert choose(header) == coding


def test_a_body_is_the_same_in_every_coding() -> None:
    bodies = CompressedBodies.made(b"Please release Ada Example. " * 100)

    assert brotli.decompress(bodies.coded["br"]) == bodies.plain
    assert compression.zstd.decompress(bodies.coded["zstd"]) == bodies.plain
    assert gzip.decompress(bodies.coded["gzip"]) == bodies.plain
    assert CompressedBodies.made(bodies.plain) == bodies  # other bytes would be another ETag


def test_a_coding_that_makes_nothing_smaller_is_left_out() -> None:
    assert CompressedBodies.made(b"a").coded == {}
