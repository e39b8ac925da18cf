"""Letters on paper: enter them, correct or remove an entry."""

from flask import Blueprint, abort, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from webapp.actions.entries import Entry
from webapp.database.tables import MAX_NOTE_CHARS
from webapp.desk.http.access import current_person, needs
from webapp.desk.http.errors import respond_with_error
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import pgettext
from webapp.desk.numbers.entry_form import MAX_CHARS, EntryForm, wrong_text
from webapp.desk.numbers.paper_page import PaperPage, rows_of
from webapp.domain.channel import Channel
from webapp.domain.text import line
from webapp.team.numbers.counted_cases import UnknownCampaign
from webapp.team.numbers.entering import (
    EntryState,
    EntryTakenBack,
    InvalidLetters,
    Letters,
    NamedEntry,
    PaperLetters,
    new_id,
)
from webapp.team.numbers.reading_figures import FigureReader
from webapp.team.people.permissions import Permission

PAPER = "/campaigns/<slug>/paper"
_FACTS = ("day", "channel", "number", "target", "letter_language", "place")


class PaperViews:
    """The list of a campaign with the form for new letters, and the page of one entry."""

    def __init__(self, paper: PaperLetters, reader: FigureReader) -> None:
        self._paper = paper
        self._reader = reader

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        paper = Blueprint("paper", __name__)
        counts = needs(Permission.COUNT)
        paper.add_url_rule(PAPER, "show", counts(self.show))
        paper.add_url_rule(PAPER, "enter", counts(self.enter), methods=["POST"])
        paper.add_url_rule(f"{PAPER}/<entry>", "entry", counts(self.entry))
        paper.add_url_rule(f"{PAPER}/<entry>", "correct", counts(self.correct), methods=["POST"])
        paper.add_url_rule(f"{PAPER}/<entry>/remove", "remove", counts(self.remove), methods=["POST"])
        paper.register_error_handler(UnknownCampaign, lambda _error: respond_with_error(404))
        return paper

    def show(self, slug: str) -> ResponseReturnValue:
        """List what was entered, with a form for more."""
        case = self._reader.case(current_person(), slug)
        typed = {
            "day": self._reader.today.isoformat(),
            "channel": Channel.POST.value,
            "language": case.letter_languages[0] if case.letter_languages else case.language,
        }
        return self._page(slug, EntryForm(typed))

    def enter(self, slug: str) -> ResponseReturnValue:
        """Enter letters."""
        form = EntryForm.read(request.form)
        letters = form.letters(slug)
        if isinstance(letters, EntryForm):
            return self._page(slug, letters, status=422)
        once = request.form.get("once", "")
        before = next((each.entry for each in self._entries(slug) if each.entry.id == once), None)
        if before and not _same(before, letters, form):  # a page that was gone back to, with other letters
            once = new_id()
        try:
            self._paper.enter(current_person(), letters, form.typed["note"], once)
        except InvalidLetters as error:
            return self._page(slug, self._refused(slug, form, error), status=422)
        return redirect(f"/campaigns/{slug}/paper?done=entered", 303)

    def entry(self, slug: str, entry: str) -> ResponseReturnValue:
        """Show one entry, to correct or remove it."""
        found = self._find(slug, entry)
        return self._page(slug, EntryForm.of(found.entry.letters, found.entry.note), entry)

    def correct(self, slug: str, entry: str) -> ResponseReturnValue:
        """Put other letters in the place of an entry."""
        found, form = self._find(slug, entry), EntryForm.read(request.form)
        letters = form.letters(slug)
        if isinstance(letters, EntryForm):
            return self._page(slug, letters, entry, status=422)
        try:
            self._paper.correct(current_person(), entry, letters, form.typed["note"])
        except InvalidLetters as error:
            return self._page(slug, self._refused(slug, form, error), entry, status=422)
        except EntryTakenBack:
            new = next((each.entry for each in self._entries(slug) if each.entry.replaces == entry), None)
            is_repeat = new and new.author == current_person().id and _same(new, letters, form)
            if not is_repeat:
                return self._page(slug, form, entry, problem=_taken_back(found), status=409)
        return redirect(f"/campaigns/{slug}/paper?done=corrected", 303)

    def remove(self, slug: str, entry: str) -> ResponseReturnValue:
        """Take an entry back, with the reason."""
        found, reason = self._find(slug, entry), line(request.form.get("reason", "")[:MAX_CHARS])
        form = EntryForm.of(found.entry.letters, found.entry.note)
        try:
            self._paper.remove(current_person(), slug, entry, reason)
        except InvalidLetters:
            problem = (
                wrong_text(pgettext("label of a field", "Reason"), reason, MAX_NOTE_CHARS)
                if reason
                else _no_reason()
            )
            return self._page(slug, form, entry, reason=reason, reason_problem=problem, status=422)
        except EntryTakenBack:
            now = self._find(slug, entry).entry
            if now.state is not EntryState.REMOVED or now.taken_back_by != current_person().id:
                problem = _taken_back(found)
                return self._page(slug, form, entry, reason=reason, problem=problem, status=409)
        return redirect(f"/campaigns/{slug}/paper?done=removed", 303)

    def _page(
        self,
        slug: str,
        form: EntryForm,
        entry: str = "",
        *,
        problem: str = "",
        reason: str = "",
        reason_problem: str = "",
        status: int = 200,
    ) -> ResponseReturnValue:
        case = self._reader.case(current_person(), slug)
        page = PaperPage(
            title=_("Correct letters on paper")
            if entry
            else _("Letters on paper: %(campaign)s", campaign=case.who),
            case=case,
            form=form,
            entries=rows_of(self._entries(slug), case),
            once=new_id(),
            done=_done(request.args.get("done", "")),
            entry=entry,
            problem=problem,
            reason=reason,
            reason_problem=reason_problem,
        )
        template = "desk/numbers/entry.html" if entry else "desk/numbers/paper.html"
        return make_response(render_template(template, page=page), status)

    def _refused(self, slug: str, form: EntryForm, error: InvalidLetters) -> EntryForm:
        case = self._reader.case(current_person(), slug)
        return form.refused(error, case.issued, self._paper.last_day)

    def _entries(self, slug: str) -> tuple[NamedEntry, ...]:
        return self._paper.all(current_person(), slug)

    def _find(self, slug: str, entry: str) -> NamedEntry:
        return next((each for each in self._entries(slug) if each.entry.id == entry), None) or abort(404)


def _same(before: Entry, typed: Letters, form: EntryForm) -> bool:
    facts = all(getattr(before.letters, name) == getattr(typed, name) for name in _FACTS)
    return facts and before.note == form.typed["note"]


def _done(what: str) -> str:
    return {
        "entered": _("The letters are entered, and are in the numbers now."),
        "corrected": _("The entry is corrected."),
        "removed": _("The entry is removed, and is in no number any more."),
    }.get(what, "")


def _taken_back(found: NamedEntry) -> str:
    who = found.taken_back_by
    if who:
        return _(
            "%(who)s has corrected or removed this entry meanwhile. Nothing was changed: look at the list.",
            who=who,
        )
    return _("This entry was corrected or removed meanwhile. Nothing was changed: look at the list.")


def _no_reason() -> str:
    return _("Reason: write why the entry is removed, such as: entered twice.")
