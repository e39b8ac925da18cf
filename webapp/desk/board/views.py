"""The board: campaigns and languages at a glance."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from webapp.desk.http.access import needs
from webapp.desk.http.text import gettext as _
from webapp.team.people.permissions import Permission


@dataclass(frozen=True, slots=True)
class BoardPage:
    """What `desk/board/board.html` is rendered from."""

    title: str


class Board:
    """The first page of the desk."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    def blueprint(self) -> Blueprint:
        """Return the route."""
        board = Blueprint("board", __name__)
        board.add_url_rule("/", "show", needs(Permission.SEE)(self.show))
        return board

    def show(self) -> ResponseReturnValue:
        """Show all campaigns that the person may see."""
        return render_template("desk/board/board.html", page=BoardPage(_("Campaigns")))
