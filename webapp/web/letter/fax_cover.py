"""The labels on the cover of a fax: in the letter's language where the interface has it, else English."""

from flask_babel import force_locale

from webapp.campaigns.interface import SOURCE
from webapp.domain.language import Language
from webapp.printing.letter_document import FaxLabels
from webapp.web.http.locales import gettext as _


def fax_labels(letter: Language, languages: tuple[Language, ...]) -> FaxLabels:
    """Return the labels; `languages` are the page languages that are offered."""
    language = letter if letter in languages else SOURCE
    with force_locale(language.tag.replace("-", "_")):
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
