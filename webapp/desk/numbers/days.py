"""A spoiled day: take reported letters off it, with a reason. The list of decisions undoes that."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.actions.stamp import new_id
from webapp.database.tables import MAX_NOTE_CHARS
from webapp.desk.http.access import current_person, needs
from webapp.desk.http.errors import respond_with_error
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import ngettext, pgettext, ui_language
from webapp.desk.numbers import wording
from webapp.desk.numbers.entry_form import wrong_number, wrong_text
from webapp.desk.numbers.whole_number import parse_number
from webapp.domain import dates
from webapp.domain.channel import Channel
from webapp.domain.text import line
from webapp.team.numbers.counted_cases import UnknownCampaign
from webapp.team.numbers.deciding import Decisions, InvalidLetters, NothingToTakeOff, Spoiled
from webapp.team.numbers.reading_figures import FigureReader
from webapp.team.people.permissions import Permission

DAY = "/campaigns/<slug>/numbers/days/<day>"
MAX_CHARS = 2_000


@dataclass(frozen=True, slots=True)
class DayPage:
    """What `desk/numbers/day.html` is rendered from."""

    title: str
    slug: str
    day: date
    reported: int
    """Letters and calls of the day that were reported and are counted."""
    once: str
    number: str = ""
    channel: str = ""
    reason: str = ""
    problems: tuple[tuple[str, str], ...] = ()
    """The field and the sentence."""

    longest = MAX_NOTE_CHARS

    @property
    def here(self) -> str:
        """The address."""
        return f"/campaigns/{self.slug}/numbers/days/{self.day}"

    @property
    def channels(self) -> tuple[tuple[str, str], ...]:
        """The ways that one can choose from."""
        return (
            ("", pgettext("choice of a field", "All")),
            *((each.value, wording.channel(each)) for each in Channel),
        )

    @property
    def problem_links(self) -> tuple[tuple[str, str], ...]:
        """Each problem with the address of its field."""
        return tuple((f"#{name}", sentence) for name, sentence in self.problems)

    def problem(self, name: str) -> str:
        """Return what is wrong with a field; "" if nothing is."""
        return next((sentence for at, sentence in self.problems if at == name), "")


class DayViews:
    """The page of one day."""

    def __init__(self, decisions: Decisions, reader: FigureReader) -> None:
        self._decisions = decisions
        self._reader = reader

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        days = Blueprint("days", __name__)
        counts = needs(Permission.COUNT)
        days.add_url_rule(DAY, "show", counts(self.show))
        days.add_url_rule(DAY, "take_off", counts(self.take_off), methods=["POST"])
        days.register_error_handler(UnknownCampaign, lambda _error: respond_with_error(404))
        return days

    def show(self, slug: str, day: str) -> ResponseReturnValue:
        """Show what is counted of the day, and the form."""
        return self._page(slug, _day(day), {})

    def take_off(self, slug: str, day: str) -> ResponseReturnValue:
        """Take letters off."""
        on, typed = _day(day), {name: line(request.form.get(name, "")[:MAX_CHARS]) for name in _FIELDS}
        number, channel = parse_number(typed["number"]), typed["channel"]
        problems = []
        if typed["number"] and not number:
            problems.append(("number", wrong_number(typed["number"])))
        if channel and channel not in {each.value for each in Channel}:
            problems.append(("channel", _("Channel: choose one from the list.")))
        if problems:
            return self._page(slug, on, typed, problems)
        spoiled = Spoiled(slug, on, Channel(channel) if channel else None)
        once = self._once(spoiled, number, typed["reason"])
        try:
            self._decisions.take_off_day(current_person(), spoiled, number, typed["reason"], once)
        except InvalidLetters as error:
            name = "reason" if error.field == "note" else "number"
            return self._page(slug, on, typed, [(name, _refused(error, typed))])
        except NothingToTakeOff as nothing:
            return self._page(slug, on, typed, [("number", _too_many(nothing.counted))])
        return redirect(url_for("bursts.campaign", slug=slug, done=once), 303)

    def _once(self, spoiled: Spoiled, number: int | None, reason: str) -> str:
        """Return an id of the form with what it says; a new one if what it says was done and undone."""
        once = request.form.get("once", "")
        said = json.dumps([once, spoiled.campaign, str(spoiled.day), spoiled.channel, number, reason])
        of_all = hashlib.sha256(said.encode()).hexdigest()[: len(new_id())]
        made = {
            each.decision.id: each.decision
            for each in self._decisions.all(current_person(), spoiled.campaign)
        }
        is_undone = of_all in made and made[of_all].is_undone
        return new_id() if not once or is_undone else of_all

    def _page(
        self, slug: str, day: date, typed: dict[str, str], problems: list[tuple[str, str]] | None = None
    ) -> ResponseReturnValue:
        figures = self._reader.figures(current_person(), (slug,), day, day)
        page = DayPage(
            title=_("Take letters off %(day)s", day=ui_language().date(day)),
            slug=slug,
            day=day,
            reported=figures.total - figures.paper,
            once=new_id(),
            problems=tuple(problems or ()),
            **typed,
        )
        return make_response(render_template("desk/numbers/day.html", page=page), 422 if problems else 200)


_FIELDS = ("number", "channel", "reason")


def _day(text: str) -> date:
    return dates.parse(text) or abort(404)


def _refused(error: InvalidLetters, typed: dict[str, str]) -> str:
    if error.field != "note":
        return wrong_number(typed["number"])
    if not typed["reason"]:
        return _("Reason: write why these letters do not count, such as: sent by a program.")
    return wrong_text(pgettext("label of a field", "Reason"), typed["reason"], MAX_NOTE_CHARS)


def _too_many(counted: int) -> str:
    if not counted:
        return _(
            "Nothing that was reported by this channel is counted for the day: there is nothing to take off."
        )
    return ngettext(
        "Number: only %(num)s is counted there. Write a smaller number, or leave the field empty for all.",
        "Number: only %(num)s are counted there. Write a smaller number, or leave the field empty for all.",
        counted,
    )
