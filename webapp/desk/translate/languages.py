"""The languages of a campaign: how far each is, who does it, and where another one is begun."""

from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache

from babel.localedata import locale_identifiers
from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.reader import read_schema
from webapp.campaigns.source_files import EDITION_SUFFIX, SourceFiles
from webapp.campaigns.translations import edition_tag
from webapp.desk.http.access import current_person, needs
from webapp.desk.http.errors import respond_with_error
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import pgettext, ui_language
from webapp.desk.translate import form
from webapp.desk.translate.filters import Filter, Progress, progress, words
from webapp.desk.translate.views import show_unreadable
from webapp.domain.language import Language, UnknownLanguage, parse
from webapp.team.drafts.drafts import Drafts, TooLarge, UnknownDraft
from webapp.team.people.people import People
from webapp.team.people.permissions import Permission, may
from webapp.team.people.person import Person, Role
from webapp.team.translating.outcomes import EditionExists, InvalidLanguage, NoEdition, Unreadable
from webapp.team.translating.sheet import Sheet
from webapp.team.translating.translating import Translating

LANGUAGES = "/campaigns/<slug>/translate"
MAX_TYPED_CHARS = 40


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """One translation of a campaign."""

    language: Language
    name: str
    progress: Progress
    empty: int
    changed: int
    needs_work: int
    not_reviewed: int
    """Each in words of the source text."""
    translators: tuple[str, ...]
    reviewers: tuple[str, ...]
    problems: tuple[str, ...]
    """Why its file cannot be used."""


@dataclass(frozen=True, slots=True)
class LanguagesPage:
    """What `desk/translate/languages.html` is rendered from."""

    title: str
    slug: str
    source_name: str
    languages: tuple[LanguageRow, ...]
    unreadable: tuple[tuple[str, tuple[str, ...]], ...]
    """The tags of PO files that nobody can read, and why."""
    offered: tuple[tuple[str, str], ...]
    chosen: str
    typed: str
    problem: str


class LanguagesViews:
    """The page of all languages. `Permission.SEE` opens it, `Permission.TRANSLATE` begins a language."""

    def __init__(self, translating: Translating, drafts: Drafts, people: People) -> None:
        self._translating, self._drafts, self._people = translating, drafts, people

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        languages = Blueprint("languages", __name__)
        begin = needs(Permission.TRANSLATE)(self.begin)
        languages.add_url_rule(LANGUAGES, "show", needs(Permission.SEE)(self.show))
        languages.add_url_rule(LANGUAGES, "begin", begin, methods=["POST"])
        languages.register_error_handler(UnknownDraft, lambda _error: respond_with_error(404))
        languages.register_error_handler(Unreadable, show_unreadable)
        return languages

    def show(self, slug: str) -> ResponseReturnValue:
        """List the languages."""
        return self._rendered(slug)

    def begin(self, slug: str) -> ResponseReturnValue:
        """Begin a language: the one that was typed, or else the one that was chosen."""
        chosen = request.form.get("chosen", "")
        typed = form.normal(request.form.get("language", ""))
        tag = typed or chosen
        if not tag:
            return self._rendered(slug, problem=_("Choose a language, or write its tag."), status=422)
        try:
            self._translating.begin(current_person(), slug, tag[:MAX_TYPED_CHARS])
        except InvalidLanguage:
            return self._rendered(slug, chosen=chosen, typed=typed, problem=_why_not(tag), status=422)
        except TooLarge as error:
            problem = _("Nothing was saved: %(why)s.", why=str(error))
            return self._rendered(slug, chosen=chosen, typed=typed, problem=problem, status=422)
        except EditionExists:
            pass  # somebody else was quicker: it is what was asked for
        return redirect(url_for("translate.show", slug=slug, language=tag), 303)

    def _rendered(
        self, slug: str, *, chosen: str = "", typed: str = "", problem: str = "", status: int = 200
    ) -> Response:
        source = self._source(slug)
        tags = tuple(dict.fromkeys(map(_tag, source.edition_names)))
        team = [each for each in self._people.all() if each.is_active]
        sheets, broken = [], []
        for tag in tags:
            try:
                sheets.append(self._translating.sheet(current_person(), slug, tag))
            except (Unreadable, NoEdition) as error:
                broken.append((tag, getattr(error, "sentences", ())))
        # The sheets are of the last case that kept all rules.
        written_in = sheets[0].source_language if sheets else _schema_language(source)
        taken = {written_in, *tags}
        page = LanguagesPage(
            pgettext("name of a page", "Languages"),
            slug,
            _name(written_in),
            tuple(_row(each, team) for each in sheets),
            tuple(broken),
            _offered(current_person(), slug, taken),
            chosen,
            typed,
            problem,
        )
        return make_response(render_template("desk/translate/languages.html", page=page), status)

    def _source(self, slug: str) -> SourceFiles:
        head = self._drafts.head(slug)
        if head is None:
            raise UnknownDraft(slug)
        return self._drafts.source(head)


@lru_cache(maxsize=8)
def known_languages(spoken: Language) -> tuple[tuple[str, str], ...]:
    """Return tag and name of the languages that the CLDR has data of, by name in the language `spoken`."""
    names = spoken.locale.languages
    codes = {each.partition("_")[0] for each in locale_identifiers()}
    pairs = ((code, names[code]) for code in codes if code in names)
    return tuple(sorted(pairs, key=lambda pair: pair[1].casefold()))


def _offered(by: Person, slug: str, taken: Container[str]) -> tuple[tuple[str, str], ...]:
    """Return the languages that a person can begin."""
    return tuple(
        (tag, name)
        for tag, name in known_languages(ui_language())
        if tag not in taken and may(by, Permission.TRANSLATE, slug, tag)
    )


def _row(sheet: Sheet, team: list[Person]) -> LanguageRow:
    spoken = parse(sheet.language)
    return LanguageRow(
        language=spoken,
        name=spoken.name_in(ui_language()),
        progress=progress(sheet.rows),
        empty=words(sheet.rows, Filter.EMPTY),
        changed=words(sheet.rows, Filter.CHANGED),
        needs_work=words(sheet.rows, Filter.NEEDS_WORK),
        not_reviewed=words(sheet.rows, Filter.NOT_REVIEWED),
        translators=_who(team, Role.TRANSLATOR, sheet),
        reviewers=_who(team, Role.REVIEWER, sheet),
        problems=sheet.problems,
    )


def _who(team: list[Person], role: Role, sheet: Sheet) -> tuple[str, ...]:
    """Return the names of those who have the role for this language of the campaign."""
    return tuple(
        person.name
        for person in team
        if any(grant.role is role and grant.covers(sheet.slug, sheet.language) for grant in person.grants)
    )


def _schema_language(source: SourceFiles) -> str:
    try:
        return read_schema(source).language
    except InvalidCampaign as invalid:
        raise Unreadable(*map(str, invalid.diagnostics)) from None


def _tag(name: str) -> str:
    """Return the tag of a PO file, or its name without the end where that is none."""
    try:
        return edition_tag(name)
    except UnknownLanguage:
        return name.removesuffix(EDITION_SUFFIX)


def _name(tag: str) -> str:
    try:
        return parse(tag).name_in(ui_language())
    except UnknownLanguage:
        return tag


def _why_not(tag: str) -> str:
    """Say why a language cannot be begun."""
    try:
        parse(tag[:MAX_TYPED_CHARS])
    except UnknownLanguage:
        return _("Write the tag of a language, such as es, fr or pt-BR.")
    return _("Write another language than the one above.")
