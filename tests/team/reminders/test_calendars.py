"""The private address of a calendar: who has one, who may end it, what it opens."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.support.desk_campaigns import add_person
from tests.support.desk_client import ADA, BEN, CLEO, TEAM
from tests.team.conftest import Clock
from webapp.team.desk_database import DeskDatabase
from webapp.team.people.people import People, UnknownPerson
from webapp.team.people.permissions import NotAllowed, Permission, may
from webapp.team.people.person import Grant, Person, Role
from webapp.team.reminders.calendars import Calendars
from webapp.team.tables import calendars, people


@pytest.fixture
def service(team_database: DeskDatabase, clock: Clock) -> Calendars:
    """A team in the database."""
    for person in TEAM:
        add_person(team_database, person)
    return Calendars(team_database, clock)


def test_an_address_opens_the_reminders_of_its_person(service: Calendars, clock: Clock) -> None:
    assert service.made(CLEO.id) is None
    secret = service.renew(CLEO)

    found = service.find(secret)
    assert found
    assert (found.id, found.grants) == (CLEO.id, CLEO.grants)
    assert service.made(CLEO.id) == clock.moment
    assert service.made(BEN.id) is None


def test_the_database_does_not_hold_the_secret(service: Calendars, team_database: DeskDatabase) -> None:
    secret = service.renew(CLEO)

    assert len(secret) == 32  # 192 bits in base64url
    with team_database.read() as connection:
        (row,) = connection.execute(calendars.select()).all()
    assert secret not in "".join(map(str, row))
    assert service.find(row.digest) is None
    assert service.find(row.digest[:32]) is None


def test_a_new_address_ends_the_one_before(service: Calendars) -> None:
    first, second = service.renew(CLEO), service.renew(CLEO)

    assert service.find(first) is None
    assert service.find(second)


@pytest.mark.parametrize("by", [CLEO, ADA])
def test_a_person_and_a_coordinator_revoke_it(service: Calendars, by: Person) -> None:
    theirs, of_ben = service.renew(CLEO), service.renew(BEN)
    service.revoke(by, CLEO.id)

    assert service.find(theirs) is None
    assert service.made(CLEO.id) is None
    assert service.find(of_ben)
    service.revoke(by, CLEO.id)  # nothing is left to revoke


def test_nobody_else_revokes_it(service: Calendars) -> None:
    secret = service.renew(CLEO)
    of_some = Person("person-of-some-example", "Some", (Grant(Role.COORDINATOR, frozenset({"lamp"})),))
    for by in (BEN, of_some):
        with pytest.raises(NotAllowed):
            service.revoke(by, CLEO.id)

    assert service.find(secret)


@pytest.mark.parametrize("person", ["nobody", "", "\0", "x" * 300])
def test_an_unknown_person_has_nothing_to_revoke(service: Calendars, person: str) -> None:
    with pytest.raises(UnknownPerson):
        service.revoke(ADA, person)


def test_who_is_shut_out_has_no_address_any_more_also_when_let_in_again(
    service: Calendars, team_database: DeskDatabase, clock: Clock
) -> None:
    secret = service.renew(BEN)
    people_of = People(team_database, clock)
    people_of.set_active(ADA, BEN.id, active=False)
    assert service.find(secret) is None
    with pytest.raises(UnknownPerson):
        service.renew(BEN)

    people_of.set_active(ADA, BEN.id, active=True)
    assert service.find(secret) is None


def test_one_who_is_shut_out_behind_the_app_s_back_is_nobody(
    service: Calendars, team_database: DeskDatabase
) -> None:
    secret = service.renew(BEN)
    with team_database.write() as connection:
        connection.execute(people.update().where(people.c.id == BEN.id).values(is_active=False))
    assert service.find(secret) is None

    with team_database.write() as connection:
        connection.execute(people.delete().where(people.c.id == BEN.id))
    assert service.find(secret) is None


def test_what_was_taken_from_a_person_is_taken_at_once(
    service: Calendars, team_database: DeskDatabase, clock: Clock
) -> None:
    secret = service.renew(CLEO)
    grants = (Grant(Role.TRANSLATOR, frozenset({"beacon"})),)
    People(team_database, clock).change(ADA, CLEO.id, grants, may_use_phrase=False)

    found = service.find(secret)
    assert found
    assert not may(found, Permission.SEE, "lamp")


@pytest.mark.parametrize(
    "guess",
    ["", "x", "x" * 32, "x" * 33, "x" * 5_000, "\0" * 32, "ä" * 32, "../" * 10 + "aa", "%00" * 10 + "aa"],
)
def test_a_guess_opens_nothing(service: Calendars, guess: str) -> None:
    service.renew(CLEO)

    assert service.find(guess) is None


def test_a_secret_with_one_other_character_opens_nothing(service: Calendars) -> None:
    secret = service.renew(CLEO)
    for place in range(len(secret)):
        other = "A" if secret[place] != "A" else "B"
        assert service.find(secret[:place] + other + secret[place + 1 :]) is None
    assert service.find(secret.swapcase()) is None


def test_two_at_once_leave_one_address(service: Calendars, team_database: DeskDatabase) -> None:
    with ThreadPoolExecutor(8) as threads:
        made = [*threads.map(lambda _turn: service.renew(CLEO), range(16))]
    with team_database.read() as connection:
        rows = connection.execute(calendars.select()).all()

    assert len(rows) == 1
    assert sum(service.find(secret) is not None for secret in made) == 1


def test_secrets_are_not_alike(service: Calendars, clock: Clock) -> None:
    made = set()
    for _turn in range(20):
        clock.moment += timedelta(seconds=1)
        made.add(service.renew(CLEO))

    assert len(made) == 20
    assert len({secret[:6] for secret in made}) == 20
    assert secrets.token_urlsafe(24) not in made
