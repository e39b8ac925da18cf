"""The people of the team and their invitations, on both databases."""

import json

import pytest
import sqlalchemy as sa

from tests.support.passkey_device import PasskeyDevice
from tests.team.conftest import Clock
from webapp.team.desk_database import DeskDatabase
from webapp.team.people.invitations import Invitations, LinkUsed, join_address
from webapp.team.people.people import (
    InvalidName,
    LastCoordinator,
    NameTaken,
    People,
    UnknownPerson,
)
from webapp.team.people.permissions import NotAllowed
from webapp.team.people.person import SHELL, Grant, Person, Role
from webapp.team.people.preferences import Preferences
from webapp.team.people.sessions import Sessions
from webapp.team.reminders.calendars import Calendars
from webapp.team.signing_in.joining import Joining
from webapp.team.signing_in.passkeys import Passkeys

ORIGIN = "http://desk.localhost:8001"
COORDINATOR = (Grant(Role.COORDINATOR),)
FRENCH = Grant(Role.TRANSLATOR, frozenset({"lamp"}), frozenset({"fr"}))


class Team:
    """The services around one database."""

    def __init__(self, database: DeskDatabase, clock: Clock) -> None:
        self.people = People(database, clock)
        self.invitations = Invitations(database, clock)
        self.sessions = Sessions(database, clock)
        self.passkeys = Passkeys(database, clock, ORIGIN)
        self.joining = Joining(database, clock, self.passkeys)
        self.calendars = Calendars(database, clock)

    def join(self, token: str, name: str = "") -> Person:
        """Use a link with a new passkey."""
        response = PasskeyDevice().create(self.joining.passkey_options(token, name))
        return self.people.find(self.joining.by_passkey(token, response, name, "Phone"))

    def a_coordinator(self, name: str = "Ada Example") -> Person:
        return self.join(self.invitations.invite(SHELL, name, COORDINATOR))


@pytest.fixture
def team(team_database: DeskDatabase, clock: Clock) -> Team:
    return Team(team_database, clock)


def test_an_invitation_makes_a_person_once(team: Team) -> None:
    token = team.invitations.invite(SHELL, "  Cleo   Example ", (FRENCH,))
    cleo = team.join(token)

    assert (cleo.name, cleo.grants, cleo.may_use_phrase) == ("Cleo Example", (FRENCH,), False)
    assert team.people.all() == (cleo,)
    assert [passkey.name for passkey in team.passkeys.of(cleo.id)] == ["Phone"]
    assert team.invitations.open() == ()
    with pytest.raises(LinkUsed):
        team.joining.find(token)


def test_a_link_holds_192_bits_in_its_fragment_and_the_database_has_a_digest(
    team: Team, team_database: DeskDatabase
) -> None:
    token = team.invitations.invite(SHELL, "Cleo Example", (FRENCH,))
    with team_database.read() as connection:
        stored = json.dumps([list(row) for row in connection.execute(sa.text("SELECT * FROM links"))])

    assert len(token) == 32
    assert token not in stored
    assert join_address(ORIGIN, token) == f"{ORIGIN}/join#{token}"


def test_a_link_is_good_for_two_days(team: Team, clock: Clock) -> None:
    token = team.invitations.invite(SHELL, "Cleo Example", (FRENCH,))
    clock.pass_(hours=47.9)
    assert team.joining.find(token).name == "Cleo Example"
    options = team.joining.passkey_options(token, "")
    clock.pass_(hours=0.1)

    with pytest.raises(LinkUsed):
        team.joining.find(token)
    with pytest.raises(LinkUsed):
        team.joining.by_passkey(token, PasskeyDevice().create(options), "", "Phone")
    assert team.invitations.open() == ()


