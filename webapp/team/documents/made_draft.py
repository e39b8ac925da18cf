"""A draft made of what was found in a document."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webapp.campaigns.source_files import CAMPAIGN_FILE
from webapp.importing.campaign_file import campaign_file
from webapp.importing.findings import Field, Findings, Span
from webapp.team.documents.source_document import OWN_LETTER_LEAVES, Placing, Whose
from webapp.team.drafts.document import BrokenDocument, parse, write

_TARGET = re.compile(r"targets\[(\d+)\]\.(.+)")
_INNER = re.compile(r"\[(\d+)\]")
"""The number of an entry of a list of an official's, such as copies by post."""
_PERSON = re.compile(r"people\[(\d+)\]\.(.+)")


@dataclass(frozen=True, slots=True)
class MadeDraft:
    """The files of a new draft, and where the parts of the document are in it."""

    files: Mapping[str, bytes]
    placing: Placing
    note: str = ""
    """For the history."""


def make_draft(findings: Findings, whose: Whose, note: str = "") -> MadeDraft:
    """Return a draft of all that was found; without the letter where the team writes its own."""
    taken = tuple(
        field for field in findings.fields if whose is not Whose.OWN or field.name not in OWN_LETTER_LEAVES
    )
    used = Findings(findings.document, findings.language, taken, findings.labels, findings.flags)
    toml = campaign_file(used, "").encode("utf-8", "replace")
    try:
        document = parse(toml)
    except BrokenDocument:  # a character that TOML has no place for
        document = {"state": "draft", "language": findings.language}
        taken = ()
    ids = [str(target.get("id", "")) for target in document.get("targets", ())]
    fields = {field.name: place_of(field.name, ids, taken) for field in taken}
    placing = letter_left_out(Placing(fields), findings, whose)
    return MadeDraft({CAMPAIGN_FILE: write(document, toml)}, placing, note)


def letter_left_out(placing: Placing, findings: Findings, whose: Whose) -> Placing:
    """Return the placing with the document's letter left out, where the team writes its own."""
    if whose is not Whose.OWN:
        return placing
    letter = {
        span.passage for field in findings.fields if field.name in OWN_LETTER_LEAVES for span in field.source
    }
    left: dict[Span, str] = {span: "" for span in placing.rest(findings) if span.passage in letter}
    return Placing(placing.fields, left)


def place_of(name: str, ids: Sequence[str], fields: Sequence[Field]) -> str:
    """Return the place of a found field in the draft, whose targets have these ids in their order."""
    if found := _TARGET.fullmatch(name):
        numbers = target_numbers(fields)
        inner = _INNER.sub(r".\1", found[2])
        return f"targets.{ids[numbers.index(int(found[1]))]}.{inner}"
    if found := _PERSON.fullmatch(name):
        numbers = sorted({int(each[1]) for field in fields if (each := _PERSON.fullmatch(field.name))})
        return f"people.{numbers.index(int(found[1]))}.{found[2]}"
    return name


def target_numbers(fields: Sequence[Field]) -> list[int]:
    """Return the numbers of the officials that were found, in the order that the draft has them."""
    return sorted({int(found[1]) for field in fields if (found := _TARGET.fullmatch(field.name))})
