"""The same sheet in every format gives the same fields."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.importing.sheets import LETTER, SHEET, WRITERS, Part
from webapp.importing.find import find_fields
from webapp.importing.findings import Certainty, Findings
from webapp.importing.reading.any_format import read_document

EXPECTED = {
    "headline": "LAMP KEEPER JAILED FOR LIGHTING LAMPS",
    "reference": "61/21",
    "issue": "2",
    "issued": "2021-06-10",
    "index": "EUR 11/1111/2021",
    "country": "NO",
    "deadline": "2023-06-01",
    "languages": ("no", "en"),
    "person.name": "Ada Exampla",
    "person.pronouns": "she/her",
    "letter.text": "\n\n".join(LETTER),
    "letter.closing": "Yours sincerely,",
    "targets[0].name": "Testus Placeholder",
    "targets[0].title": "Minister of Lamps",
    "targets[0].office": "Ministry of Lamps",
    "targets[0].address": ("1 Lamp Street", "Lampton 12345"),
    "targets[0].country": "NO",
    "targets[0].email": ("lamps@example.org",),
    "targets[0].fax": ("+47 22 22 22 22",),
    "targets[0].salutation": "Dear Minister",
    "targets[1].name": "Nemo Nobody",
    "targets[1].title": "Ambassador",
    "targets[1].office": "Embassy of Norway",
    "targets[1].address": ("2 Embassy Road NW", "Washington DC 20007"),
    "targets[1].country": "US",
    "targets[1].phone": ("+1 202-555-0100",),
    "targets[1].fax": ("+1 202-555-0101",),
    "targets[1].social.x": ("@nowhere_emb",),
    "targets[1].salutation": "Dear Ambassador",
}


def found_in(kind: str, parts: Sequence[Part] = SHEET) -> Findings:
    return find_fields(read_document(WRITERS[kind](parts)))


@pytest.mark.parametrize("kind", WRITERS)
def test_every_field_is_found_in_every_format(kind: str) -> None:
    findings = found_in(kind)
    values = {field.name: field.value for field in findings.fields}
    assert {name: values.get(name) for name in EXPECTED} == EXPECTED
    assert findings.language == "en"


@pytest.mark.parametrize("kind", WRITERS)
def test_each_word_of_a_document_is_somewhere(kind: str) -> None:
    findings = found_in(kind)
    assert not findings.lost_words()


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("seed", range(25))
def test_no_word_put_in_anywhere_is_lost(kind: str, seed: int) -> None:
    """Each document gets forty words that are in no language, at random places: a thousand a format."""
    chance = random.Random(f"{kind} {seed}")  # noqa: S311  # for a test
    words = [f"zq{chance.randrange(10**9)}x" for _ in range(40)]
    parts = [*SHEET]
    for word in words:
        number = chance.randrange(len(parts))
        parts[number] = _with_word(parts[number], word, chance)
    findings = found_in(kind, parts)
    assert all(findings.document.words[word] for word in words), "the reader lost one"
    assert not findings.lost_words()
    placed = " ".join(
        [
            value if isinstance(value, str) else " ".join(value)
            for value in (each.value for each in findings.fields)
        ]
        + [findings.text(span) for span in (*findings.unplaced, *findings.labels)]
    )
    assert [word for word in words if word not in placed] == []


def _with_word(part: Part, word: str, chance: random.Random) -> Part:
    def put(text: str) -> str:
        words = text.split(" ")
        words.insert(chance.randrange(len(words) + 1), word)
        return " ".join(words)

    if not part.cells:
        return replace(part, text=put(part.text))
    cells = [list(lines) for lines in part.cells]
    cell = chance.choice(cells)
    position = chance.randrange(len(cell))
    cell[position] = put(cell[position])
    return replace(part, cells=tuple(tuple(lines) for lines in cells))


def test_what_is_a_guess_is_marked_and_flagged() -> None:
    findings = found_in("html")
    guessed = {field.name for field in findings.fields if field.certainty is Certainty.CHECK}
    assert {"targets[0].name", "targets[0].title", "targets[0].office"} <= guessed
    assert {"order-of-address", "number-of-series", "capitals"} <= {flag.code for flag in findings.flags}