def test_only_a_coordinator_of_everything_invites_changes_and_shuts_out(team: Team) -> None:
    ada = team.a_coordinator()
    part = Person("x" * 20, "Ben Example", (Grant(Role.COORDINATOR, frozenset({"lamp"})),))
    for by in (part, Person("y" * 20, "Cleo Example", (Grant(Role.AUTHOR),))):
        with pytest.raises(NotAllowed):
            team.invitations.invite(by, "Dora Example", COORDINATOR)
        with pytest.raises(NotAllowed):
            team.invitations.invite_again(by, ada.id)
        with pytest.raises(NotAllowed):
            team.invitations.withdraw(by, "0" * 64)
        with pytest.raises(NotAllowed):
            team.people.change(by, ada.id, (FRENCH,), may_use_phrase=False)
        with pytest.raises(NotAllowed):
            team.people.set_active(by, ada.id, active=False)


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "Ada\x00Example", "Ada\u202eExample"])
def test_names_that_are_none(name: str, team: Team) -> None:
    with pytest.raises(InvalidName):
        team.invitations.invite(SHELL, name, COORDINATOR)


def test_a_name_belongs_to_one_person(team: Team) -> None:
    team.a_coordinator()
    team.invitations.invite(SHELL, "Cleo Example", (FRENCH,))

    for taken in ("ada example", "CLEO EXAMPLE"):
        with pytest.raises(NameTaken):
            team.invitations.invite(SHELL, taken, (FRENCH,))


def test_the_first_link_is_renewed_until_somebody_used_it(team: Team) -> None:
    first = team.invitations.first()
    second = team.invitations.first()
    assert first
    assert second
    with pytest.raises(LinkUsed):
        team.joining.find(first)
    ada = team.join(second, "Ada Example")

    assert ada.grants == COORDINATOR
    assert team.invitations.first() is None


def test_the_first_link_is_good_for_nobody_after_another_coordinator_came(team: Team) -> None:
    first = team.invitations.first() or ""
    ada = team.a_coordinator()

    with pytest.raises(LinkUsed):
        team.join(first, "Eve Example")
    assert team.people.all() == (ada,)


def test_the_first_link_wants_a_name_and_survives_one_that_is_none(team: Team) -> None:
    token = team.invitations.first() or ""
    with pytest.raises(InvalidName):
        team.join(token, " ")

    assert team.join(token, "Ada Example").name == "Ada Example"


def test_the_last_coordinator_stays(team: Team) -> None:
    ada = team.a_coordinator()
    cleo = team.join(team.invitations.invite(ada, "Cleo Example", (FRENCH,)))
    for change in (
        lambda: team.people.set_active(ada, ada.id, active=False),
        lambda: team.people.change(ada, ada.id, (FRENCH,), may_use_phrase=False),
        lambda: team.people.change(
            ada, ada.id, (Grant(Role.COORDINATOR, frozenset({"lamp"})),), may_use_phrase=False
        ),
    ):
        with pytest.raises(LastCoordinator):
            change()
    team.people.change(ada, cleo.id, COORDINATOR, may_use_phrase=False)
    team.people.set_active(ada, ada.id, active=False)

    assert [person.is_active for person in team.people.all()] == [False, True]


def test_who_is_shut_out_has_no_session_and_no_invitation_left(team: Team) -> None:
    ada, ben = team.a_coordinator(), team.a_coordinator("Ben Example")
    session = team.sessions.start(ben.id, "Firefox")
    invited = team.invitations.invite(ben, "Cleo Example", (FRENCH,))
    way_back = team.invitations.invite_again(ada, ben.id)
    team.people.set_active(ada, ben.id, active=False)

    assert team.sessions.find(session) is None
    for token in (invited, way_back):
        with pytest.raises(LinkUsed):
            team.joining.find(token)
    with pytest.raises(UnknownPerson):
        team.invitations.invite_again(ada, ben.id)


def test_a_new_link_for_somebody_takes_every_earlier_way_in_away(team: Team) -> None:
    ada = team.a_coordinator()
    session = team.sessions.start(ada.id, "Firefox")
    lost, calendar = team.passkeys.of(ada.id), team.calendars.renew(ada)
    older = team.invitations.invite_again(SHELL, ada.id)
    newer = team.invitations.invite_again(SHELL, ada.id)
    with pytest.raises(LinkUsed):
        team.joining.find(older)
    assert team.sessions.find(session)  # nothing is lost until it is used
    assert team.calendars.find(calendar)
    again = team.join(newer)

    assert again == ada
    assert team.sessions.find(session) is None
    assert team.calendars.find(calendar) is None
    assert not set(lost) & set(team.passkeys.of(ada.id))


