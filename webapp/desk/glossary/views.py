"""The screens of the glossary: the pairs of languages, the terms of one, one term, files in and out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.desk.glossary import wording
from webapp.desk.http.access import current_person, needs
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import pgettext
from webapp.domain.language import Language, UnknownLanguage, canonical_tag, parse
from webapp.domain.text import line
from webapp.team.people.permissions import Permission
from webapp.team.translating.term_files import MAX_FILE_BYTES, UnreadableFile, from_file, to_csv, to_po
from webapp.team.translating.terms import InvalidTerm, Term, Terms, may_change_terms

PAIR = "/glossary/<written_in>/<language>"
"""For those who may change its terms: `needs` asks for the language of the address."""
SEEN = "/glossary/<written_in>/<into>"
"""The same for everybody who sees campaigns."""
MAX_TYPED_CHARS = 1_000
"""Of one field that is shown again."""


@dataclass(frozen=True, slots=True)
class GlossariesPage:
    """What `desk/glossary/glossaries.html` is rendered from."""

    title: str
    pairs: tuple[tuple[Language, Language, int], ...]
    typed: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def problem_links(self) -> tuple[tuple[str, str], ...]:
        """What is wrong, each with the address of its field."""
        return _links(self.problems)


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    """What `desk/glossary/glossary.html` is rendered from."""

    title: str
    written_in: Language
    language: Language
    terms: tuple[Term, ...]
    may_change: bool
    typed: Term
    problems: Mapping[str, str]
    told: str = ""

    @property
    def problem_links(self) -> tuple[tuple[str, str], ...]:
        """What is wrong, each with the address of its field."""
        return _links(self.problems)


@dataclass(frozen=True, slots=True)
class TermPage:
    """What `desk/glossary/term.html` is rendered from."""

    title: str
    written_in: Language
    language: Language
    seen: Term
    """As it was when the form was opened."""
    typed: Term
    problems: Mapping[str, str]
    is_other: bool = False
    """Whether somebody else has changed it since it was opened."""

    @property
    def problem_links(self) -> tuple[tuple[str, str], ...]:
        """What is wrong, each with the address of its field."""
        return _links(self.problems)


class Glossary:
    """The pages. `Permission.SEE` reads them, `Permission.CHANGE_TERMS` of the language changes its terms."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        glossary = Blueprint("glossary", __name__)
        sees, changes = needs(Permission.SEE), needs(Permission.CHANGE_TERMS)
        glossary.add_url_rule("/glossary", "all", sees(self.all))
        glossary.add_url_rule(SEEN, "show", sees(self.show))
        glossary.add_url_rule(f"{SEEN}/glossary.<kind>", "download", sees(self.download))
        glossary.add_url_rule(f"{PAIR}/term", "term", changes(self.term))
        for name, view in (
            ("add", self.add),
            ("change", self.change),
            ("remove", self.remove),
            ("upload", self.upload),
        ):
            glossary.add_url_rule(f"{PAIR}/{name}", name, changes(view), methods=["POST"])
        return glossary

    def all(self) -> ResponseReturnValue:
        """List the pairs of languages, or go to the one that was typed."""
        typed = {name: line(request.args.get(name, ""))[:40] for name in ("from", "to")}
        problems: dict[str, str] = {}
        tags: dict[str, str] = {}
        if any(typed.values()):
            for name, tag in typed.items():
                try:
                    tags[name] = canonical_tag(tag.replace("_", "-"))
                except UnknownLanguage:
                    problems[name] = _("Write the tag of a language, such as es, fr or pt-BR.")
            if not problems and tags["from"] == tags["to"]:
                problems["to"] = _("Write another language than the one above.")
            if not problems:
                return redirect(url_for(".show", written_in=tags["from"], into=tags["to"]), 303)
        pairs = tuple((parse(first), parse(second), number) for first, second, number in self._terms.pairs())
        page = GlossariesPage(pgettext("name of a page", "Glossary"), pairs, typed, problems)
        return render_template("desk/glossary/glossaries.html", page=page), 422 if problems else 200

    def show(self, written_in: str, into: str) -> ResponseReturnValue:
        """Show the terms of a pair of languages."""
        return self._shown(written_in, into, told=wording.told(request.args.get("told", "")))

    def download(self, written_in: str, into: str, kind: str) -> ResponseReturnValue:
        """Send the terms as a file."""
        _source, target = _pair(written_in, into)
        terms = self._terms.all(written_in, into)
        if kind == "po":
            return _file(to_po(terms, target.tag), f"glossary-{target.tag}.po", "text/x-gettext-translation")
        if kind != "csv":
            abort(404)
        return _file(to_csv(terms), f"glossary-{target.tag}.csv", "text/csv")

    def add(self, written_in: str, language: str) -> ResponseReturnValue:
        """Add a term."""
        _pair(written_in, language)
        typed = _typed()
        try:
            self._terms.put(current_person(), written_in, language, typed)
        except InvalidTerm as refused:
            return self._shown(written_in, language, typed, wording.problem(refused), status=422)
        return self._back(written_in, language, "added")

    def term(self, written_in: str, language: str) -> ResponseReturnValue:
        """Show one term to change it."""
        source, target = _pair(written_in, language)
        wanted = request.args.get("term", "")
        found = next((each for each in self._terms.all(written_in, language) if each.term == wanted), None)
        if found is None:
            abort(404)
        return _term_page(source, target, found, found, {})

    def change(self, written_in: str, language: str) -> ResponseReturnValue:
        """Change a term as the person has seen it."""
        source, target = _pair(written_in, language)
        typed, seen = _typed(), _typed("seen-")
        try:
            self._terms.put(current_person(), written_in, language, typed, replaces=seen)
        except InvalidTerm as refused:
            current = next(
                (each for each in self._terms.all(written_in, language) if each.term == seen.term), None
            )
            problems = wording.problem(refused)
            if current is None:  # somebody has removed it: it can be added again
                return self._shown(written_in, language, typed, problems, status=409)
            status = 422 if current.translation == seen.translation and current.note == seen.note else 409
            return _term_page(source, target, current, typed, problems, status)
        return self._back(written_in, language, "changed")

    def remove(self, written_in: str, language: str) -> ResponseReturnValue:
        """Remove a term as the person has seen it."""
        _pair(written_in, language)
        try:
            self._terms.remove(current_person(), written_in, language, _typed("seen-"))
        except InvalidTerm as refused:
            return self._shown(written_in, language, Term("", ""), wording.problem(refused), status=409)
        return self._back(written_in, language, "removed")

    def upload(self, written_in: str, language: str) -> ResponseReturnValue:
        """Take terms in from a file."""
        _pair(written_in, language)
        content = b""
        if sent := request.files.get("file"):
            with sent.stream as stream:
                content = stream.read(MAX_FILE_BYTES + 1)
        try:
            took = self._terms.take_in(current_person(), written_in, language, from_file(content))
        except UnreadableFile as unreadable:
            problem = wording.unreadable(unreadable)
            return self._shown(written_in, language, problems={"file": problem}, status=422)
        except InvalidTerm as refused:
            why = " ".join(wording.problem(refused).values())
            problem = _("Nothing was taken in. “%(term)s”: %(why)s", term=refused.term, why=why)
            return self._shown(written_in, language, problems={"file": problem}, status=422)
        return self._shown(written_in, language, told=wording.imported(took))

    def _shown(
        self,
        written_in: str,
        language: str,
        typed: Term | None = None,
        problems: Mapping[str, str] | None = None,
        *,
        told: str = "",
        status: int = 200,
    ) -> Response:
        source, target = _pair(written_in, language)
        page = GlossaryPage(
            wording.title(source, target),
            source,
            target,
            self._terms.all(source.tag, target.tag),
            may_change_terms(current_person(), target.tag),
            typed or Term("", ""),
            problems or {},
            told,
        )
        return make_response(render_template("desk/glossary/glossary.html", page=page), status)

    def _back(self, written_in: str, language: str, told: str) -> ResponseReturnValue:
        return redirect(url_for(".show", written_in=written_in, into=language, told=told), 303)


def _term_page(
    source: Language,
    target: Language,
    seen: Term,
    typed: Term,
    problems: Mapping[str, str],
    status: int = 200,
) -> Response:
    page = TermPage(_("Change a term"), source, target, seen, typed, problems, status == 409)
    return make_response(render_template("desk/glossary/term.html", page=page), status)


def _links(problems: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((f"#{name}", sentence) for name, sentence in problems.items())


def _typed(prefix: str = "") -> Term:
    term, translation, note = (
        request.form.get(prefix + name, "")[:MAX_TYPED_CHARS] for name in ("term", "translation", "note")
    )
    return Term(term, translation, note)


def _pair(written_in: str, language: str) -> tuple[Language, Language]:
    """Return the languages of an address, which has their tags as BCP 47 writes them."""
    try:
        is_written_so = canonical_tag(written_in) == written_in and canonical_tag(language) == language
    except UnknownLanguage:
        is_written_so = False
    if not is_written_so or written_in == language:
        abort(404)
    return parse(written_in), parse(language)


def _file(content: bytes, name: str, kind: str) -> Response:
    response = make_response(content)
    response.headers["Content-Type"] = f"{kind}; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
