"""What a person should look at once all fields are found."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from webapp.domain.text import describe
from webapp.importing.findings import Certainty, Span
from webapp.importing.label_table import LabelTable
from webapp.importing.lines import Line
from webapp.importing.rules.channels import MASKED, URL
from webapp.importing.rules.contacts import MISSION
from webapp.importing.rules.deadline import guess_deadline
from webapp.importing.rules.gathered_fields import Gathered
from webapp.importing.rules.guessed_person import guess_person
from webapp.importing.rules.missions import read_missions
from webapp.importing.rules.preferred_languages import guess_languages

_NAME = re.compile(r"targets\[\d+\]\.name")


def flag_doubts(lines: list[Line], table: LabelTable, gathered: Gathered) -> None:
    """Flag what the document as a whole leaves open, and what no rule has flagged yet."""
    _guess_country(gathered)
    texts = {span.passage for name in ("letter.text", "background") for span in _source(name, gathered)}
    letter = {span.passage for span in _source("letter.text", gathered)}
    for left_out in (texts, letter):  # the end of the background may say it
        rest = [line for line in lines if line.passage not in left_out]
        guess_deadline(rest, table, gathered)
        guess_languages(rest, table, gathered)
    guess_person(table, gathered)
    _guess_salutation(lines, table, gathered)
    read_missions(lines, table, gathered)
    _flag_officials(lines, table, gathered)
    _flag_series(lines, table, gathered)
    flagged = {(flag.code, span.passage) for flag in gathered.flags for span in flag.source}
    for line in lines:
        if MASKED.search(line.text) and ("masked-email", line.passage) not in flagged:
            gathered.flag("masked-email", line.text, [line.span])
        click = table.phrases["click"].search(line.text)
        if click and " " in click[0]:  # "here" alone is a word of every letter
            is_link = URL.search(line.text) or gathered.passage(line).links
            if not is_link and ("lost-link", line.passage) not in flagged:
                gathered.flag("lost-link", line.text, [line.span])


def flag_left_out(gathered: Gathered) -> None:
    """Flag the characters that were left out: beside each field that they stood in, and those elsewhere."""
    characters: dict[int, list[str]] = {}
    for each in gathered.document.left_out:
        characters.setdefault(each.passage, []).append(each.character)
    placed: set[int] = set()
    for field in [*gathered.fields.values()]:
        if here := sorted({span.passage for span in field.source} & characters.keys()):
            placed.update(here)
            gathered.fields[field.name] = replace(field, certainty=Certainty.CHECK)
            gathered.flag("left-out", _named(characters, here), field.source, field.name)
    if rest := sorted(characters.keys() - placed):
        spans = (Span(number, 0, len(gathered.document.passages[number].text)) for number in rest)
        gathered.flag("left-out", _named(characters, rest), spans)


def _named(characters: Mapping[int, list[str]], passages: list[int]) -> str:
    """Return the characters of some passages: with their names, or, where they are many, by their codes."""
    found = [*dict.fromkeys(character for number in passages for character in characters[number])]
    return ", ".join(map(describe, found) if len(found) < 4 else (f"U+{ord(each):04X}" for each in found))


def _source(name: str, gathered: Gathered) -> tuple[Span, ...]:
    return gathered.fields[name].source if gathered.has(name) else ()


def _guess_country(gathered: Gathered) -> None:
    """Take the country of the first official for that of the case, if the document names none."""
    field = gathered.fields.get("targets[0].country")
    names = f"{gathered.value('targets[0].name')} {gathered.value('targets[0].office')}"
    if field and not gathered.has("country") and not MISSION.search(names):
        gathered.add("country", field.value, [], is_certain=False)
        gathered.flag("country-of-official", str(field.value), field.source, "country")


def _guess_salutation(lines: list[Line], table: LabelTable, gathered: Gathered) -> None:
    """Take a salutation with its label, that stands apart, for that of the one official there is."""
    if "targets[0].name" not in gathered.fields or gathered.has("targets[1].name"):
        return
    for line in lines:
        label = table.contacts["salutation"].match(line.text)
        value = line.part(label.end()) if label else line
        if (
            label
            and table.phrases["salutation"].match(value.text)
            and not gathered.has("targets[0].salutation")
        ):
            gathered.labels.append(line.span_of(*label.span()))
            gathered.add("targets[0].salutation", value.text, [value.span], is_certain=False)
            gathered.flag("salutation-of-letter", value.text, [value.span], "targets[0].salutation")


def _flag_officials(lines: list[Line], table: LabelTable, gathered: Gathered) -> None:
    """Flag an official who is named twice, and one who is missing."""
    names = [field for field in gathered.fields.values() if _NAME.fullmatch(field.name)]
    seen: set[str] = set()
    for field in names:
        name = _folded(str(field.value))
        if name in seen:
            gathered.flag("official-twice", str(field.value), field.source, field.name)
        seen.add(name)
    for line in lines if len(names) < 2 else ():
        if found := table.phrases["several"].search(line.text):
            gathered.flag("fewer-officials", found[0], [line.span_of(*found.span())], "targets")
            return


def _flag_series(lines: list[Line], table: LabelTable, gathered: Gathered) -> None:
    """Flag a number that other sheets have, too: the sheet is a second one, or says that it is an update."""
    if not gathered.has("reference"):
        return
    issue = gathered.fields.get("issue")
    if issue and issue.value != "1":
        gathered.flag("number-of-series", str(issue.value), issue.source, "reference")
        return
    end = min((span.passage for span in gathered.fields["reference"].source), default=0) + 3
    for line in lines:
        if line.passage <= end and (found := table.phrases["update"].search(line.text)):
            source = [line.span_of(*found.span())]
            gathered.add("kind", "update", source, is_certain=False)
            gathered.flag("number-of-series", found[0], source, "reference")
            return


def _folded(name: str) -> str:
    """Return a name without regard to capitals, accents and signs."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join(re.findall(r"\w+", "".join(sign for sign in plain if not unicodedata.combining(sign))))
