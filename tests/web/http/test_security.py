"""Guard rails: headers, hosts, sizes, methods, encodings, logs; each error as a page and as a part."""

import json
import logging
from collections.abc import Iterator

import pytest
from flask import Flask

from tests.support.page_client import PageClient
from webapp.server.log_format import PrivateJsonFormatter
from webapp.server.log_privacy import LOG
from webapp.web.http.request_body import MAX_BODY_BYTES
from webapp.web.report.views import MAX_REPORT_BYTES


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """What the app writes to its log."""
    written: list[str] = []

    class Notes(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(PrivateJsonFormatter().format(record))

    notes = Notes()
    LOG.addHandler(notes)
    yield written
    LOG.removeHandler(notes)


def test_the_policy_starts_from_nothing_and_allows_no_inline_code(client: PageClient) -> None:
    policy = client.get("/en/lamp").headers["Content-Security-Policy"]

    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    "name", ["site.css", "js/page.js", "icon.svg", "fonts/screen/appeal-serif-latin.woff2"]
)
def test_a_file_may_load_nothing_and_says_nothing_about_pages(client: PageClient, name: str) -> None:
    headers = client.get(f"/static/{name}").headers

    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] in ("same-origin", "cross-origin")
    assert not {"Permissions-Policy", "Cross-Origin-Opener-Policy"} & set(headers.keys())


def test_the_error_page_of_a_file_that_is_not_there_has_the_policy_of_a_page(client: PageClient) -> None:
    page, missing = client.get("/en/lamp"), client.get("/static/nothing.css", status=404)

    for name in ("Content-Security-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy"):
        assert missing.headers[name] == page.headers[name]


def test_a_secure_request_is_told_to_stay_secure(client: PageClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/en/lamp").headers
    secure = client.get("/en/lamp", base_url="https://localhost")

    assert "max-age=63072000" in secure.headers["Strict-Transport-Security"]


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost@evil.example"])
def test_another_host_name_is_refused_in_words(client: PageClient, host: str, lines: list[str]) -> None:
    page = client.get("/en/lamp", base_url=f"http://{host}" if "@" not in host else None,
                      headers={"Host": host}, status=400)  # fmt: skip

    assert "ALLOWED_HOSTS" in page.words()
    assert any("ALLOWED_HOSTS" in line for line in lines)


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("route", ["letter", "letter.pdf", "actions"])
def test_an_oversize_body_is_refused_before_it_is_read(client: PageClient, route: str, htmx: bool) -> None:
    answer = client.post(f"/ru/lamp/{route}", {"text": "x" * MAX_BODY_BYTES}, htmx=htmx, status=413)

    assert "Слишком" in answer.text or "много" in answer.text.lower()


def test_the_longest_allowed_letter_fits_the_body_in_any_script(client: PageClient) -> None:
    longest = ("🕯" * 3_999 + "\n\n") * 4  # twelve bytes a character on the wire
    form = {"text": longest, "kept-text": longest, "letter": "en", "to": "minister"}

    page = client.post("/en/lamp/letter", form)

    assert "🕯" in page.words(page.by_id("text"))


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/en/lamp"), ("PUT", "/en/lamp/letter"), ("DELETE", "/en/lamp/actions")]
)
def test_a_wrong_method_is_refused_in_words(app: Flask, method: str, path: str) -> None:
    answer = app.test_client().open(path, method=method)

    assert answer.status_code == 405
    assert {"POST", "GET"} & set(answer.allow)  # RFC 9110, 15.5.6
    assert "does not work like that" in answer.get_data(as_text=True)


def test_an_error_for_htmx_is_a_part_that_leaves_the_letter_alone(client: PageClient) -> None:
    part = client.post("/en/nowhere/letter", {}, htmx=True, status=404)

    assert 'hx-target="#problem"' in part.text
    assert "<html" not in part.text


HOSTILE = [
    b"text=%00%01%1b[31m",
    b"text=%ff%fe%fa",
    b"text=%ED%A0%80",  # a lone surrogate
    b"text=%zz%",
    b"&&&=&==&text",
    b"text=" + b"%E2%80%AE" * 500,
    b"text=" + b"%CC%81" * 5000,
    b"text=" + b"%0D%0A" * 9000,
    b"letter=" + b"x" * 5000,
    b"to=" * 3000,
    b"closing=a%0D%0ABcc%3A+x%40evil.example&sender_name=%0D%0ASubject%3A+x",
]


