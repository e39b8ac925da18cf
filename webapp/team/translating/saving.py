"""Save an edition. What two people changed to different texts stays as the first one has it."""

from webapp.team.drafts import drafts as saves
from webapp.team.drafts.confirmed import done_texts
from webapp.team.drafts.drafts import Drafts
from webapp.team.drafts.po_merge import messages_now, with_theirs
from webapp.team.people.person import Person
from webapp.team.translating.edition_file import EditionFile
from webapp.team.translating.outcomes import EditionConflict, MessageConflict, Saved, Unreadable
from webapp.team.translating.sheet import message_key
from webapp.team.translating.typed_texts import Applied

_MOST_TRIES = 8
"""Somebody may save again between a conflict and what is kept of it."""


def save_content(
    drafts: Drafts, by: Person, edition: EditionFile, base: int, applied: Applied, note: str = ""
) -> Saved | EditionConflict:
    """Save a PO file that was made from the version `base`; what does not conflict is saved in any case."""
    slug, name, content = edition.source.slug, edition.name, applied.content
    conflicts: dict[str, MessageConflict] = {}
    merged = False
    for _try in range(_MOST_TRIES):
        outcome = drafts.save(by, slug, base, {name: content}, note)
        if isinstance(outcome, saves.Saved):
            if not conflicts:
                merged = merged or outcome.merged
                return Saved(outcome.version, merged, applied.problems, applied.refused)
            return EditionConflict(
                outcome.version, tuple(conflicts.values()), applied.problems, applied.refused
            )
        if any(len(each.path) == 1 for each in outcome.fields):
            raise Unreadable(f"{slug}/{name} was changed meanwhile, and cannot be read any more")
        theirs = drafts.source(outcome.head).contents
        mine = outcome.merged[name] or b""
        found = _messages(outcome, mine)
        conflicts |= {each.key: each for each in found}
        keys = {(each.context, each.source) for each in found}
        content = with_theirs(mine, theirs[name], keys, messages_now(name, theirs))
        base = outcome.head.number
    raise Unreadable(f"{slug}/{name} is being changed by several people at this moment; save again")


def _messages(conflict: saves.Conflict, merged: bytes) -> tuple[MessageConflict, ...]:
    """Return what two people changed; `merged` has "mine" in each."""
    done = {(context, source) for context, source, _translation in done_texts(merged)}
    return tuple(
        MessageConflict(
            key=message_key(context, source),
            context=context,
            source=source,
            before=_text(each.before),
            mine=_text(each.mine),
            theirs=_text(each.theirs),
            is_done=(context, source) in done,
        )
        for each in conflict.fields
        for _name, context, source in [each.path]
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
