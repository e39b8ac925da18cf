"""A sentence that asks for a copy to an embassy and names its address: an office that gets a copy by post."""

import re
from collections.abc import Iterator, Sequence

from webapp.importing.findings import Span
from webapp.importing.label_table import LabelTable
from webapp.importing.lines import Line
from webapp.importing.places import country_of_postcode
from webapp.importing.rules.channels import EMAIL
from webapp.importing.rules.contacts import MISSION
from webapp.importing.rules.gathered_fields import Gathered
from webapp.importing.rules.sentences import whole_passages

MAX_CHARS = 600
"""Of a paragraph with such a sentence."""
_DIGIT = re.compile(r"\d")
_END = re.compile(r"\s[–—|·]\s|[.;](?=\s|$)")
_NAME_BEFORE = re.compile(r"[^\s,:’']*$")


def read_missions(lines: Sequence[Line], table: LabelTable, gathered: Gathered) -> None:
    """Read the e-mail address and the address of an embassy in a sentence, of the last official's letters.

    All of it is to be checked, and nothing is read where copies are found already.
    """
    officials = [name for name in gathered.fields if re.fullmatch(r"targets\[\d+\]\.name", name)]
    if not officials or any(".copies" in name for name in gathered.fields):
        return
    prefix = officials[-1].removesuffix("name")
    used = {
        span.passage for field in gathered.fields.values() if "targets" in field.name for span in field.source
    }
    for line in whole_passages([line for line in lines if line.passage not in used]):
        copy = table.phrases["copy"].search(line.text[:MAX_CHARS])
        if (
            copy
            and MISSION.search(line.text, copy.end())
            and _read(line, copy.end(), prefix, table, gathered)
        ):
            return


def _read(line: Line, begin: int, prefix: str, table: LabelTable, gathered: Gathered) -> bool:
    emails = [*EMAIL.finditer(line.text, begin)]
    if emails:
        spans = [line.span_of(*found.span()) for found in emails]
        gathered.add(f"{prefix}copies", tuple(found[0] for found in emails), spans, is_certain=False)
        gathered.flag("copies", emails[0][0], spans, f"{prefix}copies")
    parts = [*_parts(line, begin)]
    if len(parts) > 1 and any(_DIGIT.search(part.text) for part in parts[1:]):
        own = f"{prefix}copies_by_post[0]."
        gathered.add(f"{own}office", parts[0].text, [parts[0].span], is_certain=False)
        spans = [part.span for part in parts[1:]]
        gathered.add(f"{own}address", tuple(part.text for part in parts[1:]), spans, is_certain=False)
        gathered.flag("copy-by-post", "", [line.span], f"{own}office")
        _guess_country(own, parts, table, gathered)
        return True
    return bool(emails)


def _guess_country(own: str, parts: Sequence[Line], table: LabelTable, gathered: Gathered) -> None:
    codes = [code for part in parts if (code := country_of_postcode(part.text, table.locale))]
    if codes:
        source: list[Span] = []
        gathered.add(f"{own}country", codes[0], source, is_certain=False)
        gathered.flag("country-of-address", parts[-1].text, [parts[-1].span], f"{own}country")


def _parts(line: Line, begin: int) -> Iterator[Line]:
    """Return office and lines of the address: from the word for an embassy before the first number on."""
    number = _DIGIT.search(line.text, begin)
    names = [
        found for found in MISSION.finditer(line.text, begin) if number and found.end() <= number.start()
    ]
    if not number or not names:
        return
    first = _NAME_BEFORE.search(line.text, 0, names[-1].start())
    start = first.start() if first else names[-1].start()
    end = _END.search(line.text, number.start())
    last = end.start() if end else len(line.text)
    while start < last:
        comma = line.text.find(",", start, last)
        stop = comma if comma >= 0 else last
        if (part := line.part(start, stop)).text:
            yield part
        start = stop + 1
