"""The person that a document without a label for names is about."""

import re
from collections import Counter

from webapp.importing.findings import Span
from webapp.importing.label_table import LabelTable
from webapp.importing.places import country_in
from webapp.importing.rules.gathered import Gathered

TEXTS = ("headline", "summary", "letter.text", "background")
_WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?")
MAX_CHARS = 20_000
"""Of each text are looked through."""
MIN_TEXTS = 2
"""In so many texts of the document a name has to stand."""


def guess_person(table: LabelTable, gathered: Gathered) -> None:
    """Propose the name that stands most often in the texts, to be checked, if no label names anybody."""
    if gathered.has("person.name") or gathered.has("people[0].name"):
        return
    texts = [str(gathered.value(name))[:MAX_CHARS] for name in TEXTS if gathered.has(name)]
    officials = " ".join(
        str(field.value) for name, field in gathered.fields.items() if name.endswith(".name")
    )
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update(
            {name for name in _names(text) if name not in officials and not _is_other(name, table)}
        )
    often = [name for name, number in counted.items() if number >= MIN_TEXTS]
    if not often:
        return
    name = max(often, key=lambda each: (sum(text.count(each) for text in texts), len(each)))
    spans = [
        Span(number, found.start(), found.end())
        for number, passage in enumerate(gathered.document.passages)
        for found in [re.search(re.escape(name), passage.text)]
        if found
    ]
    gathered.add("person.name", name, spans[:1], is_certain=False)
    gathered.flag("person-of-texts", name, spans[:1], "person.name")


def _names(text: str) -> set[str]:
    """Return pairs and triples of words with a capital that follow each other, with one space between."""
    words = [found for found in _WORD.finditer(text) if found[0][0].isupper() and not found[0].isupper()]
    names: set[str] = set()
    for number, first in enumerate(words):
        last = first
        for following in words[number + 1 : number + 3]:
            if text[last.end() : following.start()] != " ":
                break
            last = following
            names.add(text[first.start() : last.end()])
    return names


def _is_other(name: str, table: LabelTable) -> bool:
    """Whether it is a place or an office."""
    patterns = (table.phrases["rank"], table.phrases["office"])
    return bool(country_in(name, table.locale)) or any(pattern.search(name) for pattern in patterns)
