"""The answer to a request that the server could not read: in every page language, with the usual headers.

Neither its address nor `Accept-Language` is known then, so the page is the same for everybody.
"""

from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, render_template
from flask_babel import force_locale

from webapp.domain.language import Language
from webapp.web.http.errors import error_text
from webapp.web.http.page_languages import PageLanguages
from webapp.web.http.security import HEADERS, NOBODY

POLICY = f"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors {NOBODY}"
"""The page loads nothing."""


@dataclass(frozen=True, slots=True)
class ErrorText:
    """What the page says, in one language."""

    language: Language
    title: str
    advice: str


def error_page(app: Flask, languages: PageLanguages, status: HTTPStatus) -> bytes:
    """Return the whole answer as it is sent, but for its date; the connection is closed after it."""
    with app.app_context():
        texts = [_text(each, status) for each in languages if languages.of_the_rest(each) == each]
        body = render_template("errors/unread.html", texts=texts).encode()
    headers = {
        "Connection": "close",
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": str(len(body)),
        "Content-Security-Policy": POLICY,
        "Cache-Control": "no-store",
        **HEADERS,
    }
    fields = (f"{name}: {value}" for name, value in headers.items())
    return (
        "\r\n".join((f"HTTP/1.1 {status.value} {status.phrase}", *fields)).encode("ascii")
        + b"\r\n\r\n"
        + body
    )


def _text(language: Language, status: HTTPStatus) -> ErrorText:
    # The app's own sentences are about forms and pages; here one general sentence fits every 4xx.
    code = status if status >= HTTPStatus.INTERNAL_SERVER_ERROR else HTTPStatus.FORBIDDEN
    with force_locale(language.locale_name):
        return ErrorText(language, *error_text(code))
