"""Errors for programs: `application/problem+json` (RFC 9457)."""

import json
from http import HTTPStatus

from flask import Response

API = "/api/"
"""Below this path the desk speaks to programs."""
DETAILS = {
    403: "The token does not allow it, or the request came from another site.",
    404: "There is no such address, or nothing there that this token may read.",
    405: "The API is read-only: use GET, HEAD or OPTIONS.",
    421: "The desk answers to another host name.",
    503: "A database cannot be reached. Try again in a minute.",
}


def problem(code: int, detail: str = "") -> Response:
    """Return a problem with its status; `detail` says what to do."""
    content = {
        "type": "about:blank",
        "title": HTTPStatus(code).phrase,
        "status": code,
        "detail": detail or DETAILS.get(code, "The request cannot be answered."),
    }
    response = Response(json.dumps(content), code, content_type="application/problem+json")
    if code == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = "60"
    return response
