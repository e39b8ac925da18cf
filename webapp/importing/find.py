"""Find the fields of a campaign in a document."""

from webapp.importing.dates_in_text import days_in
from webapp.importing.document import Document, Role
from webapp.importing.findings import Findings, Span
from webapp.importing.label_table import tables
from webapp.importing.lines import Line, lines_of
from webapp.importing.rules.confirmation import mark_unconfirmed
from webapp.importing.rules.contacts import read_contacts, read_copies
from webapp.importing.rules.deadline import read_deadline
from webapp.importing.rules.doubts import flag_doubts, flag_left_out
from webapp.importing.rules.forwarded import below_forwarding
from webapp.importing.rules.gathered_fields import Gathered
from webapp.importing.rules.head import read_head
from webapp.importing.rules.instructions import read_instructions
from webapp.importing.rules.issue import read_imprint, read_issue_value
from webapp.importing.rules.letter import read_demands, read_letter
from webapp.importing.rules.people import read_people
from webapp.importing.rules.preferred_languages import read_languages
from webapp.importing.rules.texts import read_text
from webapp.importing.sections import guess_table, label_span, split_sections


def find_fields(document: Document) -> Findings:
    """Return what was found in a document, each word of which is in a field, in a label or unplaced."""
    lines = lines_of(document)
    table = guess_table(lines, tables())
    gathered = Gathered(document, table.locale)
    gathered.labels += [
        Span(number, 0, len(passage.text))
        for number, passage in enumerate(document.passages)
        if passage.role is Role.REPEATED
    ]
    lines = below_forwarding(lines, table, gathered)
    targets = 0
    lead: list[Line] = []
    sections = split_sections(lines, table)
    has_summary = any(section.kind == "summary" for section in sections)
    for section in sections:
        kind, own = section.kind, section.lines
        gathered.labels += label_span(section)
        if section.label and kind in ("contacts_until", "demands"):
            for day in days_in(section.label.text, table.locale)[:1]:
                gathered.add_day("deadline", section.label, day)
        match kind:
            case "head":
                lead = read_head(own, table, gathered, with_summary=not has_summary)
            case "summary":
                read_text("summary", [*lead, *own], gathered)
                lead = []
            case "country" | "issued" | "reference" | "pronouns":
                read_issue_value(kind, own, table, gathered)
            case "actions":
                read_instructions(own, table, gathered)
            case "contacts" | "contacts_until":
                targets = read_contacts(own, table, gathered, targets)
            case "copies":
                read_copies(own, table, gathered, targets)
            case "missions" if section.label:
                gathered.flag("copies-to-missions", section.label.text, [section.label.span], "targets")
            case "letter":
                read_letter(own, table, gathered)
            case "demands":
                read_demands(own, gathered)
            case "background":
                read_text("background", own, gathered)
            case "languages":
                read_languages(own, table, gathered)
            case "deadline":
                read_deadline(own, table, gathered, is_certain=section.is_labelled)
            case "people":
                read_people(own, table, gathered)
    read_imprint(lines, table, gathered)
    flag_doubts(lines, table, gathered)
    mark_unconfirmed(table, gathered)
    flag_left_out(gathered)
    return Findings(
        document, table.tag, tuple(gathered.fields.values()), tuple(gathered.labels), tuple(gathered.flags)
    )
