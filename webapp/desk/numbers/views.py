"""The figures of one campaign, or of all: the page, and the files of exactly what it shows."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime

from flask import Blueprint, Response, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue

from webapp.actions.log import ActionLog
from webapp.actions.sums import Dimension, Sums
from webapp.desk.http.access import current_person, needs
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import ngettext, ui_language
from webapp.desk.numbers import files, wording
from webapp.desk.numbers.figures_page import FiguresPage, PublicCount
from webapp.desk.numbers.period import Period
from webapp.desk.numbers.rows import rows_of
from webapp.desk.numbers.tables import make_table
from webapp.desk.numbers.timeline import draw
from webapp.domain.dates import EARLIEST_OFFSET
from webapp.team.overview.campaign import CampaignOverview
from webapp.team.overview.overview import Overview
from webapp.team.people.permissions import Permission

ALL_ROWS = "rows"
"""The file that has every dimension."""
OF_ONE = (
    Dimension.DAY,
    Dimension.WEEK,
    Dimension.CHANNEL,
    Dimension.TARGET,
    Dimension.LANGUAGE,
    Dimension.PARTNER,
    Dimension.LATE,
)
OF_ALL = (
    Dimension.CAMPAIGN,
    Dimension.DAY,
    Dimension.WEEK,
    Dimension.CHANNEL,
    Dimension.LANGUAGE,
    Dimension.PARTNER,
    Dimension.LATE,
)
"""Without the addressees: the same id may be another person in another campaign."""


class FiguresViews:
    """The pages of figures, and their files."""

    def __init__(self, log: ActionLog, overview: Overview, now: Callable[[], datetime]) -> None:
        self._log = log
        self._overview = overview
        self._now = now

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        numbers = Blueprint("numbers", __name__)
        sees = needs(Permission.SEE)
        numbers.add_url_rule("/numbers", "all", sees(self.all))
        numbers.add_url_rule("/numbers/<by>.<kind>", "file_of_all", sees(self.file_of_all))
        numbers.add_url_rule("/campaigns/<slug>/numbers", "campaign", sees(self.campaign))
        numbers.add_url_rule("/campaigns/<slug>/numbers/<by>.<kind>", "file", sees(self.file))
        return numbers

    def all(self) -> ResponseReturnValue:
        """Show the figures of all campaigns that the person may see."""
        return self._page("", self._overview.board(current_person()).campaigns)

    def campaign(self, slug: str) -> ResponseReturnValue:
        """Show the figures of one campaign."""
        return self._page(slug, self._found(slug))

    def file_of_all(self, by: str, kind: str) -> ResponseReturnValue:
        """Return a table of all campaigns as a file."""
        return self._file("", self._overview.board(current_person()).campaigns, by, kind)

    def file(self, slug: str, by: str, kind: str) -> ResponseReturnValue:
        """Return a table of one campaign as a file."""
        return self._file(slug, self._found(slug), by, kind)

    def _page(self, slug: str, campaigns: Sequence[CampaignOverview]) -> ResponseReturnValue:
        period, today = Period.read(request.args), self._today()
        names = {each.slug: each.summary.who for each in campaigns}
        sums = {} if period.problems else self._sums(OF_ONE if slug else OF_ALL, campaigns, period)
        by_day = _by_day(sums[Dimension.DAY]) if sums else {}
        mirrored = ui_language().direction == "rtl"
        total = sum(by_day.values())
        page = FiguresPage(
            title=_("Numbers of %(campaign)s", campaign=names[slug]) if slug else _("Numbers"),
            slug=slug,
            period=period,
            today=today,
            total=total,
            made_of=_made_of(sums),
            waiting=sum(each.waiting or 0 for each in campaigns),
            timeline=draw(by_day, period.since, period.until, today, is_mirrored=mirrored),
            tables=tuple(make_table(each, rows_of(sums[each], names)) for each in sums if total),
            count=self._count(campaigns[0]) if slug else None,
        )
        rendered = render_template("desk/numbers/numbers.html", page=page, wording=wording)
        return make_response(rendered, 422 if period.problems else 200)

    def _file(self, slug: str, campaigns: Sequence[CampaignOverview], by: str, kind: str) -> Response:
        offered = OF_ONE if slug else OF_ALL
        period = Period.read(request.args)
        if kind not in files.KINDS or by not in (ALL_ROWS, *offered):
            abort(404)
        if period.problems:
            abort(422)
        dimensions = tuple(each for each in offered if each is not Dimension.WEEK)
        wanted = dimensions if by == ALL_ROWS else (Dimension(by),)
        sums = self._read(wanted, campaigns, period)
        waiting = sum(each.waiting or 0 for each in campaigns)
        name = files.FileName(slug, "" if by == ALL_ROWS else by, self._today(), kind)
        return files.respond(sums, waiting, name)

    def _found(self, slug: str) -> Sequence[CampaignOverview]:
        return self._overview.campaign(current_person(), slug).campaigns or abort(404)

    def _today(self) -> date:
        return (self._now() + EARLIEST_OFFSET).date()

    def _sums(
        self, dimensions: Sequence[Dimension], campaigns: Sequence[CampaignOverview], period: Period
    ) -> Mapping[Dimension, Sums]:
        return {each: self._read((each,), campaigns, period) for each in dimensions}

    def _read(
        self, dimensions: Sequence[Dimension], campaigns: Sequence[CampaignOverview], period: Period
    ) -> Sums:
        slugs = _slugs(campaigns)
        if not slugs:  # of no campaign at all; for the log that would be all of them
            return Sums(tuple(dimensions), ())
        return self._log.sums(dimensions, campaigns=slugs, since=period.since, until=period.until)

    def _count(self, campaign: CampaignOverview) -> PublicCount:
        seen = campaign.public or campaign.summary
        total = self._log.tally(campaign.slug, also=_slugs([campaign])[1:]).total
        left = campaign.days_left
        words = "" if campaign.deadline is None else wording.days_left(left)
        return PublicCount(total, seen.count_display, words, campaign.public is not None)


def _slugs(campaigns: Collection[CampaignOverview]) -> tuple[str, ...]:
    """Return the names of campaigns, and those that they had before."""
    lives = {each.slug: each.summary.life for each in campaigns}
    return tuple(name for slug, life in lives.items() for name in (slug, *(life.redirects if life else ())))


def _by_day(sums: Sums) -> Mapping[date, int]:
    return {day: number for (day,), number in sums.rows if isinstance(day, date)}


def _made_of(sums: Mapping[Dimension, Sums]) -> tuple[str, ...]:
    late = sum(number for (is_late,), number in sums[Dimension.LATE].rows if is_late) if sums else 0
    if not late:
        return ()
    return (
        ngettext(
            "%(num)s of them came after the deadline.", "%(num)s of them came after the deadline.", late
        ),
    )
