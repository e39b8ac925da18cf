"""Attacks on the desk from the outside, and by people of the team who want more than their roles allow."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from tests.desk.conftest import DeskWorld
from tests.support.desk_client import ADA, BEN, ORIGIN, DeskClient
from tests.support.stores import Store
from webapp.desk.http.form_limits import MAX_FIELDS
from webapp.publications.store import PublicationStore
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.drafts import Drafts
from webapp.team.drafts.merge import merge
from webapp.team.people.person import Grant, Person, Role

NOW = datetime(2030, 5, 1, 13, tzinfo=UTC)
SignIn = Callable[[Person | None], DeskClient]
CASE = b'state = "draft"\nlanguage = "en"\ncountry = "FR"\nheadline = "The lamp"\n'
URLENCODED = "application/x-www-form-urlencoded"


@pytest.fixture
def drafts(desk_database: DeskDatabase) -> Drafts:
    """The lamp, begun by its author."""
    drafts = Drafts(desk_database, lambda: NOW)
    drafts.create(BEN, "lamp", {"campaign.toml": CASE})
    return drafts


@pytest.mark.parametrize(
    "hostile",
    [
        "x = " + "[" * 5_000 + "]" * 5_000,
        "x = " + "{a=" * 3_000 + "1" + "}" * 3_000,
        "a." * 3_000 + "a = 1",
        "[" + "a." * 3_000 + "a]",
        "x = " + "[" * 200 + "]" * 200,
        "x = " + "1" * 5_000,
    ],
    ids=["lists", "tables", "dots", "header", "two hundred", "number"],
)
@pytest.mark.usefixtures("drafts")
def test_a_text_that_no_parser_takes_closes_no_page(hostile: str, desk: DeskClient) -> None:
    typed = {"text": hostile, "base": "1"}
    desk.post("/campaigns/lamp/text", typed, status=303)
    desk.get("/campaigns/lamp/edit", status=302)

    for address in ("", "/text", "/history", "/history/compare", "/preview", "/officials", "/publish"):
        desk.get(f"/campaigns/lamp{address}")
    desk.get("/")
    desk.post("/campaigns/lamp/text", {"text": hostile + "\n# more", "base": "1"}, status=409)
    desk.post("/campaigns/lamp/publish/publish/look", {"when": "now"})
    desk.post("/campaigns/lamp/history/1/restore", status=303)
    desk.get("/campaigns/lamp/edit")


@pytest.mark.parametrize("address", ["/sign-in/phrase", "/join", "/campaigns/lamp/edit"])
def test_a_form_of_a_million_fields_is_refused_before_it_is_split(address: str, sign_in: SignIn) -> None:
    client = sign_in(None).flask
    body = b"a&" * MAX_FIELDS
    headers = {"Origin": ORIGIN}

    found = client.post(address, data=body, content_type=URLENCODED, base_url=ORIGIN, headers=headers)

    assert found.status_code == 413


def test_two_long_lists_are_merged_in_time() -> None:
    def targets(letter: str) -> list[dict[str, str]]:
        return [{"id": f"{letter}{number}"} for number in range(20_000)]

    before, mine, theirs = ({"targets": targets(each)} for each in ("a", "b", "c"))
    merged = merge(before, {"targets": mine["targets"]}, {"targets": theirs["targets"]})

    assert len(merged.document["targets"]) >= 20_000


@pytest.mark.parametrize(
    "row",
    [
        {"tree": "no JSON"},
        {"tree": "[" * 100_000},
        {"tree": json.dumps({"../../campaign.toml": "0" * 64})},
        {"tree": json.dumps({"campaign.toml": "0" * 64})},
        {"starts": -(10**15)},
    ],
    ids=["tree", "deep", "path", "no file", "moment"],
)
@pytest.mark.usefixtures("drafts")
def test_a_row_of_an_intruder_in_the_page_closes_no_board(
    row: dict[str, object], desk: DeskClient, page_store: Store
) -> None:
    store = PublicationStore(page_store.url)
    store.publish("lamp", {"campaign.toml": CASE}, NOW, ADA.id, 0)
    store.close()
    engine = sa.create_engine(page_store.url)
    with engine.begin() as connection:
        table = sa.table("publications", *map(sa.column, row))
        connection.execute(sa.update(table).values(row))
    engine.dispose()

    for address in ("/", "/campaigns/lamp", "/campaigns/lamp/edit"):
        desk.get(address)


@pytest.mark.usefixtures("drafts")
def test_numbers_of_thousands_of_digits_are_no_places(desk: DeskClient) -> None:
    form = {"base": "1", "made-from": "1", "targets.here": "", "targets.0.name": "A", "headline": "The lamp"}
    many = "1" * 5_000

    desk.post("/campaigns/lamp/edit", form | {"targets.0.from": many}, status=303)
    desk.post("/campaigns/lamp/edit", form | {"do": f"remove targets.{many}"}, status=400)


def test_a_picture_takes_no_file_away_that_is_none(drafts: Drafts, desk: DeskClient) -> None:
    changes = {"fr.po": b"# French\n", "campaign.toml": CASE + b'photo = "fr.po"\n'}
    drafts.save(ADA, "lamp", 1, changes)

    desk.post("/campaigns/lamp/photos/photo", {"do": "remove"}, status=303)

    head = drafts.head("lamp")
    assert head
    assert {*head.tree} == {"campaign.toml", "fr.po"}


@pytest.mark.parametrize("text", ["a\0b", "a\x7f\x1bb", 'a"""b\\', "\ud7ff\ufffe\u202e", "a\rb\r\nc"])
def test_an_outcome_of_any_characters_is_shown(
    text: str, drafts: Drafts, desk: DeskClient, page_store: Store
) -> None:
    store = PublicationStore(page_store.url)
    store.publish("lamp", {"campaign.toml": CASE}, NOW, ADA.id, 0)
    store.close()
    form = {"outcome": "released", "day": "2030-05-01", "text": text}

    found = desk.flask.post(
        "/campaigns/lamp/publish/outcome/look", data=form, base_url=ORIGIN, headers={"Origin": ORIGIN}
    )

    assert found.status_code in (200, 422)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue"])
