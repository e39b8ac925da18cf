"""Labels on what is printed: in the letter's language where the interface has it, else English."""

from collections.abc import Sequence

from flask_babel import force_locale

from webapp.campaigns.interface import SOURCE
from webapp.domain.language import Language
from webapp.printing.letter_document import FaxLabels
from webapp.web.http.locales import gettext as _


def copy_label(letter: Language, languages: Sequence[Language]) -> str:
    """Return what stands before the offices that get a copy; `languages` are the page languages."""
    with force_locale(_language(letter, languages).locale_name):
        return _("Copy to")


def blank_lines(letter: Language, languages: Sequence[Language]) -> tuple[str, ...]:
    """Return the labels of the lines on which a sender writes by hand; "" stands for a line without one."""
    with force_locale(_language(letter, languages).locale_name):
        return _("Your name"), _("Your address"), "", ""


def fax_labels(letter: Language, languages: Sequence[Language]) -> FaxLabels:
    """Return the labels on the cover of a fax; `languages` are the page languages that are offered."""
    language = _language(letter, languages)
    with force_locale(language.locale_name):
        return FaxLabels(
            language=language,
            fax=_("Fax"),
            # L10N: on the cover of a fax, before the name of the one it goes to
            to=_("To"),
            # L10N: on the cover of a fax, before the name of its sender
            sender=_("From"),
            date=_("Date"),
            subject=_("Subject"),
            pages=_("Pages"),
        )


def _language(letter: Language, languages: Sequence[Language]) -> Language:
    return letter if letter in languages else SOURCE