def test_a_changed_role_counts_at_once(team: Team) -> None:
    ada = team.a_coordinator()
    cleo = team.join(team.invitations.invite(ada, "Cleo Example", (FRENCH,)))
    session = team.sessions.start(cleo.id, "Firefox")
    team.people.change(ada, cleo.id, (Grant(Role.AUTHOR),), may_use_phrase=True)
    signed_in = team.sessions.find(session)

    assert signed_in
    assert (signed_in.person.grants, signed_in.person.may_use_phrase) == ((Grant(Role.AUTHOR),), True)


@pytest.mark.parametrize("person_id", ["", "nobody", "a\x00b", "'; DROP TABLE people"])
def test_nobody_is_not_found(person_id: str, team: Team) -> None:
    with pytest.raises(UnknownPerson):
        team.people.find(person_id)


class TestSessions:
    """A session lives for twelve hours, or three without a use."""

    def test_it_ends_after_a_working_day(self, team: Team, clock: Clock) -> None:
        token = team.sessions.start(team.a_coordinator().id, "Firefox")
        for _ in range(5):
            clock.pass_(hours=2)
            assert team.sessions.find(token)
        clock.pass_(hours=2)

        assert team.sessions.find(token) is None

    def test_it_ends_when_nobody_uses_it(self, team: Team, clock: Clock) -> None:
        token = team.sessions.start(team.a_coordinator().id, "Firefox")
        clock.pass_(hours=3)

        assert team.sessions.find(token) is None

    def test_the_database_has_a_digest(self, team: Team, team_database: DeskDatabase) -> None:
        token = team.sessions.start(team.a_coordinator().id, "Firefox")
        with team_database.read() as connection:
            (digest,) = connection.scalars(sa.text("SELECT digest FROM sessions"))

        assert len(token) == 43
        assert digest != token
        assert team.sessions.find(digest) is None

    def test_a_proof_makes_a_new_token_and_is_good_for_five_minutes(self, team: Team, clock: Clock) -> None:
        token = team.sessions.start(team.a_coordinator().id, "Firefox")
        clock.pass_(minutes=5)
        before = team.sessions.find(token)
        assert before
        assert not before.is_confirmed(clock())
        renewed = team.sessions.renew(before.digest)
        after = team.sessions.find(renewed)

        assert after
        assert after.is_confirmed(clock())
        assert team.sessions.find(token) is None

    def test_a_person_ends_their_own_only(self, team: Team) -> None:
        ada, ben = team.a_coordinator(), team.a_coordinator("Ben Example")
        here, there = (team.sessions.start(ada.id, label) for label in ("here", "there"))
        others = team.sessions.start(ben.id, "Ben's")
        at_ben = team.sessions.of(ben.id)[0].digest
        team.sessions.end(ada.id, at_ben)
        signed_in = team.sessions.find(here)
        assert signed_in
        team.sessions.end_others(ada.id, signed_in.digest)

        assert [session.label for session in team.sessions.of(ada.id)] == ["here"]
        assert team.sessions.find(there) is None
        assert team.sessions.find(others)

    @pytest.mark.parametrize("token", ["", "x", "x" * 100_000, "\x00", "ü" * 43, "\ud800"])
    def test_what_is_no_token(self, token: str, team: Team) -> None:
        assert team.sessions.find(token) is None


def test_a_preference_is_the_person_s_own_and_stays_when_their_roles_change(
    team: Team, team_database: DeskDatabase
) -> None:
    ada = team.a_coordinator()
    ben = team.join(team.invitations.invite(ada, "Ben Example", (FRENCH,)))
    preferences = Preferences(team_database)
    for tag in ("ar", "fr"):
        preferences.set_language(ben, tag)
    team.people.change(ada, ben.id, COORDINATOR, may_use_phrase=True)

    assert team.people.find(ben.id).language == "fr"
    assert team.people.find(ada.id).language == ""
    preferences.set_language(ben, "")
    assert team.people.find(ben.id).language == ""
