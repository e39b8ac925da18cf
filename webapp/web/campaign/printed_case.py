"""What is printed of a case: its texts in a page language, and the words around them."""

import hashlib
from datetime import date
from functools import cache
from pathlib import Path

from flask import url_for

from webapp.domain import markup
from webapp.domain.campaign import Campaign
from webapp.domain.edition import Edition
from webapp.domain.language import Language
from webapp.printing.case_document import CaseLabels, Phrase, PrintedCase, PrintedPhoto
from webapp.web.campaign.action_title import action_parts
from webapp.web.campaign.outcome_titles import outcome_title
from webapp.web.campaign.urls import public_url
from webapp.web.http.locales import gettext as _

_ROOT = Path(__file__).resolve().parents[3]
DESIGN = (
    *(_ROOT / "static" / "css" / name for name in ("scripts.css", "poster.css")),
    *(_ROOT / "templates" / "print" / f"{name}.html" for name in ("_document", "_case", "picture")),
    *(_ROOT / "webapp" / "printing" / name for name in ("case_document.py", "engine.py")),
)
"""What decides how a picture looks, beside the words."""


def printed_case(campaign: Campaign, ui_language: Language, url: str, today: date) -> PrintedCase:
    """Return a case for print in the language of the request, which is `ui_language`.

    `url` is the page's public address. `today` decides whether there is still a deadline to keep.
    """
    edition = campaign.page_edition(ui_language.tag)
    text = edition.text

    def phrase(words: str) -> Phrase:
        return Phrase(" ".join(markup.plain(words).split()), edition.language_of(words))

    outcome, deadline = campaign.life.outcome, campaign.deadline
    is_due = deadline is not None and not campaign.is_past_deadline(today)
    return PrintedCase(
        language=ui_language,
        action=outcome_title(outcome.kind) if outcome else _action(campaign, ui_language),
        who=Phrase(edition.who, edition.language_of_who),
        headline=phrase(text.headline),
        summary=tuple(phrase(paragraph) for paragraph in text.summary),
        demands=tuple(phrase(demand) for demand in text.letter.demands),
        is_open=not campaign.is_closed(today),
        deadline=_("Please act as soon as possible, until %(day)s.", day=ui_language.date(deadline))
        if deadline and is_due
        else "",
        url=url,
        photo=_photo(campaign, edition),
        sender=phrase(text.sender.name) if text.sender else None,
    )


def picture_name(case: PrintedCase) -> str:
    """Return the last part of the address of a case's picture, which changes with what is on it."""
    photo = case.photo.size.name if case.photo else ""
    shown = (
        case.action,
        case.who,
        case.headline,
        case.is_open,
        case.url,
        photo,
        case_labels().call,
        _design(),
    )
    return f"case-{hashlib.sha256(repr(shown).encode()).hexdigest()[:12]}.jpg"


def picture_address(campaign: Campaign, ui_language: Language, today: date) -> str:
    """Return the address of the picture of a case in the language of the request."""
    case = printed_case(campaign, ui_language, public_url(campaign, ui_language), today)
    return url_for(
        "site.case_picture",
        slug=campaign.slug,
        lang=ui_language.tag,
        name=picture_name(case),
        _external=True,
    )


@cache
def _design() -> str:
    """Return a digest of the files that decide what a picture looks like."""
    digest = hashlib.sha256()
    for path in DESIGN:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def case_labels() -> CaseLabels:
    """Return the words around a printed case, in the language of the request."""
    return CaseLabels(
        call=_("Write a letter"),
        # L10N: on a poster with a QR code, which the address of the page follows
        scan=_("Write a letter: scan this code, or open this address"),
        run_by=_("This campaign is run by:"),
    )


def _action(campaign: Campaign, ui_language: Language) -> str:
    country = ui_language.locale.territories.get(campaign.country, campaign.country)
    return " · ".join((*action_parts(campaign), country))


def _photo(campaign: Campaign, edition: Edition) -> PrintedPhoto | None:
    photo = edition.main_photo
    if photo is None:
        return None
    credit = Phrase(photo.credit, edition.language_of(photo.credit)) if photo.credit else None
    alt = Phrase(photo.alt, edition.language_of(photo.alt))
    return PrintedPhoto(campaign.pictures[photo.file].desktop, alt, credit)
