"""What the desk says of a document: the sentences of the importer in the desk's languages."""

from webapp.desk.editor.fields import N_
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import in_english
from webapp.importing.document import UnreadableDocument
from webapp.importing.findings import Flag
from webapp.importing.report import SENTENCES
from webapp.team.documents.source_document import Whose

FLAGS = {
    "two-values": N_("The document says this twice, and differently."),
    "two-readings": N_("This day can be read in two ways: day and month, or month and day."),
    "bare-date": N_("A date stands alone; it is taken for the day of issue."),
    "capitals": N_("The document has this in capitals."),
    "order-of-address": N_("Which line is the name, the title and the office is a guess."),
    "salutation-of-letter": N_(
        "The letter begins with this salutation; whose it is, the document does not say."
    ),
    "after-closing": N_("Something stands below the closing of the letter."),
    "closing-as-sentence": N_("The closing is a sentence: look whether it belongs to the letter’s text."),
    "no-closing": N_("The letter has no closing that is known: look where it ends."),
    "deadline-of-text": N_("No label names the deadline; this day stands in a sentence."),
    "languages-of-text": N_("No label names the languages; they stand in a sentence about writing."),
    "no-office": N_("There is no word for an office or a rank: look whether this is an official."),
    "several-in-block": N_("These lines may belong to several officials."),
    "masked-email": N_("An e-mail address was masked by the web page that the document comes from."),
    "lost-link": N_("A link was lost: the words are there, and where they lead is not."),
    "link-for-email": N_("A web address stands where an e-mail address is announced."),
    "number-without-country": N_("The number has no country before it."),
    "doubtful-number": N_("This is no number that the country gives out."),
    "handle-without-network": N_("A name on a social network stands without the network."),
    "note": N_("A note: look whether it belongs to this official."),
    "about-person": N_("Something stands in brackets behind the name."),
    "no-day": N_("There is no day where the deadline is announced."),
    "official-twice": N_("The same official is named twice."),
    "fewer-officials": N_("The document speaks of several officials, and one is found."),
    "number-of-case-country": N_(
        "The number has no country before it; it is read as one of the case’s country."
    ),
    "no-value": N_("It is announced, and nothing stands behind it."),
    "country-of-address": N_("The address names no country; it is taken from the form of the postcode."),
    "country-of-case": N_("The address names no country; it is taken for the case’s."),
    "country-of-official": N_(
        "The document names no country of the case; it is taken for that of the official."
    ),
    "person-of-texts": N_("No label names the person; this name stands most often in the text."),
    "salutation-of-several": N_("The letter has a salutation for each official; which is whose is a guess."),
    "copies": N_("Who gets a copy: look whether it belongs to this official."),
    "copy-by-post": N_("An office gets a copy by post: look whether it belongs to this official."),
    "copies-of-nobody": N_("Copies are asked for, and no official stands before them."),
    "copies-to-missions": N_("Copies to the embassies in the country of each supporter are asked for."),
    "number-of-series": N_("The same number may be on several sheets: an update has it, too."),
}
"""The sentence of each flag, as `appeal import` prints it. A newer one is in English until it stands here."""
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
    sentence = FLAGS.get(found.code)
    return _(sentence) if sentence else in_english(SENTENCES[found.code])


def unreadable(error: UnreadableDocument) -> str:
    """Return why a file cannot be read, and what to do."""
    sentence = str(error)
    return _(sentence) if sentence in UNREADABLE else in_english(sentence)


def whose(choice: Whose) -> str:
    """Return what was said about whose text a document is."""
    match choice:
        case Whose.OURS:
            return _("It is our own text.")
        case Whose.LEAVE:
            return _("It is another publisher’s, and we have its leave to use it.")
        case Whose.OWN:
            return _("It is another publisher’s; we write a letter of our own.")
