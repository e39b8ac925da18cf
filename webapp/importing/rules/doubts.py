"""What a person should look at once all fields are found."""

import re

from webapp.importing.label_table import LabelTable
from webapp.importing.lines import Line
from webapp.importing.rules.gathered import Gathered

_NAME = re.compile(r"targets\[\d+\]\.name")


def flag_doubts(lines: list[Line], table: LabelTable, gathered: Gathered) -> None:
    """Flag an official who is named twice, one who is missing, and a number that several sheets have."""
    names = [field for field in gathered.fields if _NAME.fullmatch(field.name)]
    for number, field in enumerate(names):
        if any(str(field.value).casefold() == str(other.value).casefold() for other in names[:number]):
            gathered.flag("official-twice", str(field.value), field.source, field.name)
    for line in lines:
        found = table.phrases["several"].search(line.text)
        if found and len(names) < 2:
            gathered.flag("fewer-officials", found[0], [line.span_of(*found.span())], "targets")
            break
    issue = next((field for field in gathered.fields if field.name == "issue"), None)
    if issue and issue.value != "1" and gathered.has("reference"):
        gathered.flag("number-of-series", str(issue.value), issue.source, "reference")
