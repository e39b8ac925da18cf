"""The report of an import as JSON: fields, flags and what is unplaced, with their places."""

from typing import Any

from webapp.domain.message_id import N_
from webapp.importing.findings import Findings, Span

SENTENCES = {
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
    "number-of-case-country": N_(
        "The number has no country before it; it is read as one of the case’s country."
    ),
    "doubtful-number": N_("This is no number that the country gives out."),
    "no-value": N_("It is announced, and nothing stands behind it."),
    "handle-without-network": N_("A name on a social network stands without the network."),
    "note": N_("A note: look whether it belongs to this official."),
    "about-person": N_("Something stands in brackets behind the name."),
    "no-day": N_("There is no day where the deadline is announced."),
    "official-twice": N_("The same official is named twice."),
    "fewer-officials": N_("The document speaks of several officials, and one is found."),
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
    "letter-bounds": N_("Look where the letter begins and ends."),
    "open-headline": N_("The headline may go on in the next line."),
    "several-headlines": N_("Another line may be the headline, too."),
    "series-of-headline": N_("Words before the headline were taken for the name of a series."),
    "left-out": N_(
        "A character without ink, or one that turns the direction of the text, was left out: look whether "
        "the text reads as in the document."
    ),
    "unconfirmed": N_("Nothing else in the document confirms it."),
    "number-of-series": N_("The same number may be on several sheets: an update has it, too."),
}
"""What each flag means, for people: `appeal import` prints it in English, the desk in its languages."""


def report_of(findings: Findings) -> dict[str, Any]:
    """Return the report. A place is a page from 1, 0 without pages, a paragraph from 1 and its characters.

    `words` is how many words the document has, `lost_words` those that are in no field, no label and not
    unplaced: the proof by counting that nothing was dropped.
    """
    return {
        "format": str(findings.document.format),
        "language": findings.language,
        "words": findings.document.words.total(),
        "lost_words": sorted(findings.lost_words()),
        "fields": [
            {
                "name": field.name,
                "value": field.value if isinstance(field.value, str) else [*field.value],
                "certainty": str(field.certainty),
                "source": _places(findings, field.source),
            }
            for field in findings.fields
        ],
        "flags": [
            {
                "code": flag.code,
                "sentence": SENTENCES[flag.code],
                "detail": flag.detail,
                "field": flag.field,
                "source": _places(findings, flag.source),
            }
            for flag in findings.flags
        ],
        "unplaced": [
            {"text": findings.text(span).strip(), "source": _places(findings, [span])}
            for span in findings.unplaced
        ],
    }


def _places(findings: Findings, spans: tuple[Span, ...] | list[Span]) -> list[dict[str, int]]:
    return [
        {
            "page": findings.document.passages[span.passage].page,
            "paragraph": span.passage + 1,
            "start": span.start,
            "end": span.end,
        }
        for span in spans
    ]
