"""The gate of the desk: joining, signing in, being asked again, signing out, in process."""

import re
from dataclasses import dataclass, field
from io import BytesIO

import pyotp
import pytest
from flask import Flask
from webauthn.helpers import bytes_to_base64url

from tests.desk.conftest import DeskWorld, FakePackPrinter
from tests.support.desk_client import ORIGIN, DeskClient
from tests.support.page_client import Fetched
from tests.support.passkey_device import PasskeyDevice, altered
from webapp.desk.http.session_cookie import SessionCookie
from webapp.desk_app import DeskDependencies, create_desk
from webapp.preview_app import PreviewApp
from webapp.settings import read
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.drafts import Drafts
from webapp.team.people.invitations import Invitations
from webapp.team.people.people import People
from webapp.team.people.person import SHELL, Grant, Role
from webapp.team.people.sessions import Sessions
from webapp.team.signing_in.passkeys import Passkeys

COORDINATOR, AUTHOR = (Grant(Role.COORDINATOR),), (Grant(Role.AUTHOR),)
CARRIED = {"name": "Cleo <Example>", "role-0": "translator", "languages-0": "fr", "note": "one\ntwo"}
"""A form that the page of people has not in full: carrying knows no form."""


@dataclass
class Visitor(DeskClient):
    """Somebody with a browser and a device, who begins with nothing."""

    app: Flask
    device: PasskeyDevice = field(default_factory=PasskeyDevice)

    def __post_init__(self) -> None:
        super().__init__(self.app, None)

    def options(self, path: str, **form: str) -> str:
        return self.post(path, form).text

    def join(self, token: str, name: str = "") -> Fetched:
        fields = {"token": token, "name": name, "passkey-name": "Phone"}
        response = self.device.create(self.options("/join/options", **fields))
        return self.post("/join/passkey", fields | {"response": response}, status=303)

    def sign_in(self, status: int = 303, **form: str) -> Fetched:
        response = self.device.get(self.options("/sign-in/options"))
        return self.post("/sign-in/passkey", form | {"response": response}, status=status)

    def cookie(self) -> str:
        found = self.flask.get_cookie("appeal-desk", domain="desk.localhost")
        return found.value if found else ""


@pytest.fixture
def real_desk(desk_world: DeskWorld, desk_database: DeskDatabase, preview_pages: PreviewApp) -> Flask:
    """The desk with the sessions of its database."""
    sessions = Sessions(desk_database, lambda: desk_world.moment)
    parts = DeskDependencies(
        desk_database, sessions, lambda: desk_world.moment, preview_pages, FakePackPrinter()
    )
    return create_desk(read({}), parts)


@pytest.fixture
def invitations(desk_world: DeskWorld, desk_database: DeskDatabase) -> Invitations:
    return Invitations(desk_database, lambda: desk_world.moment)


@pytest.fixture
def people(desk_world: DeskWorld, desk_database: DeskDatabase) -> People:
    return People(desk_database, lambda: desk_world.moment)


@pytest.fixture
def visitor(real_desk: Flask) -> Visitor:
    return Visitor(real_desk)


@pytest.fixture
def ada(visitor: Visitor, invitations: Invitations) -> Visitor:
    """A coordinator who has just joined."""
    visitor.join(invitations.first() or "", "Ada Example")
    return visitor


def test_the_first_link_leads_to_the_board(visitor: Visitor, invitations: Invitations) -> None:
    link = invitations.first() or ""
    visitor.get("/join")
    welcome = visitor.post("/join", {"token": f"http://desk.localhost:8001/join#{link}"})
    assert "You are the first" in welcome.words()
    joined = visitor.join(link, "Ada Example")

    assert joined.headers["Location"] == "/account"
    assert "Add a second one" in visitor.get("/account").words()
    assert "Ada Example" in visitor.get("/").words()


def test_a_link_that_was_used_is_gone(ada: Visitor, real_desk: Flask, invitations: Invitations) -> None:
    token = invitations.invite(SHELL, "Ben Example", AUTHOR)
    Visitor(real_desk).join(token)
    for path in ("/join", "/join/options", "/join/passkey", "/join/phrase", "/join/phrase/done"):
        assert "has been used" in Visitor(real_desk).post(path, {"token": token}, status=410).text
        Visitor(real_desk).post(path, status=410)


