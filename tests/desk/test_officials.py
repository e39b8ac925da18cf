"""Officials whom several campaigns write to: kept, found, corrected everywhere at once."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.desk.conftest import DeskWorld
from tests.support.desk_campaigns import add_version, lamp_files
from tests.support.desk_client import ADA, BEN, CLEO, DeskClient
from tests.support.page_client import Fetched
from tests.support.stores import Store
from webapp.campaigns.source_files import MAX_FILE_BYTES
from webapp.publications.store import PublicationStore
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.drafts import Drafts
from webapp.team.people.person import Grant, Person, Role

NOW = datetime(2030, 5, 1, 13, tzinfo=UTC)
SignIn = Callable[[Person | None], DeskClient]
CORRECT = "/officials/minister/correct"


@pytest.fixture
def drafts(desk_database: DeskDatabase, tmp_path: Path) -> Drafts:
    """The lamp and the harbour, which write to the same two officials."""
    for slug in ("harbour", "lamp"):
        add_version(desk_database, slug, lamp_files(tmp_path, slug), NOW)
    return Drafts(desk_database, lambda: NOW)


@pytest.fixture
def shared(desk: DeskClient, drafts: Drafts) -> Drafts:
    """The minister is the same in both."""
    desk.post("/campaigns/lamp/officials/keep", {"target": "minister"}, status=303)
    answer = {"target": "minister", "official": "minister"}
    desk.post("/campaigns/harbour/officials/link", answer, status=303)
    return drafts


def edit(drafts: Drafts, slug: str, old: bytes, new: bytes) -> None:
    """Change the newest draft."""
    head = drafts.head(slug)
    assert head
    content = drafts.source(head).contents["campaign.toml"]
    assert old in content
    drafts.save(ADA, slug, head.number, {"campaign.toml": content.replace(old, new)})


def toml(drafts: Drafts, slug: str) -> bytes:
    """Return the newest file."""
    head = drafts.head(slug)
    assert head
    return drafts.source(head).contents["campaign.toml"]


def hidden(page: Fetched) -> dict[str, str]:
    """Return what the page's form sends."""
    return {each.get("name", ""): each.get("value", "") for each in page.all("input", type="hidden")}


def test_without_officials_the_page_says_how_to_begin(desk: DeskClient) -> None:
    assert "No official is kept yet" in desk.get("/officials").words()


@pytest.mark.usefixtures("shared")
def test_an_official_is_listed_with_the_campaigns(desk: DeskClient) -> None:
    assert "Max Muster Ministry of Lamps FR 2" in desk.get("/officials").words()
    page = desk.get("/officials/minister")
    assert "Address 1 Wick Street Lampville" in page.words()
    assert page.words().count("The same there.") == 2


def test_a_correction_says_what_it_touches_and_is_carried_out(
    desk: DeskClient, shared: Drafts, page_store: Store
) -> None:
    with closing(PublicationStore(page_store.url)) as store:
        head = shared.head("harbour")
        assert head
        store.publish("harbour", shared.source(head).contents, NOW, ADA.id, 0)
    edit(shared, "lamp", b"Max Muster", b"Moritz Muster")
    page = desk.get("/officials/minister")
    (link,) = (a.get("href", "") for a in page.all("a") if "/correct?" in a.get("href", ""))
    plan = desk.get(link)

    assert "Name Max Muster Moritz Muster" in plan.words()
    assert "harbour: new: Name." in plan.words()
    assert "lamp: nothing new." in plan.words()
    answer = desk.post(CORRECT, hidden(plan), status=303)
    assert b"Moritz Muster" in toml(shared, "harbour")
    after = desk.get(answer.response.location)
    assert "The drafts below are corrected." in after.words()
    assert "/campaigns/harbour/publish" in [a.get("href") for a in after.all("a")]


def test_what_a_campaign_has_for_itself_is_told_and_stays(desk: DeskClient, shared: Drafts) -> None:
    edit(shared, "lamp", b"Max Muster", b"Moritz Muster")
    edit(shared, "harbour", b"Max Muster", b"M. Muster")
    plan = desk.get(f"{CORRECT}?campaign=lamp&target=minister")

    assert "harbour: nothing new. Stays as the campaign has it: Name." in plan.words()
    desk.post(CORRECT, hidden(plan), status=303)
    assert b"M. Muster" in toml(shared, "harbour")


