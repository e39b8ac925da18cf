"""How much of a document an import gets right: each field beside what a person wrote down of it.

`python -m tests.importing.scoring [FOLDER]` prints the score of the documents of a folder. NAME.toml beside
each says what is in it: the fields of campaign.toml, with `person`, `pronouns`, `salutation`, `closing` and
`demands` at the top, the first and last words of the texts (`summary_begins`, `letter_begins`,
`letter_ends`), and the `handles` of an official on all networks.
"""

import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from webapp.domain import reference
from webapp.importing.find import find_fields
from webapp.importing.findings import Certainty, Field, Findings
from webapp.importing.reading.any_format import read_document

FOLDER = Path(__file__).parent / "held_out"
_COPIES = re.compile(r"targets\[\d+\]\.copies")
"""Documents do not say of whose letter a copy is: it belongs to no official in particular here."""
NAMES = {
    "person": "person.name", "pronouns": "person.pronouns", "closing": "letter.closing",
    "demands": "letter.demands",
}  # fmt: skip
TEXTS = {"summary_begins": "summary", "letter_begins": "letter.text", "letter_ends": "letter.text"}
NOT_COUNTED = ("summary", "instructions", "background", "notes", "letter.text", "letter.salutation")
"""Fields that are no error where nobody wrote them down."""


class Outcome(StrEnum):
    """What became of one field."""

    RIGHT = "right"
    FLAGGED = "wrong, and marked as to be checked"
    MISSING = "missing"
    WRONG = "wrong, and nothing says so"


@dataclass(frozen=True)
class Judged:
    """One field of one document."""

    name: str
    outcome: Outcome
    expected: Any
    found: Any
    is_marked: bool = False
    """Whether the import asks to check it."""


@dataclass(frozen=True)
class Tally:
    """How the documents in one language were read."""

    language: str
    documents: int
    share_right: float
    """The mean of the documents."""
    right: int
    right_but_marked: int
    """Right values that the import asks to check: with too many of them, nobody checks any."""
    unmarked: int
    """Values that are wrong, and nothing says so."""


def documents(folder: Path = FOLDER) -> list[Path]:
    """Return the documents that have their fields beside them."""
    return sorted(
        file for file in folder.iterdir() if file.suffix != ".toml" and file.with_suffix(".toml").exists()
    )


def judge(file: Path) -> tuple[Findings, list[Judged]]:
    """Import a document and compare."""
    findings = find_fields(read_document(file.read_bytes()))
    expected = dict(_flat(tomllib.loads(file.with_suffix(".toml").read_text(encoding="utf-8"))))
    return findings, [*_judged(findings, expected)]


def share_right(judged: list[Judged]) -> float:
    """Return the share of the document's fields that are right."""
    in_document = [each for each in judged if each.expected is not None]
    return sum(each.outcome is Outcome.RIGHT for each in in_document) / max(1, len(in_document))


def tallies(results: Iterable[tuple[Findings, list[Judged]]]) -> list[Tally]:
    """Return how the documents of each language were read, then of all."""
    by_language: dict[str, list[list[Judged]]] = {}
    for findings, judged in results:
        for language in (findings.language, "all"):
            by_language.setdefault(language, []).append(judged)
    return [_tally(language, by_language[language]) for language in sorted(by_language, key=_all_last)]


def _all_last(language: str) -> tuple[bool, str]:
    return language == "all", language


def _tally(language: str, documents: list[list[Judged]]) -> Tally:
    fields = [each for judged in documents for each in judged]
    right = [each for each in fields if each.outcome is Outcome.RIGHT]
    return Tally(
        language,
        len(documents),
        sum(map(share_right, documents)) / len(documents),
        len(right),
        sum(each.is_marked for each in right),
        sum(each.outcome is Outcome.WRONG for each in fields),
    )


def _judged(findings: Findings, expected: Mapping[str, Any]) -> Iterator[Judged]:
    found = _found(findings)
    if not any("copies_by_post" in name for name in expected):
        found = _copies_as_officials(found)
    flagged = {flag.field for flag in findings.flags}
    for name in dict.fromkeys((*expected, *found)):
        if name not in expected and (
            name in (*TEXTS, "salutation") or name.rpartition("].")[2] in NOT_COUNTED
        ):
            continue
        fields = found.get(name.removesuffix("[0].text"), [])  # a note with its channel beside it
        values = [field.value for field in fields]
        is_marked = any(each.certainty is Certainty.CHECK or each.name in flagged for each in fields)
        if not fields:
            outcome = Outcome.MISSING
        elif name in expected and _is_same(name, expected[name], values):
            outcome = Outcome.RIGHT
        else:
            outcome = Outcome.FLAGGED if is_marked else Outcome.WRONG
        yield Judged(name, outcome, expected.get(name), values or None, is_marked)


