"""What a role may do: the one table. Services ask it before they change anything."""

from collections.abc import Mapping
from enum import Enum, auto

from webapp.team.people.person import Person, Role


class Permission(Enum):
    """Something that not everybody may do."""

    SEE = auto()
    """See a campaign: its drafts, versions, preview, and what is waiting."""
    WRITE = auto()
    """Change the source text and everything else of a case."""
    TRANSLATE = auto()
    """Change a translation."""
    CHANGE_TERMS = auto()
    """Change the glossary, which serves all campaigns."""
    REVIEW = auto()
    """Confirm somebody else's translation."""
    PUBLISH = auto()
    """Decide what the public sees."""
    COUNT = auto()
    """Enter letters that were written on paper, decide about bursts, take a spoiled day off."""
    CONNECT = auto()
    """Tell other systems of what happens, and give them keys to read."""
    MANAGE_PEOPLE = auto()
    """Invite people, change what they may do, and let them in again."""


ROLES: Mapping[Role, frozenset[Permission]] = {
    Role.COORDINATOR: frozenset(Permission),
    Role.AUTHOR: frozenset({Permission.SEE, Permission.WRITE, Permission.TRANSLATE, Permission.CHANGE_TERMS}),
    Role.TRANSLATOR: frozenset({Permission.SEE, Permission.TRANSLATE, Permission.CHANGE_TERMS}),
    Role.REVIEWER: frozenset({Permission.SEE, Permission.REVIEW}),
}


OF_THE_WHOLE_TEAM = frozenset({Permission.MANAGE_PEOPLE, Permission.CONNECT, Permission.CHANGE_TERMS})
"""A role for some campaigns does not give these: who may invite could grant themselves the rest, and a term
stands beside the texts of every campaign.
"""


class NotAllowed(Exception):
    """A person asked for something that none of their roles allows."""


def may(
    person: Person, permission: Permission, campaign: str | None = None, language: str | None = None
) -> bool:
    """Check whether one of a person's roles allows it, for this campaign and language if they are given."""
    return person.is_active and any(
        permission in ROLES[grant.role]
        and grant.covers(campaign, language)
        and (permission not in OF_THE_WHOLE_TEAM or grant.campaigns is None)
        for grant in person.grants
    )


def may_review(person: Person, translator: str, campaign: str, language: str) -> bool:
    """Check whether a person may confirm what the person with the id `translator` wrote: never their own."""
    return person.id != translator and may(person, Permission.REVIEW, campaign, language)


def require(
    person: Person, permission: Permission, campaign: str | None = None, language: str | None = None
) -> None:
    """Raise `NotAllowed` unless the person may do it."""
    if not may(person, permission, campaign, language):
        raise NotAllowed(permission.name)
