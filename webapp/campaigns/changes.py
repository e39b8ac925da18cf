"""What a correction of a source text was: of a fact, or of the wording alone.

Mechanically: numbers, dates, names, e-mail addresses and links are compared. What a program cannot see, such
as a "not", is for the team to say: see `po_comments` and docs/translating.md.
"""

import re
from collections.abc import Iterable

from webapp.campaigns.facts import Facts, find_facts
from webapp.campaigns.likeness import WORD, likeness, words_of
from webapp.domain.language import Language
from webapp.domain.text import MAX_TEXT_CHARS
from webapp.domain.translation import Change

MIN_LIKENESS = 0.6
"""A text that shares less with the earlier one is another text: its old translation cannot stand for it."""

_FACT_FIELDS = frozenset({"name", "own_script", "pronouns", "office", "title", "address"})
"""Fields that are one fact: any other word in them is another fact."""
_SENTENCE_ENDS = frozenset('.!?…:;\n“”«»"„')


def kind_of_change(
    context: str, before: str, after: str, language: Language, names: Iterable[str] = ()
) -> Change:
    """Compare two versions of a text in one language. `names` are the names of the campaign."""
    if len(before) > MAX_TEXT_CHARS:
        return Change.FACT  # no text that a campaign ever had
    if words_of(before) == words_of(after) and _marks(before) == _marks(after):
        return Change.WORDING  # other punctuation, other capitals at most
    is_fact = (
        context.rsplit(".", 1)[-1] in _FACT_FIELDS
        or _compared(find_facts(before, language)) != _compared(find_facts(after, language))
        or _names(before, after, names) != _names(after, before, names)
        or likeness(before, after) < MIN_LIKENESS
    )
    return Change.FACT if is_fact else Change.WORDING


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
    known = {word for name in names for word in WORD.findall(name) if len(word) > 2}
    within = _capital_words(text) | _capital_words(other)
    found = {word for word in WORD.findall(text) if word in known or word in within}
    return frozenset(found)


def _capital_words(text: str) -> set[str]:
    """Return the capital words that do not begin the text or a sentence."""
    found = set()
    end = 0
    for match in WORD.finditer(text):
        between, begins_text = text[end : match.start()], not end
        sign = between.rstrip()
        begins_sentence = sign[-1:] in _SENTENCE_ENDS or "\n" in between[len(sign) :]
        is_capital = len(match[0]) > 1 and match[0][0].isupper()
        if is_capital and not begins_sentence and not (begins_text and not sign):
            found.add(match[0])
        end = match.end()
    return found
