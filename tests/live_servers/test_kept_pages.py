"""Cached pages on a real server: two workers serve the same bytes without a database."""

from pathlib import Path

import brotli

from tests.live_servers.processes import holder_of, workers
from tests.live_servers.raw_http import RawClient, Response, ask
from tests.support import servers

PLACES = ("/en/gorinov", "/embed/ar/gorinov?scheme=dark", "/static/site.css", "/embed.js")
BR = {"Accept-Encoding": "gzip, deflate, br, zstd"}


def by_each_process(server: servers.Server, path: str) -> list[Response]:
    """Ask until both workers have answered twice, on connections that stay."""
    answers: dict[int, list[Response]] = {}
    while min(map(len, answers.values()), default=0) < 2 or len(answers) < 2:
        wire = RawClient(server.url)
        connection, headers = wire.open(), BR | {"Host": wire.host}
        try:
            first = ask(connection, "GET", path, headers=headers)
            held = holder_of(connection.sock.getsockname()[1], workers(server, 2))
            second = ask(connection, "GET", path, headers=headers)
            answers.setdefault(held, []).extend((first, second))
        finally:
            connection.close()
    return [answer for ones in answers.values() for answer in ones]


def test_both_workers_serve_the_same_bytes_without_a_database(tmp_path: Path) -> None:
    server = servers.start(tmp_path / "data", WORKERS="2", RATE_LIMITS="off")
    try:
        for kept in (tmp_path / "data").glob("appeal.db*"):
            kept.unlink()
        for path in PLACES:
            first, *others = by_each_process(server, path)
            for other in others:
                assert (other.status, other.headers["ETag"]) == (200, first.headers["ETag"])
                assert other.body == first.body
            assert first.headers["Content-Encoding"] == "br"
            assert brotli.decompress(first.body)

            wire = RawClient(server.url)
            known = wire.ask("GET", path, headers=BR | {"If-None-Match": first.headers["ETag"]})
            head = wire.ask("HEAD", path, headers=BR)
            assert (known.status, known.body) == (304, b"")
            assert (head.status, head.body) == (200, b"")
            assert head.headers["Content-Length"] == str(len(first.body))
            assert wire.ask("GET", path, headers={"Host": "evil.example"}).status == 400
    finally:
        assert server.stop() == 0
    assert "Traceback" not in server.log.read_text()


def test_a_connection_can_be_used_again_after_a_head_or_a_304(tmp_path: Path) -> None:
    server = servers.start(tmp_path / "data", WORKERS="1")
    try:
        connection = RawClient(server.url).open()
        etag = ask(connection, "GET", "/en/gorinov", headers=BR).headers["ETag"]
        for _ in range(3):
            ask(connection, "HEAD", "/en/gorinov", headers=BR)
            ask(connection, "GET", "/en/gorinov", headers=BR | {"If-None-Match": etag})
            ask(connection, "GET", "/en/gorinov", form=b"a body that nobody reads", headers=BR)
            page = ask(connection, "GET", "/en/gorinov", headers=BR)
            assert page.headers["ETag"] == etag
            assert b"</html>" in brotli.decompress(page.body)
        connection.close()
    finally:
        assert server.stop() == 0
