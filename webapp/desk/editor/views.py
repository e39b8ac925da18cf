"""The case editor: the form, what is wrong with it while somebody types, and saving."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.campaigns.source_files import CAMPAIGN_FILE, SourceFiles
from webapp.desk.editor import changes
from webapp.desk.editor.checking import Found, check_case
from webapp.desk.editor.conflicts import ConflictPage, conflict_page, resolved
from webapp.desk.editor.flat import Flat, ReadCase, fields_of, read_case
from webapp.desk.editor.form_view import ShownSection, show
from webapp.desk.editor.short_names import with_short_names
from webapp.desk.editor.values import normal
from webapp.desk.http.access import current_person, needs
from webapp.desk.http.errors import respond_with_error
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import ui_language
from webapp.team.drafts.document import BrokenDocument, Document, parse, write
from webapp.team.drafts.drafts import Conflict, Drafts, Saved, TooLarge, UnknownDraft
from webapp.team.drafts.version import Version
from webapp.team.people.permissions import Permission
from webapp.team.people.person import Person

MAX_VERSION_DIGITS = 9
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Codes of the CLDR that are no countries."""


@dataclass(frozen=True, slots=True)
class EditorPage:
    """What `desk/editor/edit.html` and its part `_form.html` are rendered from."""

    title: str
    slug: str
    name: str
    """The headline, or the slug while there is none."""
    base: int
    """The version that the next save begins from."""
    made_from: int
    """The version that the form was made from."""
    sections: tuple[ShownSection, ...]
    found: Found
    saved: int = 0
    """The version that was just saved, or 0."""
    is_changed: bool = False
    """Whether the form holds what is not saved yet."""
    focus: str = ""
    told: str = ""
    """A sentence about what a button did."""
    problem: str = ""


class Editor:
    """The pages of one case."""

    def __init__(self, drafts: Drafts, on_typed: Callable[[Person, Version, bytes], None]) -> None:
        """`on_typed` receives a campaign.toml while somebody types it, for their preview."""
        self._drafts, self._on_typed = drafts, on_typed

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        editor = Blueprint("editor", __name__, url_prefix="/campaigns/<slug>/edit")
        writes = needs(Permission.WRITE)
        editor.add_url_rule("", "show", writes(self.show))
        editor.add_url_rule("", "act", writes(self.act), methods=["POST"])
        editor.add_url_rule("/check", "check", writes(self.check), methods=["POST"])
        editor.add_url_rule("/decide", "decide", writes(self.decide), methods=["POST"])
        editor.add_app_template_global(known_languages)
        editor.add_app_template_global(known_countries)
        editor.register_error_handler(UnknownDraft, lambda _error: respond_with_error(404))
        return editor

    def show(self, slug: str) -> ResponseReturnValue:
        """Show the form of the newest version."""
        head = find_head(self._drafts, slug)
        source = self._drafts.source(head)
        flat = fields_of(source)
        if flat is None:
            return redirect(url_for("case_text.show", slug=slug))
        found = check_case(source, flat)
        return self._page(head.number, head.number, slug, flat, found, saved=just_saved(head))

    def check(self, slug: str) -> ResponseReturnValue:
        """Say what is wrong in the form as it is now."""
        made_from, before = self._made_from(slug)
        flat = with_short_names(typed())
        case = read_case(flat, before)
        content = write(case.document)
        found = check_case(self._drafts.source(made_from), flat, case, content)
        self._on_typed(current_person(), made_from, content)
        return with_preview(make_response(render_template("desk/editor/_found.html", found=found)))

    def act(self, slug: str) -> ResponseReturnValue:
        """Save the form, or do what another of its buttons says."""
        made_from, before = self._made_from(slug)
        base = version_number("base")
        flat = typed()
        action, _space, name = request.form.get("do", "save").partition(" ")
        case = read_case(flat, before)
        if action == "show":
            told = _("This is what you typed. It is not saved yet.")
            return self._again(slug, base, made_from, flat, before, "", told)
        if action not in ("save", "photo"):
            changed = changes.apply(flat, action, name)
            if changed is None:
                abort(400)
            return self._again(slug, base, made_from, changed.flat, before, changed.focus, _told(changed))
        named = with_short_names(flat)
        case = read_case(named, before)
        content = write(case.document, self._drafts.source(made_from).contents[CAMPAIGN_FILE])
        try:
            outcome = self._drafts.save(current_person(), slug, base, {CAMPAIGN_FILE: content})
        except TooLarge as error:
            problem = _("Nothing was saved: %(why)s. Shorten it, then save again.", why=str(error))
            return self._again(slug, base, made_from, flat, before, "", problem, status=422)
        if isinstance(outcome, Conflict):
            return show_conflict(conflict_page(slug, outcome), 409)
        if action == "photo":
            return go_to(url_for("photos.show", slug=slug, place=_photo_place(name, case)))
        return self._saved(slug, outcome, form_has_changed=named != flat)

    def decide(self, slug: str) -> ResponseReturnValue:
        """Save what somebody chose where two had changed the same fields."""
        base = version_number("base")
        version = self._drafts.version(slug, base)
        if version is None:
            abort(404)
        theirs = self._drafts.source(version).contents[CAMPAIGN_FILE]
        content = resolved(request.form, theirs)
        try:
            outcome = self._drafts.save(current_person(), slug, base, {CAMPAIGN_FILE: content})
        except TooLarge as error:
            if (flat := fields_of(SourceFiles(slug, {CAMPAIGN_FILE: content}))) is None:
                return respond_with_error(413)
            problem = _("Nothing was saved: %(why)s. Shorten it, then save again.", why=str(error))
            return self._again(slug, base, version, flat, parse(content), "", problem, status=422)
        if isinstance(outcome, Conflict):
            return show_conflict(conflict_page(slug, outcome), 409)
        return go_to(url_for(".show", slug=slug, saved=outcome.version.number))

    def _saved(self, slug: str, outcome: Saved, *, form_has_changed: bool) -> ResponseReturnValue:
        number = outcome.version.number
        address = url_for(".show", slug=slug, saved=number)
        if "HX-Request" not in request.headers or outcome.merged or form_has_changed:
            return go_to(address)  # the form has to show what others changed, and new short names
        response = make_response(
            render_template("desk/editor/_saved.html", base=number, saved=number, told="")
        )
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#saved", "outerHTML"
        return with_preview(response)

    def _again(
        self,
        slug: str,
        base: int,
        made_from: Version,
        flat: Flat,
        before: Document,
        focus: str,
        told: str,
        status: int = 200,
    ) -> ResponseReturnValue:
        case = read_case(flat, before)
        found = check_case(self._drafts.source(made_from), flat, case, write(case.document))
        page = self._page(
            base,
            made_from.number,
            slug,
            flat,
            found,
            is_changed=True,
            focus=focus,
            told=told if status == 200 else "",
            problem=told if status != 200 else "",
        )
        return page, status

    def _page(
        self, base: int, made_from: int, slug: str, flat: Mapping[str, str], found: Found, **more: Any
    ) -> str:
        name = flat.get("headline", "").strip()[:120] or slug
        sections = show(flat, found.by_name)
        page = EditorPage(_("Edit the case"), slug, name, base, made_from, sections, found, **more)
        template = "desk/editor/_form.html" if "HX-Request" in request.headers else "desk/editor/edit.html"
        return render_template(template, page=page)

    def _made_from(self, slug: str) -> tuple[Version, Document]:
        """Return the version that the form was made from, and its document."""
        version = self._drafts.version(slug, version_number("made-from"))
        if version is None:
            abort(404)
        try:
            return version, parse(self._drafts.source(version).contents[CAMPAIGN_FILE])
        except BrokenDocument:
            return version, {}


