"""What each role may do: the table of `permissions`, and what a grant for some campaigns leaves out."""

import pytest

from webapp.team.people.permissions import NotAllowed, Permission, may, may_review, require
from webapp.team.people.person import SHELL, Grant, InvalidGrants, Person, Role, checked_grants

ALLOWED = {
    Role.COORDINATOR: "SEE WRITE TRANSLATE CHANGE_TERMS REVIEW PUBLISH COUNT CONNECT MANAGE_PEOPLE",
    Role.AUTHOR: "SEE WRITE TRANSLATE CHANGE_TERMS",
    Role.TRANSLATOR: "SEE TRANSLATE CHANGE_TERMS",
    Role.REVIEWER: "SEE REVIEW",
}


def a_person(*grants: Grant, is_active: bool = True) -> Person:
    return Person("person-ada-example", "Ada Example", grants, is_active)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_a_role_allows_what_its_row_says(role: Role, permission: Permission) -> None:
    assert may(a_person(Grant(role)), permission, "lamp", "fr") == (permission.name in ALLOWED[role].split())


@pytest.mark.parametrize(
    ("campaign", "language", "allowed"),
    [
        ("lamp", "fr", True),
        ("lamp", None, True),  # the page of the campaign, in no language
        ("other", "fr", False),
        ("lamp", "es", False),
        (None, None, True),  # the board
    ],
)
def test_a_grant_is_for_its_campaigns_and_languages(
    campaign: str | None, language: str | None, allowed: bool
) -> None:
    person = a_person(Grant(Role.TRANSLATOR, frozenset({"lamp"}), frozenset({"fr"})))

    assert may(person, Permission.TRANSLATE, campaign, language) == allowed


def test_two_grants_do_not_mix() -> None:
    person = a_person(
        Grant(Role.TRANSLATOR, frozenset({"lamp"}), frozenset({"fr"})),
        Grant(Role.TRANSLATOR, frozenset({"beacon"}), frozenset({"es"})),
    )

    assert not may(person, Permission.TRANSLATE, "lamp", "es")
    assert may(person, Permission.TRANSLATE, "beacon", "es")


def test_a_coordinator_of_some_campaigns_lets_nobody_in() -> None:
    person = a_person(Grant(Role.COORDINATOR, frozenset({"lamp"})))

    assert may(person, Permission.PUBLISH, "lamp")
    assert not may(person, Permission.MANAGE_PEOPLE)


@pytest.mark.parametrize("role", Role)
def test_a_role_for_some_campaigns_changes_nothing_that_serves_all(role: Role) -> None:
    person = a_person(Grant(role, frozenset({"lamp"})))

    assert may(person, Permission.SEE, "lamp")
    for permission in (Permission.MANAGE_PEOPLE, Permission.CONNECT, Permission.CHANGE_TERMS):
        assert not may(person, permission, None, "fr")
        assert not may(person, permission, "lamp", "fr")


def test_nobody_reviews_their_own_text() -> None:
    person = a_person(Grant(Role.REVIEWER), Grant(Role.TRANSLATOR))

    assert may_review(person, "person-cleo-example", "lamp", "fr")
    assert not may_review(person, person.id, "lamp", "fr")


def test_who_was_deactivated_may_nothing() -> None:
    person = a_person(Grant(Role.COORDINATOR), is_active=False)

    assert not any(may(person, permission) for permission in Permission)
    with pytest.raises(NotAllowed):
        require(person, Permission.SEE)


def test_the_shell_may_everything() -> None:
    assert all(may(SHELL, permission, "lamp", "fr") for permission in Permission)


@pytest.mark.parametrize(
    "grants",
    [
        (),
        (Grant(Role.AUTHOR),) * 21,
        (Grant(Role.AUTHOR, languages=frozenset({"fr"})),),  # it would seem to bind, and does not
        (Grant(Role.COORDINATOR, languages=frozenset({"fr"})),),
        (Grant(Role.AUTHOR, campaigns=frozenset()),),
        (Grant(Role.AUTHOR, campaigns=frozenset({"../lamp"})),),
        (Grant(Role.TRANSLATOR, languages=frozenset()),),
        (Grant(Role.TRANSLATOR, languages=frozenset({"français"})),),
    ],
)
def test_grants_that_nobody_can_have(grants: tuple[Grant, ...]) -> None:
    with pytest.raises(InvalidGrants):
        checked_grants(grants)
