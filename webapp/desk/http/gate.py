"""The page that asks who somebody is: to sign in, or once more before something is published or granted.

A form that was sent without a session, or too long after the last proof, is carried through this page: its
fields stand in the page's own forms, and are sent again afterwards. Nothing that was typed is lost.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Response, g, make_response, render_template, request

from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import pgettext

PREFIX = "again."
"""Before the name of a carried field."""
TO = "again-to"
FILES = "again-files"
MAX_PATH_CHARS = 2_000


@dataclass(frozen=True, slots=True)
class Carried:
    """A form that waits until its sender has proved who they are."""

    to: str
    """The address, without the host."""
    fields: tuple[tuple[str, str], ...]
    had_files: bool
    """A chosen file cannot be carried: it has to be chosen once more."""

    @property
    def hidden(self) -> Iterable[tuple[str, str]]:
        """The hidden fields that carry it."""
        yield TO, self.to
        if self.had_files:
            yield FILES, "yes"
        yield from ((PREFIX + name, value) for name, value in self.fields)


@dataclass(frozen=True, slots=True)
class GatePage:
    """What `desk/gate.html` is rendered from."""

    title: str
    is_confirming: bool
    may_use_phrase: bool
    to: str
    """Where to go afterwards, if nothing is carried."""
    carried: Carried | None
    problem: str


@dataclass(frozen=True, slots=True)
class GoOnPage:
    """What `desk/go_on.html` is rendered from."""

    title: str
    carried: Carried


def sent_form() -> Carried:
    """Return the form of this request, to be carried."""
    fields = tuple((name, value) for name, values in request.form.lists() for value in values)
    return Carried(
        request.full_path.rstrip("?"), fields, any(file.filename for file in request.files.values())
    )


def carried_form() -> Carried | None:
    """Return the form that this request carries, or None."""
    to = request.form.get(TO, "")
    if not to:
        return None
    fields = tuple(
        (name.removeprefix(PREFIX), value)
        for name, values in request.form.lists()
        if name.startswith(PREFIX)
        for value in values
    )
    return Carried(local_path(to), fields, FILES in request.form)


def local_path(text: str) -> str:
    """Return a path of the desk, or "/" for what would lead elsewhere."""
    is_local = text.startswith("/") and not text.startswith(("//", "/\\")) and len(text) <= MAX_PATH_CHARS
    return text if is_local and text.isprintable() else "/"


def ask(carried: Carried | None = None, to: str = "/", problem: str = "", status: int = 401) -> Response:
    """Ask a signed-in person once more who they are, and anybody else to sign in."""
    signed_in = g.get("signed_in")
    if "HX-Request" in request.headers:
        return _ask_beside(is_confirming=bool(signed_in))
    page = GatePage(
        _("Is it you?") if signed_in else pgettext("name of a page", "Sign in"),
        is_confirming=bool(signed_in),
        may_use_phrase=signed_in.person.may_use_phrase if signed_in else True,
        to=to,
        carried=carried,
        problem=problem,
    )
    return make_response(render_template("desk/gate.html", page=page), status)


def _ask_beside(*, is_confirming: bool) -> Response:
    """Say it above the page, which keeps what was typed; the link opens another tab."""
    response = make_response(render_template("desk/_gate_beside.html", is_confirming=is_confirming), 401)
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#problem", "innerHTML"
    return response