def test_a_correction_that_was_not_seen_is_not_carried_out(desk: DeskClient, shared: Drafts) -> None:
    edit(shared, "lamp", b"Max Muster", b"Moritz Muster")
    form = hidden(desk.get(f"{CORRECT}?campaign=lamp&target=minister"))
    edit(shared, "lamp", b"Moritz Muster", b"Mona Muster")

    again = desk.post(CORRECT, form, status=409)
    assert "Nothing was corrected" in again.words()
    assert b"Max Muster" in toml(shared, "harbour")
    desk.post(CORRECT, hidden(again), status=303)
    assert b"Mona Muster" in toml(shared, "harbour")
    desk.post(CORRECT, form | {"seen": hidden(again)["seen"]}, status=409)  # of an older version


@pytest.mark.usefixtures("shared")
def test_an_official_is_added_and_shared_no_longer(desk: DeskClient, drafts: Drafts) -> None:
    desk.post("/campaigns/lamp/officials/unlink", {"target": "minister"}, status=303)
    page = desk.get("/campaigns/lamp/officials")
    assert "Add an official to this campaign" in page.words()
    desk.post("/campaigns/lamp/officials/add", {"official": "minister"}, status=303)

    assert b'id = "minister-2"' in toml(drafts, "lamp")
    assert "Shared: Max Muster" in desk.get("/campaigns/lamp/officials").words()


def test_an_official_who_does_not_fit_into_the_draft_is_refused(desk: DeskClient, shared: Drafts) -> None:
    desk.post("/campaigns/lamp/officials/unlink", {"target": "minister"}, status=303)
    text = toml(shared, "lamp")
    edit(shared, "lamp", text, text + b"#" * (MAX_FILE_BYTES - len(text) - 10))
    page = desk.post("/campaigns/lamp/officials/add", {"official": "minister"}, status=422)

    assert "Nothing was saved: campaign.toml has" in page.words()


@pytest.mark.usefixtures("drafts")
def test_who_was_overtaken_by_somebody_else_is_told(desk: DeskClient, desk_database: DeskDatabase) -> None:
    with desk_database.write() as connection:
        columns, values = "id, version, fields, author, at", "NEW.id, NEW.version, NEW.fields, 'x', NEW.at"
        quicker = f"INSERT INTO addressees ({columns}) VALUES ({values});"  # noqa: S608
        connection.exec_driver_sql(f"CREATE TRIGGER other BEFORE INSERT ON addressees BEGIN {quicker} END")
    page = desk.post("/campaigns/lamp/officials/keep", {"target": "minister"}, status=409)

    assert "Somebody changed this official or the campaign meanwhile." in page.words()


def test_a_draft_that_cannot_be_read_says_so(desk: DeskClient, shared: Drafts) -> None:
    edit(shared, "lamp", b"[person]", b"[person")

    assert "has a line that cannot be read" in desk.get("/campaigns/lamp/officials").words()
    assert "The draft cannot be read" in desk.get("/officials/minister").words()


@pytest.mark.usefixtures("shared")
def test_only_who_writes_all_campaigns_corrects(desk: DeskClient, sign_in: SignIn, drafts: Drafts) -> None:
    edit(drafts, "lamp", b"Max Muster", b"Moritz Muster")
    form = hidden(desk.get(f"{CORRECT}?campaign=lamp&target=minister"))

    sign_in(CLEO).post(CORRECT, form, status=403)
    sign_in(CLEO).get("/officials/minister")
    assert b"Max Muster" in toml(drafts, "harbour")
    sign_in(BEN).post(CORRECT, form, status=303)


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/campaigns/lamp/officials/keep", {"target": "nobody"}),
        ("/campaigns/lamp/officials/link", {"target": "warden", "official": "nobody"}),
        ("/campaigns/lamp/officials/add", {"official": "nobody"}),
        (CORRECT, {"campaign": "lamp", "target": "warden"}),
        ("/officials/nobody/correct", {"campaign": "lamp", "target": "minister"}),
    ],
)
def test_what_is_not_there_is_404(desk: DeskClient, path: str, form: dict[str, str]) -> None:
    desk.post(path, form, status=404)


def test_who_may_not_write_all_of_them_is_not_led_to_the_correction(
    sign_in: SignIn, desk_world: DeskWorld, shared: Drafts
) -> None:
    edit(shared, "lamp", b"Max Muster", b"Mia Muster")
    of_lamp = Person("person-of-lamp-example", "Ivo", (Grant(Role.AUTHOR, frozenset({"lamp"})),))
    desk_world.sessions.people[of_lamp.id] = of_lamp
    page, all_of_them = sign_in(of_lamp).get("/officials/minister"), sign_in(BEN).get("/officials/minister")

    assert not [link for link in page.all("a") if "/correct" in link.get("href", "")]
    assert "ask a coordinator" in page.words()
    assert [link for link in all_of_them.all("a") if "/correct" in link.get("href", "")]
