"""The API: what a token reads, what it does not, and that answers are as the OpenAPI document says."""

import json
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.desk.conftest import DeskWorld
from tests.support.desk_campaigns import add_person, add_version, lamp_files
from tests.support.desk_client import ADA, ORIGIN, DeskClient
from tests.support.desk_routes import ROUTES, Access
from tests.support.stores import Store
from webapp.actions.log import ActionLog
from webapp.desk.api.callers import MOST_A_MINUTE
from webapp.desk.http.session_cookie import SessionCookie
from webapp.domain.action import Action
from webapp.domain.channel import Channel
from webapp.publications.store import PublicationStore
from webapp.team.api_tokens.tokens import ApiTokens, Scope
from webapp.team.desk_database import DeskDatabase
from webapp.team.people.people import People
from webapp.team.people.person import Grant, Role

MakeToken = Callable[..., str]
ALL = tuple(Scope)


@pytest.fixture
def tokens(desk_database: DeskDatabase, desk_world: DeskWorld) -> ApiTokens:
    """The tokens of the desk, whose coordinator is Ada."""
    add_person(desk_database, ADA)
    return ApiTokens(desk_database, lambda: desk_world.moment)


@pytest.fixture
def make(tokens: ApiTokens) -> MakeToken:
    """Make a token."""

    def made(*scopes: Scope, campaigns: set[str] | None = None, days: int = 30) -> str:
        return tokens.make(ADA, "The website", scopes, campaigns, days)

    return made


class Program:
    """Asks as another system does: with a token, without cookies."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client(use_cookies=False)
        self.described: Any = json.loads(self.get("/openapi.json").text)

    def get(
        self, path: str, token: str | None = None, *, status: int = 200, method: str = "GET"
    ) -> TestResponse:
        """Ask an address below /api/v1; the answer is as described."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        response = self.client.open(f"/api/v1{path}", method=method, base_url=ORIGIN, headers=headers)
        assert response.status_code == status, response.text[:500]
        assert response.headers["Cache-Control"] == "no-store"
        assert not {"Set-Cookie", "Access-Control-Allow-Origin"} & {*response.headers.keys()}
        if path != "/openapi.json" and method == "GET":
            self.hold_to_description(path, response)
        return response

    def json(self, path: str, token: str) -> Any:
        """Ask, and return what is in the answer."""
        return json.loads(self.get(path, token).text)

    def hold_to_description(self, path: str, response: TestResponse) -> None:
        """Check the answer by the description: status, type, headers and schema."""
        parts = path.partition("?")[0].split("/")
        if len(parts) > 2:
            parts[2] = "{slug}"
        operation = self.described["paths"]["/api/v1" + "/".join(parts)]["get"]
        described = operation["responses"][str(response.status_code)]
        ((kind, content),) = described["content"].items()
        assert response.content_type == kind
        assert {*described.get("headers", {})} <= {*response.headers.keys()}
        schema = content["schema"] | {"components": self.described["components"]}
        jsonschema_rs.validate(schema, json.loads(response.text))


@pytest.fixture
def program(desk_app: Flask) -> Program:
    """A program."""
    return Program(desk_app)


@pytest.fixture
def lamp(
    desk_database: DeskDatabase, page_store: Store, desk_world: DeskWorld, tmp_path: Path
) -> PublicationStore:
    """The lamp, which is public; the beacon, a draft; and letters for the lamp."""
    files = lamp_files(tmp_path)
    add_version(desk_database, "lamp", files, desk_world.moment)
    add_version(desk_database, "beacon", lamp_files(tmp_path, "beacon"), desk_world.moment)
    with closing(PublicationStore(page_store.url)) as store:
        store.publish("lamp", files, desk_world.moment - timedelta(days=2), ADA.id, 0)
        changed = {**files, "campaign.toml": b"# A remark.\n" + files["campaign.toml"]}
        store.publish("lamp", changed, desk_world.moment - timedelta(days=1), ADA.id, 1)
    with closing(ActionLog(page_store.url)) as log:
        today = desk_world.moment.date()
        for number, (channel, day, late) in enumerate(
            [
                (Channel.EMAIL, today, False),
                (Channel.EMAIL, today, False),
                (Channel.POST, today, True),
                (Channel.EMAIL, today - timedelta(days=1), False),
            ]
        ):
            log.record(f"token-{number:016}", [Action("lamp", channel, "minister", "en", 1, day, late)])
    return store


