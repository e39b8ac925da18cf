"""A person of the team, and the roles that were granted to them."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody does in the team. The values are in the database and in commands."""

    COORDINATOR = "coordinator"
    AUTHOR = "author"
    TRANSLATOR = "translator"
    REVIEWER = "reviewer"


@dataclass(frozen=True, slots=True)
class Grant:
    """One role, for some campaigns and languages or for all (None)."""

    role: Role
    campaigns: frozenset[str] | None = None
    languages: frozenset[str] | None = None

    def covers(self, campaign: str | None, language: str | None) -> bool:
        """Check a campaign and a language; None asks for nothing certain, which every grant covers."""
        fits_campaign = campaign is None or self.campaigns is None or campaign in self.campaigns
        fits_language = language is None or self.languages is None or language in self.languages
        return fits_campaign and fits_language


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can sign in at the desk."""

    id: str
    name: str
    grants: tuple[Grant, ...] = ()
    is_active: bool = True
    may_use_phrase: bool = False
    """Whether a coordinator allows a phrase and codes instead of a passkey."""


SHELL = Person("", "", (Grant(Role.COORDINATOR),))
"""Who calls a command on the server. Whoever can do that can read the database, too."""
