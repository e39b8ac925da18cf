"""Answers and wrong addresses that supporters told of: their file, and what the team has dealt with."""

from collections.abc import Iterable
from enum import StrEnum

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.desk.http.access import current_person, needs
from webapp.desk.http.errors import respond_with_error
from webapp.desk.http.text import ui_language
from webapp.desk.numbers import files
from webapp.domain.signal import SignalKind
from webapp.team.numbers.counted_cases import UnknownCampaign
from webapp.team.numbers.reading_figures import FigureReader
from webapp.team.numbers.signals import SignalLine, Signals
from webapp.team.people.permissions import Permission

MAX_ID_CHARS = 64


class Column(StrEnum):
    """The columns of the file."""

    CAMPAIGN = "campaign"
    DAY = "day"
    TARGET = "target"
    NAME = "name"
    SIGNAL = "signal"


class SignalViews:
    """The file of signals, and the button that settles a wrong address. The page of figures shows them."""

    def __init__(self, signals: Signals, reader: FigureReader) -> None:
        self._signals = signals
        self._reader = reader

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        signals = Blueprint("signals", __name__)
        sees, counts = needs(Permission.SEE), needs(Permission.COUNT)
        for prefix, name in (("", "file_of_all"), ("/campaigns/<slug>", "file")):
            signals.add_url_rule(f"{prefix}/numbers/signals.<kind>", name, sees(self.file))
        settle = "/campaigns/<slug>/numbers/signals"
        signals.add_url_rule(settle, "settle", counts(self.settle), methods=["POST"])
        signals.register_error_handler(UnknownCampaign, lambda _error: respond_with_error(404))
        return signals

    def file(self, kind: str, slug: str = "") -> ResponseReturnValue:
        """Return all of them as a file."""
        if kind not in files.KINDS:
            abort(404)
        by, language = current_person(), ui_language()
        lines = self._signals.of(by, slug, language).lines if slug else self._signals.of_all(by, language)
        name = files.FileName(slug, "signals", self._reader.today, kind)
        return files.respond(_table(lines), 0, name)

    def settle(self, slug: str) -> ResponseReturnValue:
        """Note that somebody has dealt with a wrong address. Again changes nothing."""
        self._signals.settle(current_person(), slug, request.form.get("target", "")[:MAX_ID_CHARS])
        return redirect(url_for("numbers.campaign", slug=slug) + "#signals", 303)


def _table(lines: Iterable[SignalLine]) -> files.Lines:
    rows = [
        ((line.campaign, line.day, line.target, line.name, kind.value), number)
        for line in lines
        for kind, number in ((SignalKind.ANSWERED, line.answered), (SignalKind.BOUNCED, line.bounced))
        if number
    ]
    return files.Lines(tuple(Column), tuple(rows))
