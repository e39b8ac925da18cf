"""The app as an attacker looks at it: paths, methods, headers, bodies of other kinds, poisoned caches.

How request bodies are framed is in tests/live_servers/test_bodies.py and test_behind_nginx.py.
"""

import re
from urllib.parse import urlsplit

import pytest
from flask import Flask

from tests.support.page_client import Fetched, PageClient, check_page
from tests.web.conftest import World

FORGED = {
    "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https",
    "X-Forwarded-Port": "444", "X-Forwarded-Prefix": "/evil", "X-Forwarded-Server": "evil.example",
    "Forwarded": "for=203.0.113.9;host=evil.example;proto=https", "X-Host": "evil.example",
    "X-Real-IP": "203.0.113.9", "X-Original-URL": "/en/closed", "X-Rewrite-URL": "/en/closed",
    "X-HTTP-Method-Override": "POST", "X-Method-Override": "DELETE", "X-HTTP-Method": "PUT",
    "Range": "bytes=0-9", "Cookie": "lang=ar; session=x", "Authorization": "Basic eDp4",
    "Accept": "application/json", "Save-Data": "on", "Script-Name": "/evil", "Base-Url": "/evil",
}  # fmt: skip
PAGES = (
    "/en/lamp", "/embed/en/lamp", "/en/", "/en/lamp/embed", "/sitemap.xml", "/robots.txt",
    "/api/openapi.json", "/oembed?url=http://localhost/en/lamp", "/embed/theme.css?accent=00509e",
    "/embed.js",
)  # fmt: skip


def test_no_header_of_a_client_poisons_what_others_get(app: Flask) -> None:
    """No proxy is in front (PROXIES=0): a cache that ignores these headers holds the same bytes."""
    client = app.test_client()
    for path in PAGES:
        plain = client.get(path)
        for name, value in FORGED.items():
            forged = client.get(path, headers={name: value})
            assert (forged.status_code, forged.get_data()) == (plain.status_code, plain.get_data()), name
            assert "evil" not in str(forged.headers)
        assert client.get(path).get_data() == plain.get_data()


def test_behind_a_proxy_only_what_it_sets_is_believed(world: World, request: pytest.FixtureRequest) -> None:
    """The proxy overwrites three headers, as docs/deploying/nginx-app.conf does."""
    world.environ = {"PROXIES": "1"}
    client = request.getfixturevalue("app").test_client()
    own = {"X-Forwarded-For": "203.0.113.1", "X-Forwarded-Host": "localhost", "X-Forwarded-Proto": "http"}
    others = {name: value for name, value in FORGED.items() if name not in (*own, "X-Forwarded-Prefix")}
    for path in PAGES:
        plain = client.get(path, headers=own)
        for name, value in others.items():
            forged = client.get(path, headers=own | {name: value})
            assert (forged.status_code, forged.get_data()) == (plain.status_code, plain.get_data()), name
        assert client.get(path, headers=own | {"X-Forwarded-Host": "evil.example"}).status_code == 400


VARYING = {
    "HX-Request": "true",
    "Accept-Language": "ar",
    "Accept-Encoding": "br",
    "Origin": "https://evil.example",
}


