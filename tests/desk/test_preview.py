"""The preview: the public page of a draft by a signed address, which counts and keeps nothing."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.desk.conftest import DeskWorld
from tests.support.builders import a_campaign_folder
from tests.support.desk_client import ADA, ORIGIN, DeskClient
from tests.support.page_client import Fetched
from tests.support.stores import Store
from webapp.campaigns.folder import read_folder
from webapp.desk.preview.tokens import OWN_LIFETIME
from webapp.settings import ROOT
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.drafts import Drafts
from webapp.team.people.person import Person

SignIn = Callable[[Person | None], DeskClient]
PAGES = (
    "en/lamp",
    "ar/lamp",
    "ru/lamp",
    "en/lamp?letter=en",
    "en/lamp/count",
    "en/lamp/actions",
    "en/lamp/actions?channel=post",
    "en/lamp/embed",
    "embed/en/lamp",
    "embed/ar/lamp?theme=dark",
    "en/lamp/deadline.ics",
    "en/lamp/feed.atom",
    "en/feed.atom",
    "privacy/en",
    "en",
    "static/icon.svg",
    "robots.txt",
)


@pytest.fixture
def drafts(desk_database: DeskDatabase, desk_world: DeskWorld, tmp_path: Path) -> Drafts:
    """The drafts, with the campaign "lamp"."""
    made = Drafts(desk_database, lambda: desk_world.moment)
    folder = tmp_path / "campaigns"
    folder.mkdir()
    a_campaign_folder(folder, "lamp")
    made.create(ADA, "lamp", read_folder(folder / "lamp").contents)
    return made


def whole(page: Fetched) -> str:
    """Return the address of the page by itself, without host and path."""
    return re.search(r'href="(/preview/[^/]+)/en/lamp"', page.text)[1]  # type: ignore[index]


@pytest.fixture
def prefix(desk: DeskClient, drafts: Drafts) -> str:
    """What stands before the addresses of the preview."""
    return whole(desk.get("/campaigns/lamp/preview"))


@pytest.fixture
def nobody(sign_in: SignIn) -> DeskClient:
    """Somebody who is not signed in."""
    return sign_in(None)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_below_the_address_and_leads_out_of_it_nowhere(
    path: str, prefix: str, nobody: DeskClient
) -> None:
    response = nobody.flask.get(f"{prefix}/{path}", base_url=ORIGIN, follow_redirects=True)
    text = response.get_data(as_text=True)

    assert response.status_code == 200
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers
    if response.mimetype == "text/html":
        own = re.findall(r'(?:href|src|action|hx-get|hx-post)="(/[^"]*)"', text)
        assert own
        assert [address for address in own if not address.startswith(prefix)] == []


def test_the_page_is_the_public_one_and_says_that_it_is_a_preview(prefix: str, nobody: DeskClient) -> None:
    text = nobody.flask.get(f"{prefix}/en/lamp", base_url=ORIGIN).get_data(as_text=True)

    assert "Preview of version 1, not public" in text
    assert 'id="letter"' in text


def test_a_frame_has_no_bar_and_a_scheme(desk: DeskClient, drafts: Drafts) -> None:
    page = desk.get("/campaigns/lamp/preview?scheme=dark&language=ar&part=embed&width=desktop")
    (frame,) = page.all("iframe")
    response = desk.flask.get(frame.get("src", ""), base_url=ORIGIN)
    text = response.get_data(as_text=True)

    assert "not public" not in text
    assert 'data-scheme="dark"' in text
    assert 'lang="ar"' in text
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]
    assert "unsafe" not in response.headers["Content-Security-Policy"]


def test_the_letter_is_revised_and_printed(prefix: str, nobody: DeskClient) -> None:
    draft = {"letter": "en", "to": "minister", "text": "My own text.", "was": "en"}
    headers = {"Origin": ORIGIN}
    page = nobody.flask.post(f"{prefix}/en/lamp/letter", data=draft, base_url=ORIGIN, headers=headers)
    pdf = nobody.flask.post(f"{prefix}/en/lamp/letter.pdf", data=draft, base_url=ORIGIN, headers=headers)

    assert "My own text." in page.get_data(as_text=True)
    assert pdf.get_data().startswith(b"%PDF-")


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("path", ["en/lamp/actions", "embed/ar/lamp/actions", "en/lamp/actions/undo"])
def test_a_report_is_answered_and_not_counted(
    htmx: bool, path: str, prefix: str, nobody: DeskClient, desk_world: DeskWorld
) -> None:
    headers = {"Origin": ORIGIN} | ({"HX-Request": "true"} if htmx else {})
    response = nobody.flask.post(
        f"{prefix}/{path}", data={"channel": "post"}, base_url=ORIGIN, headers=headers
    )

    assert "nothing was counted" in response.get_data(as_text=True)
    assert ("<hx-partial" in response.get_data(as_text=True)) == htmx


def test_a_preview_counts_nothing_of_the_page(prefix: str, nobody: DeskClient, page_store: Store) -> None:
    nobody.flask.get(f"{prefix}/en/lamp/count", base_url=ORIGIN)
    nobody.flask.post(f"{prefix}/en/lamp/actions", base_url=ORIGIN, headers={"Origin": ORIGIN})

    assert page_store.rows("SELECT count(*) FROM receipts") == [(0,)]


def test_a_draft_is_shown_as_it_will_be(desk: DeskClient, drafts: Drafts, nobody: DeskClient) -> None:
    source = drafts.source(drafts.head("lamp"))  # type: ignore[arg-type]
    toml = b'state = "draft"\n' + source.contents["campaign.toml"]
    drafts.save(ADA, "lamp", 1, {"campaign.toml": toml})

    address = whole(desk.get("/campaigns/lamp/preview"))
    assert nobody.flask.get(f"{address}/en/lamp", base_url=ORIGIN).status_code == 200


def test_what_cannot_be_shown_is_told_and_the_version_before_is_there(
    desk: DeskClient, drafts: Drafts, nobody: DeskClient
) -> None:
    drafts.save(ADA, "lamp", 1, {"campaign.toml": b'headline = "broken\n'})
    page = desk.get("/campaigns/lamp/preview")

    assert "Version 2 cannot be shown yet. This is version 1." in page.words()
    text = nobody.flask.get(f"{whole(page)}/en/lamp", base_url=ORIGIN).get_data(as_text=True)
    assert "Preview of version 1, not public. The newest version has a mistake" in text


def test_a_campaign_that_never_could_be_shown_says_why(desk: DeskClient, drafts: Drafts) -> None:
    drafts.create(ADA, "harbour", {"campaign.toml": b'headline = "Only a headline"\n'})
    page = desk.get("/campaigns/harbour/preview")

    assert page.all("iframe") == []
    assert "Version 1 cannot be shown yet" in page.words()
    assert "country" in page.words()


def test_an_address_for_others_shows_the_newest_version_for_a_week(
    desk: DeskClient, drafts: Drafts, nobody: DeskClient, desk_world: DeskWorld
) -> None:
    page = desk.post("/campaigns/lamp/preview")
    (link,) = (each for each in page.all("a") if each.get("href", "").startswith(ORIGIN))
    address = link.get("href", "").removeprefix(ORIGIN)
    source = drafts.source(drafts.head("lamp")).contents["campaign.toml"]  # type: ignore[arg-type]
    drafts.save(
        ADA, "lamp", 1, {"campaign.toml": source.replace(b'headline = "', b'headline = "Newest: ', 1)}
    )

    assert "<svg" in page.text
    response = nobody.flask.get(address, base_url=ORIGIN, follow_redirects=True)
    assert "Newest: " in response.get_data(as_text=True)
    desk_world.moment += timedelta(days=7)
    assert nobody.flask.get(address, base_url=ORIGIN).status_code == 410


def test_an_altered_or_old_address_shows_nothing(
    prefix: str, nobody: DeskClient, desk_world: DeskWorld
) -> None:
    token = prefix.removeprefix("/preview/")
    for altered in (token[:-2] + ("aa" if token[-2:] != "aa" else "bb"), "x", token + "x", token.swapcase()):
        assert nobody.flask.get(f"/preview/{altered}/en/lamp", base_url=ORIGIN).status_code == 404
    desk_world.moment += OWN_LIFETIME
    assert nobody.flask.get(f"{prefix}/en/lamp", base_url=ORIGIN).status_code == 410


def test_one_campaign_s_address_leads_to_no_other(prefix: str, nobody: DeskClient, drafts: Drafts) -> None:
    gorinov = read_folder(ROOT / "campaigns" / "gorinov").contents
    drafts.create(ADA, "gorinov", gorinov)

    assert nobody.flask.get(f"{prefix}/en/gorinov", base_url=ORIGIN).status_code == 404
