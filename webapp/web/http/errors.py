"""Errors as pages and as parts, in the supporter's language."""

import sys
from dataclasses import dataclass
from functools import partial

from flask import Flask, Response, jsonify, make_response, request
from werkzeug.exceptions import HTTPException, SecurityError

from webapp.domain.language import Language
from webapp.server import log_privacy
from webapp.server.log_throttle import LogThrottle
from webapp.web.http import locales
from webapp.web.http.locales import gettext as _
from webapp.web.http.page_languages import PageLanguages
from webapp.web.http.responses import render_part_or_page


def set_up(app: Flask, languages: PageLanguages) -> None:
    """Respond to every error with a page, a part or JSON."""
    other_hosts = LogThrottle(
        partial(log_privacy.LOG.error, "requests for hosts that are not in ALLOWED_HOSTS were refused: %d")
    )

    @app.errorhandler(HTTPException)
    def known(error: HTTPException) -> Response:
        code = error.code or 500
        if 300 <= code < 400:
            return make_response(error.get_response())
        is_other_host = isinstance(error, SecurityError)
        if is_other_host:
            other_hosts.event()
        response = _respond(code, languages, is_other_host=is_other_host)
        for name, value in error.get_headers():
            if name != "Content-Type":  # such as Allow, without which no 405 may be (RFC 9110, 15.5.6)
                response.headers[name] = value
        return response

    @app.after_request
    def empty_redirects(response: Response) -> Response:
        """Take Werkzeug's English sentence out of a redirect, which nobody reads: a browser follows it."""
        if response.location and 300 <= response.status_code < 400:
            response.set_data(b"")
        return response

    @app.errorhandler(Exception)
    def unknown(error: Exception) -> Response:
        log_privacy.error(sys.exc_info())
        return _respond(500, languages)


def error_text(code: int, *, is_other_host: bool = False) -> tuple[str, str]:
    """Return the title and the advice for a status, or for a host that is not this site's."""
    match code:
        case 400 if is_other_host:
            return _("This request cannot be answered"), _(
                "If you run this site: the host name may be missing in the setting ALLOWED_HOSTS."
            )
        case 404:
            return _("There is no such page"), _(
                "The address may be misspelt, or the campaign may have ended."
            )
        case 405:
            return _("This address does not work like that"), _("Please go back and use the page's buttons.")
        case 413:
            return _("That is too much text"), _(
                "Please go back: your browser should still have what you typed. Shorten it and try again."
            )
        case 422:
            return _("Something in the form is not right"), _(
                "Please go back: your browser should still have what you typed."
            )
        case 400:  # a body that was cut off, or is none
            return _("This request cannot be answered"), _(
                "Please go back: your browser should still have what you typed."
            )
        case 429:
            return _("Too many requests"), _("Please go back, wait a minute and try again.")
        case 503:
            return _("The server is busy"), _("Please go back, wait a few seconds and try again.")
        case code if code >= 500:
            return _("Something went wrong on our side"), _(
                "Please go back and try again: your browser should still have what you typed."
            )
        case _other:
            return _("This request cannot be answered"), _("Please go back and try again.")


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What `errors/page.html` and its part are rendered from."""

    ui_language: Language
    title: str
    advice: str
    campaign: None = None


def _respond(code: int, languages: PageLanguages, *, is_other_host: bool = False) -> Response:
    ui_language = languages.of_the_rest(locales.current(languages))
    with locales.speaking(ui_language):
        title, advice = error_text(code, is_other_host=is_other_host)
        if request.path.startswith("/api/"):
            return make_response(jsonify({"error": title}), code)
        page = ErrorPage(ui_language, title, advice)
        response = render_part_or_page("errors/_part.html", "errors/page.html", page, code)
    response.vary.add("Accept-Language")
    return response
