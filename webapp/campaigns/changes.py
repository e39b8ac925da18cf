"""What a correction of a source text was: of a fact, or of the wording alone.

Mechanically: numbers, dates, names, e-mail addresses and links are compared. What a program cannot see, such
as a "not", is for the team to say: see `po_comments` and docs/translating.md.
"""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from webapp.campaigns.facts import Facts, find_facts
from webapp.domain.language import Language
from webapp.domain.text import MAX_TEXT_CHARS
from webapp.domain.translation import Change

MIN_LIKENESS = 0.6
"""A text that shares less with the earlier one is another text: its old translation cannot stand for it."""

_FACT_FIELDS = frozenset({"name", "own_script", "pronouns", "office", "title", "address"})
"""Fields that are one fact: any other word in them is another fact."""
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?…:;\n“”«»\"„]\s*$")


def kind_of_change(
    context: str, before: str, after: str, language: Language, names: Iterable[str] = ()
) -> Change:
    """Compare two versions of a text in one language. `names` are the names of the campaign."""
    if len(before) > MAX_TEXT_CHARS:
        return Change.FACT  # no text that a campaign ever had
    if _words(before) == _words(after) and _marks(before) == _marks(after):
        return Change.WORDING  # other punctuation, other capitals at most
    is_fact = (
        context.rsplit(".", 1)[-1] in _FACT_FIELDS
        or _compared(find_facts(before, language)) != _compared(find_facts(after, language))
        or _names(before, after, names) != _names(after, before, names)
        or likeness(before, after) < MIN_LIKENESS
    )
    return Change.FACT if is_fact else Change.WORDING


def likeness(before: str, after: str, at_least: float = 0.0) -> float:
    """Return how much two texts share, from 0 to 1, by their words; 0 below `at_least`."""
    if len(before) > MAX_TEXT_CHARS:
        return 0.0
    first, second = _words(before), _words(after)
    if len("".join(first)) > 15 * len(first):  # a script without spaces: Chinese, Thai
        first, second = [*before], [*after]
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.real_quick_ratio() < at_least or matcher.quick_ratio() < at_least:  # much sooner known
        return 0.0
    return matcher.ratio()


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _marks(text: str) -> list[str]:
    """Return what makes a number or an address another one beside its letters and digits."""
    return re.findall(r"(?<=\w)[.@/_+%-](?=\w)|[%‰€$£]", text)


def _compared(facts: Facts) -> tuple[object, ...]:
    values = tuple(number.value for number in facts.numbers)
    addresses = tuple(address.value for address in facts.addresses)
    return values, facts.words, facts.named_months, addresses


def _names(text: str, other: str, names: Iterable[str]) -> frozenset[str]:
    """Return the names in a text: words of the campaign's names, and capital words within a sentence.

    A word that begins a sentence is one if it is capital elsewhere in either text.
    """
    known = {word for name in names for word in _WORD.findall(name) if len(word) > 2}
    within = _capital_words(text) | _capital_words(other)
    found = {word for word in _WORD.findall(text) if word in known or word in within}
    return frozenset(found)


def _capital_words(text: str) -> set[str]:
    return {
        match[0]
        for match in _WORD.finditer(text)
        if len(match[0]) > 1
        and match[0][0].isupper()
        and text[: match.start()].strip()
        and not _SENTENCE_END.search(text[: match.start()])
    }
