"""Find the translation of each message in a PO file, also where the source text has changed since.

A campaigner edits `campaign.toml` and may never run `appeal edition`: the PO file then holds the old source
texts. Such a message is matched with the text in its field that it resembles most.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from webapp.campaigns.likeness import ComparedText
from webapp.campaigns.po_reader import PoEntry

Key = tuple[str, str]
"""A message's context and source text."""

Rivals = defaultdict[str, deque[tuple[Key, ComparedText]]]
"""By field: earlier texts that a new one may be a version of."""

MIN_MATCH = 0.4
"""Less alike, two texts of a field are two texts and not two versions of one."""

UNFINISHED = "unfinished"
"""In place of the context of an earlier source text (`#| msgctxt`): somebody began to translate the new one.

What is half done is not used in place of the earlier translation, and `#|` still shows what has changed.
"""

MAX_RIVALS = 100
"""Texts of a field that a new one is compared with. A field has at most 60 paragraphs."""


@dataclass(frozen=True, slots=True)
class Match:
    """The entry that holds a message's translation."""

    entry: PoEntry
    previous: str = ""
    """The source text that the translation was made from, where it is not the present one."""


def match_entries(messages: Sequence[Key], entries: Iterable[PoEntry]) -> dict[Key, Match]:
    """Return the entry for each message that has a translation. Messages without one are left out."""
    live: dict[Key, PoEntry] = {}
    obsolete: dict[Key, PoEntry] = {}
    for entry in entries:
        if not entry.is_header and entry.plural is None and entry.strings:
            table = obsolete if entry.obsolete else live
            table.setdefault((entry.context or "", entry.id), entry)
    wanted = {*messages}
    matches: dict[Key, Match] = {}
    for key in messages:
        if (match := _exact(key, live, obsolete, wanted)) is not None:
            matches[key] = match
    orphans = {key: entry for key, entry in live.items() if key not in wanted and _text(entry)}
    lacking = [key for key in messages if key not in live and key not in matches]
    _match_renamed(lacking, orphans, matches)
    _match_alike(lacking, orphans, matches)
    return matches


def translated_text(entry: PoEntry) -> str:
    """Return the source text that an entry's translation was made from; "" where nobody can say."""
    if is_unfinished(entry):
        return ""
    return entry.previous["msgid"] if "fuzzy" in entry.flags else entry.id


def is_unfinished(entry: PoEntry) -> bool:
    """Check whether a translation is marked as needing work, and is not that of an earlier source text."""
    has_earlier = "msgid" in entry.previous and entry.previous.get("msgctxt") != UNFINISHED
    return "fuzzy" in entry.flags and not has_earlier


def made_from(entry: PoEntry) -> str:
    """Return the source text that somebody saw who typed this translation, done or not."""
    return entry.previous.get("msgid", entry.id) if "fuzzy" in entry.flags else entry.id


def match_unfinished(
    messages: Sequence[Key], entries: Iterable[PoEntry], taken: Collection[Key]
) -> dict[Key, PoEntry]:
    """Return the begun translation that each message gets of a text that is no longer there.

    `taken` has the messages that have an entry of their own. None of these translations is used before
    somebody marks it as done.
    """
    wanted = {*messages}
    begun = {
        (entry.context or "", entry.id): entry
        for entry in entries
        if is_unfinished(entry) and not entry.is_header and entry.plural is None and _text(entry)
    }
    found: dict[Key, PoEntry] = {}
    lacking = [key for key in messages if key not in taken]
    for key in lacking:
        if key in begun and begun[key].obsolete:  # the text came back
            found[key] = begun.pop(key)
    rivals = _newest_of_each_field(
        (other, other[1]) for other, entry in begun.items() if other not in wanted and not entry.obsolete
    )
    pairs = [
        (score, key, other)
        for key in lacking
        if key not in found
        for score, other, _before in _scores(key, rivals)
        if score >= MIN_MATCH
    ]
    for _score, key, other in sorted(pairs, key=lambda pair: -pair[0]):
        if key not in found and other in begun:
            found[key] = begun.pop(other)
    return found


def _exact(
    key: Key, live: Mapping[Key, PoEntry], obsolete: Mapping[Key, PoEntry], wanted: set[Key]
) -> Match | None:
    entry = live.get(key)
    if entry is not None and _text(entry):
        before = translated_text(entry)
        if before == key[1]:  # translated, or the change was reverted
            return Match(entry)
        context = entry.previous.get("msgctxt", key[0])
        # The text of another message, which still exists: gettext's guess for a new one.
        is_guess = not before or context != key[0] or (key[0], before) in wanted
        if not is_guess:
            return Match(entry, before)
    returned = obsolete.get(key)
    if returned is not None and _text(returned) and translated_text(returned) == key[1]:
        return Match(returned)
    return None


def _match_renamed(lacking: list[Key], orphans: dict[Key, PoEntry], matches: dict[Key, Match]) -> None:
    """Match messages whose text is the same and whose field is: a target's id was renamed."""
    same: defaultdict[Key, list[Key]] = defaultdict(list)
    for other, entry in reversed(orphans.items()):
        if translated_text(entry) == other[1]:
            same[_field_name(other), other[1]].append(other)
    for key in [*lacking]:
        if others := same[_field_name(key), key[1]]:
            matches[key] = Match(orphans.pop(others.pop()))
            lacking.remove(key)


def _match_alike(lacking: list[Key], orphans: dict[Key, PoEntry], matches: dict[Key, Match]) -> None:
    """Match what is left within each field, the most alike first."""
    rivals = _newest_of_each_field((other, translated_text(entry)) for other, entry in orphans.items())
    wanted = Counter(context for context, _ in lacking)
    pairs = []
    for key in lacking:
        is_only_one = len(rivals[key[0]]) == wanted[key[0]] == 1
        for score, other, before in _scores(key, rivals):
            if before and (score >= MIN_MATCH or is_only_one):
                pairs.append((score, key, other, before))
    pairs.sort(key=lambda pair: -pair[0])
    for _score, key, other, before in pairs:
        if key not in matches and other in orphans:
            matches[key] = Match(orphans.pop(other), before if before != key[1] else "")


def _newest_of_each_field(texts: Iterable[tuple[Key, str]]) -> Rivals:
    """Return the last `MAX_RIVALS` texts of each field, from pairs of an entry's key and its source text."""
    rivals: Rivals = defaultdict(lambda: deque(maxlen=MAX_RIVALS))
    for key, before in texts:
        rivals[key[0]].append((key, ComparedText(before)))
    return rivals


def _scores(key: Key, rivals: Rivals) -> Iterator[tuple[float, Key, str]]:
    """Yield how much a text shares with each of its field, with that one's key and source text."""
    after = ComparedText(key[1])
    for other, before in rivals[key[0]]:
        yield before.likeness(after, MIN_MATCH) if before.text else 0.0, other, before.text


def _field_name(key: Key) -> str:
    return key[0].rsplit(".", 1)[-1]


def _text(entry: PoEntry) -> str:
    return entry.strings[0].strip()
