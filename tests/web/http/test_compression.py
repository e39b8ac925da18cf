"""Which content coding a client gets, by what it accepts (RFC 9110, 12.5.3), and for which responses."""

import gzip
import io

import brotli
import pytest
from flask import Flask, Response, send_file
from flask.testing import FlaskClient

from webapp.web.http import compression
from webapp.web.http.compression import MIN_BYTES, CompressedBodies, choose

HEADERS = [
    ("gzip, deflate, br, zstd", "br"),  # Chromium and Firefox of today: zstd never comes without br
    ("gzip, deflate, br", "br"),
    ("gzip, deflate", "gzip"),
    ("zstd", "identity"),  # no browser asks so
    ("BR", "br"),
    ("x-gzip", "gzip"),
    (None, "identity"),
    ("", "identity"),
    ("identity", "identity"),
    ("*", "br"),
    ("br;q=0, *", "gzip"),
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
    assert gzip.decompress(bodies.coded["gzip"]) == bodies.plain
    assert CompressedBodies.made(bodies.plain) == bodies  # other bytes would be another ETag


def test_a_coding_that_makes_nothing_smaller_is_left_out() -> None:
    assert CompressedBodies.made(b"a").coded == {}


LONG = "Please release Ada Example. " * 100
BR = {"Accept-Encoding": "gzip, deflate, br, zstd"}


@pytest.fixture
def pages() -> FlaskClient:
    """An app with one route of each kind."""
    app = Flask(__name__)
    compression.set_up(app)

    def tagged(body: str, status: int = 200, media_type: str = "text/html") -> Response:
        response = Response(body, status, mimetype=media_type)
        response.add_etag()
        return response

    def streamed() -> Response:
        return Response(iter([LONG, LONG]), mimetype="text/html")

    def file() -> Response:
        return send_file(io.BytesIO(LONG.encode()), mimetype="application/pdf")

    app.add_url_rule("/page", "page", lambda: tagged(LONG), methods=["GET", "POST"])
    app.add_url_rule("/json", "json", lambda: tagged(f'"{LONG}"', media_type="application/json"))
    app.add_url_rule("/short", "short", lambda: tagged("x" * (MIN_BYTES - 1)))
    app.add_url_rule("/just-long-enough", "enough", lambda: tagged("x" * MIN_BYTES))
    app.add_url_rule("/refused", "refused", lambda: tagged(LONG, 422))
    app.add_url_rule("/plain", "plain", lambda: tagged(LONG, media_type="text/plain"))
    app.add_url_rule("/mail", "mail", lambda: tagged(LONG, media_type="message/rfc822"))
    app.add_url_rule("/file", "file", file)
    app.add_url_rule("/streamed", "streamed", streamed)
    return app.test_client()


@pytest.mark.parametrize("path", ["/page", "/json", "/just-long-enough"])
@pytest.mark.parametrize(
    ("accepted", "coding"), [("br, gzip", "br"), ("gzip", "gzip"), ("br;q=0.5, gzip", "gzip"), ("", None)]
)
def test_html_and_json_are_compressed_as_the_client_accepts(
    pages: FlaskClient, path: str, accepted: str, coding: str | None
) -> None:
    decode = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]
    plain = pages.get(path)

    response = pages.get(path, headers={"Accept-Encoding": accepted})

    assert response.headers.get("Content-Encoding") == coding
    assert decode(response.data) == plain.data
    assert response.headers["Content-Length"] == str(len(response.data))
    assert (len(response.data) < len(plain.data)) is (coding is not None)


@pytest.mark.parametrize("path", ["/short", "/refused", "/plain", "/mail", "/file", "/streamed"])
def test_nothing_else_is_compressed(pages: FlaskClient, path: str) -> None:
    plain, response = pages.get(path), pages.get(path, headers=BR)

    assert "Content-Encoding" not in response.headers
    assert response.data == plain.data
    assert response.headers.get("ETag") == plain.headers.get("ETag")


@pytest.mark.parametrize("headers", [{}, BR])
@pytest.mark.parametrize("path", ["/page", "/short", "/file"])
def test_a_cache_is_told_that_the_coding_matters(
    pages: FlaskClient, path: str, headers: dict[str, str]
) -> None:
    assert "Accept-Encoding" in pages.get(path, headers=headers).vary


def test_each_coding_has_an_etag_of_its_own(pages: FlaskClient) -> None:
    etags = [
        pages.get("/page", headers={"Accept-Encoding": one}).headers["ETag"] for one in ("", "br", "gzip")
    ]

    assert len(set(etags)) == 3
    assert etags[1:] == [etags[0][:-1] + '-br"', etags[0][:-1] + '-gzip"']


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("accepted", ["", "br", "gzip"])
def test_a_known_coding_is_answered_with_304(pages: FlaskClient, accepted: str, method: str) -> None:
    first = pages.get("/page", headers={"Accept-Encoding": accepted})
    known = {"If-None-Match": first.headers["ETag"]}

    again = pages.open("/page", method=method, headers=known | {"Accept-Encoding": accepted})

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert "Accept-Encoding" in again.vary
    assert not {"Content-Encoding", "Content-Type"} & set(again.headers.keys())


def test_a_known_etag_of_another_coding_is_another_body(pages: FlaskClient) -> None:
    etag = pages.get("/page", headers={"Accept-Encoding": "gzip"}).headers["ETag"]

    for accepted in ("br", ""):
        headers = {"Accept-Encoding": accepted, "If-None-Match": etag}
        assert pages.get("/page", headers=headers).status_code == 200


def test_only_a_successful_fetch_is_conditional(pages: FlaskClient) -> None:
    assert pages.get("/refused", headers={"If-None-Match": "*"}).status_code == 422
    assert pages.post("/page", headers={"If-None-Match": "*"}).status_code == 200


def test_head_has_the_headers_of_get_and_no_body(pages: FlaskClient) -> None:
    get, head = pages.get("/page", headers=BR), pages.head("/page", headers=BR)

    of_get, of_head = ([one for one in each.headers if one[0] != "Date"] for each in (get, head))
    assert of_head == of_get
    assert list(head.headers.keys()) == list(get.headers.keys())  # a second may begin between the two
    assert head.data == b""


@pytest.mark.parametrize("path", ["/en", "/en/lamp/count", "/en/lamp/embed"])
def test_the_pages_that_flask_renders_are_compressed(app: Flask, path: str) -> None:
    response = app.test_client().get(path, headers=BR)

    assert response.headers["Content-Encoding"] == "br"
    assert "</html>" in brotli.decompress(response.data).decode()
