"""Phrases of six words with codes: made by the server, taken once a code, ten tries an hour."""

from concurrent.futures import ThreadPoolExecutor

import pyotp
import pytest
import sqlalchemy as sa

from tests.team.conftest import Clock
from webapp.team.desk_database import DeskDatabase
from webapp.team.people.invitations import Invitations, LinkUsed
from webapp.team.people.people import LastCoordinator, NameTaken, People
from webapp.team.people.permissions import NotAllowed
from webapp.team.people.person import SHELL, Grant, Role
from webapp.team.signing_in import totp
from webapp.team.signing_in.joining import Joining
from webapp.team.signing_in.passkeys import Passkeys
from webapp.team.signing_in.phrase_sign_in import PhraseRefused, PhraseSignIn, TooManyTries
from webapp.team.signing_in.phrases import hash_phrase, is_phrase, new_phrase, word_list

AUTHOR = (Grant(Role.AUTHOR),)


class PhraseTeam:
    """The services around one database."""

    def __init__(self, database: DeskDatabase, clock: Clock) -> None:
        self.clock = clock
        self.people = People(database, clock)
        self.invitations = Invitations(database, clock)
        self.joining = Joining(database, clock, Passkeys(database, clock, "http://desk.localhost:8001"))
        self.sign_in = PhraseSignIn(database, clock)
        self.phrase = self.secret = ""

    def code(self, seconds: int = 0) -> str:
        return pyotp.TOTP(self.secret).at(int(self.clock().timestamp()) + seconds)

    def join(self, name: str = "Ben Example") -> str:
        token = self.invitations.invite(SHELL, name, AUTHOR, may_use_phrase=True)
        card = self.joining.offer_phrase(token, "")
        self.phrase, self.secret = card.phrase, card.totp_secret
        person_id = self.joining.by_phrase(token, self.phrase, self.code(), "")
        self.clock.pass_(minutes=2)
        return person_id


@pytest.fixture
def team(team_database: DeskDatabase, clock: Clock) -> PhraseTeam:
    return PhraseTeam(team_database, clock)


def test_a_phrase_has_66_bits() -> None:
    assert len(set(word_list())) == len(word_list()) == 2048
    assert all(word.isascii() and word.isalpha() for word in word_list())
    assert len(new_phrase().split()) == 6
    assert new_phrase() != new_phrase()


def test_a_phrase_is_stored_as_owasp_says() -> None:
    assert hash_phrase("lamp").startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert hash_phrase("lamp") != hash_phrase("lamp")


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("able about above absent absorb abstract", True),
        ("  Able about ABOVE  absent absorb abstract ", True),  # a phone's keyboard
        ("able-about-above-absent-absorb-abstract", True),
        ("able about above absent absorb", False),
        ("about able above absent absorb abstract", False),
        ("", False),
        ("x" * 100_000, False),
    ],
)
def test_a_phrase_as_it_is_typed(typed: str, right: bool) -> None:
    assert is_phrase(hash_phrase("able about above absent absorb abstract"), typed) == right


def test_nobody_s_phrase_is_always_wrong() -> None:
    assert not is_phrase("", "")
    assert not is_phrase("no hash", "no hash")


@pytest.mark.parametrize(
    ("seconds", "right"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)]
)
def test_a_code_is_good_for_a_clock_that_is_half_a_minute_wrong(
    seconds: int, right: bool, clock: Clock
) -> None:
    secret = totp.new_secret()
    code = pyotp.TOTP(secret).at(int(clock().timestamp()) + seconds)

    assert (totp.step_of(secret, f" {code[:3]} {code[3:]}", clock(), 0) is not None) == right


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "²²²²²²", "-12345"])
def test_what_is_no_code(code: str, clock: Clock) -> None:
    assert totp.step_of(totp.new_secret(), code, clock(), 0) is None


def test_the_qr_code_needs_nothing_that_the_policy_refuses() -> None:
    drawn = totp.qr_code(totp.new_secret(), "Ben <Example>")

    assert drawn.startswith("<svg ")
    assert "style" not in drawn
    assert "<script" not in drawn


def test_somebody_joins_and_signs_in_with_phrase_and_code(team: PhraseTeam) -> None:
    ben = team.join()

    assert team.sign_in.check(" ben  example", team.phrase, team.code()) == ben


def test_a_phrase_is_only_for_whom_a_coordinator_allows_it(team: PhraseTeam) -> None:
    token = team.invitations.invite(SHELL, "Cleo Example", AUTHOR)
    with pytest.raises(NotAllowed):
        team.joining.offer_phrase(token, "")
    with pytest.raises(NotAllowed):
        team.joining.by_phrase(token, "", "", "")