@pytest.mark.usefixtures("drafts")
def test_a_moment_at_the_ends_of_time_is_no_fault(day: str, zone: str, desk: DeskClient) -> None:
    form = {"when": "at", "day": day, "time": "23:59", "zone": zone}

    for address in ("/look", ""):
        found = desk.flask.post(
            f"/campaigns/lamp/publish/publish{address}",
            data=form,
            base_url=ORIGIN,
            headers={"Origin": ORIGIN},
        )
        assert found.status_code < 500


@pytest.mark.parametrize(
    "to",
    [
        "//elsewhere.example",
        "/\\elsewhere.example",
        "https://elsewhere.example",
        "javascript:alert(1)",
        "/\tx",
        "\\\\x",
        "/\n/x",
    ],
)
def test_nobody_is_led_elsewhere_after_signing_in(to: str, sign_in: SignIn) -> None:
    page = (
        sign_in(None).flask.get("/sign-in", query_string={"to": to}, base_url=ORIGIN).get_data(as_text=True)
    )
    carried = (
        sign_in(None)
        .flask.post(
            "/sign-in/passkey",
            data={"again-to": to, "again.x": '"><script>'},
            base_url=ORIGIN,
            headers={"Origin": ORIGIN},
        )
        .get_data(as_text=True)
    )

    for each in (page, carried):
        assert "elsewhere" not in each
        assert "javascript:" not in each
        assert "<script>" not in each


AUTHOR_OF_BEACON = Person("person-of-beacon", "Of the beacon", (Grant(Role.AUTHOR, frozenset({"beacon"})),))


@pytest.mark.parametrize(
    "slug", ["lamp", "Lamp", "lamp%00", "beacon%2f..%2flamp", "..%2flamp", "beacon/../lamp"]
)
@pytest.mark.usefixtures("drafts")
def test_a_path_leads_to_no_other_campaign(slug: str, sign_in: SignIn, desk_world: DeskWorld) -> None:
    desk_world.sessions.people[AUTHOR_OF_BEACON.id] = AUTHOR_OF_BEACON
    client = sign_in(AUTHOR_OF_BEACON).flask
    for address in (
        "",
        "/edit",
        "/text",
        "/history",
        "/preview",
        "/preview/beside",
        "/pictures/a.jpg",
        "/officials",
    ):
        found = client.get(f"/campaigns/{slug}{address}", base_url=ORIGIN)
        assert found.status_code in (403, 404)


@pytest.mark.parametrize(
    "target",
    ['office = "Ministry"', 'name = ["A"]\noffice = 5', 'name = {a = "<b>"}\ncountry = 2030-05-01'],
    ids=["no name", "numbers", "tables"],
)
def test_an_official_of_few_or_odd_fields_is_listed(target: str, drafts: Drafts, desk: DeskClient) -> None:
    odd = CASE + f'[[targets]]\nid = "minister"\n{target}\n'.encode()
    drafts.save(ADA, "lamp", 1, {"campaign.toml": odd})
    desk.get("/campaigns/lamp/officials")
    desk.post("/campaigns/lamp/officials/keep", {"target": "minister"}, status=303)

    for address in ("/officials", "/officials/minister", "/campaigns/lamp/officials"):
        desk.get(address)


def test_a_case_that_no_form_can_send_is_shown_as_text(drafts: Drafts, desk: DeskClient) -> None:
    targets = "".join(f'[[targets]]\nid = "office-{number}"\n' for number in range(MAX_FIELDS // 10)).encode()
    drafts.save(ADA, "lamp", 1, {"campaign.toml": CASE + targets})

    found = desk.get("/campaigns/lamp/edit", status=302)

    assert found.response.headers["Location"].endswith("/campaigns/lamp/text")
