"""What the desk says of a document: the sentences of the importer in the desk's languages."""

from markupsafe import Markup

from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import in_english
from webapp.importing.document import UnreadableDocument
from webapp.importing.findings import Flag
from webapp.importing.report import SENTENCES
from webapp.team.documents.source_document import Whose


def flag(found: Flag) -> str:
    """Return the sentence of a flag, with what the document itself cannot show."""
    sentence = _(SENTENCES[found.code])
    if found.code == "left-out":
        return Markup("{} {}").format(sentence, in_english(found.detail))
    return sentence


def unreadable(error: UnreadableDocument) -> str:
    """Return why a file cannot be read, and what to do."""
    sentence = str(error)
    said = _(sentence)
    says_what_to_do = ". " in sentence
    return said if says_what_to_do else " ".join((said, _("Choose a file, or paste its text below.")))


def whose(choice: Whose) -> str:
    """Return what was said about whose text a document is."""
    match choice:
        case Whose.OURS:
            return _("It is our own text.")
        case Whose.LEAVE:
            return _("It is another publisher’s, and we have its leave to use it.")
        case Whose.OWN:
            return _("It is another publisher’s; we write a letter of our own.")