def test_the_cookie_is_bound_and_hidden(visitor: Visitor, invitations: Invitations) -> None:
    (cookie,) = visitor.join(invitations.first() or "", "Ada Example").headers.getlist("Set-Cookie")

    flags = {part.strip() for part in cookie.split(";")[1:]}
    assert flags == {"HttpOnly", "Path=/", "SameSite=Strict", "Max-Age=43200"} | {
        part for part in flags if part.startswith("Expires=")
    }


def test_with_tls_the_cookie_is_of_this_host_alone() -> None:
    app, cookie = Flask(__name__), SessionCookie.of("https://desk.example.org")
    with app.test_request_context():
        response = app.make_response("")
        cookie.put(response, "token")
        cookie.remove(response)

    for header in response.headers.getlist("Set-Cookie"):
        assert header.startswith("__Host-appeal-desk=")
        assert "; Secure" in header
        assert "Domain=" not in header
        assert "SameSite=Strict" in header


def test_signing_in_and_out(ada: Visitor) -> None:
    first = ada.cookie()
    out = ada.post("/sign-out", status=303)
    assert out.headers["Clear-Site-Data"] == '"storage"'
    ada.get("/", status=302)
    ada.sign_in(to="/account")
    second = ada.cookie()
    ada.get("/account")
    ada.flask.set_cookie("appeal-desk", first, domain="desk.localhost")

    assert first != second
    ada.get("/", status=302)  # the server has forgotten it, if the browser has not


def test_a_session_is_never_one_that_the_browser_brought(ada: Visitor, real_desk: Flask) -> None:
    planted = ada.cookie()
    other = Visitor(real_desk, ada.device)
    other.flask.set_cookie("appeal-desk", planted, domain="desk.localhost")
    other.sign_in()

    assert other.cookie() not in ("", planted)
    ada.get("/", status=302)


@pytest.mark.parametrize("change", ["replayed", "signature", "clientDataJSON", "authenticatorData"])
def test_a_false_assertion_opens_nothing(change: str, ada: Visitor, real_desk: Flask) -> None:
    thief = Visitor(real_desk)
    response = ada.device.get(thief.options("/sign-in/options"))
    if change == "replayed":
        ada.post("/sign-in/passkey", {"response": response}, status=303)
    else:
        response = altered(response, **{change: "e30"})
    page = thief.post("/sign-in/passkey", {"response": response}, status=403)

    assert "was not accepted" in page.words()
    assert thief.cookie() == ""


def test_who_was_shut_out_is_out_at_once(ada: Visitor, real_desk: Flask, invitations: Invitations) -> None:
    ben = Visitor(real_desk)
    ben.join(invitations.invite(SHELL, "Ben Example", AUTHOR))
    person = re.search(
        r"/people/([0-9a-f]{24})\">Change<span class=\"visually-hidden\"> Ben", ada.get("/people").text
    )
    assert person
    ada.post(f"/people/{person[1]}/shut-out", status=303)

    ben.get("/", status=302)
    ben.sign_in(status=403)
    assert "Ben Example (shut out)" in ada.get("/people").words()
    ada.post(f"/people/{person[1]}/let-in", status=303)
    ben.sign_in()


def test_a_form_without_a_session_waits_and_is_sent_again(ada: Visitor) -> None:
    ada.post("/sign-out", status=303)
    gate = ada.post("/people/invite", CARRIED, status=401)
    assert "What you filled in is kept" in gate.words()
    fields = dict(gate.form("/sign-in/passkey"))
    del fields["response"]
    go_on = ada.sign_in(status=200, **fields)

    assert dict(go_on.form("/people/invite")) == CARRIED
    assert "A link for Cleo" in ada.post("/people/invite", dict(go_on.form("/people/invite"))).words()


def test_a_form_keeps_waiting_after_a_refusal(ada: Visitor) -> None:
    ada.post("/sign-out", status=303)
    gate = ada.post("/people/invite", CARRIED, status=401)
    again = ada.post("/sign-in/phrase", dict(gate.form("/sign-in/phrase")), status=403)

    assert dict(again.form("/sign-in/passkey")) == dict(gate.form("/sign-in/passkey"))