def test_joining_wants_proof_that_it_was_noted(team: PhraseTeam) -> None:
    token = team.invitations.invite(SHELL, "Ben Example", AUTHOR, may_use_phrase=True)
    with pytest.raises(PhraseRefused):
        team.joining.by_phrase(token, "", "000000", "")  # before anything was offered
    card = team.joining.offer_phrase(token, "")
    team.secret = card.totp_secret
    for phrase, code in ((card.phrase, "000000"), (new_phrase(), team.code()), ("", "")):
        with pytest.raises(PhraseRefused):
            team.joining.by_phrase(token, phrase, code, "")
    assert team.people.all() == ()
    team.joining.by_phrase(token, card.phrase, team.code(), "")

    with pytest.raises(LinkUsed):
        team.joining.by_phrase(token, card.phrase, team.code(), "")


def test_the_first_coordinator_s_name_is_free(team: PhraseTeam) -> None:
    team.join()
    token = team.invitations.first() or ""
    card = team.joining.offer_phrase(token, "Ben Example")
    team.secret = card.totp_secret

    with pytest.raises(NameTaken):
        team.joining.by_phrase(token, card.phrase, team.code(), "ben example")


def test_a_code_is_taken_once(team: PhraseTeam) -> None:
    team.join()
    code = team.code()
    team.sign_in.check("Ben Example", team.phrase, code)

    with pytest.raises(PhraseRefused):
        team.sign_in.check("Ben Example", team.phrase, code)


def test_the_code_of_joining_is_taken_once_too(team: PhraseTeam) -> None:
    team.join()

    with pytest.raises(PhraseRefused):
        team.sign_in.check("Ben Example", team.phrase, team.code(-120))


@pytest.mark.parametrize("name", ["Ben Example", "Nobody Example"])
def test_the_eleventh_try_of_an_hour_is_not_looked_at(name: str, team: PhraseTeam) -> None:
    team.join()
    for _ in range(10):
        with pytest.raises(PhraseRefused):
            team.sign_in.check(name, new_phrase(), team.code())
    with pytest.raises(TooManyTries):
        team.sign_in.check(name, team.phrase, team.code())
    team.clock.pass_(hours=1)

    if name == "Ben Example":
        assert team.sign_in.check(name, team.phrase, team.code())


def test_many_tries_at_once_are_no_more_than_ten(team: PhraseTeam) -> None:
    team.join()

    def one_try(_number: int) -> str:
        try:
            team.sign_in.check("Ben Example", "wrong", "000000")
        except (PhraseRefused, TooManyTries) as error:
            return type(error).__name__
        return "in"

    with ThreadPoolExecutor(6) as several:
        answers = list(several.map(one_try, range(24)))
    assert answers.count("PhraseRefused") == 10
    assert answers.count("TooManyTries") == 14


def test_who_is_no_longer_allowed_has_no_phrase(team: PhraseTeam, team_database: DeskDatabase) -> None:
    ben = team.join()
    team.people.change(SHELL, ben, AUTHOR, may_use_phrase=False)
    with team_database.read() as connection:
        assert list(connection.execute(sa.text("SELECT phrase, totp_secret FROM people"))) == [("", "")]

    with pytest.raises(PhraseRefused):
        team.sign_in.check("Ben Example", team.phrase, team.code())


def test_a_link_made_before_a_phrase_was_forbidden_gives_none(team: PhraseTeam) -> None:
    ben = team.join()
    token = team.invitations.invite_again(SHELL, ben)
    card = team.joining.offer_phrase(token, "")
    team.secret = card.totp_secret
    editor = (Grant(Role.COORDINATOR, frozenset({"lamp"})),)
    team.people.change(SHELL, ben, editor, may_use_phrase=False)

    with pytest.raises(NotAllowed):
        team.joining.offer_phrase(token, "")
    with pytest.raises(NotAllowed):
        team.joining.by_phrase(token, card.phrase, team.code(), "")
    assert team.invitations.find(token).grants == editor  # and it is good for a passkey still


def test_the_last_coordinator_keeps_their_phrase(team: PhraseTeam) -> None:
    ben = team.join()
    team.people.change(SHELL, ben, (Grant(Role.COORDINATOR),), may_use_phrase=True)

    with pytest.raises(LastCoordinator):
        team.people.change(SHELL, ben, (Grant(Role.COORDINATOR),), may_use_phrase=False)


def test_who_is_shut_out_stays_out(team: PhraseTeam) -> None:
    ben = team.join()
    team.people.set_active(SHELL, ben, active=False)

    with pytest.raises(PhraseRefused):
        team.sign_in.check("Ben Example", team.phrase, team.code())
