"""Errors as pages that say what to do, and as problems for programs that ask the API."""

import sys
from dataclasses import dataclass

from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from webapp.database.connection import ActionsUnavailable
from webapp.desk.http.problems import API, problem
from webapp.desk.http.text import gettext as _
from webapp.server import log_privacy


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What `desk/error.html` is rendered from."""

    title: str
    advice: str


def set_up(app: Flask) -> None:
    """Respond to every error with a page."""

    @app.errorhandler(HTTPException)
    def known(error: HTTPException) -> Response:
        code = error.code or 500
        if 300 <= code < 400:
            return make_response(error.get_response())
        response = respond_with_error(code)
        for name, value in error.get_headers():
            if name != "Content-Type":
                response.headers[name] = value
        return response

    @app.errorhandler(ActionsUnavailable)
    def unavailable(_error: ActionsUnavailable) -> Response:
        log_privacy.error(sys.exc_info())
        return respond_with_error(503)

    @app.errorhandler(Exception)
    def unknown(_error: Exception) -> Response:
        log_privacy.error(sys.exc_info())
        return respond_with_error(500)


def error_text(code: int) -> tuple[str, str]:
    """Return the title and the advice for a status."""
    match code:
        case 403:
            return _("You may not do this"), _(
                "Your role does not allow it, or the request came from another site. Ask a coordinator of "
                "your team if you need it."
            )
        case 404:
            return _("There is no such page"), _("Go back to the board and look for it there.")
        case 410:
            return _("This link has been used, or is too old"), _("Ask a coordinator for a new one.")
        case 413:
            return _("That is too much"), _(
                "A file may have 10 MB, all that is sent at once 12 MB. Go back, and send less."
            )
        case 421:
            return _("The desk has another address"), _("Open it by the address that your team uses.")
        case 429:
            return _("Too many attempts"), _("Wait for an hour, or ask a coordinator for a new link.")
        case 503:
            return _("The desk cannot reach its database"), _(
                "Nothing was saved. Go back: your browser should still have what you typed. Try again in a "
                "minute."
            )
        case code if code >= 500:
            return _("Something went wrong on our side"), _(
                "Go back: your browser should still have what you typed. Try again."
            )
        case _other:
            return _("This request cannot be answered"), _("Go back and try again.")


def respond_with_error(code: int) -> Response:
    """Return the page of a status; for programs it is a problem in JSON."""
    if request.path.startswith(API):
        return problem(code)
    title, advice = error_text(code)
    page = ErrorPage(title, advice)
    response = make_response(render_template("desk/error.html", page=page), code)
    if "HX-Request" in request.headers:
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#problem", "innerHTML"
    return response
