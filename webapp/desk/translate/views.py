"""The sheet of one language: shown, saved, and checked while somebody types."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.desk.http.access import current_person, needs
from webapp.desk.http.errors import respond_with_error
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import pgettext, ui_language
from webapp.desk.translate import form, wording
from webapp.desk.translate.conflicts import conflict_page, show_conflict
from webapp.desk.translate.filters import Filter, choose, counts, is_open, progress
from webapp.desk.translate.helps import Helps
from webapp.desk.translate.page import SheetPage, groups_of, show
from webapp.domain.language import Language, parse
from webapp.team.drafts.drafts import Drafts, TooLarge, UnknownDraft
from webapp.team.people.permissions import Permission, may
from webapp.team.translating.mail_length import MailLength, MailLengths
from webapp.team.translating.outcomes import (
    EditionConflict,
    NoEdition,
    Saved,
    Typed,
    UnknownMessage,
    Unreadable,
)
from webapp.team.translating.sheet import Sheet
from webapp.team.translating.translating import Translating

SHEET = "/campaigns/<slug>/translate/<language>"


@dataclass(frozen=True, slots=True)
class CheckedPage:
    """What `desk/translate/_checked.html` is rendered from, beside the message."""

    language: Language
    mail: MailLength | None


class SheetViews:
    """The page of one language. `Permission.SEE` reads it, `Permission.TRANSLATE` changes something."""

    def __init__(self, translating: Translating, drafts: Drafts, helps: Helps, mails: MailLengths) -> None:
        self._translating, self._drafts = translating, drafts
        self._helps, self._mails = helps, mails

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        sheet = Blueprint("translate", __name__)
        translates = needs(Permission.TRANSLATE)
        sheet.add_url_rule(SHEET, "show", needs(Permission.SEE)(self.show))
        sheet.add_url_rule(SHEET, "act", translates(self.act), methods=["POST"])
        sheet.add_url_rule(f"{SHEET}/check/<key>", "check", translates(self.check), methods=["POST"])
        for unknown in (UnknownDraft, NoEdition):
            sheet.register_error_handler(unknown, lambda _error: respond_with_error(404))
        sheet.register_error_handler(Unreadable, show_unreadable)
        sheet.register_error_handler(UnknownMessage, lambda _error: respond_with_error(400))
        return sheet

    def show(self, slug: str, language: str) -> ResponseReturnValue:
        """Show the texts of the page with their translations."""
        sheet = self._sheet(slug, language)
        is_saved = request.args.get("saved", "") == str(sheet.version)
        return self._rendered(sheet, {}, saved=sheet.version if is_saved else 0)

    def check(self, slug: str, language: str, key: str) -> ResponseReturnValue:
        """Say what may be wrong with a text as it is typed now, and how long the letter has become."""
        sheet = self._sheet(slug, language)
        typed = form.typed()
        row = sheet.by_key.get(key)
        if row is None or key not in typed:
            abort(404)
        message = show(sheet, row, self._helps.of(current_person(), sheet), typed[key])
        mail = self._mail(sheet, typed) if row.in_letter else None
        page = CheckedPage(parse(sheet.language), mail)
        return render_template("desk/translate/_checked.html", page=page, message=message)

    def act(self, slug: str, language: str) -> ResponseReturnValue:
        """Save the form, or put a suggestion into it."""
        base = form.base()
        name, rest = form.action()
        typed = form.typed(also_done=rest if name == "done" else "")
        sheet = self._sheet(slug, language)
        if name == "show":
            told = _("This is what you typed. It is not saved yet.")
            return self._rendered(sheet, typed, base=base, told=told, is_changed=True)
        if name == "use":
            used = self._used(sheet, rest)
            told = _("The suggestion is in its field. It is not saved yet.")
            return self._rendered(sheet, {**typed, **used}, base=base, told=told, is_changed=True)
        if name not in ("save", "done"):
            abort(400)
        return self._save(sheet, base, typed)

    def _save(self, sheet: Sheet, base: int, typed: Mapping[str, Typed]) -> ResponseReturnValue:
        slug, language = sheet.slug, sheet.language
        kept = {key: value for key, value in typed.items() if key not in form.theirs()}
        try:
            outcome = self._translating.save(current_person(), slug, language, base, kept)
        except TooLarge as error:
            why = _("Nothing was saved: %(why)s. Shorten it, then save again.", why=str(error))
            return self._rendered(sheet, typed, base=base, problems=(("", why),), status=422)
        told = self._problems(slug, language, outcome)
        if isinstance(outcome, EditionConflict):
            sheet = self._sheet(slug, language)
            return show_conflict(conflict_page(sheet, outcome, told, _texts(typed, outcome.refused)))
        if told:
            return self._not_all_saved(slug, language, outcome, typed, told)
        number = outcome.version.number
        if "HX-Request" not in request.headers:
            show, page = request.args.get("show"), request.args.get("page")
            here = url_for(".show", slug=slug, language=language, saved=number, show=show, page=page)
            return redirect(here, 303)
        others = self._others(slug, base, number) if outcome.merged else ()
        names = ui_language().join(others)
        also = _("%(names)s saved, too: load the page again to see it.", names=names) if others else ""
        return self._rendered(
            self._sheet(slug, language),
            typed,
            saved=number,
            told=also,
            part="desk/translate/_saved.html",
        )

    def _others(self, slug: str, base: int, number: int) -> tuple[str, ...]:
        """Return who else saved between the form's version and this one: one's own saves may overtake."""
        between = (self._drafts.version(slug, each) for each in range(max(base + 1, number - 20), number))
        own = current_person().id
        names = (
            each.author_name or pgettext("in place of a name that is not known", "Somebody")
            for each in between
            if each and each.author != own
        )
        return tuple(dict.fromkeys(names))

    def _problems(
        self, slug: str, language: str, outcome: Saved | EditionConflict
    ) -> tuple[tuple[str, str], ...]:
        """Return why some texts are not saved, or not as done: an address on the page, and a sentence."""
        why = {**outcome.problems, **outcome.refused}
        rows = self._sheet(slug, language).by_key if why else {}
        return tuple(
            (f"#text-{key}", _("%(label)s: %(why)s", label=wording.label(rows[key].context), why=sentence))
            if key in rows
            else ("", sentence)
            for key, sentence in why.items()
        )

    def _not_all_saved(
        self,
        slug: str,
        language: str,
        outcome: Saved,
        typed: Mapping[str, Typed],
        told: tuple[tuple[str, str], ...],
    ) -> Response:
        """Show the form with what was typed, and why some of it is not saved as it was meant."""
        sheet = self._sheet(slug, language)
        gone = [key for key in outcome.refused if key not in sheet.by_key]
        return self._rendered(
            sheet,
            typed,
            base=outcome.version.number,
            problems=told,
            left=_texts(typed, gone),
            status=422,
        )

    def _used(self, sheet: Sheet, rest: str) -> dict[str, Typed]:
        """Return the suggestion that a button names, by the key of its message."""
        key, _space, number = rest.partition(" ")
        row = sheet.by_key.get(key)
        if row is None:
            abort(404)
        offered = self._helps.of(current_person(), sheet, (row,)).suggestions(row)
        found = [each for each in offered if str(each.number) == number]
        return {key: Typed(found[0].translation, is_done=False)} if found else {}

    def _sheet(self, slug: str, language: str) -> Sheet:
        return self._translating.sheet(current_person(), slug, language)

    def _mail(self, sheet: Sheet, typed: Mapping[str, Typed]) -> MailLength | None:
        version = self._drafts.version(sheet.slug, sheet.version)
        if version is None:
            return None
        texts = {
            (row.context, row.source): typed[row.key].text if row.key in typed else row.translation
            for row in sheet.rows
        }
        return self._mails.longest(version, sheet.language, texts)

    def _rendered(
        self, sheet: Sheet, typed: Mapping[str, Typed], *, part: str = "", status: int = 200, **more: Any
    ) -> Response:
        """Render the sheet; `typed` replaces what is saved, `more` are fields of the page."""
        spoken = parse(sheet.language)
        name = spoken.name_in(ui_language())
        chosen = Filter.read(request.args.get("show", ""))
        may_write = may(current_person(), Permission.TRANSLATE, sheet.slug, sheet.language)
        number = request.args.get("page", 1, type=int)
        shown = choose(sheet.rows, chosen, number, request.args.get("at", ""), typed)
        to_translate = filter(is_open, shown.rows) if may_write and not part else ()
        helps = self._helps.of(current_person(), sheet, to_translate)
        page = SheetPage(
            title=pgettext("name of a page", "Translate into %(language)s", language=name),
            sheet=sheet,
            language=spoken,
            name=name,
            base=more.pop("base", sheet.version),
            filter=chosen,
            counts=counts(sheet.rows),
            progress=progress(sheet.rows),
            shown=shown,
            groups=groups_of(sheet, shown, helps, typed),
            may_write=may_write,
            mail=self._mail(sheet, typed) if not part else None,
            **more,
        )
        response = make_response(render_template(part or "desk/translate/sheet.html", page=page), status)
        if not part and "HX-Request" in request.headers:  # the whole page stands in place of the old one
            response = make_response(render_template("desk/translate/_main.html", page=page), status)
            response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#main", "innerHTML show:top"
        return response


def show_unreadable(error: Unreadable) -> Response:
    """Say why nobody can translate now."""
    slug = (request.view_args or {}).get("slug", "")
    page = UnreadablePage(_("This cannot be translated now"), slug, error.sentences)
    return make_response(render_template("desk/translate/unreadable.html", page=page), 409)


@dataclass(frozen=True, slots=True)
class UnreadablePage:
    """What `desk/translate/unreadable.html` is rendered from."""

    title: str
    slug: str
    sentences: tuple[str, ...]


def _texts(typed: Mapping[str, Typed], keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(typed[key].text for key in keys if key in typed and typed[key].text)