@pytest.mark.parametrize("body", HOSTILE)
@pytest.mark.parametrize(
    "route", ["letter", "letter.pdf", "letter.eml", "letter.txt", "actions", "actions/undo"]
)
def test_a_hostile_body_gets_a_clear_answer(app: Flask, route: str, body: bytes) -> None:
    answer = app.test_client().post(
        f"/en/lamp/{route}", data=body, content_type="application/x-www-form-urlencoded"
    )

    too_long = route.startswith("actions") and len(body) > MAX_REPORT_BYTES  # no report needs so much
    assert answer.status_code in ((413,) if too_long else (200, 422))
    content = answer.get_data()
    assert b"\x00" not in content or answer.mimetype == "application/pdf"
    if route == "letter.eml" and answer.status_code == 200:
        assert b"\r\nBcc:" not in content.split(b"\r\n\r\n")[0]


def test_markup_in_any_field_is_text_on_the_page_and_in_parts(client: PageClient) -> None:
    evil = '"><hx-partial hx-target="#report"><script>alert(1)</script></hx-partial><img src=x onerror=y>'
    typed = "text closing introduction sender_name sender_address salutation-minister"
    form = dict.fromkeys(f"{typed} was page shown kept-text kept-closing".split(), evil)

    for htmx in (True, False):
        answer = client.post("/en/lamp/letter", form | {"to": "minister", "letter": "en"}, htmx=htmx)
        assert "<script>alert" not in answer.text
        assert '<hx-partial hx-target="#report"' not in answer.text
        assert "<img" not in answer.text


def test_a_log_line_holds_route_status_and_time_and_nothing_else(
    client: PageClient, lines: list[str]
) -> None:
    client.get("/en/lamp?letter=en&secret=canary")
    client.post("/en/lamp/letter", {"text": "canary", "to": "minister"}, headers={"User-Agent": "canary"})
    client.get("/canary/canary", status=404)

    told = [json.loads(line) for line in lines]
    assert {name for line in told for name in line} == {
        "time", "level", "worker", "message", "method", "route", "status", "milliseconds",
    }  # fmt: skip
    assert [(line["method"], line["route"], line["status"]) for line in told] == [
        ("GET", "/<lang>/<slug>", 200),
        ("POST", "/<lang>/<slug>/letter", 200),
        ("GET", "/<lang>/<slug>", 404),
    ]
    assert not any("canary" in line for line in lines)


def test_a_fault_of_ours_is_a_page_and_a_log_line_without_its_message(app: Flask, lines: list[str]) -> None:
    def broken() -> str:
        raise RuntimeError("canary")

    app.add_url_rule("/broken", view_func=broken)

    answer = app.test_client().get("/broken", headers={"Accept-Language": "es"})

    assert answer.status_code == 500
    assert 'lang="es"' in answer.get_data(as_text=True)
    assert any(json.loads(line)["message"].startswith("RuntimeError at ") for line in lines)
    assert not any("canary" in line for line in lines)


def test_static_files_are_kept_for_ever_under_their_mark_only(client: PageClient) -> None:
    page = client.get("/en/lamp")
    marked = next(one.get("href", "") for one in page.root.iter("link") if one.get("rel") == "stylesheet")

    assert "immutable" in client.get(marked).headers["Cache-Control"]
    assert "immutable" not in client.get(marked.split("?")[0]).headers["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    ["/static/../README.md", "/static/%2e%2e/README.md", "/static/css/tokens.css", "/static/fonts/print/x"],
)
def test_nothing_but_what_pages_use_is_served(client: PageClient, path: str) -> None:
    client.get(path, status=404)


@pytest.mark.parametrize("name", ["flask", "gunicorn"])
def test_what_flask_and_gunicorn_log_themselves_holds_no_words(app: Flask, name: str) -> None:
    logger = app.logger if name == "flask" else logging.getLogger("gunicorn.error")
    try:
        raise RuntimeError("canary")
    except RuntimeError as why:
        record = logger.makeRecord(
            logger.name, logging.ERROR, __file__, 1, "Exception on /canary [GET]", (), (type(why), why, None)
        )

    assert logger.filter(record)
    assert "canary" not in logging.Formatter().format(record)
    assert record.getMessage().startswith("RuntimeError at ")