def find_head(drafts: Drafts, slug: str) -> Version:
    """Return the newest version; abort with 404 where the desk has no such campaign."""
    head = drafts.head(slug)
    if head is None:
        abort(404)
    return head


def just_saved(head: Version) -> int:
    """Return the number of the version if this request follows its saving, or 0."""
    return head.number if request.args.get("saved", "") == str(head.number) else 0


def known_languages() -> tuple[tuple[str, str], ...]:
    """Return code and name of languages, by name."""
    names = ui_language().locale.languages
    return _by_name({code: name for code, name in names.items() if len(code) == 2})


def known_countries() -> tuple[tuple[str, str], ...]:
    """Return code and name of countries, by name."""
    names = ui_language().locale.territories
    return _by_name(
        {code: name for code, name in names.items() if len(code) == 2 and code not in _NO_COUNTRIES}
    )


def _by_name(names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(names.items(), key=lambda pair: pair[1].casefold()))


def typed() -> Flat:
    """Return the values of the form of this request. Of a name that is there twice the last one counts."""
    return {name: normal(values[-1]) for name, values in request.form.lists()}


def go_to(address: str) -> Response:
    """Send the browser to another page, also where htmx asked."""
    if "HX-Request" not in request.headers:
        return make_response(redirect(address, 303))
    response = make_response("", 200)
    response.headers["HX-Redirect"] = address
    return response


def show_conflict(page: ConflictPage, status: int) -> Response:
    """Show both texts of what was changed twice."""
    is_htmx = "HX-Request" in request.headers
    template = "desk/editor/_conflict.html" if is_htmx else "desk/editor/conflict.html"
    response = make_response(render_template(template, page=page), status)
    if is_htmx:
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#main", "innerHTML show:top"
    return response


def version_number(name: str) -> int:
    """Return the number of a version in the form; abort with 400 where there is none."""
    value = request.form.get(name, "")
    if not (value.isascii() and value.isdecimal() and len(value) <= MAX_VERSION_DIGITS):
        abort(400)
    return int(value)


def _photo_place(name: str, case: ReadCase) -> str:
    """Return the name of a picture's control with the place that its entry has in the saved document."""
    place, number, field = name.split(".") if name.count(".") == 2 else ("", "", "")
    here = case.places.get(place, [])
    is_there = number.isdecimal() and len(number) <= 3 and int(number) in here
    return f"{place}.{here.index(int(number))}.{field}" if is_there else name


def _told(changed: changes.Changed) -> str:
    return _("Added. It is not saved yet.") if changed.is_new else _("Changed. It is not saved yet.")


def with_preview(response: Response) -> Response:
    """Tell the page that what the preview beside the form shows has changed."""
    response.headers["HX-Trigger"] = "preview-changed"
    return response
