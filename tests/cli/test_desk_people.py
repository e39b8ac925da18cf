"""`appeal desk invite` and `appeal desk people`: a link by the shell, and the last coordinator's way back."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.support.passkey_device import PasskeyDevice
from webapp.cli.desk.people import first_invitation
from webapp.cli.main import main
from webapp.domain.dates import utc_now
from webapp.settings import read
from webapp.team import schema
from webapp.team.desk_database import DeskDatabase
from webapp.team.people.invitations import Invitations, LinkUsed
from webapp.team.people.people import People
from webapp.team.people.person import Grant, Role
from webapp.team.signing_in.joining import Joining
from webapp.team.signing_in.passkeys import Passkeys

ORIGIN = "https://desk.example.org"


class Shell:
    """A shell on the desk's server."""

    def __init__(self, data: Path) -> None:
        self.variables = {"DATA": str(data), "DESK_ORIGIN": ORIGIN}
        self.database = DeskDatabase(read(self.variables).desk_database)
        self.people = People(self.database, utc_now)

    def run(self, *arguments: str, code: int = 0) -> Result:
        result = CliRunner().invoke(main, ["desk", *arguments], env=self.variables)
        assert result.exit_code == code, result.output
        return result

    def join(self, link: str, name: str = "") -> str:
        token = link.strip().removeprefix(f"{ORIGIN}/join#")
        passkeys = Passkeys(self.database, utc_now, ORIGIN)
        joining = Joining(self.database, utc_now, passkeys)
        response = PasskeyDevice(ORIGIN).create(joining.passkey_options(token, name))
        return joining.by_passkey(token, response, name, "Phone")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def test_a_link_is_printed_and_works(shell: Shell) -> None:
    made = shell.run(
        *("invite", "Cleo Example", "--role", "translator", "--role", "reviewer"),
        *("--campaign", "lamp", "--language", "FR", "--phrase"),
    )
    cleo = shell.people.find(shell.join(made.stdout))

    bound = (frozenset({"lamp"}), frozenset({"fr"}))
    assert cleo.grants == (Grant(Role.TRANSLATOR, *bound), Grant(Role.REVIEWER, *bound))
    assert cleo.may_use_phrase
    assert shell.run("people").stdout == (f"{cleo.id}  Cleo Example: translator fr lamp; reviewer fr lamp\n")


def test_the_last_coordinator_comes_back_by_the_shell(shell: Shell) -> None:
    ada = shell.join(shell.run("invite", "Ada Example", "--role", "coordinator").stdout)
    again = shell.join(shell.run("people", "--new-link", ada).stdout)

    assert again == ada
    assert "coordinator (all campaigns)" in shell.run("people").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("invite", " ", "--role", "author"), "a name has 1 to 80 characters"),
        (("invite", "Ben Example", "--role", "author", "--language", "fr"), "only translators and reviewers"),
        (("invite", "Ben Example", "--role", "translator", "--language", "klingonese"), "klingonese"),
        (("invite", "Ben Example", "--role", "author", "--campaign", "../x"), "no short name"),
        (("people", "--new-link", "nobody"), "the id of nobody"),
    ],
)
def test_a_mistake_is_named(arguments: tuple[str, ...], said: str, shell: Shell) -> None:
    assert said in shell.run(*arguments, code=1).output


def test_a_name_is_given_once(shell: Shell) -> None:
    shell.run("invite", "Ben Example", "--role", "author")

    assert "already" in shell.run("invite", "ben example", "--role", "author", code=1).output


def test_each_start_prints_a_new_first_link_until_somebody_came(shell: Shell) -> None:
    settings = read(shell.variables)
    schema.upgrade(settings.desk_database)
    older, newer = (first_invitation(settings, shell.database) or "" for _ in range(2))
    with pytest.raises(LinkUsed):
        Invitations(shell.database, utc_now).find(older.partition("#")[2])
    shell.join(newer, "Ada Example")

    assert first_invitation(settings, shell.database) is None
