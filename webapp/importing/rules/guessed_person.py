"""The person that a document is about, where no section names anybody: guessed from the texts."""

import re
from collections import Counter
from collections.abc import Sequence

from webapp.importing.findings import Span
from webapp.importing.label_table import LabelTable
from webapp.importing.places import country_in
from webapp.importing.rules.blocks import HONORIFIC
from webapp.importing.rules.gathered_fields import Gathered
from webapp.importing.rules.particles import PARTICLES

TEXTS = ("headline", "summary", "instructions", "letter.text", "background")
_WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?")
MAX_CHARS = 20_000
"""Of each text are looked through."""
MAX_WORDS, MAX_CAPITALS = 6, 3
_JOINED = re.compile(r"(?:,|(?P<last>,? (?:and|und|et|y|e|и|و))) ?(?:(?!\d)\w{1,5}\.? )?")
"""Between the names of a list, and before its last one."""
MAX_PASSAGES = 300
MIN_TEXTS = 2
"""In so many texts of the document a name has to stand."""


def guess_person(table: LabelTable, gathered: Gathered) -> None:
    """Propose the name that stands most often in the texts, to be checked, if no label names anybody."""
    if any(gathered.has(name) for name in ("person.name", "people[0].name", "group")):
        return
    texts = [_text(name, gathered) for name in TEXTS if gathered.has(name)]
    officials = " ".join(
        str(field.value)
        for name, field in gathered.fields.items()
        if name.endswith((".name", ".office", ".title"))
    )
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update(
            {name for name in _names(text) if name not in officials and not _is_other(name, table)}
        )
    often = [name for name, number in counted.items() if number >= MIN_TEXTS]
    if not often:
        texts = [passage.text.replace("\n", " ")[:MAX_CHARS] for passage in gathered.document.passages]
        counted = Counter(
            name
            for text in texts[:MAX_PASSAGES]
            for name in _names(text)
            if name not in officials and not _is_other(name, table)
        )
        summary = str(gathered.value("summary")).replace("\n", " ")
        often = [name for name, number in counted.items() if number >= MIN_TEXTS and name in summary]
    if not often:
        return
    name = max(often, key=lambda each: (sum(text.count(each) for text in texts), len(each)))
    name = max((each for each in often if each.startswith(name)), key=len)
    together = _named_with(name, often, texts)
    if together:
        for position, each in enumerate(together):
            source = _where(each, gathered)
            gathered.add(f"people[{position}].name", each, source, is_certain=False)
            gathered.flag("person-of-texts", each, source, f"people[{position}].name")
        return
    source = _where(name, gathered)
    gathered.add("person.name", name, source, is_certain=False)
    gathered.flag("person-of-texts", name, source, "person.name")
    for number, passage in enumerate(gathered.document.passages):
        if found := re.search(rf"{re.escape(name)}\s\((\w{{1,9}}(?:/\w{{1,9}}){{1,2}})\)", passage.text):
            span = Span(number, *found.span(1))
            gathered.add("person.pronouns", found[1], [span], is_certain=False)
            gathered.flag("person-of-texts", found[1], [span], "person.pronouns")
            return


def _named_with(name: str, often: Sequence[str], texts: Sequence[str]) -> tuple[str, ...]:
    """Return the longest list of names with this one, "Ada Lamp, Bo Wick and Cy Lamp"; or nothing."""
    whole = sorted(
        (each for each in often if not any(each != other and each in other for other in often)), key=len
    )
    if name not in whole:
        return ()
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, reversed(whole)))})(?!\w)")
    best: list[str] = []
    for text in texts:
        chain: list[str] = []
        end = 0
        for found in pattern.finditer(text):
            joined = _JOINED.fullmatch(text, end, found.start()) if chain else None
            chain = [*chain, found[0]] if joined else [found[0]]
            end = found.end()
            is_whole = joined is not None and joined["last"] and len({*chain}) == len(chain)
            if is_whole and name in chain and len(chain) > len(best):
                best = chain
    return tuple(best)


def _where(name: str, gathered: Gathered) -> list[Span]:
    """Return the first place where a name stands."""
    spans = [
        Span(number, found.start(), found.end())
        for number, passage in enumerate(gathered.document.passages)
        for found in [re.search(re.escape(name), passage.text)]
        if found
    ]
    return spans[:1]


def _text(name: str, gathered: Gathered) -> str:
    value = gathered.value(name)
    return (value if isinstance(value, str) else "\n".join(value))[:MAX_CHARS]


def _names(text: str) -> set[str]:
    """Return pairs and triples of words with a capital, with one space or a particle such as "da" between."""
    words = [*_WORD.finditer(text)]
    names: set[str] = set()
    for number, first in enumerate(words):
        last, count = first, 1
        for following in words[number + 1 : number + MAX_WORDS] if _has_capital(first[0]) else ():
            is_particle = following[0] in PARTICLES
            if text[last.end() : following.start()] != " " or not (is_particle or _has_capital(following[0])):
                break
            last, count = following, count + (not is_particle)
            if count > MAX_CAPITALS:
                break
            if not is_particle:
                names.add(text[first.start() : last.end()])
    return names


def _has_capital(word: str) -> bool:
    return word[0].isupper() and not word.isupper()


def _is_other(name: str, table: LabelTable) -> bool:
    """Whether it is a place, an office, or a title and a surname."""
    patterns = (table.phrases["rank"], table.phrases["office"])
    title = HONORIFIC.match(name)
    if title and " " not in name[title.end() :]:
        return True  # the whole name stands elsewhere
    return bool(country_in(name, table.locale)) or any(pattern.search(name) for pattern in patterns)
