"""Two people translated the same message: both texts, and the form that decides."""

from dataclasses import dataclass

from flask import Response, make_response, render_template, request

from webapp.campaigns.letter_schema import belongs_to_letter
from webapp.desk.http.text import gettext as _
from webapp.desk.translate import wording
from webapp.desk.translate.page import rows_for
from webapp.domain.language import Language, parse
from webapp.team.translating.outcomes import EditionConflict
from webapp.team.translating.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Disputed:
    """One message, changed twice."""

    key: str
    label: str
    source: str
    source_language: Language
    before: str
    mine: str
    theirs: str
    by: str
    """Who confirmed the other text; "" where that is not known."""
    is_done: bool
    rows: int


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """What `desk/translate/conflict.html` is rendered from."""

    title: str
    slug: str
    language: Language
    base: int
    """The version to save upon."""
    messages: tuple[Disputed, ...]
    problems: tuple[tuple[str, str], ...] = ()
    left: tuple[str, ...] = ()
    """Texts that were refused: they stand here, and nowhere else."""


def conflict_page(
    sheet: Sheet, conflict: EditionConflict, problems: tuple[tuple[str, str], ...], left: tuple[str, ...]
) -> ConflictPage:
    """Return the page of a conflict; what nobody else changed is saved already, but for what was refused.

    `problems` says why, and `left` has the texts.
    """
    rows = sheet.by_key
    disputed = tuple(
        Disputed(
            each.key,
            wording.label(each.context),
            each.source,
            parse(sheet.letter_language if belongs_to_letter(each.context) else sheet.source_language),
            each.before,
            each.mine,
            each.theirs,
            rows[each.key].author_name if each.key in rows else "",
            each.is_done,
            rows=max(3, rows_for(max(each.mine, each.theirs, key=len))),
        )
        for each in conflict.messages
    )
    title = _("Somebody else changed this, too")
    return ConflictPage(
        title,
        sheet.slug,
        parse(sheet.language),
        conflict.head.number,
        disputed,
        tuple(("", sentence) for _address, sentence in problems),
        left,
    )


def show_conflict(page: ConflictPage) -> Response:
    """Show both texts of what was changed twice."""
    is_htmx = "HX-Request" in request.headers
    template = "desk/translate/_conflict.html" if is_htmx else "desk/translate/conflict.html"
    response = make_response(render_template(template, page=page), 409)
    if is_htmx:
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#main", "innerHTML show:top"
    return response
