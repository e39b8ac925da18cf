"""A handover pack as HTML for print; static/css/handover.css has its look."""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from webapp.domain.stationery import Paper
from webapp.printing.line_breaking import with_break_opportunities, without_break_opportunities
from webapp.team.handover.catalogue import Catalogue
from webapp.team.handover.method_note import MethodNote, method_note
from webapp.team.handover.pack import Pack
from webapp.team.handover.tables import monday_of

STYLESHEETS = ("scripts.css", "handover.css")
"""The style sheets in static/css of a pack, in their order."""
SVG = "http://www.w3.org/2000/svg"
CHART_WIDTH, CHART_HEIGHT = 1000, 150
MIN_CHART_WEEKS, MAX_CHART_WEEKS = 3, 260
"""Fewer columns say nothing; more would be thinner than a line: the table is enough."""
GAP_SHARE = 0.25
"""Of a column and the gap beside it."""
MAX_COLUMN_WIDTH = 40
WEEK = timedelta(days=7)
MAX_RUNNING_CHARS = 70
"""One line at the head of a page."""


@dataclass(frozen=True, slots=True)
class Column:
    """One week of the chart, in units of `CHART_WIDTH` and `CHART_HEIGHT`, from the left and the top."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Letters and calls by week."""

    columns: tuple[Column, ...]
    text: str
    """What it shows, in words."""
    width: int = CHART_WIDTH
    height: int = CHART_HEIGHT
    namespace: str = SVG


@dataclass(frozen=True, slots=True)
class PackPage:
    """What `handover/pack.html` is rendered from."""

    pack: Pack
    words: Catalogue
    paper: Paper
    note: MethodNote
    chart: Chart | None

    @property
    def title(self) -> str:
        """The title of the document: a screen reader and a window say it."""
        case = self.pack.case
        return without_break_opportunities(f"{case.who.text}: {case.headline.text}")

    @property
    def running_title(self) -> str:
        """What stands at the head of each page but the first."""
        who = self.pack.case.who.text
        short = who if len(who) <= MAX_RUNNING_CHARS else f"{who[:MAX_RUNNING_CHARS]}…"
        return f"{short} · {self.words.language.date(self.pack.day)}"

    @property
    def period(self) -> str:
        """The days that the figures are about."""
        pgettext = self.words.pgettext
        if first := self._first:
            return pgettext("period of time", "From %(first)s to %(last)s", first=first, last=self._last)
        return pgettext("period of time", "Until %(last)s", last=self._last)

    @property
    def total(self) -> str:
        """The sum of all figures, in a sentence."""
        number, ngettext = self.pack.numbers.total, self.words.ngettext
        if first := self._first:
            return ngettext(
                "From %(first)s to %(last)s, %(num)s letter or call was reported.",
                "From %(first)s to %(last)s, %(num)s letters and calls were reported.",
                number,
                first=first,
                last=self._last,
            )
        return ngettext(
            "Until %(last)s, %(num)s letter or call was reported.",
            "Until %(last)s, %(num)s letters and calls were reported.",
            number,
            last=self._last,
        )

    @property
    def state(self) -> str:
        """When the figures were read, and which text of the case this is."""
        _ = self.words.gettext
        return _(
            "The figures were read on %(date)s at %(time)s UTC. The text of the case is version %(version)s.",
            date=self.words.language.date(self.pack.day),
            time=f"{self.pack.made:%H:%M}",
            version=self.pack.revision[:12],
        )

    @property
    def _first(self) -> str:
        since = self.pack.numbers.since
        return self.words.language.date(since) if since else ""

    @property
    def _last(self) -> str:
        return self.words.language.date(self.pack.numbers.until or self.pack.day)

    @property
    def page_address(self) -> str:
        """The address of the page, which may break."""
        return with_break_opportunities(self.pack.page)


def pack_html(pack: Pack, words: Catalogue, paper: Paper, templates: Path) -> str:
    """Return the pack as a document; `templates` is the folder of all templates."""
    page = PackPage(pack, words, paper, method_note(pack, words), make_chart(pack, words))
    template = _environment(templates).get_template("handover/pack.html")
    return template.render(page=page, _=words.gettext, pgettext=words.pgettext, ngettext=words.ngettext)


def make_chart(pack: Pack, words: Catalogue) -> Chart | None:
    """Return the chart; None where there are too few weeks, or too many."""
    weeks = {monday_of(row.value): row.number for row in pack.numbers.weeks}
    if not weeks:
        return None
    first, last = min(weeks), max(weeks)
    count = (last - first) // WEEK + 1
    if not MIN_CHART_WEEKS <= count <= MAX_CHART_WEEKS:
        return None
    step, highest = CHART_WIDTH / count, max(weeks.values())
    is_rtl = words.language.direction == "rtl"
    columns = []
    for position in range(count):
        if number := weeks.get(first + position * WEEK, 0):
            height = round(CHART_HEIGHT * number / highest, 2)
            place = count - 1 - position if is_rtl else position
            width = min(step * (1 - GAP_SHARE), MAX_COLUMN_WIDTH)
            x = step * (place + 0.5) - width / 2
            columns.append(Column(round(x, 2), round(CHART_HEIGHT - height, 2), round(width, 2), height))
    _, language = words.gettext, words.language
    text = _(
        "A column for each week, from the week of %(first)s to that of %(last)s; the highest stands for "
        "%(number)s.",
        first=language.date(first),
        last=language.date(last),
        number=language.number(highest),
    )
    return Chart(tuple(columns), text)


@lru_cache(maxsize=4)
def _environment(templates: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
