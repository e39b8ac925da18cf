"""What supporters are asked to do. The deadline, the number and the languages may stand there, too."""

from collections.abc import Sequence

from webapp.importing.label_table import LabelTable
from webapp.importing.lines import Line
from webapp.importing.rules.deadline import read_deadline_in
from webapp.importing.rules.gathered_fields import Gathered
from webapp.importing.rules.issue import find_number
from webapp.importing.rules.preferred_languages import read_languages_in
from webapp.importing.rules.texts import paragraphs


def read_instructions(lines: Sequence[Line], table: LabelTable, gathered: Gathered) -> None:
    """Read what supporters are asked to do, and the deadline that stands there."""
    for line in lines:
        if table.phrases["click"].search(line.text) and not _web_links(line, gathered):
            gathered.flag("lost-link", line.text, [line.span], "instructions")
        read_deadline_in(line, table, gathered)
        find_number(line, table, gathered)
    read_languages_in(lines, table, gathered)
    if lines:
        texts = [text.removeprefix("- ") for text in paragraphs(lines, gathered, with_links=True)]
        entries = [entry.removeprefix("- ") for text in texts for entry in text.split("\n- ")]
        gathered.add("instructions", tuple(entries), [line.span for line in lines])


def _web_links(line: Line, gathered: Gathered) -> bool:
    return any(link.target.startswith("http") for link in gathered.passage(line).links) or "http" in line.text
