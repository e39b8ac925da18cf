"""Labels on what is printed: in the letter's language where the interface has it, else English."""

from collections.abc import Sequence

from flask_babel import force_locale

from webapp.campaigns.interface import SOURCE
from webapp.domain.language import Language
from webapp.printing.letter_document import FaxLabels
from webapp.web.http.locales import pgettext


def copy_label(letter: Language, languages: Sequence[Language]) -> str:
    """Return what stands before the offices that get a copy; `languages` are the page languages."""
    with force_locale(_language(letter, languages).locale_name):
        return pgettext("label of the copies, below a printed letter", "Copy to")


def blank_lines(letter: Language, languages: Sequence[Language]) -> tuple[str, ...]:
    """Return the labels of the lines on which a sender writes by hand; "" stands for a line without one."""
    with force_locale(_language(letter, languages).locale_name):
        # L10N: an official reads it, too: no word for "your", which would be the official's
        name = pgettext("label of an empty line of a printed letter", "Name")
        return name, pgettext("label of an empty line of a printed letter", "Address"), "", ""


def fax_labels(letter: Language, languages: Sequence[Language]) -> FaxLabels:
    """Return the labels on the cover of a fax; `languages` are the page languages that are offered."""
    language = _language(letter, languages)
    with force_locale(language.locale_name):
        return FaxLabels(
            language=language,
            fax=pgettext("title on the cover of a fax", "Fax"),
            # L10N: before the name of the one it goes to
            to=pgettext("label on the cover of a fax", "To"),
            # L10N: before the name of its sender
            sender=pgettext("label on the cover of a fax", "From"),
            date=pgettext("label on the cover of a fax", "Date"),
            subject=pgettext("label on the cover of a fax", "Subject"),
            # L10N: before their number
            pages=pgettext("label on the cover of a fax", "Pages"),
        )


def _language(letter: Language, languages: Sequence[Language]) -> Language:
    return letter if letter in languages else SOURCE
