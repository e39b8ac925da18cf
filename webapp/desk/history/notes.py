"""The notes of the history, in the language of the desk.

They are kept as they were written, in English, so each is known here by its words. One that is not known
stays English, and is marked as that.
"""

import re

from webapp.campaigns.interface import SOURCE
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import in_english, language_name, ui_language
from webapp.domain.language import UnknownLanguage
from webapp.domain.message_id import NC_

_NOTES = (
    ("Published", NC_("note on a version of a draft", "Published")),
    ("Closed", NC_("note on a version of a draft", "Closed")),
    ("Reopened", NC_("note on a version of a draft", "Reopened")),
    ("Outcome told", NC_("note on a version of a draft", "Outcome told")),
    ("PO file taken in", NC_("note on a version of a draft", "PO file taken in")),
    ("Translation reviewed", NC_("note on a version of a draft", "Translation reviewed")),
    ("Review taken back", NC_("note on a version of a draft", "Review taken back")),
    ("Made from a document", NC_("note on a version of a draft", "Made from a document")),
    (
        r"Made from a document: (?P<name>.+)",
        NC_("note on a version of a draft", "Made from a document: %(name)s"),
    ),
    (
        r"Translation into (?P<language>\S+) begun",
        NC_("note on a version of a draft", "Translation begun: %(language)s"),
    ),
    (
        "A translation is right as it is",
        NC_("note on a version of a draft", "A translation is right as it is"),
    ),
    (
        r"Version (?P<number>\d+) restored",
        NC_("note on a version of a draft", "Version %(number)s restored"),
    ),
    (r"(?P<name>\S+) added", NC_("note on a version of a draft", "Official added: %(name)s")),
    (r"(?P<name>\S+) corrected", NC_("note on a version of a draft", "Official corrected: %(name)s")),
    (r"Folder (?P<name>\S+) adopted", NC_("note on a version of a draft", "Folder taken over: %(name)s")),
    (r"Continues (?P<slug>\S+)", NC_("note on a version of a draft", "Continues %(slug)s")),
)
"""What a note looks like, and the message that says the same; its values are groups of the first."""


def note_in_words(note: str) -> str:
    """Return a note in the language of the desk; in English, marked as such, where it is not known."""
    if ui_language() == SOURCE:
        return note
    for english, message in _NOTES:
        if found := re.fullmatch(english, note):
            return _(message, **{name: _shown(name, value) for name, value in found.groupdict().items()})
    return in_english(note)


def _shown(name: str, value: str) -> str:
    if name == "number":
        return ui_language().number(int(value))
    if name == "language":
        try:
            return language_name(value)
        except UnknownLanguage:
            pass
    return value
