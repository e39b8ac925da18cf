"""A new campaign: four answers, and a first version."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from webapp.campaigns.source_files import CAMPAIGN_FILE, SLUG
from webapp.desk.editor.short_names import suggest, taken_slugs
from webapp.desk.editor.values import normal
from webapp.desk.editor.views import go_to, known_countries, known_languages
from webapp.desk.http.access import current_person, needs
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import pgettext
from webapp.domain import language
from webapp.team.drafts.document import write
from webapp.team.drafts.drafts import RESERVED, Drafts, InvalidSlug, SlugTaken
from webapp.team.people.permissions import Permission

MAX_SLUG_CHARS = 60


@dataclass(frozen=True, slots=True)
class BeginPage:
    """What `desk/editor/begin.html` is rendered from."""

    title: str
    typed: Mapping[str, str]
    problems: Mapping[str, str]


class Begin:
    """The page that begins a campaign."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        begin = Blueprint("begin", __name__, url_prefix="/campaigns/new")
        begin.add_url_rule("", "show", needs(Permission.WRITE)(self.show))
        begin.add_url_rule("", "create", needs(Permission.WRITE)(self.create), methods=["POST"])
        return begin

    def show(self) -> ResponseReturnValue:
        """Ask for what a campaign begins with."""
        return _page({"headline": "", "language": "en", "country": "", "slug": ""}, {})

    def create(self) -> ResponseReturnValue:
        """Begin it. Without a short name one is made of the headline."""
        names = ("headline", "language", "country", "slug")
        typed = {name: normal(request.form.get(name, "")).strip() for name in names}
        typed["language"] = _as_code(typed["language"], known_languages())
        typed["country"] = _as_code(typed["country"], known_countries()).upper()
        problems = _problems(typed)
        slug = typed["slug"] or suggest(typed["headline"], taken_slugs(self._drafts))
        if not problems and not slug:
            problems["slug"] = _("Write a short name: the headline has no Latin letters to make one of.")
        if problems:
            return _page(typed, problems), 422
        given = {name: typed[name] for name in ("language", "country", "headline")}
        try:
            self._drafts.create(current_person(), slug, {CAMPAIGN_FILE: write({"state": "draft", **given})})
        except SlugTaken:
            problem = _("Another campaign has this short name. Choose another one.")
            return _page(typed, {"slug": problem}), 422
        except InvalidSlug:
            return _page(typed, {"slug": _invalid_slug()}), 422
        return go_to(f"/campaigns/{slug}/edit")


def _page(typed: Mapping[str, str], problems: Mapping[str, str]) -> str:
    return render_template(
        "desk/editor/begin.html", page=BeginPage(pgettext("name of a page", "New campaign"), typed, problems)
    )


def _as_code(text: str, known: tuple[tuple[str, str], ...]) -> str:
    """Return the code of a language or country that is written as its name; any other text as it is."""
    return next((code for code, name in known if name.casefold() == text.casefold()), text)


def _problems(typed: Mapping[str, str]) -> dict[str, str]:
    problems = {}
    if not typed["headline"]:
        problems["headline"] = _("Write what has happened, or what is asked for. You can change it later.")
    try:
        language.parse(typed["language"])
    except language.UnknownLanguage:
        problems["language"] = _("Write the code of a language, such as en, pt-BR or ar.")
    if not re.fullmatch("[A-Z]{2}", typed["country"]):
        problems["country"] = _("Write the two capital letters of a country, such as FR.")
    if typed["slug"] and (not SLUG.fullmatch(typed["slug"]) or typed["slug"] in RESERVED):
        problems["slug"] = _invalid_slug()
    return problems


def _invalid_slug() -> str:
    return _("Use small letters a to z, digits and hyphens, and begin with a letter, such as ada-example.")
