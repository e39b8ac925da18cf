"""The letter beside its version in another language, part by part: a parallel text.

A draft's paragraphs are aligned with those of the suggested letter, so that each stands beside the version of
the paragraph that it was. Nothing is translated here: the version is that of another edition.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from webapp.domain import text
from webapp.domain.campaign import Campaign
from webapp.domain.demands import locked_demands
from webapp.domain.edition import Edition
from webapp.domain.language import Language
from webapp.domain.letter import Draft

LEAST_ALIKE = 0.35
"""Of the pairs of characters of two paragraphs, how many they share if one is the other, edited."""

Pair = tuple[str, str]
"""A suggested text and its version."""


class Match(StrEnum):
    """Whether a part of the letter says what its version says."""

    SAME = "same"
    CHANGED = "changed"
    """The supporter edited the suggested text, or wrote another one in its place."""
    REMOVED = "removed"
    """The suggested text is not in the letter."""
    OWN = "own"
    """The supporter's words, which have no version."""
    CORRECTED = "corrected"
    """The letter was corrected, and its translation is not: the version has another fact."""


@dataclass(frozen=True, slots=True)
class ParallelPart:
    """One part of the letter and its version."""

    kind: str
    """`subject`, `salutation`, `introduction`, `text`, `demand` (to one target), `point` or `closing`."""
    text: str
    """As the letter has it; what was suggested if it was removed."""
    version: str
    """"" where there is none."""
    match: Match
    target_id: str = ""
    """The target that it is for, where the letters differ."""

    @property
    def is_in_letter(self) -> bool:
        """False for what only stands beside the letter: a removed text, a point to write about."""
        return self.match is not Match.REMOVED and self.kind != "point"


def version_beside(campaign: Campaign, letter: Language, ui_language: Language) -> Edition | None:
    """Return the edition that somebody who reads the page can read a letter in this language beside.

    It is that of the page's language, or else of the campaign's first one; None where the supporter can read
    the letter as it is, and where there is no other edition.
    """
    if letter.reads_like(ui_language):
        return None
    languages = (ui_language, campaign.source.language, campaign.letter_source.language)
    version = next((found for each in languages if (found := campaign.letter_for(each))), None)
    return version if version and not version.language.reads_like(letter) else None


def parallel_text(campaign: Campaign, draft: Draft, version: Edition) -> tuple[ParallelPart, ...]:
    """Return the parts of the letter to all chosen targets, in their order, each beside its version.

    The campaign must be the one that is `written_from` the draft's country, and the version one of its
    editions.
    """
    edition = campaign.draft_edition(draft.language.tag)
    parts = tuple(_parts(campaign, draft, edition, version))
    outdated = {each.translation for each in edition.messages if each.in_letter and not each.is_usable}
    return tuple(_corrected(part) if part.text in outdated else part for part in parts)


def _corrected(part: ParallelPart) -> ParallelPart:
    if part.match is not Match.SAME:
        return part
    return ParallelPart(part.kind, part.text, part.version, Match.CORRECTED, part.target_id)


def _parts(campaign: Campaign, draft: Draft, edition: Edition, version: Edition) -> Iterator[ParallelPart]:
    letter, other = edition.text.letter, version.text.letter
    chosen = [target.id for target in campaign.targets if target.id in draft.to]
    yield ParallelPart("subject", letter.subject, other.subject, Match.SAME)
    for target_id in chosen:
        suggested = (edition.text.targets[target_id].salutation, version.text.targets[target_id].salutation)
        yield from _line("salutation", draft.salutations.get(target_id, ""), suggested, target_id)
    if draft.introduction:
        yield ParallelPart("introduction", draft.introduction, "", Match.OWN)
    if not letter.paragraphs:
        points = [*zip(letter.demands, other.demands, strict=True)]
        taken_up = {_folded(each) for each in text.split_paragraphs(draft.text)}
        for point, meaning in points:
            if _folded(point) not in taken_up:
                yield ParallelPart("point", point, meaning, Match.SAME)
        suggested_text = [pair for pair in points if _folded(pair[0]) in taken_up]
    else:
        suggested_text = [*zip(letter.paragraphs, other.paragraphs, strict=True)]
    yield from _aligned("text", text.split_paragraphs(draft.text), suggested_text)
    yield from _locked(campaign, draft, edition, version)
    for target_id in chosen:
        here, there = edition.text.targets[target_id], version.text.targets[target_id]
        kept = {each.text for each in here.locked}
        pairs = [
            pair
            for pair in zip(here.demands, there.demands, strict=True)
            if letter.paragraphs and pair[0] not in kept
        ]
        yield from _aligned(
            "demand", text.split_paragraphs(draft.demands.get(target_id, "")), pairs, target_id
        )
        yield from _locked(campaign, draft, edition, version, target_id)
    yield from _line("closing", draft.closing, (letter.closing, other.closing))


