"""What nothing else in a document confirms is marked: a value is certain only with a second sign for it.

The first sign is the label or the form by which a rule found it. The second one is independent of that: a day
after the day of issue, a country whose name stands elsewhere, too, a headline with a word of the text.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from webapp.importing.findings import Certainty, Field, Span
from webapp.importing.label_table import LabelTable
from webapp.importing.places import country_in
from webapp.importing.rules.channels import EMAIL
from webapp.importing.rules.gathered_fields import Gathered

LONGEST_ACTION = timedelta(days=800)
MIN_SHARED_CHARS = 5
"""Of the begin of a word that a headline and a text have in common: the rest is its inflection."""
MIN_WORDS_OF_PARAGRAPH = 6
MAX_CHARS = 20_000
"""Of a text are looked through."""
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?<!\d)(?:20)?(\d{2})$")
_ENDS = (".", "!", "?", "…", ":", ";", "”", "»", "“", '"', ")", "。", "؟")
_CHANNEL = re.compile(r"(targets\[\d+\]\.)(?:email|phone|fax|forms|social\.\w+|salutation|country)")
_NAME = re.compile(r"(targets\[\d+\]\.)name")
_OFFICIAL = re.compile(r"targets\[\d+\]\.")
_WAY = re.compile(r"(targets\[\d+\]\.)(?:address|email|phone|fax|forms|social\.)")
_DIGITS = re.compile(r"\+?\d[\d\s()/.–-]{6,}\d")


def mark_unconfirmed(table: LabelTable, gathered: Gathered) -> None:
    """Mark the fields that are certain so far and have no second sign."""
    checks: dict[str, Callable[[Field], bool]] = {
        "country": lambda field: _is_country_named(str(field.value), table, gathered),
        "issued": lambda field: _is_in_order(gathered) or _is_year_of_number(str(field.value), gathered),
        "deadline": lambda _field: _is_in_order(gathered),
        "headline": lambda field: _shares_a_word(str(field.value), gathered),
        "summary": lambda field: _names_the_case(str(field.value), gathered),
        "letter.text": lambda field: _begins_as_text(str(field.value)),
    }
    for name, is_confirmed in checks.items():
        field = gathered.fields.get(name)
        if field and field.certainty is Certainty.CERTAIN and not is_confirmed(field):
            _mark(field, gathered)
    is_list_whole, whole_blocks = _is_list_whole(gathered), _whole_blocks(gathered)
    for field in [*gathered.fields.values()]:
        channel = _CHANNEL.fullmatch(field.name)
        if channel is None or field.certainty is not Certainty.CERTAIN:
            continue
        if not is_list_whole or channel[1] not in whole_blocks:
            _mark(field, gathered)


def _mark(field: Field, gathered: Gathered) -> None:
    gathered.fields[field.name] = replace(field, certainty=Certainty.CHECK)
    gathered.flag("unconfirmed", "", field.source, field.name)


def _is_country_named(code: str, table: LabelTable, gathered: Gathered) -> bool:
    """Whether an official is of the country, or a text has its name."""
    of_officials = (
        field.value
        for name, field in gathered.fields.items()
        if re.fullmatch(r"targets\[\d+\]\.country", name)
    )
    texts = " ".join(str(gathered.value(name)) for name in ("headline", "summary", "letter.text"))[:MAX_CHARS]
    words = _WORD.findall(texts)
    parts = (" ".join(words[n : n + count]) for count in (1, 2, 3) for n in range(len(words)))
    return code in of_officials or any(country_in(part, table.locale) == code for part in parts)


def _is_in_order(gathered: Gathered) -> bool:
    """Whether the deadline comes after the day of issue, and not too long."""
    if not gathered.has("issued") or not gathered.has("deadline"):
        return False
    issued, deadline = (date.fromisoformat(str(gathered.value(name))) for name in ("issued", "deadline"))
    return issued < deadline <= issued + LONGEST_ACTION


def _is_year_of_number(day: str, gathered: Gathered) -> bool:
    """Whether the number of the sheet or its index ends with the year of a day."""
    years = (_YEAR.search(str(gathered.value(name))) for name in ("reference", "index"))
    return any(year is not None and year[1] == day[2:4] for year in years)


def _shares_a_word(headline: str, gathered: Gathered) -> bool:
    """Whether a headline has a word of the text below it, or of the letter."""
    texts = f"{gathered.value('summary')} {gathered.value('letter.text')}"[:MAX_CHARS]
    return not _stems(headline).isdisjoint(_stems(texts))


def _stems(text: str) -> set[str]:
    return {
        word.casefold()[:MIN_SHARED_CHARS] for word in _WORD.findall(text) if len(word) >= MIN_SHARED_CHARS
    }


def _names_the_case(summary: str, gathered: Gathered) -> bool:
    """Whether the first paragraph has a word of the headline or of the people's names."""
    first = _stems(summary.partition("\n\n")[0])
    names = " ".join(
        str(field.value)
        for name, field in gathered.fields.items()
        if name in ("headline", "group") or name.endswith("n.name")
    )
    people = " ".join(
        str(field.value) for name, field in gathered.fields.items() if name.startswith("people[")
    )
    return not first.isdisjoint(_stems(f"{names} {people}"))


def _begins_as_text(letter: str) -> bool:
    """Whether a letter begins with a sentence, and not with a line on what it is about."""
    first = letter.partition("\n\n")[0].strip()
    return len(first.split()) >= MIN_WORDS_OF_PARAGRAPH and first.endswith(_ENDS)


def _is_list_whole(gathered: Gathered) -> bool:
    """Whether each official has an address or another way: else two may be one, and the next ones shifted."""
    prefixes = [found[1] for name in gathered.fields if (found := _NAME.fullmatch(name))]
    with_ways = {found[1] for name in gathered.fields if (found := _WAY.match(name))}
    is_short = any(flag.code == "fewer-officials" for flag in gathered.flags)
    doubtful = {flag.field.removesuffix("name") for flag in gathered.flags if flag.code == "no-office"}
    return with_ways.issuperset(prefixes) and not is_short and doubtful.isdisjoint(prefixes[:-1])


def _whole_blocks(gathered: Gathered) -> set[str]:
    """Return the officials in whose passages no other address or number stands that no field has."""
    passages: dict[str, set[int]] = {}
    placed: dict[int, list[Span]] = {}
    for field in gathered.fields.values():
        official = _OFFICIAL.match(field.name)
        for span in field.source:
            placed.setdefault(span.passage, []).append(span)
            if official:
                passages.setdefault(official[0], set()).add(span.passage)
    open_passages = {number for number, spans in placed.items() if _has_more(number, spans, gathered)}
    return {prefix for prefix, numbers in passages.items() if numbers.isdisjoint(open_passages)}


def _has_more(number: int, spans: Sequence[Span], gathered: Gathered) -> bool:
    """Whether a passage has an e-mail address or a number that is in none of some spans of it."""
    text = gathered.document.passages[number].text[:MAX_CHARS]
    return any(
        not any(span.start < found.end() and span.end > found.start() for span in spans)
        for pattern in (EMAIL, _DIGITS)
        for found in pattern.finditer(text)
    )
