"""Held letters: look at them, count them or leave them out, and undo that."""

from collections.abc import Callable, Iterable, Mapping

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.desk.http.access import current_person, needs
from webapp.desk.http.errors import respond_with_error
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import pgettext
from webapp.desk.numbers.bursts_page import BurstsPage, decided, held
from webapp.desk.numbers.names import Names
from webapp.team.numbers.counted_cases import CountedCase, UnknownCampaign
from webapp.team.numbers.deciding import (
    Burst,
    BurstState,
    DecisionKind,
    Decisions,
    NamedDecision,
    NotThereAnyMore,
)
from webapp.team.people.permissions import Permission, may

MOST_DECISIONS = 50
"""Decisions that the page lists."""
KINDS = {"count": DecisionKind.COUNTED, "refuse": DecisionKind.REFUSED}
"""The two buttons."""


class BurstsViews:
    """The page of all held letters, and that of each campaign. Nothing asks again: all of it is undone."""

    def __init__(self, decisions: Decisions, cases: Callable[[], Mapping[str, CountedCase]]) -> None:
        self._service = decisions
        self._cases = cases

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        bursts = Blueprint("bursts", __name__)
        counts = needs(Permission.COUNT)
        for prefix, name in (("", "all"), ("/campaigns/<slug>", "campaign")):
            bursts.add_url_rule(f"{prefix}/bursts", name, counts(self.show))
            bursts.add_url_rule(f"{prefix}/bursts", f"{name}_decide", counts(self.decide), methods=["POST"])
            undo = f"{prefix}/bursts/undo"
            bursts.add_url_rule(undo, f"{name}_undo", counts(self.undo), methods=["POST"])
        bursts.register_error_handler(UnknownCampaign, lambda _error: respond_with_error(404))
        return bursts

    def show(self, slug: str = "") -> ResponseReturnValue:
        """List what waits, and what was decided lately."""
        return self._page(slug)

    def decide(self, slug: str = "") -> ResponseReturnValue:
        """Count a burst, or leave it out."""
        burst = request.form.get("burst", "")
        kind = KINDS.get(request.form.get("decide", "")) or abort(422)
        try:
            self._service.decide_burst(current_person(), burst, counts=kind is DecisionKind.COUNTED)
        except NotThereAnyMore:
            return self._second(slug, burst, kind, _gone())
        return self._done(slug, burst, kind)

    def undo(self, slug: str = "") -> ResponseReturnValue:
        """Let letters wait again that were decided about, or count again what was taken off."""
        by, wanted = current_person(), request.form.get("decision", "")
        found = next((each.decision for each in self._decisions(slug) if each.decision.id == wanted), None)
        if found is None:
            return self._page(slug, _undone(), status=409)
        is_day = found.kind is DecisionKind.TAKEN_OFF
        kind = DecisionKind.GIVEN_BACK if is_day else DecisionKind.REOPENED
        subject = found.id if is_day else found.subject
        if not found.may_be_undone:
            return self._second(slug, subject, kind, _undone())
        try:
            if is_day:
                self._service.give_back(by, subject)
            else:
                self._service.undo_decision(by, subject)
        except NotThereAnyMore:
            return self._page(slug, _undone(), status=409)
        return self._done(slug, subject, kind)

    def _second(self, slug: str, subject: str, kind: DecisionKind, sentence: str) -> ResponseReturnValue:
        """Answer a second press of a button like the first, and refuse what somebody else has decided."""
        last = self._last(slug, subject)
        if last and last.decision.kind is kind and last.decision.author == current_person().id:
            return self._done(slug, subject, kind)
        return self._page(slug, sentence, status=409)

    def _done(self, slug: str, subject: str, kind: DecisionKind) -> ResponseReturnValue:
        last = self._last(slug, subject)
        done = last.decision.id if last and last.decision.kind is kind else ""
        place = url_for(".campaign", slug=slug, done=done) if slug else url_for(".all", done=done)
        return redirect(place, 303)

    def _last(self, slug: str, subject: str) -> NamedDecision | None:
        return next((each for each in self._decisions(slug) if each.decision.subject == subject), None)

    def _page(self, slug: str, refusal: str = "", status: int = 200) -> ResponseReturnValue:
        names = Names(self._cases())
        made = tuple(map(decided, self._decisions(slug)))
        done = request.args.get("done", "")
        page = BurstsPage(
            title=_("Held letters of %(campaign)s", campaign=names.campaign(slug))
            if slug
            else pgettext("name of a page", "Held letters"),
            slug=slug,
            waiting=tuple(held(each, names) for each in self._waiting(slug, names)),
            decided=made[:MOST_DECISIONS],
            done=next((each for each in made if each.id == done), None),
            refusal=refusal,
        )
        return make_response(render_template("desk/numbers/bursts.html", page=page, names=names), status)

    def _waiting(self, slug: str, names: Names) -> Iterable[Burst]:
        bursts = self._service.bursts(current_person(), slug)
        return (
            each for each in bursts if each.state is BurstState.WAITING and self._may(names, each.campaign)
        )

    def _decisions(self, slug: str) -> tuple[NamedDecision, ...]:
        made, names = self._service.all(current_person(), slug), Names(self._cases())
        return tuple(each for each in made if self._may(names, each.decision.campaign))

    def _may(self, names: Names, slug: str) -> bool:
        return may(current_person(), Permission.COUNT, names.case(slug).slug)


def _gone() -> str:
    return _(
        "Somebody has decided about these letters meanwhile. Nothing was changed: look below at what was "
        "decided."
    )


def _undone() -> str:
    return _("This was undone or decided anew meanwhile. Nothing was changed: look below at what holds now.")
