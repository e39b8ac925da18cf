"""A person of the team, and the roles that were granted to them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MAX_GRANTS = 20
MAX_CAMPAIGNS = 200
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")


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


class InvalidGrants(ValueError):
    """Roles that nobody can have. The message says which."""


def checked_grants(grants: Sequence[Grant]) -> tuple[Grant, ...]:
    """Return the grants if somebody can have them; raise `InvalidGrants`."""
    if not 1 <= len(grants) <= MAX_GRANTS:
        raise InvalidGrants(f"a person has 1 to {MAX_GRANTS} roles, not {len(grants)}")
    for grant in grants:
        _check_campaigns(grant)
        _check_languages(grant)
    return tuple(grants)


def _check_campaigns(grant: Grant) -> None:
    if grant.campaigns is None:
        return
    if not 1 <= len(grant.campaigns) <= MAX_CAMPAIGNS:
        raise InvalidGrants(f"{grant.role}: choose at least one campaign, or all")
    for slug in grant.campaigns:
        if not _SLUG.fullmatch(slug):
            raise InvalidGrants(f'"{slug[:80]}" is no short name of a campaign')


def _check_languages(grant: Grant) -> None:
    if grant.languages is None:
        return
    if grant.role not in (Role.TRANSLATOR, Role.REVIEWER):
        raise InvalidGrants(f"{grant.role}: only translators and reviewers are bound to languages")
    if not 1 <= len(grant.languages) <= MAX_GRANTS:
        raise InvalidGrants(f"{grant.role}: name one to {MAX_GRANTS} languages, or none for all")
    for tag in grant.languages:
        if not _LANGUAGE.fullmatch(tag):
            raise InvalidGrants(f'"{tag[:80]}" is no language tag: write fr, es or pt-BR')


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can sign in at the desk."""

    id: str
    name: str
    grants: tuple[Grant, ...] = ()
    is_active: bool = True
    may_use_phrase: bool = False
    """Whether a coordinator allows a phrase and codes instead of a passkey."""
    language: str = ""
    """The tag of the language that the desk speaks to them; "" for that of their browser."""


SHELL = Person("", "", (Grant(Role.COORDINATOR),))
"""The caller of a command on the server, who can read the database, too."""
