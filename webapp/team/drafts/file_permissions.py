"""Who may change which file of a draft."""

from collections.abc import Mapping
from dataclasses import replace

from webapp.campaigns import catalogues
from webapp.campaigns.catalogues import InvalidCatalogue
from webapp.campaigns.po_reader import PoEntry
from webapp.campaigns.reviews import without_review
from webapp.campaigns.right_word import without_right
from webapp.campaigns.source_files import EDITION_SUFFIX
from webapp.campaigns.translations import edition_tag
from webapp.domain.language import UnknownLanguage
from webapp.team.people.permissions import Permission, may, require
from webapp.team.people.person import Person


def require_for(
    by: Person, slug: str, changes: Mapping[str, bytes | None], before: Mapping[str, bytes]
) -> None:
    """Raise `NotAllowed` unless the person may make these changes to the files `before`.

    Who may write may change every file; who translates, the PO files of their languages; who reviews, the
    lines of these that say what was read, and nothing else.
    """
    for name in changes or ("",):
        if not name.endswith(EDITION_SUFFIX):
            require(by, Permission.WRITE, slug)
            continue
        tag = _tag(name)
        is_review = may(by, Permission.REVIEW, slug, tag) and is_review_alone(before.get(name), changes[name])
        if not is_review:
            require(by, Permission.TRANSLATE, slug, tag)


def is_review_alone(before: bytes | None, after: bytes | None) -> bool:
    """Check whether two PO files differ in nothing but what reviewers say of the texts."""
    try:
        return before is not None and after is not None and _without_review(before) == _without_review(after)
    except InvalidCatalogue:
        return False


def _without_review(content: bytes) -> list[PoEntry]:
    # The line of an entry moves when the header gets longer.
    return [
        replace(
            entry,
            line=0,
            comments=(without_review if entry.is_header else without_right)(entry.comments),
        )
        for entry in catalogues.read(content)
    ]


def _tag(name: str) -> str:
    """Return the language of a PO file as grants name it: `pt-BR` for `pt_BR.po`."""
    try:
        return edition_tag(name)
    except UnknownLanguage:
        return name.removesuffix(EDITION_SUFFIX)
