"""Roles as a form: one row for each role, and an empty one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from webapp.desk.http.text import comma, language_name, pgettext
from webapp.desk.http.text import gettext as _
from webapp.domain.language import UnknownLanguage, canonical_tag
from webapp.team.people.person import MAX_GRANTS, Grant, InvalidGrants, Role, checked_grants

ALL, SOME = "all", "some"


@dataclass(frozen=True, slots=True)
class GrantRow:
    """One role as it stands in the form, right or wrong."""

    role: str = ""
    scope: str = ALL
    campaigns: frozenset[str] = frozenset()
    languages: str = ""

    @classmethod
    def of(cls, grant: Grant) -> "GrantRow":
        """Return a stored role as a row."""
        scope = ALL if grant.campaigns is None else SOME
        languages = ", ".join(sorted(grant.languages or ()))
        return cls(grant.role.value, scope, grant.campaigns or frozenset(), languages)

    def grant(self) -> Grant:
        """Return the role; raise `InvalidGrants`."""
        try:
            role = Role(self.role)
            tags = frozenset(canonical_tag(tag) for tag in self.languages.replace(",", " ").split())
        except UnknownLanguage as error:
            raise InvalidGrants(str(error)) from None
        except ValueError:
            raise InvalidGrants(_("Choose a role.")) from None
        bound = role in (Role.TRANSLATOR, Role.REVIEWER)
        return Grant(role, self.campaigns if self.scope == SOME else None, (tags or None) if bound else None)


def read_rows(form: "MultiDict[str, str]") -> tuple[GrantRow, ...]:
    """Return the rows that were filled in. One without a role removes it."""
    rows = (
        GrantRow(
            form.get(f"role-{number}", ""),
            form.get(f"scope-{number}", ALL),
            frozenset(form.getlist(f"campaigns-{number}")),
            form.get(f"languages-{number}", "")[:200],
        )
        for number in range(MAX_GRANTS + 1)
    )
    return tuple(row for row in rows if row.role)


def to_grants(rows: Sequence[GrantRow]) -> tuple[Grant, ...]:
    """Return the roles; raise `InvalidGrants` with a sentence for the form."""
    if not rows:
        raise InvalidGrants(_("Choose a role."))
    for row in rows:
        if row.scope == SOME and not row.campaigns:
            raise InvalidGrants(_("Choose at least one campaign, or “all campaigns”."))
    return checked_grants([row.grant() for row in rows])


def role_name(role: str) -> str:
    """Return what the desk calls a role."""
    return {
        "coordinator": pgettext("role of a person", "Coordinator"),
        "author": pgettext("role of a person", "Author"),
        "translator": pgettext("role of a person", "Translator"),
        "reviewer": pgettext("role of a person", "Reviewer"),
    }[role]


def role_duty(role: str) -> str:
    """Say what a role may do."""
    return {
        "coordinator": _("writes, publishes, and lets people in"),
        "author": _("writes cases and translations"),
        "translator": _("translates into the languages named"),
        "reviewer": _("confirms translations of others"),
    }[role]


def describe(grants: Iterable[Grant]) -> tuple[str, ...]:
    """Describe roles, a line each."""
    return tuple(_describe(grant) for grant in grants)


def _describe(grant: Grant) -> str:
    parts = [role_name(grant.role.value)]
    if grant.languages is not None:
        parts.append(comma().join(map(language_name, sorted(grant.languages))))
    parts.append(
        pgettext("where a role or a token holds", "all campaigns")
        if grant.campaigns is None
        else comma().join(sorted(grant.campaigns))
    )
    return " · ".join(parts)