@pytest.mark.usefixtures("lamp")
def test_a_campaign_is_as_the_public_sees_it(program: Program, make: MakeToken) -> None:
    token = make(Scope.CAMPAIGNS)

    found = program.json("/campaigns", token)

    (lamp,) = found["campaigns"]
    assert lamp == program.json("/campaigns/lamp", token)
    assert (lamp["campaign"], lamp["stage"], lamp["deadline"]) == ("lamp", "live", "2030-05-08")
    assert lamp["page_languages"] == lamp["letter_languages"] == ["en"]
    assert lamp["addresses"] == {"en": "http://localhost:8000/en/lamp"}
    assert "draft" not in lamp
    for address in ("/campaigns/beacon", "/campaigns/beacon/publications", "/campaigns/nothing"):
        program.get(address, token, status=404)


@pytest.mark.usefixtures("lamp")
def test_drafts_and_their_languages_need_a_scope_of_their_own(program: Program, make: MakeToken) -> None:
    found = program.json("/campaigns", make(Scope.DRAFTS))["campaigns"]

    by_slug = {each["campaign"]: each for each in found}
    assert {*by_slug} == {"lamp", "beacon"}
    assert by_slug["beacon"]["stage"] == "draft"
    assert by_slug["beacon"]["addresses"] == {}
    assert by_slug["beacon"]["draft"]["languages"][0]["language"] == "en"
    assert by_slug["lamp"]["draft"]["is_unpublished"] is True
    assert by_slug["lamp"]["draft"]["version"] == 1


@pytest.mark.usefixtures("lamp")
def test_publications_are_listed_newest_first(program: Program, make: MakeToken) -> None:
    found = program.json("/campaigns/lamp/publications", make(Scope.CAMPAIGNS))

    assert found == {
        "campaign": "lamp",
        "publications": [
            {"serial": 2, "at": "2030-04-30T13:00:00Z", "what": "corrected"},
            {"serial": 1, "at": "2030-04-29T13:00:00Z", "what": "published"},
        ],
    }


@pytest.mark.usefixtures("lamp")
def test_numbers_add_up_however_they_are_asked_for(program: Program, make: MakeToken) -> None:
    token = make(Scope.NUMBERS)

    asked = ("", "by=day", "by=channel,late", "by=week", "by=month,target,language,partner", "by=source")
    for query in asked:
        found = program.json(f"/campaigns/lamp/numbers?{query}", token)
        assert found["total"] == 4, query
        assert sum(row["number"] for row in found["rows"]) == (4 if query else 0), query
    by_channel = program.json("/campaigns/lamp/numbers?by=channel,late", token)["rows"]
    assert by_channel == [
        {"channel": "email", "late": False, "number": 3},
        {"channel": "post", "late": True, "number": 1},
    ]
    of_a_day = program.json("/numbers?by=campaign,day&since=2030-05-01&until=2030-05-01", token)
    assert of_a_day["rows"] == [{"campaign": "lamp", "day": "2030-05-01", "number": 3}]
    assert (of_a_day["since"], of_a_day["until"], of_a_day["total"]) == ("2030-05-01", "2030-05-01", 3)
    program.get("/campaigns/beacon/numbers", token, status=404)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("by=sender", "by"),
        ("by=campaign", "by"),
        ("by=day,day", "by"),
        ("by=day,week,month,channel,late", "by"),
        ("by=" + "x" * 500, "by"),
        ("since=yesterday", "since"),
        ("since=2030-02-30", "since"),
        ("since=20300501", "since"),
        ("until=%00", "until"),
        ("since=2030-05-02&until=2030-05-01", "since"),
    ],
)
@pytest.mark.usefixtures("lamp")
def test_a_parameter_that_cannot_be_used_is_named(
    query: str, named: str, program: Program, make: MakeToken
) -> None:
    refused = program.get(f"/campaigns/lamp/numbers?{query}", make(Scope.NUMBERS), status=422)

    assert json.loads(refused.text)["detail"].startswith(f"{named}: ")


