"""The targets of a draft, and which of their fields are the official's rather than the campaign's.

What is written in a campaign's own language about its own case stays with it: demands, salutation, notes,
whether post is suspended, and whether other embassies stand in for it.
"""

import re
from collections.abc import Collection, Mapping
from typing import Any

from webapp.team.drafts.document import Document
from webapp.team.tables import MAX_ID_CHARS

SHARED_FIELDS = (
    "name",
    "title",
    "office",
    "address",
    "country",
    "no_post_from",
    "email",
    "copies",
    "copies_by_post",
    "forms",
    "phone",
    "fax",
    "social",
    "languages",
)
ID = re.compile(r"[a-z][a-z0-9-]{0,39}")


class UnknownTarget(Exception):
    """The draft has no such target, or cannot be read."""


def find_target(document: Document, target: str) -> Document:
    """Return a target of a document by its id; raise `UnknownTarget`."""
    for each in targets_of(document):
        if each["id"] == target:
            return each
    raise UnknownTarget(target[:MAX_ID_CHARS])


def targets_of(document: Document) -> tuple[Document, ...]:
    """Return the targets that have an id by which they can be known."""
    found = document.get("targets")
    if not isinstance(found, list):
        return ()
    ids = [each.get("id") if isinstance(each, Mapping) else None for each in found]
    return tuple(
        each
        for each, name in zip(found, ids, strict=True)
        if isinstance(name, str) and 0 < len(name) <= MAX_ID_CHARS and ids.count(name) == 1
    )


def shared_fields(target: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the fields of a target that all campaigns share."""
    return {name: target[name] for name in SHARED_FIELDS if name in target}


def free_id(wanted: str, taken: Collection[Any]) -> str:
    """Return an id that is not taken yet: the one that is wanted, if it can be one."""
    wanted = wanted if ID.fullmatch(wanted) else "official"
    numbered = (wanted if number == 1 else f"{wanted[:36]}-{number}" for number in range(1, len(taken) + 2))
    return next(each for each in numbered if each not in taken)