def test_what_depends_on_a_header_says_so_or_is_not_kept(app: Flask) -> None:
    """RFC 9110, 12.5.5."""
    client = app.test_client()
    rules = [rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    paths = {re.sub("<lang>", "en", re.sub("<slug>", "lamp", rule)) for rule in rules}
    for path in sorted(path for path in paths if "<" not in path):
        for name, value in VARYING.items():
            plain, other = client.get(path), client.get(path, headers={name: value})
            kept = "no-store" not in other.headers.get("Cache-Control", "")
            if kept and (plain.get_data(), plain.status_code, plain.location) != (
                other.get_data(), other.status_code, other.location,
            ):  # fmt: skip
                assert name in other.headers.get("Vary", ""), (path, name)
                assert name in plain.headers.get("Vary", ""), (path, name)


TRICKS = (
    "//evil.example/en/lamp", "///evil.example", "/\\evil.example", "/en//lamp", "/en/lamp/", "/en/lamp//",
    "/embed//lamp/count", "/embed/en//lamp",
    "/.//evil.example/..", "/%2f%2fevil.example", "/%5cevil.example/%2e%2e", "/en/lamp/..", "/en/../en/lamp",
    "/en/lamp%0d%0aX-Evil:%20x", "/en/lamp%00", "/en/lamp;x=y", "/EN/lamp", "/en/LAMP", "/en/lamp%20",
    "/static//icon.svg", "/static/%2e%2e/%2e%2e/etc/passwd", "/static/..%2f..%2fpyproject.toml",
    "/en/..%2f..%2fvar/letter", "/en/published", "/en/.git", "/.git/config", "/var/appeal.db",
    "/en/_template",
    "/api/campaigns/..%2f..%2fx/count", "/en/lamp/letter.pdf", "/en/%2e%2e", "/en/lamp%2fletter.txt",
    "http://evil.example/en/lamp",
)  # fmt: skip


def test_a_trick_in_a_path_leads_nowhere_else(app: Flask) -> None:
    client = app.test_client()
    for path in TRICKS:
        answer = client.get(path, base_url="http://localhost/")

        assert answer.status_code in (200, 301, 303, 308, 400, 404), path
        assert "X-Evil" not in answer.headers
        assert b"root:" not in answer.get_data()
        if answer.location:
            location = urlsplit(answer.location)
            assert location.netloc in ("", "localhost"), path
            assert not location.path.startswith(("//", "/\\")), path
            assert "\\" not in answer.location
            assert answer.get_data() == b"", path  # no English sentence of the framework
        elif answer.mimetype == "text/html":
            check_page(Fetched(answer))


METHODS = ("TRACE", "CONNECT", "PROPFIND", "PUT", "DELETE", "PATCH", "EVIL", "HEAD", "OPTIONS")


def test_a_method_that_is_not_used_does_nothing(app: Flask) -> None:
    client = app.test_client()
    for method in METHODS:
        for path in ("/", "/en/lamp", "/en/lamp/actions", "/api/campaigns/lamp/count", "/healthz"):
            answer = client.open(path, method=method, headers={"X-Secret": "echo"})

            allowed = (200, 302) if method in ("HEAD", "OPTIONS") else (405,)
            assert answer.status_code in allowed, (method, path)
            assert b"echo" not in answer.get_data()


BODIES = {
    "JSON": ("application/json", b'{"text": "INJECTED", "to": "minister"}'),
    "plain text": ("text/plain", b"text=INJECTED&to=minister"),
    "no type": ("", b"text=INJECTED&to=minister"),
    "XML": ("application/xml", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><text>INJECTED&e;</text>'),
    "UTF-7": ("application/x-www-form-urlencoded; charset=utf-7", b"text=+ADw-script+AD4-&to=minister"),
    "UTF-16": ("application/x-www-form-urlencoded; charset=utf-16", "text=<script>".encode("utf-16")),
    "unknown charset": ("application/x-www-form-urlencoded; charset=evil", b"text=Mine.&to=minister"),
    "multipart without a boundary": ("multipart/form-data", b"--x\r\n\r\n--x--"),
    "multipart cut short": (
        "multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="text"',
    ),
    "a file for a field": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="text"; filename="../x"\r\n\r\nINJECTED\r\n--x--\r\n',
    ),
    "a charset field": ("application/x-www-form-urlencoded", b"_charset_=utf-7&text=%2BADw-script%2BAD4-"),
    "two types": ("application/json, application/x-www-form-urlencoded", b"text=INJECTED"),
    "gzip": ("application/x-www-form-urlencoded", b"\x1f\x8b\x08\x00\x00\x00\x00\x00"),
}  # fmt: skip


@pytest.mark.parametrize("route", ["letter", "letter.txt", "actions", "actions/undo"])
def test_a_body_of_another_kind_is_no_form(app: Flask, route: str) -> None:
    client = app.test_client()
    for kind, (content_type, body) in BODIES.items():
        answer = client.post(f"/en/lamp/{route}", data=body, content_type=content_type)

        assert answer.status_code in (200, 400, 415, 422), kind
        assert b"INJECTED" not in answer.get_data(), kind
        assert b"<script>" not in answer.get_data(), kind
        assert "charset=utf-8" in answer.headers["Content-Type"]


def test_a_query_is_no_part_of_a_form_and_a_form_none_of_a_query(client: PageClient) -> None:
    posted = client.post(
        "/en/lamp/letter?text=INJECTED&closing=INJECTED&to=warden", {"text": "Mine.", "to": "minister"}
    )

    assert "INJECTED" not in posted.text
    assert posted.by_id("text").text == "\nMine." or posted.by_id("text").text == "Mine."
    refused = client.post("/en/lamp/actions?token=x&channel=email&to=minister", {}, status=422)
    assert refused.all("input", name="token") == []


def test_of_two_alike_the_first_counts(client: PageClient) -> None:
    posted = client.post("/en/lamp/letter", {"text": ["First.", "Second."], "to": "minister", "letter": "en"})

    assert "Second." not in posted.text
    assert "First." in (posted.by_id("text").text or "")
