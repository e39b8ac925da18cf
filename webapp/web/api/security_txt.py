"""`/.well-known/security.txt`: whom to tell of a security problem (RFC 9116)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

DAYS_VALID = 180
"""RFC 9116, 2.5.5: less than a year."""
HEADERS = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "public, max-age=86400"}


@dataclass(frozen=True, slots=True)
class SecurityTxt:
    """The file, written from the operator's settings; 404 where they name no contact."""

    contacts: tuple[str, ...]
    """URIs, the best first."""
    languages: tuple[str, ...]
    """Tags of the languages that the contact reads."""
    today: Callable[[], date]

    def blueprint(self) -> Blueprint:
        """Return the blueprint with the one address that RFC 9116 names."""
        blueprint = Blueprint("security_txt", __name__)
        blueprint.add_url_rule("/.well-known/security.txt", view_func=self.show)
        return blueprint

    def show(self) -> ResponseReturnValue:
        """Return the file. It is canonical only where it is fetched by `https` (2.5.2)."""
        if not self.contacts:
            abort(404)
        lines = [f"Contact: {contact}" for contact in self.contacts]
        lines += [f"Expires: {self.today() + timedelta(days=DAYS_VALID)}T00:00:00Z"]
        if self.languages:
            lines += [f"Preferred-Languages: {', '.join(self.languages)}"]
        if request.is_secure:
            lines += [f"Canonical: {url_for('.show', _external=True)}"]
        return "".join(f"{line}\n" for line in lines), 200, HEADERS