@pytest.mark.usefixtures("lamp")
def test_a_scope_opens_its_own_addresses_only(program: Program, make: MakeToken) -> None:
    needs = {
        "/campaigns": {Scope.CAMPAIGNS, Scope.DRAFTS},
        "/campaigns/lamp": {Scope.CAMPAIGNS, Scope.DRAFTS},
        "/campaigns/lamp/publications": {Scope.CAMPAIGNS, Scope.DRAFTS},
        "/campaigns/lamp/numbers": {Scope.NUMBERS},
        "/numbers": {Scope.NUMBERS},
    }
    assert {f"/api/v1{path}".replace("lamp", "<slug>") for path in needs} == {
        each.rule for each in ROUTES if each.permission is Access.TOKEN
    }
    for scope in Scope:
        token = make(scope)
        for path, scopes in needs.items():
            refused = program.get(path, token, status=200 if scope in scopes else 403)
            if scope not in scopes:
                assert 'error="insufficient_scope"' in refused.headers["WWW-Authenticate"]


@pytest.mark.usefixtures("lamp")
def test_a_token_of_one_campaign_reads_no_other(program: Program, make: MakeToken) -> None:
    token = make(*ALL, campaigns={"beacon"})

    assert [each["campaign"] for each in program.json("/campaigns", token)["campaigns"]] == ["beacon"]
    assert program.json("/numbers", token)["total"] == 0
    assert program.json("/numbers?by=campaign", token)["rows"] == []
    for address in ("/campaigns/lamp", "/campaigns/lamp/publications", "/campaigns/lamp/numbers"):
        program.get(address, token, status=404)


@pytest.mark.usefixtures("lamp")
def test_a_draft_that_claims_another_campaign_s_name_has_no_numbers_of_it(
    program: Program, make: MakeToken, desk_database: DeskDatabase, desk_world: DeskWorld, tmp_path: Path
) -> None:
    files = lamp_files(tmp_path / "claim", "beacon")
    claim = {**files, "campaign.toml": b'redirects = ["lamp"]\n' + files["campaign.toml"]}
    add_version(desk_database, "beacon", claim, desk_world.moment)
    token = make(*ALL, campaigns={"beacon"})

    assert program.json("/numbers", token)["total"] == 0
    assert program.json("/campaigns/beacon/numbers", token)["total"] == 0


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer uad_" + "A" * 43,
        "Bearer " + "x" * 100_000,
        "Bearer uad_\u00e4" + "A" * 42,
        "Basic YWRhOngK",
        "Token x",
    ],
)
def test_without_a_token_that_works_nothing_is_read(header: str | None, program: Program) -> None:
    headers = {} if header is None else {"Authorization": header}
    for path in ("/campaigns", "/campaigns/lamp", "/campaigns/lamp/numbers", "/numbers"):
        refused = program.client.get(f"/api/v1{path}", base_url=ORIGIN, headers=headers)

        assert refused.status_code == 401
        assert refused.headers["WWW-Authenticate"].startswith("Bearer ")
        program.hold_to_description(path, refused)


def test_a_token_ends_by_itself_when_revoked_and_with_its_author(
    program: Program, make: MakeToken, tokens: ApiTokens, desk_world: DeskWorld, desk_database: DeskDatabase
) -> None:
    short, revoked, other = make(*ALL, days=1), make(*ALL), make(*ALL)
    for token in (short, revoked, other):
        program.get("/campaigns", token)
    desk_world.moment += timedelta(days=1)
    found = tokens.find(revoked)
    assert found
    tokens.revoke(ADA, found.digest)
    program.get("/campaigns", short, status=401)
    program.get("/campaigns", revoked, status=401)
    program.get("/campaigns", other)

    people = People(desk_database, lambda: desk_world.moment)
    people.change(ADA, ADA.id, [Grant(Role.AUTHOR)], may_use_phrase=False)
    program.get("/campaigns", other, status=401)
    people.change(ADA, ADA.id, [Grant(Role.COORDINATOR, frozenset({"lamp"}))], may_use_phrase=False)
    program.get("/campaigns", other, status=401)
    people.change(ADA, ADA.id, [Grant(Role.COORDINATOR)], may_use_phrase=False)
    program.get("/campaigns", other)
    people.set_active(ADA, ADA.id, active=False)
    program.get("/campaigns", other, status=401)