def test_inviting_asks_again_and_loses_nothing(ada: Visitor, desk_world: DeskWorld) -> None:
    desk_world.moment = desk_world.moment.replace(minute=10)
    gate = ada.post("/people/invite", CARRIED, status=401)
    assert gate.words(gate.one("h1")) == "Is it you?"
    before = ada.cookie()
    fields = dict(gate.form("/confirm/passkey"))
    fields["response"] = ada.device.get(ada.options("/confirm/options"))
    go_on = ada.post("/confirm/passkey", fields)

    assert ada.cookie() != before
    link = ada.post("/people/invite", dict(go_on.form("/people/invite"))).by_id("link").get("value") or ""
    assert re.fullmatch(r"http://desk\.localhost:8001/join#[\w-]{32}", link)


def test_nobody_confirms_with_a_passkey_of_somebody_else(
    ada: Visitor, real_desk: Flask, invitations: Invitations, desk_world: DeskWorld
) -> None:
    ben = Visitor(real_desk)
    ben.join(invitations.invite(SHELL, "Ben Example", COORDINATOR))
    desk_world.moment = desk_world.moment.replace(minute=10)
    response = ben.device.get(ada.options("/confirm/options"))
    ada.post("/confirm/passkey", {"response": response}, status=403)

    ada.post("/people/invite", CARRIED, status=401)


def test_a_file_has_to_be_chosen_again(ada: Visitor) -> None:
    ada.post("/sign-out", status=303)
    gate = ada.post("/people/invite", CARRIED | {"photo": (BytesIO(b"photo"), "lamp.jpg")}, status=401)

    assert "Only the file has to be chosen again" in gate.words()


def test_a_part_of_a_page_says_it_beside_the_page(ada: Visitor, desk_world: DeskWorld) -> None:
    desk_world.moment = desk_world.moment.replace(minute=10)
    part = ada.post("/people/invite", CARRIED, htmx=True, status=401)
    assert part.headers["HX-Retarget"] == "#problem"
    assert part.one("a").get("href") == "/confirm"
    ada.post("/sign-out", status=303)

    assert ada.post("/people/invite", CARRIED, htmx=True, status=401).one("a").get("target") == "_blank"


@pytest.mark.parametrize(
    "to",
    [
        "//elsewhere.example",
        "https://elsewhere.example",
        "/\\elsewhere.example",
        "javascript:1",
        "x",
        "/\n/x",
    ],
)
def test_signing_in_leads_nowhere_else(to: str, ada: Visitor) -> None:
    assert ada.sign_in(to=to).headers["Location"] == "/"
    gate = ada.get(f"/sign-in?to={to}")

    assert dict(gate.form("/sign-in/passkey"))["to"] in ("/", "/x")


def test_a_page_is_opened_after_signing_in(ada: Visitor) -> None:
    ada.post("/sign-out", status=303)
    asked = ada.get("/people?sort=name", status=302).headers["Location"]
    fields = dict(ada.get(asked).form("/sign-in/passkey"))

    assert ada.sign_in(to=fields["to"]).headers["Location"] == "/people?sort=name"


