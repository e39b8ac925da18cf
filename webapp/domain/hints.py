"""What could make a letter better. A hint never stops it."""

import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum

from webapp.domain.campaign import Campaign
from webapp.domain.drafting import DraftRevision
from webapp.domain.letter import Letter

SHORTEST_STEM = 3
"""Letters of a name that are looked for, whatever its endings are."""
LONGEST_ENDING = 2
"""Letters at the end of a name that other cases of it may not have: Горинова, Гориновой."""


class Hint(StrEnum):
    """One way in which a letter could be better."""

    NAME_MISSING = "name-missing"
    """It names none of the people it is about."""
    NOTHING_OWN = "nothing-own"
    """It is signed, and every word of it is the campaign's."""
    LONG = "long"
    """It takes more than one sheet of paper."""


def hints(
    campaign: Campaign, revised: DraftRevision, letters: Sequence[Letter], sheets: int
) -> tuple[Hint, ...]:
    """Return the hints about letters of a draft on so many sheets; none on a draft nobody has touched."""
    if not letters or revised.is_suggested:
        return ()
    words = " ".join(part for letter in letters for part in letter.paragraphs)
    has_own_words = revised.touched or bool(revised.draft.introduction)
    found = []
    if has_own_words and words and not names_somebody(campaign, words):
        found.append(Hint.NAME_MISSING)
    if not has_own_words and revised.draft.sender_name:
        found.append(Hint.NOTHING_OWN)
    if has_own_words and sheets > 1:
        found.append(Hint.LONG)
    return tuple(found)


def names_somebody(campaign: Campaign, words: str) -> bool:
    """Check whether a text seems to name somebody the campaign is about, in any of its languages.

    One part of a name is enough, without its ending and whatever stands before it: names are inflected, and
    articles are written with them. True where the campaign names nobody, and for a text in letters in which
    no name is known.
    """
    text = _folded(words)
    names = [_folded(name) for name in _names(campaign) if name]
    known = {script for name in names for script in map(_script, name) if script}
    if not known & {_script(character) for character in text}:
        return True
    stems = (_stem(word) for name in names for word in name.split() if len(word) >= SHORTEST_STEM)
    return any(part in text for part in (*names, *stems))


def _names(campaign: Campaign) -> Iterable[str]:
    for edition in campaign.editions.values():
        for person in edition.text.people:
            yield person.name
            yield person.own_script


def _stem(word: str) -> str:
    return word[: max(SHORTEST_STEM, len(word) - LONGEST_ENDING)]


def _folded(words: str) -> str:
    decomposed = unicodedata.normalize("NFKD", words)
    return "".join(each for each in decomposed if unicodedata.category(each) != "Mn").casefold()


def _script(character: str) -> str:
    return unicodedata.name(character, "").split(" ")[0] if character.isalpha() else ""
