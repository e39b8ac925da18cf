"""The labels on the cover of a fax: in the letter's language if the interface speaks it, else English."""

from flask_babel import force_locale

from webapp.domain.language import Language
from webapp.printing.letter_document import FaxLabels
from webapp.web.http.locales import SOURCE
from webapp.web.http.locales import gettext as _


def words(letter: Language, languages: tuple[Language, ...]) -> FaxLabels:
    """Give the labels; `languages` are those of the interface."""
    spoken = letter if letter in languages else SOURCE
    with force_locale(spoken.tag.replace("-", "_")):
        return FaxLabels(
            language=spoken,
            fax=_("Fax"),
            # L10N: on the cover of a fax, before the name of the one it goes to
            to=_("To"),
            # L10N: on the cover of a fax, before the name of its sender
            sender=_("From"),
            date=_("Date"),
            subject=_("Subject"),
            pages=_("Pages"),
        )
