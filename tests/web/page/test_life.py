"""A campaign's life: drafts, the moment it appears, its outcome, older and newer issues, earlier names."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from werkzeug.datastructures import MultiDict

from tests.support.builders import OUTCOME, a_campaign_folder
from tests.support.page_client import PageClient
from tests.web.conftest import World
from webapp.actions.log import ActionLog
from webapp.domain.action import Action
from webapp.domain.channel import Channel

ADDRESSES = (
    "/en/lamp", "/embed/en/lamp", "/en/lamp/count", "/en/lamp/embed", "/en/lamp/deadline.ics",
    "/api/campaigns/lamp/count", "/oembed?url=http://localhost/en/lamp",
)  # fmt: skip
PARTNER = '[[partners]]\nid = "harbour"\nname = "Harbour"\norigins = ["https://harbour.example"]\n'


def change(folder: Path, above: str = "", below: str = "") -> Path:
    """Add fields of the whole campaign above the first heading, and tables at the end of its file."""
    path = folder / "campaign.toml"
    head, first, rest = path.read_text(encoding="utf-8").partition("[person]")
    path.write_text(f"{head}{above}\n{first}{rest}\n{below}", encoding="utf-8")
    return folder


def report(log: ActionLog, campaign: str, quantity: int, partner: str = "") -> None:
    """Record that many letters."""
    action = Action(campaign, Channel.POST, "minister", "en", quantity, date(2030, 5, 1), False, partner)
    log.record(f"token-for-tests-of-{campaign}-{quantity}", [action])


def count(client: PageClient, of: str) -> dict[str, int]:
    """Return a campaign's count, or a partner's."""
    found: dict[str, int] = json.loads(client.get(f"/api/campaigns/{of}/count").text)
    return found


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("fields", ['state = "draft"', "publish = 2030-05-01T15:00:00+02:00"])
def test_a_draft_has_no_page(client: PageClient, world: World, address: str, fields: str) -> None:
    change(world.campaigns / "lamp", fields)
    world.look_again()
    world.moment = datetime(2030, 5, 1, 12, 59, 59, tzinfo=UTC)

    client.get(address, status=404)
    listed = client.get("/en").text + client.get("/sitemap.xml").body.decode()

    assert "/en/lamp" not in listed
    assert "/en/endless" in listed


def test_a_campaign_appears_at_its_moment(client: PageClient, world: World) -> None:
    change(world.campaigns / "lamp", 'publish = 2030-05-01T15:00:00+02:00\nembedding = "open"')
    world.look_again()
    world.moment = datetime(2030, 5, 1, 12, 59, 59, tzinfo=UTC)
    client.get("/en/lamp", status=404)
    assert "/en/lamp" not in client.get("/en").text

    world.moment = datetime(2030, 5, 1, 13, tzinfo=UTC)  # no look at the folder in between

    assert client.get("/en/lamp").by_id("letter") is not None
    assert "/en/lamp" in client.get("/en").text
    for address in ADDRESSES:
        client.get(address)


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        ("released", "Good news: free again"),
        ("improved", "Good news: the situation has improved"),
        ("no_change", "The action has ended; the situation has not changed"),
        ("died", "In memory"),
        ("other", "How the action ended"),
    ],
)
@pytest.mark.parametrize("frame", ["", "/embed"])
def test_an_outcome_replaces_the_letter(
    client: PageClient, world: World, kind: str, heading: str, frame: str
) -> None:
    change(world.campaigns / "lamp", below=OUTCOME.format(kind=kind))
    world.look_again()

    page = client.get(f"{frame}/en/lamp")

    ids = {each.get("id") for each in page.root.iter()}
    assert {"case", "outcome", "count", "background"} <= ids
    assert not ids & {"instructions", "targets", "letter", "send", "report", "draft", "deadline"}
    words = page.words(page.by_id("outcome"))
    assert heading in words
    assert "April 20, 2030" in words
    assert "Ada is home." in words
    assert "Ada Example was locked up" in page.words()


def test_what_is_typed_at_the_moment_of_an_outcome_is_kept(client: PageClient, world: World) -> None:
    draft = [*client.get("/en/lamp").form("/en/lamp/letter"), ("to", "minister")]
    draft = [(name, "My own words." if name == "text" else value) for name, value in draft]
    change(world.campaigns / "lamp", below=OUTCOME.format(kind="released"))
    world.look_again()

    page = client.post("/en/lamp/letter", data=MultiDict(draft))

    assert "My own words." in page.words(page.by_id("text"))
    assert "This action is closed" in page.words(page.by_id("send"))
    client.post("/en/lamp/letter.txt", data=MultiDict(draft), status=410)
    client.get("/en/lamp/actions?channel=post", status=410)


def test_a_campaign_closed_by_its_team_says_so(client: PageClient, world: World) -> None:
    change(world.campaigns / "lamp", 'state = "closed"')
    world.look_again()

    page = client.get("/en/lamp")

    assert "This action is closed." in page.words(page.by_id("deadline"))
    client.get("/en/lamp/actions?channel=post", status=410)


@pytest.fixture
def newer(world: World) -> Path:
    """A campaign that continues `lamp`, which has a partner."""
    change(world.campaigns / "lamp", below=PARTNER)
    return change(a_campaign_folder(world.campaigns, "lamp-2"), 'follows = "lamp"')


@pytest.mark.usefixtures("newer")
def test_the_older_campaign_leads_to_the_newer_and_back(client: PageClient) -> None:
    older, newer = client.get("/en/lamp"), client.get("/en/lamp-2")

    assert older.by_id("letter") is not None
    assert [each.get("href") for each in older.by_id("newer").iter("a")] == ["/en/lamp-2"]
    assert "/en/lamp" in [each.get("href") for each in newer.by_id("case").iter("a")]


@pytest.mark.usefixtures("newer")
@pytest.mark.parametrize(
    ("address", "to"),
    [
        ("/en/lamp?partner=harbour", "/en/lamp-2?from=lamp&partner=harbour"),
        (
            "/embed/ar/lamp?partner=harbour&accent=00509e",
            "/embed/ar/lamp-2?from=lamp&partner=harbour&accent=00509e",
        ),
        ("/embed/en/lamp?letter=en", "/embed/en/lamp-2?letter=en&from=lamp"),
        ("/embed/en/lamp?letter=xx", "/embed/en/lamp-2?from=lamp"),
    ],
)
def test_a_partners_link_to_the_older_shows_the_newer(client: PageClient, address: str, to: str) -> None:
    response = client.get(address, status=302)

    assert response.headers["Location"] == to
    page = client.get(to)
    if "/en/" in to:
        assert "names an earlier action" in page.words(page.by_id("newer"))
    if to.startswith("/embed"):
        assert "https://harbour.example" in page.headers["Content-Security-Policy"]


def test_a_page_that_was_cached_leads_on_as_soon_as_there_is_a_newer_one(
    client: PageClient, world: World
) -> None:
    change(world.campaigns / "lamp", below=PARTNER)
    world.look_again()
    client.get("/embed/en/lamp")
    world.pace = 0.1

    change(a_campaign_folder(world.campaigns, "lamp-2"), 'follows = "lamp"')
    world.look_again()
    world.seconds += 2

    for _ in range(3):
        client.get("/embed/en/lamp", status=302)


@pytest.mark.usefixtures("newer")
def test_each_campaign_keeps_its_count_and_the_sum_is_told(client: PageClient, log: ActionLog) -> None:
    report(log, "lamp", 3, "harbour")
    report(log, "lamp-2", 4)

    older, newer = (count(client, slug) for slug in ("lamp", "lamp-2"))

    assert (older["total"], older["of_the_case"]) == (3, 7)
    assert (newer["total"], newer["of_the_case"]) == (4, 7)
    assert "of_the_case" not in count(client, "beacon")
    assert "with the earlier and later actions: 7" in client.get("/en/lamp-2/count").words()
    assert count(client, "lamp-2/partners/harbour")["total"] == 0


RENAMED = (
    "/en/old", "/embed/en/old?scheme=dark&partner=harbour", "/en/old/count", "/en/old/embed",
    "/en/old/letter.pdf",
    "/en/old/deadline.ics", "/api/campaigns/old/count", "/api/campaigns/old/partners/harbour/count",
    "/en/old/actions?channel=post&to=minister", "/en/old?letter=en&to=minister&to=warden",
)  # fmt: skip


@pytest.mark.parametrize("address", RENAMED)
def test_every_address_of_a_renamed_campaign_leads_to_the_new_one(
    client: PageClient, world: World, address: str
) -> None:
    change(world.campaigns / "lamp", 'redirects = ["old"]', PARTNER)
    world.look_again()

    response = client.get(address, status=301)

    assert response.headers["Location"] == address.replace("/old", "/lamp")
    assert response.text == ""
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_post_to_an_earlier_name_stays_a_post(client: PageClient, world: World) -> None:
    change(world.campaigns / "lamp", 'redirects = ["old"]')
    world.look_again()

    response = client.post("/en/old/letter?partner=x", data={"text": "My own words."}, status=308)

    assert response.headers["Location"] == "/en/lamp/letter?partner=x"


def test_a_rename_keeps_the_count_and_links_to_the_card(
    client: PageClient, world: World, log: ActionLog
) -> None:
    report(log, "old", 5)
    report(log, "lamp", 2)
    change(world.campaigns / "lamp", 'redirects = ["old"]\nembedding = "open"')
    world.look_again()

    assert count(client, "lamp")["total"] == 7
    assert "/embed/en/lamp" in client.get("/oembed?url=http://localhost/en/old").text


def test_after_a_rename_a_report_can_be_taken_back(client: PageClient, world: World) -> None:
    form = client.get("/en/lamp/actions?channel=email").form("/en/lamp/actions")
    world.now += 5
    done = client.post("/en/lamp/actions", dict(form))
    undo = dict(done.form("/en/lamp/actions/undo"))
    (world.campaigns / "lamp").rename(world.campaigns / "lantern")
    change(world.campaigns / "lantern", 'redirects = ["lamp"]')
    world.look_again()
    assert count(client, "lantern")["total"] == 1

    client.post("/en/lamp/actions/undo", undo, status=308)
    undone = client.post("/en/lantern/actions/undo", undo)

    assert "no longer counted" in undone.words()
    assert count(client, "lantern")["total"] == 0


def test_a_folder_keeps_its_name_from_a_redirect(client: PageClient, world: World) -> None:
    change(world.campaigns / "lamp", 'redirects = ["endless"]')
    world.look_again()

    client.get("/en/endless")


@pytest.mark.parametrize(
    ("lang", "title"),
    [("en", "Ada Example – Good news: free again"), ("ar", "Ada Example – خبر سار: عودة إلى الحرية")],
)
def test_links_elsewhere_are_titled_by_the_outcome(
    client: PageClient, world: World, lang: str, title: str
) -> None:
    change(world.campaigns / "lamp", 'embedding = "open"', OUTCOME.format(kind="released"))
    world.look_again()

    page = client.get(f"/{lang}/lamp")
    card = json.loads(client.get(f"/oembed?url=http://localhost/{lang}/lamp").text)

    assert card["title"] == title
    assert page.words(page.one("title")) == title
    assert page.one("meta", property="og:title").get("content") == title
    assert page.one("meta", property="og:description").get("content") == "The lamp is lit."
