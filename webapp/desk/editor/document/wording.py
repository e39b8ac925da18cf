"""What the desk says of a document: the sentences of the importer in the desk's languages."""

from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import in_english
from webapp.domain.message_id import N_
from webapp.importing.document import UnreadableDocument
from webapp.importing.findings import Flag
from webapp.importing.report import SENTENCES
from webapp.team.documents.source_document import Whose

UNREADABLE = (
    N_("The file is empty."),
    N_("There is no text in the file."),
    N_("The file is broken: it cannot be opened."),
    N_(
        "The file is broken: it cannot be opened. Open it in your word processor, save it anew, and choose "
        "that."
    ),
    N_("The file is broken: its parts stand within each other without end."),
    N_("The file is broken: its groups stand within each other without end."),
    N_("The page is broken: it cannot be read."),
    N_("The page is larger than 3 MB. Copy its text, and paste it here."),
    N_("The PDF is broken: it cannot be opened."),
    N_("The PDF is locked with a password. Save it without one, and choose it again."),
    N_(
        "There is no text in the PDF: it is a scan, a picture of a document. Type it, or have it read by a "
        "text recognition first."
    ),
    N_("This is a file of an old Word (.doc). Open it, save it as .docx, and choose that file."),
    N_(
        "This kind of file cannot be read. These can: PDF, Word (.docx), OpenDocument (.odt), web page, rich "
        "text (.rtf), e-mail (.eml) and plain text."
    ),
    N_("The file is a ZIP without a document in it. Unpack it, and choose the document."),
    N_("Unpacked, the file has more than 20 MB. Copy its text out of it."),
    N_(
        "The document takes too long to be read, or too much memory. Copy its text, and choose a file with "
        "that."
    ),
    N_("There is no text in the e-mail. If the document is attached, save it, and choose that file."),
    N_("The document is too long. Copy the part that is about the case, and paste it."),
    N_("The file is too large: it may have 10 MB. Copy its text, and paste it."),
)
"""Why a file cannot be read. A sentence with a number in it, or a newer one, stays in English."""


def flag(found: Flag) -> str:
    """Return the sentence of a flag."""
    return _(SENTENCES[found.code])


def unreadable(error: UnreadableDocument) -> str:
    """Return why a file cannot be read, and what to do."""
    sentence = str(error)
    said = _(sentence) if sentence in UNREADABLE else in_english(sentence)
    says_what_to_do = ". " in sentence
    return said if says_what_to_do else f"{said} {_('Choose a file, or paste its text below.')}"


def whose(choice: Whose) -> str:
    """Return what was said about whose text a document is."""
    match choice:
        case Whose.OURS:
            return _("It is our own text.")
        case Whose.LEAVE:
            return _("It is another publisher’s, and we have its leave to use it.")
        case Whose.OWN:
            return _("It is another publisher’s; we write a letter of our own.")
