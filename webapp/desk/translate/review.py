"""Reading and confirming a translation: source and translation side by side, without fields."""

from dataclasses import dataclass

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.desk.http.access import current_person, needs
from webapp.desk.http.errors import respond_with_error
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import ngettext, ui_language
from webapp.desk.translate import form, wording
from webapp.desk.translate.filters import Filter, Shown, choose
from webapp.desk.translate.helps import Helps
from webapp.desk.translate.page import Group, groups_of
from webapp.desk.translate.views import SHEET, show_unreadable
from webapp.domain.language import Language, parse
from webapp.team.drafts.drafts import UnknownDraft
from webapp.team.people.permissions import Permission, may_review
from webapp.team.translating.outcomes import EditionConflict, NoEdition, Saved, UnknownMessage, Unreadable
from webapp.team.translating.sheet import Sheet
from webapp.team.translating.translating import Translating

REVIEW = f"{SHEET}/review"
_KEYS = {"right": "right", "all": "shown"}
"""The fields that hold the keys of the messages, by what a button does."""


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """What `desk/translate/review.html` is rendered from."""

    title: str
    sheet: Sheet
    language: Language
    name: str
    shown: Shown
    groups: tuple[Group, ...]
    shows_all: bool
    own: frozenset[str]
    """The keys of what the person translated: somebody else reviews it."""
    open: frozenset[str]
    """The keys of what can be confirmed."""
    to_review: int
    told: str = ""
    problems: tuple[tuple[str, str], ...] = ()


class ReviewViews:
    """The page of those who review. `Permission.REVIEW` opens it."""

    def __init__(self, translating: Translating, helps: Helps) -> None:
        self._translating, self._helps = translating, helps

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        review = Blueprint("review", __name__)
        reviews = needs(Permission.REVIEW)
        review.add_url_rule(REVIEW, "show", reviews(self.show))
        review.add_url_rule(REVIEW, "act", reviews(self.act), methods=["POST"])
        for unknown in (UnknownDraft, NoEdition):
            review.register_error_handler(unknown, lambda _error: respond_with_error(404))
        review.register_error_handler(Unreadable, show_unreadable)
        review.register_error_handler(UnknownMessage, lambda _error: respond_with_error(400))
        return review

    def show(self, slug: str, language: str) -> ResponseReturnValue:
        """Show what nobody has reviewed as it is now, or with `show=all` everything."""
        sheet = self._sheet(slug, language)
        read = request.args.get("read", 0, type=int)
        told = ngettext("%(num)s text is reviewed.", "%(num)s texts are reviewed.", read) if read > 0 else ""
        return self._rendered(sheet, told=told)

    def act(self, slug: str, language: str) -> ResponseReturnValue:
        """Note that the person read what they ticked, or all that was shown, and found it right; or not."""
        base = form.base()
        name, rest = form.action()
        keys = frozenset((rest,) if name == "back" else request.form.getlist(_KEYS.get(name, "right")))
        if not keys:
            why = _("Tick the texts that you read and found right.")
            return self._rendered(self._sheet(slug, language), problems=(("", why),), status=422)
        by = current_person()
        if name == "back":
            outcome = self._translating.take_back_review(by, slug, language, base, keys)
        else:
            outcome = self._translating.review(by, slug, language, base, keys)
        sheet = self._sheet(slug, language)
        if told := _told(sheet, outcome):
            return self._rendered(sheet, problems=told, status=409)
        read, show = 0 if name == "back" else len(keys), "all" if _shows_all() else None
        return redirect(url_for(".show", slug=slug, language=language, read=read, show=show), 303)

    def _sheet(self, slug: str, language: str) -> Sheet:
        return self._translating.sheet(current_person(), slug, language)

    def _rendered(
        self, sheet: Sheet, *, told: str = "", problems: tuple[tuple[str, str], ...] = (), status: int = 200
    ) -> Response:
        by, spoken = current_person(), parse(sheet.language)
        waiting = [row for row in sheet.rows if Filter.NOT_REVIEWED.takes(row)]
        own = {row.key for row in waiting if not may_review(by, row.author, sheet.slug, sheet.language)}
        rows = sheet.rows if _shows_all() else waiting
        shown = choose(rows, Filter.ALL, request.args.get("page", 1, type=int))
        name = spoken.name_in(ui_language())
        page = ReviewPage(
            _("Review the translation into %(language)s", language=name),
            sheet,
            spoken,
            name,
            shown,
            groups_of(sheet, shown, self._helps.of(by, sheet), {}),
            shows_all=_shows_all(),
            own=frozenset(own),
            open=frozenset(row.key for row in waiting) - own,
            to_review=len(waiting),
            told=told,
            problems=problems,
        )
        return make_response(render_template("desk/translate/review.html", page=page), status)


def _shows_all() -> bool:
    return request.args.get("show") == "all"


def _told(sheet: Sheet, outcome: Saved | EditionConflict) -> tuple[tuple[str, str], ...]:
    """Return why some texts could not be confirmed: the address and a sentence of each."""
    return tuple(
        (f"#m-{key}", f"{wording.label(row.context)}: {outcome.refused[key]}")
        for key in outcome.refused
        if (row := sheet.by_key.get(key))
    )