def test_the_last_use_is_noted_to_five_minutes(
    program: Program, make: MakeToken, tokens: ApiTokens, desk_world: DeskWorld
) -> None:
    token = make(*ALL)
    seen = [tokens.all(ADA)[0].used]
    for _ in range(3):
        program.get("/campaigns", token)
        seen.append(tokens.all(ADA)[0].used)
        desk_world.moment += timedelta(minutes=3)

    began = desk_world.moment - timedelta(minutes=9)
    assert seen == [None, began, began, began + timedelta(minutes=6)]


def test_a_session_opens_nothing_here_and_a_token_opens_no_page(
    desk: DeskClient, program: Program, make: MakeToken
) -> None:
    token = make(*ALL)
    with_session = desk.flask.get("/api/v1/campaigns", base_url=ORIGIN)
    cookie = f"{SessionCookie.of(ORIGIN).name}={token}"
    with_token = [
        program.client.get(path, base_url=ORIGIN, headers=headers)
        for path in ("/", "/people", "/connections", "/campaigns/lamp", "/account")
        for headers in ({"Authorization": f"Bearer {token}"}, {"Cookie": cookie})
    ]
    in_the_address = program.client.get(f"/api/v1/campaigns?access_token={token}", base_url=ORIGIN)

    assert with_session.status_code == in_the_address.status_code == 401
    assert {each.status_code for each in with_token} == {302}


def test_a_token_may_ask_so_often(program: Program, make: MakeToken, desk_world: DeskWorld) -> None:
    first, second = make(Scope.CAMPAIGNS), make(Scope.CAMPAIGNS)
    for _ in range(MOST_A_MINUTE):
        program.get("/campaigns", first)

    refused = program.get("/campaigns", first, status=429)
    program.get("/campaigns", second)
    desk_world.moment += timedelta(seconds=int(refused.headers["Retry-After"]))
    program.get("/campaigns", first)


def test_it_is_read_only(program: Program, make: MakeToken) -> None:
    token = make(*ALL)

    assert program.get("/campaigns", token, method="HEAD").data == b""
    options = program.get("/campaigns", token, method="OPTIONS")
    assert set(options.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        for origin, status in ((ORIGIN, 405), (None, 403)):
            headers = {"Authorization": f"Bearer {token}"} | ({"Origin": origin} if origin else {})
            refused = program.client.open(
                "/api/v1/campaigns", method=method, base_url=ORIGIN, headers=headers
            )
            assert refused.status_code == status
            assert refused.content_type == "application/problem+json"


def test_an_address_that_is_none_is_a_problem_for_programs(program: Program) -> None:
    refused = program.client.get("/api/v2/campaigns", base_url=ORIGIN)

    assert refused.status_code == 404
    assert json.loads(refused.text)["title"] == "Not Found"


def test_while_the_page_s_database_is_away_it_is_not_known_what_is_public(
    program: Program, make: MakeToken, page_store: Store, lamp: PublicationStore
) -> None:
    token = make(*ALL)
    page_store.run("ALTER TABLE publications RENAME TO away")

    for path in ("/campaigns", "/campaigns/lamp", "/campaigns/lamp/publications", "/campaigns/lamp/numbers"):
        program.get(path, token, status=503)
    program.get("/numbers", token, status=503)


def test_the_description_names_every_address_and_nobody(program: Program) -> None:
    described = program.described
    rules = {each.rule.replace("<slug>", "{slug}") for each in ROUTES if each.rule.startswith("/api/")}

    assert {*described["paths"]} == rules
    assert described["openapi"].startswith("3.1")
    pointed = {part.split('"')[0] for part in json.dumps(described).split('"#/components/schemas/')[1:]}
    assert pointed | {"Campaigns"} == {*described["components"]["schemas"]}
    assert [word for word in ("lamp", "gorinov", "Ada") if word in json.dumps(described)] == []
    for schema in described["components"]["schemas"].values():
        jsonschema_rs.meta.validate(schema)
