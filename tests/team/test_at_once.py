"""What happens once also when several ask at the same moment, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pyotp
import pytest

from tests.support.passkey_device import PasskeyDevice
from tests.team.conftest import Clock
from webapp.team.desk_database import DeskDatabase
from webapp.team.people.invitations import Invitations, LinkUsed
from webapp.team.people.people import LastCoordinator, People
from webapp.team.people.person import SHELL, Grant, Role
from webapp.team.signing_in.challenges import Purpose
from webapp.team.signing_in.joining import Joining
from webapp.team.signing_in.passkeys import PasskeyRefused, Passkeys
from webapp.team.signing_in.phrase_sign_in import PhraseRefused, PhraseSignIn

ORIGIN = "http://desk.localhost:8001"
AT_ONCE = 4
COORDINATOR = (Grant(Role.COORDINATOR),)


class Crowd:
    """The services, and a join that takes one call."""

    def __init__(self, database: DeskDatabase, clock: Clock) -> None:
        self.people, self.invitations = People(database, clock), Invitations(database, clock)
        self.passkeys, self.phrases = Passkeys(database, clock, ORIGIN), PhraseSignIn(database, clock)
        self.joining = Joining(database, clock, self.passkeys)

    def join(self, name: str, device: PasskeyDevice) -> str:
        token = self.invitations.invite(SHELL, name, COORDINATOR, may_use_phrase=True)
        return self.joining.by_passkey(
            token, device.create(self.joining.passkey_options(token, "")), "", "Phone"
        )


@pytest.fixture
def crowd(team_database: DeskDatabase, clock: Clock) -> Crowd:
    return Crowd(team_database, clock)


def together(*calls: Callable[[], object]) -> list[str]:
    """Begin all calls at one moment, and return what became of each."""
    start = Barrier(len(calls))

    def one(call: Callable[[], object]) -> str:
        start.wait()
        try:
            call()
        except (LinkUsed, PasskeyRefused, PhraseRefused, LastCoordinator) as error:
            return type(error).__name__
        return "done"

    with ThreadPoolExecutor(len(calls)) as several:
        return sorted(several.map(one, calls))


def test_a_link_lets_one_in(crowd: Crowd) -> None:
    token = crowd.invitations.invite(SHELL, "Ada Example", COORDINATOR)
    made = [PasskeyDevice().create(crowd.joining.passkey_options(token, "")) for _ in range(AT_ONCE)]
    calls = [
        lambda response=response: crowd.joining.by_passkey(token, response, "", "Phone")  # type: ignore[misc]
        for response in made
    ]

    assert together(*calls) == ["LinkUsed"] * (AT_ONCE - 1) + ["done"]
    assert len(crowd.people.all()) == 1


def test_a_signature_opens_one_session(crowd: Crowd) -> None:
    device = PasskeyDevice()
    crowd.join("Ada Example", device)
    response = device.get(crowd.passkeys.request_options(Purpose.SIGN_IN))
    calls = [lambda: crowd.passkeys.check(response, Purpose.SIGN_IN)] * AT_ONCE

    assert together(*calls) == ["PasskeyRefused"] * (AT_ONCE - 1) + ["done"]


def test_a_code_opens_one_session(crowd: Crowd, clock: Clock) -> None:
    token = crowd.invitations.invite(SHELL, "Ben Example", COORDINATOR, may_use_phrase=True)
    card = crowd.joining.offer_phrase(token, "")
    code = pyotp.TOTP(card.totp_secret)
    crowd.joining.by_phrase(token, card.phrase, code.at(clock()), "")
    clock.pass_(minutes=2)
    calls = [lambda: crowd.phrases.check("Ben Example", card.phrase, code.at(clock()))] * AT_ONCE

    assert together(*calls) == ["PhraseRefused"] * (AT_ONCE - 1) + ["done"]


def test_two_coordinators_do_not_shut_each_other_out(crowd: Crowd) -> None:
    first, second = crowd.join("Ada Example", PasskeyDevice()), crowd.join("Ben Example", PasskeyDevice())
    ada, ben = crowd.people.find(first), crowd.people.find(second)
    calls = [
        lambda: crowd.people.set_active(ada, ben.id, active=False),
        lambda: crowd.people.set_active(ben, ada.id, active=False),
    ]

    assert together(*calls) == ["LastCoordinator", "done"]
    assert [person.is_active for person in crowd.people.all()].count(True) == 1
