"""The preview: the public page of a draft by a signed address, which counts and keeps nothing."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import brotli
import pytest

from tests.desk.conftest import DeskWorld
from tests.support.builders import a_campaign_folder, add_outcome
from tests.support.desk_client import ADA, BEN, CLEO, ORIGIN, DeskClient
from tests.support.page_client import Fetched
from tests.support.stores import Store
from webapp.campaigns.folder import read_folder
from webapp.settings import ROOT
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.drafts import Drafts
from webapp.team.people.person import Person
from webapp.team.previewing.links import SHARED
from webapp.team.previewing.typed_cases import MOST_FILES, TypedCases, typed_key

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
    return re.search(r'href="(/preview/[^/]+)/(?:en|ar)/', page.text)[1]  # type: ignore[index]


def text_of(client: DeskClient, path: str) -> str:
    """Fetch a page of a preview."""
    response = client.flask.get(path, base_url=ORIGIN)
    assert response.status_code == 200
    return response.get_data(as_text=True)


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
    assert response.headers["Cache-Control"] == "no-store" or path.startswith("static/")
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert re.search(r"; sandbox (?!.*allow-same-origin)", response.headers["Content-Security-Policy"])
    assert "Set-Cookie" not in response.headers
    if response.mimetype == "text/html":
        own = re.findall(r'(?:href|src|action|hx-get|hx-post)="(/[^"]*)"', text)
        assert own
        assert [address for address in own if not address.startswith(prefix)] == []


def test_the_page_is_the_public_one_and_says_that_it_is_a_preview(prefix: str, nobody: DeskClient) -> None:
    text = nobody.flask.get(f"{prefix}/en/lamp", base_url=ORIGIN).get_data(as_text=True)

    assert "Preview of version 1 · not public" in text
    assert 'id="letter"' in text


@pytest.mark.parametrize(
    ("view", "path", "has"),
    [
        ("phone", "/ar/lamp", 'lang="ar"'),
        ("desktop", "/ar/lamp", 'lang="ar"'),
        ("dark", "/ar/lamp", 'data-scheme="dark"'),
        ("embed", "/embed/ar/lamp", 'class="framed"'),
    ],
)
def test_a_frame_of_the_desk_has_no_bar(
    view: str, path: str, has: str, desk: DeskClient, drafts: Drafts
) -> None:
    part = desk.get(f"/campaigns/lamp/preview/beside?view={view}&language=ar", htmx=True)
    (frame,) = part.all("iframe")
    response = desk.flask.get(frame.get("src", ""), base_url=ORIGIN)
    text = response.get_data(as_text=True)

    assert frame.get("src", "").endswith(path + "?desk=en")
    assert "not public" not in text
    assert has in text
    assert "js/frame" not in text
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]
    assert "unsafe" not in response.headers["Content-Security-Policy"]


def test_the_panel_is_that_of_the_page(desk: DeskClient, drafts: Drafts) -> None:
    part = desk.get("/campaigns/lamp/preview/beside", htmx=True)
    page = desk.get("/campaigns/lamp/preview")

    assert [each.get("id") for each in page.all("select")] == [each.get("id") for each in part.all("select")]


def test_the_print_view_is_a_pdf_without_a_sandbox(desk: DeskClient, drafts: Drafts) -> None:
    (frame,) = desk.get("/campaigns/lamp/preview/beside?view=print", htmx=True).all("iframe")
    response = desk.flask.get(frame.get("src", ""), base_url=ORIGIN)

    assert response.get_data().startswith(b"%PDF-")
    assert response.headers["Content-Disposition"].startswith("inline")
    assert "sandbox" not in response.headers["Content-Security-Policy"]


def test_a_browser_s_compressed_page_has_its_bar(prefix: str, nobody: DeskClient) -> None:
    headers = {"Accept-Encoding": "gzip, deflate, br"}
    response = nobody.flask.get(f"{prefix}/en/lamp", base_url=ORIGIN, headers=headers)

    assert response.headers["Content-Encoding"] == "br"
    assert "Preview of version 1 · not public" in brotli.decompress(response.get_data()).decode()


def test_a_page_without_an_origin_can_send_its_forms_and_load_its_files(
    prefix: str, nobody: DeskClient
) -> None:
    null = {"Origin": "null", "Sec-Fetch-Site": "cross-site"}
    asked = {**null, "Access-Control-Request-Headers": "hx-request", "Access-Control-Request-Method": "POST"}
    allowed = nobody.flask.options(f"{prefix}/en/lamp/letter", base_url=ORIGIN, headers=asked)
    draft = {"letter": "en", "to": "minister", "text": "Mine.", "was": "en"}
    page = nobody.flask.post(f"{prefix}/en/lamp/letter", data=draft, base_url=ORIGIN, headers=null)

    assert allowed.status_code == 204
    assert allowed.headers["Access-Control-Allow-Headers"] == "hx-request"
    assert page.status_code == 200
    assert page.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in page.headers
    assert "Mine." in page.get_data(as_text=True)
    assert nobody.flask.post("/sign-in/options", base_url=ORIGIN, headers=null).status_code == 403


def test_a_preview_reads_no_cookie(prefix: str, desk: DeskClient, nobody: DeskClient) -> None:
    assert whole(desk.get("/campaigns/lamp/preview"))  # Ada is signed in
    as_ada, as_nobody = (
        client.flask.get(f"{prefix}/en/lamp", base_url=ORIGIN).get_data() for client in (desk, nobody)
    )

    assert as_ada == as_nobody


def test_what_somebody_types_is_shown_to_them_until_it_is_saved(
    desk: DeskClient, sign_in: SignIn, drafts: Drafts, desk_world: DeskWorld, tmp_path: Path
) -> None:
    def headline(of: DeskClient) -> str:
        (frame,) = of.get("/campaigns/lamp/preview/beside", htmx=True).all("iframe")
        return of.flask.get(frame.get("src", ""), base_url=ORIGIN).get_data(as_text=True)

    typed = TypedCases(tmp_path / "previews", lambda: desk_world.moment)
    source = drafts.source(drafts.head("lamp")).contents["campaign.toml"]  # type: ignore[arg-type]
    desk_world.moment += timedelta(seconds=1)
    typed.put(typed_key(ADA.id, "lamp"), 1, source.replace(b'headline = "', b'headline = "Typed: ', 1))

    assert "Typed: " in headline(desk)
    assert "Typed: " not in headline(sign_in(BEN))
    typed.put(typed_key(ADA.id, "lamp"), 1, b'headline = "half\n')
    assert "What is typed now cannot be shown yet. This is version 1" in headline(desk)
    desk_world.moment += timedelta(seconds=1)
    drafts.save(ADA, "lamp", 1, {"campaign.toml": source.replace(b'headline = "', b'headline = "Saved: ', 1)})
    assert "Saved: " in headline(desk)


def test_what_is_typed_is_kept_within_bounds(desk_world: DeskWorld, tmp_path: Path) -> None:
    typed = TypedCases(tmp_path / "previews", lambda: desk_world.moment)
    for number in range(MOST_FILES + 5):
        typed.put(typed_key("person", f"lamp-{number}"), 1, b"")
    last = typed_key("person", f"lamp-{MOST_FILES + 4}")

    assert len(list((tmp_path / "previews").iterdir())) == MOST_FILES
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "previews").iterdir()} == {0o600}
    assert typed.get(last) is not None
    desk_world.moment += timedelta(hours=13)
    assert typed.get(last) is None


def test_the_team_withdraws_all_links_of_a_campaign(
    desk: DeskClient, sign_in: SignIn, prefix: str, nobody: DeskClient
) -> None:
    desk.post("/campaigns/lamp/preview/withdraw", status=303)

    assert nobody.flask.get(f"{prefix}/en/lamp", base_url=ORIGIN).status_code == 410
    again = whole(desk.get("/campaigns/lamp/preview?withdrawn=1"))
    assert nobody.flask.get(f"{again}/en/lamp", base_url=ORIGIN).status_code == 200
    sign_in(CLEO).post("/campaigns/lamp/preview/withdraw", status=403)


@pytest.mark.parametrize("more", [b'state = "closed"\n', b"publish = 2031-01-01T00:00:00Z\n"])
def test_a_closed_or_scheduled_campaign_is_shown(
    more: bytes, desk: DeskClient, drafts: Drafts, nobody: DeskClient
) -> None:
    source = drafts.source(drafts.head("lamp")).contents["campaign.toml"]  # type: ignore[arg-type]
    drafts.save(ADA, "lamp", 1, {"campaign.toml": more + source})
    text = text_of(nobody, f"{whole(desk.get('/campaigns/lamp/preview'))}/en/lamp")

    assert "Preview of version 2" in text
    assert ("letter.pdf" in text) == (b"publish" in more)


def test_an_outcome_in_arabic_is_shown(
    desk: DeskClient, drafts: Drafts, nobody: DeskClient, tmp_path: Path
) -> None:
    folder = add_outcome(a_campaign_folder(tmp_path, "lamp-ar", language="ar"), "released")
    drafts.create(ADA, "lamp-ar", read_folder(folder).contents)
    page = desk.get("/campaigns/lamp-ar/preview")
    (frame,) = page.all("iframe")

    assert frame.get("src", "").endswith("/ar/lamp-ar" + "?desk=en")
    assert 'dir="rtl"' in text_of(nobody, f"{whole(page)}/ar/lamp-ar")


def test_an_earlier_version_has_a_link_of_its_own(
    desk: DeskClient, drafts: Drafts, nobody: DeskClient
) -> None:
    source = drafts.source(drafts.head("lamp")).contents["campaign.toml"]  # type: ignore[arg-type]
    drafts.save(ADA, "lamp", 1, {"campaign.toml": source.replace(b'headline = "', b'headline = "New: ', 1)})

    first = whole(desk.get("/campaigns/lamp/preview?version=1"))
    assert "Preview of version 1" in text_of(nobody, f"{first}/en/lamp")
    assert "New: " in text_of(nobody, f"{whole(desk.get('/campaigns/lamp/preview'))}/en/lamp")
    desk.get("/campaigns/lamp/preview?version=99", status=404)


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
    assert ('<section id="report"' in response.get_data(as_text=True)) == htmx


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
    text = text_of(nobody, f"{whole(desk.get('/campaigns/lamp/preview'))}/en/lamp")

    assert "Version 2 cannot be shown yet. This is version 1 · not public" in text
    assert 'id="letter"' in text


def test_a_campaign_that_never_could_be_shown_says_why(
    desk: DeskClient, drafts: Drafts, nobody: DeskClient
) -> None:
    drafts.create(ADA, "harbour", {"campaign.toml": b'headline = "Only a headline"\n'})
    response = nobody.flask.get(
        f"{whole(desk.get('/campaigns/harbour/preview'))}/en/harbour", base_url=ORIGIN
    )
    text = response.get_data(as_text=True)

    assert "There is nothing to show yet" in text
    assert "“Country of the case” is missing; fill it in." in text
    assert "campaign.toml, line" not in text
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]


def test_a_link_for_others_shows_the_newest_version_for_a_week(
    desk: DeskClient, drafts: Drafts, nobody: DeskClient, desk_world: DeskWorld
) -> None:
    page = desk.get("/campaigns/lamp/preview")
    address = page.by_id("link").get("value", "").removeprefix(ORIGIN)
    source = drafts.source(drafts.head("lamp")).contents["campaign.toml"]  # type: ignore[arg-type]
    drafts.save(
        ADA, "lamp", 1, {"campaign.toml": source.replace(b'headline = "', b'headline = "Newest: ', 1)}
    )

    assert "<svg" in page.text
    assert "Newest: " in text_of(nobody, address)
    desk_world.moment += SHARED
    response = nobody.flask.get(address, base_url=ORIGIN)
    assert response.status_code == 410
    assert "Ask the person who gave it to you for a new one" in response.get_data(as_text=True)


def test_an_altered_or_old_address_shows_nothing(
    prefix: str, nobody: DeskClient, desk_world: DeskWorld
) -> None:
    token = prefix.removeprefix("/preview/")
    for altered in (token[:-2] + ("aa" if token[-2:] != "aa" else "bb"), "x", token + "x", token.swapcase()):
        assert nobody.flask.get(f"/preview/{altered}/en/lamp", base_url=ORIGIN).status_code == 404
    desk_world.moment += SHARED
    assert nobody.flask.get(f"{prefix}/en/lamp", base_url=ORIGIN).status_code == 410


def test_one_campaign_s_address_leads_to_no_other(prefix: str, nobody: DeskClient, drafts: Drafts) -> None:
    gorinov = read_folder(ROOT / "campaigns" / "gorinov").contents
    drafts.create(ADA, "gorinov", gorinov)

    assert nobody.flask.get(f"{prefix}/en/gorinov", base_url=ORIGIN).status_code == 404