def _line(kind: str, typed: str, suggested: Pair, target_id: str = "") -> Iterator[ParallelPart]:
    """Yield a part of one line: nobody has to look for what it was."""
    words, meaning = suggested
    changed = Match.CHANGED if typed else Match.REMOVED
    match = Match.SAME if _folded(typed) == _folded(words) else changed
    if typed or words:
        yield ParallelPart(kind, typed or words, meaning, match, target_id)


def _locked(
    campaign: Campaign, draft: Draft, edition: Edition, version: Edition, target_id: str = ""
) -> Iterator[ParallelPart]:
    """Yield what is put at the end of the letter because it stays in it."""
    here, there = (
        each.text.targets[target_id].locked if target_id else each.text.letter.locked
        for each in (edition, version)
    )
    meanings = {own.text: other.text for own, other in zip(here, there, strict=True)}
    kind = "demand" if target_id else "text"
    for each in locked_demands(campaign, draft, target_id):
        yield ParallelPart(kind, each.text, meanings[each.text], Match.SAME, target_id)


def _aligned(
    kind: str, typed: Sequence[str], suggested: Sequence[Pair], target_id: str = ""
) -> Iterator[ParallelPart]:
    """Yield the typed paragraphs beside the versions of those they are alike, in the order of the letter.

    It is the alignment with the greatest sum of likenesses (Needleman and Wunsch).
    """
    likeness = _likeness([words for words, _ in suggested], typed)
    best = [[0.0] * (len(typed) + 1) for _ in range(len(suggested) + 1)]
    for row in reversed(range(len(suggested))):
        for column in reversed(range(len(typed))):
            together = likeness[row][column] + best[row + 1][column + 1] if likeness[row][column] else 0.0
            best[row][column] = max(together, best[row + 1][column], best[row][column + 1])
    row = column = 0
    while row < len(suggested) or column < len(typed):
        is_pair = (
            row < len(suggested)
            and column < len(typed)
            and likeness[row][column]
            and best[row][column] == likeness[row][column] + best[row + 1][column + 1]
        )
        if is_pair:
            match = Match.SAME if likeness[row][column] == _EQUAL else Match.CHANGED
            yield ParallelPart(kind, typed[column], suggested[row][1], match, target_id)
            row, column = row + 1, column + 1
        elif row < len(suggested) and best[row][column] == best[row + 1][column]:
            yield ParallelPart(kind, *suggested[row], Match.REMOVED, target_id)
            row += 1
        else:
            yield ParallelPart(kind, typed[column], "", Match.OWN, target_id)
            column += 1


_EQUAL = 2.0
"""More than any likeness of two texts that differ: what is unchanged keeps its place."""


def _likeness(suggested: Sequence[str], typed: Sequence[str]) -> list[list[float]]:
    """Return how alike each suggested and each typed paragraph are; 0 where they are too different."""
    first, second = ([_folded(each) for each in texts] for texts in (suggested, typed))
    pairs = {each: frozenset(map("".join, pairwise(each))) for each in {*first, *second}}

    def alike(one: str, other: str) -> float:
        if one == other:
            return _EQUAL
        shared = 2 * len(pairs[one] & pairs[other]) / max(1, len(pairs[one]) + len(pairs[other]))
        return shared if shared >= LEAST_ALIKE else 0.0

    return [[alike(one, other) for other in second] for one in first]


def _folded(words: str) -> str:
    # Browsers send other line ends than they got.
    return " ".join(words.split())
