"""Passkeys: what is taken, and what is refused, on both databases."""

from dataclasses import replace

import pytest
from webauthn.helpers import bytes_to_base64url

from tests.support.passkey_device import PRESENT, PasskeyDevice, altered
from tests.team.conftest import Clock
from webapp.team.desk_database import DeskDatabase
from webapp.team.signing_in.challenges import Purpose
from webapp.team.signing_in.passkeys import LastPasskey, PasskeyRefused, Passkeys

ORIGIN = "http://desk.localhost:8001"
ADA, BEN = "a" * 24, "b" * 24


@pytest.fixture
def passkeys(team_database: DeskDatabase, clock: Clock) -> Passkeys:
    return Passkeys(team_database, clock, ORIGIN)


def add(passkeys: Passkeys, person: str = ADA, name: str = "Phone", **device: object) -> PasskeyDevice:
    """Give a person a passkey, and return their device."""
    made = PasskeyDevice(**device)  # type: ignore[arg-type]
    response = made.create(passkeys.creation_options(Purpose.ADD, person, person, "Ada Example"))
    passkeys.add(person, passkeys.check_new(response, Purpose.ADD, person), name)
    return made


def test_a_passkey_tells_whose_it_is(passkeys: Passkeys) -> None:
    device = add(passkeys)

    assert passkeys.check(device.get(passkeys.request_options(Purpose.SIGN_IN)), Purpose.SIGN_IN) == ADA
    assert [(key.name, key.used) for key in passkeys.of(ADA)] == [("Phone", 1903870800)]


def test_an_answer_is_taken_once(passkeys: Passkeys) -> None:
    device = add(passkeys)
    response = device.get(passkeys.request_options(Purpose.SIGN_IN))
    passkeys.check(response, Purpose.SIGN_IN)

    with pytest.raises(PasskeyRefused):
        passkeys.check(response, Purpose.SIGN_IN)


@pytest.mark.parametrize("part", ["clientDataJSON", "authenticatorData", "signature", "userHandle"])
def test_an_altered_answer_is_refused_and_its_challenge_spent(part: str, passkeys: Passkeys) -> None:
    device = add(passkeys)
    response = device.get(passkeys.request_options(Purpose.SIGN_IN))
    with pytest.raises(PasskeyRefused):
        passkeys.check(altered(response, **{part: bytes_to_base64url(b"{}")}), Purpose.SIGN_IN)

    if part != "clientDataJSON":  # that one names the challenge
        with pytest.raises(PasskeyRefused):
            passkeys.check(response, Purpose.SIGN_IN)


@pytest.mark.parametrize(
    "origin",
    [
        "http://localhost:8001",
        "http://desk.localhost:8000",
        "https://desk.localhost:8001",
        "https://x.example",
    ],
)
def test_another_origin_is_refused(origin: str, passkeys: Passkeys) -> None:
    device = replace(add(passkeys), origin=origin)

    with pytest.raises(PasskeyRefused):
        passkeys.check(device.get(passkeys.request_options(Purpose.SIGN_IN)), Purpose.SIGN_IN)


def test_a_device_that_did_not_verify_its_user_is_refused(passkeys: Passkeys) -> None:
    device = replace(add(passkeys), flags=PRESENT)
    with pytest.raises(PasskeyRefused):
        passkeys.check(device.get(passkeys.request_options(Purpose.SIGN_IN)), Purpose.SIGN_IN)
    with pytest.raises(PasskeyRefused):
        add(passkeys, flags=PRESENT)


def test_an_answer_to_another_question_is_refused(passkeys: Passkeys) -> None:
    device = add(passkeys)

    with pytest.raises(PasskeyRefused):
        passkeys.check(device.get(passkeys.request_options(Purpose.SIGN_IN)), Purpose.CONFIRM, ADA)
    with pytest.raises(PasskeyRefused):
        passkeys.check(device.get(passkeys.request_options(Purpose.CONFIRM, ADA)), Purpose.SIGN_IN)


def test_nobody_confirms_for_somebody_else(passkeys: Passkeys) -> None:
    add(passkeys)
    bens = add(passkeys, BEN)

    with pytest.raises(PasskeyRefused):
        passkeys.check(bens.get(passkeys.request_options(Purpose.CONFIRM, ADA)), Purpose.CONFIRM, ADA)


def test_an_answer_after_five_minutes_is_refused(passkeys: Passkeys, clock: Clock) -> None:
    device = add(passkeys)
    options = passkeys.request_options(Purpose.SIGN_IN)
    clock.pass_(minutes=5)

    with pytest.raises(PasskeyRefused):
        passkeys.check(device.get(options), Purpose.SIGN_IN)


def test_a_copied_device_is_noticed(passkeys: Passkeys) -> None:
    device = add(passkeys)
    copy = replace(device)
    for _ in range(2):
        passkeys.check(device.get(passkeys.request_options(Purpose.SIGN_IN)), Purpose.SIGN_IN)

    with pytest.raises(PasskeyRefused):
        passkeys.check(copy.get(passkeys.request_options(Purpose.SIGN_IN)), Purpose.SIGN_IN)


def test_a_passkey_belongs_to_one_person(passkeys: Passkeys) -> None:
    device = add(passkeys)
    response = device.create(passkeys.creation_options(Purpose.ADD, BEN, BEN, "Ben Example"))

    with pytest.raises(PasskeyRefused):
        passkeys.add(BEN, passkeys.check_new(response, Purpose.ADD, BEN), "Phone")


def test_a_passkey_for_one_link_is_not_for_another(passkeys: Passkeys) -> None:
    response = PasskeyDevice().create(passkeys.creation_options(Purpose.JOIN, "1" * 64, ADA, "Ada Example"))

    with pytest.raises(PasskeyRefused):
        passkeys.check_new(response, Purpose.JOIN, "2" * 64)


def test_all_passkeys_but_the_last_can_be_removed(passkeys: Passkeys) -> None:
    add(passkeys, name="Phone")
    add(passkeys, name="Key")
    add(passkeys, BEN)
    bens = passkeys.of(BEN)[0].id
    passkeys.remove(ADA, bens)
    first = next(key.id for key in passkeys.of(ADA) if key.name == "Phone")
    passkeys.remove(ADA, first)

    assert [key.name for key in passkeys.of(ADA)] == ["Key"]
    with pytest.raises(LastPasskey):
        passkeys.remove(ADA, passkeys.of(ADA)[0].id)
    assert len(passkeys.of(BEN)) == 1


@pytest.mark.parametrize(
    "response",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"response": null}',
        '{"response": {"clientDataJSON": 1}}',
        '{"response": {"clientDataJSON": "e30"}}',
        '{"response": {"clientDataJSON": "!!"}}',
        "[" * 15_000,
        "x" * 30_000,
    ],
)
def test_what_is_no_answer_at_all(response: str, passkeys: Passkeys) -> None:
    with pytest.raises(PasskeyRefused):
        passkeys.check(response, Purpose.SIGN_IN)
    with pytest.raises(PasskeyRefused):
        passkeys.check_new(response, Purpose.ADD, ADA)
