"""A body that does not keep to what it says is the sender's fault, and counts for nothing."""

import io

import pytest
from flask import Flask

from tests.web.conftest import World
from webapp.actions.log import ActionLog
from webapp.actions.tokens import MIN_AGE_SECONDS, Tokens
from webapp.web.http.request_body import MAX_FIELDS, CheckedBody

URLENCODED = "application/x-www-form-urlencoded"


class Broken(io.BytesIO):
    """What a server hands over where a chunk is none: reading raises an error of the server's own."""

    def read(self, size: int | None = -1) -> bytes:
        raise ArithmeticError("zq8word")


def a_token(world: World) -> str:
    token = Tokens(["a-key-for-tests-that-is-long-enough"], lambda: world.now).issue("lamp")
    world.now += MIN_AGE_SECONDS
    return token


def test_half_of_a_report_is_not_counted(app: Flask, log: ActionLog, world: World) -> None:
    whole = f"token={a_token(world)}&channel=post&to=minister&quantity=12".encode()

    answers = [
        app.test_client().post(
            "/en/lamp/actions",
            data=sent,
            content_type=URLENCODED,
            environ_overrides={"CONTENT_LENGTH": str(len(whole)), "wsgi.input_terminated": True},
        )
        for sent in (whole[:-1], whole[:-1], whole)
    ]

    assert [answer.status_code for answer in answers] == [400, 400, 200]
    assert log.tally("lamp").total == 12


def test_what_the_server_cannot_read_is_no_fault_of_ours(app: Flask) -> None:
    answer = app.test_client().post(
        "/en/lamp/letter",
        input_stream=Broken(),
        content_type=URLENCODED,
        environ_overrides={"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True},
    )

    assert answer.status_code == 400
    assert "your browser should still have what you typed" in answer.text
    assert "ALLOWED_HOSTS" not in answer.text
    assert "zq8word" not in answer.get_data(as_text=True)


READS = [(b"whole", 5, b"whole"), (b"no length said", None, b"no length said"), (b"", 0, b"")]


@pytest.mark.parametrize(("content", "length", "read"), READS)
def test_a_whole_body_is_read_to_its_end(content: bytes, length: int | None, read: bytes) -> None:
    body = CheckedBody(io.BytesIO(content), length)

    assert body.read(99) + body.read(99) == read


def multipart(count: int) -> bytes:
    part = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'
    return part * count + b"--b--\r\n"


MULTIPART = "multipart/form-data; boundary=b"
FORMS = [
    # A form's content type, its body of MAX_FIELDS fields, the same with one more, and with very many.
    (URLENCODED, *(b"&".join([b"a"] * count) for count in (MAX_FIELDS, MAX_FIELDS + 1, 255_000))),
    (URLENCODED, *(b"&".join([b"a=1"] * count) for count in (MAX_FIELDS, MAX_FIELDS + 1, 120_000))),
    (URLENCODED, b"&" * (MAX_FIELDS - 1), b"&" * MAX_FIELDS, b"&" * 500_000),
    (URLENCODED + "; charset=utf-8", b"a", b"&".join([b"a"] * (MAX_FIELDS + 1)), b"&a" * 255_000),
    (MULTIPART, *map(multipart, (MAX_FIELDS, MAX_FIELDS + 1, 9_000))),
]


@pytest.mark.parametrize("path", ["letter", "letter.pdf", "letter.txt", "actions", "actions/undo"])
@pytest.mark.parametrize(("content_type", "allowed", "more", "many"), FORMS)
def test_a_form_of_too_many_fields_is_refused_in_the_words_of_the_page(
    app: Flask, path: str, content_type: str, allowed: bytes, more: bytes, many: bytes
) -> None:
    answers = [
        app.test_client().post(f"/es/lamp/{path}", data=body, content_type=content_type)
        for body in (allowed, more, many)
    ]

    assert answers[0].status_code != 413
    assert [answer.status_code for answer in answers[1:]] == [413, 413]
    assert '<html lang="es"' in answers[1].get_data(as_text=True)


@pytest.mark.parametrize("body", [b"&a" * 255_000, b"a&" * 255_000, b"a=%41&" * 85_000])
def test_fields_above_the_bound_are_not_made(
    app: Flask, body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Splitting 255,000 fields takes a third of a second."""
    split = []
    monkeypatch.setattr("werkzeug.formparser.parse_qsl", lambda *args, **_kw: split.append(args) or [])

    answer = app.test_client().post("/en/lamp/letter", data=body, content_type=URLENCODED)

    assert answer.status_code == 413
    assert split == []