class TestWithoutScript:
    """Plain forms alone: a phrase of six words and codes."""

    @pytest.fixture
    def ben(self, visitor: Visitor, invitations: Invitations, desk_world: DeskWorld) -> Visitor:
        token = invitations.invite(SHELL, "Ben Example", COORDINATOR, may_use_phrase=True)
        welcome = visitor.post("/join", {"token": token})
        shown = visitor.post("/join/phrase", dict(welcome.form("/join/phrase")))
        self.phrase, self.secret = shown.words(shown.by_id("words")), shown.words(shown.one("code"))
        fields = dict(shown.form("/join/phrase/done"))
        visitor.post("/join/phrase/done", fields | {"phrase": self.phrase, "code": "0"}, status=422)
        visitor.post("/join/phrase/done", fields | self.proof(desk_world), status=303)
        return visitor

    def proof(self, world: DeskWorld) -> dict[str, str]:
        return {"phrase": self.phrase, "code": pyotp.TOTP(self.secret).at(world.moment)}

    def test_somebody_joins_signs_in_and_is_asked_again(self, ben: Visitor, desk_world: DeskWorld) -> None:
        ben.post("/sign-out", status=303)
        desk_world.moment = desk_world.moment.replace(minute=2)
        gate = ben.post("/people/invite", CARRIED, status=401)
        fields = dict(gate.form("/sign-in/phrase")) | {"name": "ben example"} | self.proof(desk_world)
        go_on = ben.post("/sign-in/phrase", fields)
        assert dict(go_on.form("/people/invite")) == CARRIED
        desk_world.moment = desk_world.moment.replace(minute=10)
        gate = ben.post("/people/invite", CARRIED, status=401)
        go_on = ben.post("/confirm/phrase", dict(gate.form("/confirm/phrase")) | self.proof(desk_world))

        assert "A link for" in ben.post("/people/invite", dict(go_on.form("/people/invite"))).words()

    @pytest.mark.parametrize("name", ["Ben Example", "Nobody Example"])
    def test_guessing_ends_after_ten_tries(
        self, name: str, ben: Visitor, real_desk: Flask, desk_world: DeskWorld
    ) -> None:
        thief = Visitor(real_desk)
        for _ in range(10):
            wrong = thief.post("/sign-in/phrase", {"name": name, "phrase": "x", "code": "000000"}, status=403)
        right = {"name": name} | self.proof(desk_world)
        told = thief.post("/sign-in/phrase", right, status=429)

        assert "do not belong together" in wrong.words()
        assert "within an hour" in told.words()
        assert thief.cookie() == ""

    def test_nobody_else_gets_a_phrase(self, visitor: Visitor, invitations: Invitations) -> None:
        token = invitations.invite(SHELL, "Cleo Example", AUTHOR)
        assert "six words" not in visitor.post("/join", {"token": token}).text

        visitor.post("/join/phrase", {"token": token}, status=403)


class TestAccount:
    """One's own passkeys and sessions."""

    def test_a_second_passkey_is_added_used_and_removed(self, ada: Visitor, real_desk: Flask) -> None:
        second = PasskeyDevice()
        ada.post("/account/passkeys/new", {"passkey-name": "Key"})
        response = second.create(ada.options("/account/passkeys/options"))
        ada.post("/account/passkeys", {"response": response, "passkey-name": "Key <2>"}, status=303)
        ada.post("/account/passkeys", {"response": response}, status=422)  # used
        Visitor(real_desk, second).sign_in()
        account = ada.get("/account")
        assert "Key <2>" in account.words()
        first = bytes_to_base64url(ada.device.credential)
        ada.post("/account/passkeys/remove", {"id": first}, status=303)

        ada.sign_in(status=403)
        Visitor(real_desk, second).sign_in()

    def test_the_only_passkey_stays(
        self, ada: Visitor, people: People, desk_database: DeskDatabase, desk_world: DeskWorld
    ) -> None:
        (person,) = people.all()
        (key,) = Passkeys(desk_database, lambda: desk_world.moment, ORIGIN).of(person.id)
        assert "/account/passkeys/remove" not in ada.get("/account").text

        assert "your only passkey" in ada.post("/account/passkeys/remove", {"id": key.id}, status=409).words()

    def test_sessions_are_listed_and_ended(self, ada: Visitor, real_desk: Flask) -> None:
        elsewhere = Visitor(real_desk, ada.device)
        elsewhere.sign_in()
        (field,) = ada.get("/account").all("input", name="session")
        ada.post("/account/sessions/end", {"session": field.get("value")}, status=303)
        elsewhere.get("/", status=302)
        elsewhere.sign_in()
        elsewhere.post("/account/sessions/end-others", status=303)

        ada.get("/", status=302)
        elsewhere.get("/")


