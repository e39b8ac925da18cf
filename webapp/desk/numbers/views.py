"""The figures of one campaign, or of all: the page, and the files of exactly what it shows."""

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue

from webapp.actions.breakdown import Dimension
from webapp.actions.log import ActionLog
from webapp.desk.http.access import current_person, needs
from webapp.desk.http.errors import respond_with_error
from webapp.desk.http.text import pgettext, ui_language
from webapp.desk.numbers import files, wording
from webapp.desk.numbers.figures_page import FiguresPage, PublicCount
from webapp.desk.numbers.period import Period
from webapp.desk.numbers.rows import row_of
from webapp.desk.numbers.tables import make_table
from webapp.desk.numbers.timeline import draw
from webapp.team.numbers.counted_cases import CountedCase, UnknownCampaign
from webapp.team.numbers.figures import By, Figures
from webapp.team.numbers.reading_figures import FigureReader
from webapp.team.numbers.signals import Signals
from webapp.team.people.permissions import Permission

ALL_ROWS = "rows"
"""The file that has every dimension."""
ROWS = (
    Dimension.CAMPAIGN,
    Dimension.DAY,
    Dimension.CHANNEL,
    Dimension.TARGET,
    Dimension.LANGUAGE,
    Dimension.PARTNER,
    Dimension.LATE,
    Dimension.SOURCE,
)
OF_ALL = tuple(By)
OF_ONE = tuple(by for by in By if by is not By.CAMPAIGN)


class FiguresViews:
    """The pages of figures, and their files."""

    def __init__(self, reader: FigureReader, log: ActionLog, signals: Signals) -> None:
        self._reader = reader
        self._log = log
        self._signals = signals

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        numbers = Blueprint("numbers", __name__)
        sees = needs(Permission.SEE)
        for prefix, page, file in (("", "all", "file_of_all"), ("/campaigns/<slug>", "campaign", "file")):
            numbers.add_url_rule(f"{prefix}/numbers", page, sees(self.show))
            numbers.add_url_rule(f"{prefix}/numbers/<by>.<kind>", file, sees(self.file))
        numbers.register_error_handler(UnknownCampaign, lambda _error: respond_with_error(404))
        return numbers

    def show(self, slug: str = "") -> ResponseReturnValue:
        """Show the figures of one campaign, or of all that the person may see."""
        period, today = Period.read(request.args), self._reader.today
        case = self._reader.case(current_person(), slug) if slug else None
        figures = None if period.problems else self._figures(slug, period)
        by_day = _by_day(figures) if figures else {}
        page = FiguresPage(
            title=pgettext("name of a page", "Numbers of %(campaign)s", campaign=case.who)
            if case
            else pgettext("name of a page", "Numbers"),
            slug=slug,
            period=period,
            today=today,
            total=figures.total if figures else 0,
            made_of=wording.made_of(figures) if figures else (),
            waiting=figures.waiting if figures else 0,
            timeline=draw(
                by_day, period.since, period.until, today, is_mirrored=ui_language().direction == "rtl"
            ),
            tables=tuple(
                make_table(by, (row_of(by, line) for line in figures.tables[by]))
                for by in (OF_ONE if slug else OF_ALL)
                if figures and by_day
            ),
            count=self._count(case, today) if case else None,
            signals=self._signals.of(current_person(), slug, ui_language()) if case else None,
        )
        rendered = render_template("desk/numbers/numbers.html", page=page, wording=wording)
        return make_response(rendered, 422 if period.problems else 200)

    def file(self, by: str, kind: str, slug: str = "") -> ResponseReturnValue:
        """Return a table as a file, or all rows."""
        period = Period.read(request.args)
        if kind not in files.KINDS or by not in (ALL_ROWS, *(OF_ONE if slug else OF_ALL)):
            abort(404)
        if period.problems:
            abort(422)
        figures = self._figures(slug, period)
        name = files.FileName(slug, "" if by == ALL_ROWS else by, self._reader.today, kind)
        if by == ALL_ROWS:
            return files.respond(self._rows(slug, period), figures.waiting, name)
        return files.respond(files.Lines.of(figures, By(by)), figures.waiting, name)

    def _figures(self, slug: str, period: Period) -> Figures:
        slugs = (slug,) if slug else ()
        return self._reader.figures(current_person(), slugs, period.since, period.until, ui_language())

    def _rows(self, slug: str, period: Period) -> files.Lines:
        slugs = (slug,) if slug else ()
        breakdown = self._reader.breakdown(current_person(), ROWS, slugs, period.since, period.until)
        return files.Lines(breakdown.dimensions, breakdown.rows)

    def _count(self, case: CountedCase, today: date) -> PublicCount:
        total = self._log.tally(case.slug, also=case.former_slugs).total
        words = wording.days_left(case.days_left(today)) if case.deadline else ""
        return PublicCount(total, case.display, words, case.is_public)


def _by_day(figures: Figures) -> Mapping[date, int]:
    return {line.value: line.number for line in figures.tables[By.DAY] if isinstance(line.value, date)}