def _found(findings: Findings) -> dict[str, list[Field]]:
    """Return the fields by the names that they are judged by; some have several fields."""
    found: dict[str, list[Field]] = {}
    for field in findings.fields:
        name = _COPIES.sub("targets[].copies", field.name)
        name = re.sub(r"\.social\.\w+$", ".handles", name)
        names = [text for text, of in TEXTS.items() if of == name] or [name]
        if name.endswith("salutation"):
            found.setdefault("salutation", []).append(field)
        for each in names:
            found.setdefault(each, []).append(field)
    return found


def _copies_as_officials(found: dict[str, list[Field]]) -> dict[str, list[Field]]:
    """Rename the fields of copies, where an office that gets a copy was written down as an official."""
    count = len({name.partition(".")[0] for name in found if re.match(r"targets\[\d", name)})
    has_post = any("copies_by_post" in name for name in found)
    renamed: dict[str, list[Field]] = {}
    for name, fields in found.items():
        name = re.sub(r"^targets\[\]\.copies_by_post\[0\]", f"targets[{count}]", name)
        if has_post:
            name = name.replace("targets[].copies", f"targets[{count}].email")
        renamed[name] = fields
    return renamed


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Return values by the names that they are judged by."""
    for key, value in table.items():
        name = NAMES.get(f"{before}{key}", f"{before}{key}")
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for number, entry in enumerate(value):
                yield from _flat(entry, f"{name}[{number}].")
        elif name not in ("about", "flags"):
            yield _COPIES.sub("targets[].copies", name), value


def _is_same(name: str, expected: Any, values: list[Any]) -> bool:
    last, found = name.rpartition(".")[2], values[0]
    if isinstance(expected, date | int):
        return str(found) == str(expected)
    if last in ("phone", "fax"):
        return _each(expected, r"\D") == _each(found, r"\D")
    if last == "handles":
        return {_handle(each) for each in expected} == {_handle(each) for value in values for each in value}
    if last == "reference":
        expected, found = (
            reference.number(expected),
            reference.number(found),
        )  # as the page has it: without "UA"
    if last in ("email", "copies", "forms", "languages", "reference", "index"):
        return _each(expected, r"[\s/]+$|\s") == _each(found, r"[\s/]+$|\s")
    words, count = _words(expected), len(_words(expected))
    if name in TEXTS:
        return words == (_words(found)[-count:] if name.endswith("ends") else _words(found)[:count])
    return any(_words(value) == words for value in values)


def _list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [*value]


def _each(value: Any, left_out: str) -> list[str]:
    return [re.sub(left_out, "", each).casefold() for each in _list(value)]


def _handle(text: str) -> str:
    return text.rstrip("/").rpartition("/")[2].lstrip("@").casefold()


def _words(value: Any) -> list[str]:
    text = re.sub(r"\]\([^)\s]*\)", "]", " ".join(_list(value)))  # where a link leads is no word of the text
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())


def main() -> None:
    """Print each field that is not right, and the scores."""
    results = []
    for file in documents(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER):
        findings, judged = judge(file)
        results.append((findings, judged))
        counts = {outcome: sum(each.outcome is outcome for each in judged) for outcome in Outcome}
        numbers = ", ".join(f"{count} {outcome}" for outcome, count in counts.items())
        print(f"{file.name} ({findings.language}): {share_right(judged):.0%} right; {numbers}")
        for each in judged:
            if each.outcome is not Outcome.RIGHT:
                print(f"    {each.name}: {each.outcome}\n        {each.expected!r}\n        {each.found!r}")
    for tally in tallies(results):
        marked = tally.right_but_marked / max(1, tally.right)
        print(
            f"{tally.language}: {tally.documents} documents, {tally.share_right:.1%} right; {marked:.0%} of "
            f"{tally.right} right values marked as to be checked; {tally.unmarked} wrong and unmarked"
        )


if __name__ == "__main__":
    main()
