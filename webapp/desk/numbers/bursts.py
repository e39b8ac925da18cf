"""Held letters: look at them, count them or leave them out, and undo that."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.actions.decisions import Decision, DecisionKind
from webapp.actions.log import ActionLog
from webapp.actions.stamp import Stamp, new_id
from webapp.desk.http.access import current_person, needs
from webapp.desk.http.text import gettext as _
from webapp.desk.numbers.bursts_page import BurstsPage, decided, held
from webapp.desk.numbers.names import Names
from webapp.desk.numbers.once import read_once
from webapp.domain.action import Burst, BurstState
from webapp.team.overview.overview import Overview
from webapp.team.people.permissions import Permission, may, require

MOST_DECISIONS = 50
"""Decisions that the page lists."""


class BurstsViews:
    """The page of all held letters, and that of each campaign. Nothing asks again: all of it is undone."""

    def __init__(
        self,
        log: ActionLog,
        overview: Overview,
        people: Callable[[], Mapping[str, str]],
        now: Callable[[], datetime],
    ) -> None:
        """`people` returns the names of the team by their ids."""
        self._log = log
        self._overview = overview
        self._people = people
        self._now = now

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        bursts = Blueprint("bursts", __name__)
        counts = needs(Permission.COUNT)
        for prefix, name in (("", "all"), ("/campaigns/<slug>", "campaign")):
            bursts.add_url_rule(f"{prefix}/bursts", name, counts(self.show))
            bursts.add_url_rule(f"{prefix}/bursts", f"{name}_decide", counts(self.decide), methods=["POST"])
            undo = f"{prefix}/bursts/undo"
            bursts.add_url_rule(undo, f"{name}_undo", counts(self.undo), methods=["POST"])
        return bursts

    def show(self, slug: str = "") -> ResponseReturnValue:
        """List what waits, and what was decided lately."""
        return self._page(slug)

    def decide(self, slug: str = "") -> ResponseReturnValue:
        """Count a burst, or leave it out."""
        names, form = self._names(slug), request.form
        burst, campaign, choice = (form.get(name, "") for name in ("burst", "campaign", "decide"))
        if choice not in ("count", "refuse"):
            abort(422)
        made = self._decisions(slug, names)
        if (burst, campaign) not in {(each.id, each.campaign) for each in self._bursts(slug, names)}:
            return self._refused(slug, made, _gone())
        require(current_person(), Permission.COUNT, names.today(campaign))
        stamp = self._stamp(made)
        if not self._log.decide(burst, counts=choice == "count", stamp=stamp, campaign=campaign):
            return self._refused(slug, made, _gone())
        return self._done(slug, stamp.id)

    def undo(self, slug: str = "") -> ResponseReturnValue:
        """Let letters wait again that were decided about, or count again what was taken off."""
        names, wanted = self._names(slug), request.form.get("decision", "")
        made = self._decisions(slug, names)
        found = next((each for each in made if each.id == wanted), None)
        if found is None or not found.may_be_undone:
            return self._refused(slug, made, _undone())
        require(current_person(), Permission.COUNT, names.today(found.campaign))
        stamp = self._stamp(made)
        if found.kind is DecisionKind.TAKEN_OFF:
            is_done = self._log.give_back(found.id, stamp) is not None
        else:
            is_done = bool(self._log.undo_decision(found.subject, stamp, found.campaign))
        return self._done(slug, stamp.id) if is_done else self._refused(slug, made, _undone())

    def _refused(self, slug: str, made: Collection[Decision], sentence: str) -> ResponseReturnValue:
        """Say that it cannot be done; but a second press of the same button gets the answer of the first."""
        once = read_once(request.form)
        if once in {each.id for each in made}:
            return self._done(slug, once)
        return self._page(slug, sentence, status=409)

    def _done(self, slug: str, decision: str) -> ResponseReturnValue:
        place = url_for(".campaign", slug=slug, done=decision) if slug else url_for(".all", done=decision)
        return redirect(place, 303)

    def _page(self, slug: str, refusal: str = "", status: int = 200) -> ResponseReturnValue:
        names, who = self._names(slug), self._people()
        made = tuple(decided(each, who) for each in self._decisions(slug, names))
        done = request.args.get("done", "")
        title = (
            _("Held letters of %(campaign)s", campaign=names.campaigns[slug]) if slug else _("Held letters")
        )
        page = BurstsPage(
            title=title,
            slug=slug,
            waiting=tuple(held(each, names) for each in self._bursts(slug, names)),
            decided=made[:MOST_DECISIONS],
            done=next((each for each in made if each.id == done), None),
            refusal=refusal,
        )
        rendered = render_template("desk/numbers/bursts.html", page=page, names=names, new_id=new_id)
        return make_response(rendered, status)

    def _bursts(self, slug: str, names: Names) -> list[Burst]:
        return [
            each
            for each in self._log.all_bursts()
            if each.state is BurstState.WAITING and self._is_shown(slug, names, each.campaign)
        ]

    def _decisions(self, slug: str, names: Names) -> list[Decision]:
        return [each for each in self._log.decisions() if self._is_shown(slug, names, each.campaign)]

    def _is_shown(self, slug: str, names: Names, of: str) -> bool:
        today = names.today(of)
        return today == slug if slug else may(current_person(), Permission.COUNT, today)

    def _names(self, slug: str) -> Names:
        by = current_person()
        board = self._overview.campaign(by, slug) if slug else self._overview.board(by)
        if slug and not board.campaigns:
            abort(404)
        return Names.of(board.campaigns)

    def _stamp(self, made: Collection[Decision]) -> Stamp:
        once = read_once(request.form)
        is_used = once in {each.id for each in made}  # by a page that was gone back to
        return Stamp(current_person().id, id=new_id() if is_used else once, at=self._now())


def _gone() -> str:
    return _(
        "Somebody has decided about these letters meanwhile. Nothing was changed: look below at what was "
        "decided."
    )


def _undone() -> str:
    return _("This was undone or decided anew meanwhile. Nothing was changed: look below at what holds now.")