class TestPeople:
    """The coordinator's page."""

    def test_somebody_is_invited_joins_and_is_changed(
        self, ada: Visitor, real_desk: Flask, people: People
    ) -> None:
        form = {
            "name": " Cleo  Example",
            "role-0": "translator",
            "languages-0": "FR pt-br",
            "may-use-phrase": "yes",
        }
        made = ada.post("/people/invite", form)
        token = (made.by_id("link").get("value") or "").partition("#")[2]
        assert "Cleo Example" in ada.get("/people").words()
        Visitor(real_desk).join(token)
        (cleo,) = (person for person in people.all() if person.name == "Cleo Example")
        assert cleo.grants == (Grant(Role.TRANSLATOR, languages=frozenset({"fr", "pt-BR"})),)
        assert cleo.may_use_phrase
        page = ada.get(f"/people/{cleo.id}")
        fields = dict(page.form(f"/people/{cleo.id}/roles")) | {"role-1": "reviewer", "languages-1": "es"}
        del fields["may-use-phrase"]
        ada.post(f"/people/{cleo.id}/roles", fields, status=303)

        changed = people.find(cleo.id)
        assert changed.grants == (*cleo.grants, Grant(Role.REVIEWER, languages=frozenset({"es"})))
        assert not changed.may_use_phrase

    def test_a_role_is_for_marked_campaigns(
        self,
        ada: Visitor,
        people: People,
        desk_database: DeskDatabase,
        desk_world: DeskWorld,
        real_desk: Flask,
    ) -> None:
        drafts = Drafts(desk_database, lambda: desk_world.moment)
        for slug in ("beacon", "lamp"):
            drafts.create(SHELL, slug, {"campaign.toml": b'name = "Example"'})
        (box,) = ada.get("/people").all("input", id="campaigns-0-lamp")
        form = {
            "name": "Cleo Example",
            "role-0": "author",
            "scope-0": "some",
            "campaigns-0": box.get("value"),
        }
        made = ada.post("/people/invite", form)
        Visitor(real_desk).join((made.by_id("link").get("value") or "").partition("#")[2])
        (cleo,) = (person for person in people.all() if person.name == "Cleo Example")
        page = ada.get(f"/people/{cleo.id}")

        assert cleo.grants == (Grant(Role.AUTHOR, frozenset({"lamp"})),)
        assert page.one("input", id="campaigns-0-lamp").get("checked") is not None
        assert page.one("input", id="campaigns-0-beacon").get("checked") is None

    @pytest.mark.parametrize(
        ("form", "said"),
        [
            ({"name": "", "role-0": "author"}, "Write the name"),
            ({"name": "Ada example", "role-0": "author"}, "this name already"),
            ({"name": "Cleo Example"}, "Choose a role"),
            ({"name": "Cleo Example", "role-0": "emperor"}, "Choose a role"),
            ({"name": "Cleo Example", "role-0": "translator", "languages-0": "klingonese"}, "klingonese"),
            ({"name": "Cleo Example", "role-0": "author", "scope-0": "some"}, "at least one campaign"),
            (
                {"name": "Cleo Example", "role-0": "author", "scope-0": "some", "campaigns-0": "../x"},
                "short name",
            ),
        ],
    )
    def test_a_refused_form_says_why_and_keeps_the_rest(
        self, form: dict[str, str], said: str, ada: Visitor
    ) -> None:
        page = ada.post("/people/invite", form, status=422)

        assert said in page.words(page.one("p", role="alert"))
        assert dict(page.form("/people/invite"))["name"] == form["name"]

    def test_the_last_coordinator_stays(self, ada: Visitor, people: People) -> None:
        (person,) = people.all()
        assert "nobody could let people in" in ada.post(f"/people/{person.id}/shut-out", status=409).words()
        ada.post(f"/people/{person.id}/roles", {"role-0": "author"}, status=422)

    def test_a_withdrawn_link_is_gone(self, ada: Visitor, invitations: Invitations, real_desk: Flask) -> None:
        token = invitations.invite(SHELL, "Cleo Example", AUTHOR)
        (field,) = ada.get("/people").all("input", name="invitation")
        ada.post("/people/withdraw", {"invitation": field.get("value")}, status=303)

        Visitor(real_desk).post("/join", {"token": token}, status=410)

    def test_a_new_link_lets_somebody_in_again(self, ada: Visitor, people: People, real_desk: Flask) -> None:
        (person,) = people.all()
        made = ada.post(f"/people/{person.id}/link")
        token = (made.by_id("link").get("value") or "").partition("#")[2]
        Visitor(real_desk).join(token)

        ada.get("/", status=302)
        ada.sign_in(status=403)


def test_no_name_and_no_token_is_logged(
    ada: Visitor, invitations: Invitations, real_desk: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO"):
        token = invitations.invite(SHELL, "Cleo Example", AUTHOR)
        cleo = Visitor(real_desk)
        cleo.join(token)
        cleo.sign_in()
        ada.post("/people/invite", CARRIED)
        ada.sign_in(status=303)

    written = " ".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    assert "desk: joined" in written
    assert "desk: invited" in written
    for secret in (token, cleo.cookie(), ada.cookie(), "Cleo", "Ada"):
        assert secret not in written
