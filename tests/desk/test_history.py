"""Who changed what and when, two versions side by side, and an earlier one restored."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.builders import a_campaign_folder, an_edition
from tests.support.desk_campaigns import add_person, add_version, files_of, lamp_files
from tests.support.desk_client import ADA, BEN, CLEO, DeskClient
from tests.support.page_client import Fetched
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.drafts import Drafts
from webapp.team.drafts.history import VERSIONS_A_PAGE
from webapp.team.people.person import Person
from webapp.team.publishing.decisions import Decisions
from webapp.team.publishing.plan import Kind, Plan

NOW = datetime(2030, 5, 1, 13, tzinfo=UTC)
HISTORY = "/campaigns/lamp/history"
SignIn = Callable[[Person | None], DeskClient]


@pytest.fixture
def files(desk_database: DeskDatabase, tmp_path: Path) -> dict[str, bytes]:
    """Three versions of the lamp: begun by the shell, another headline by Ben, a French one by Ada."""
    add_person(desk_database, ADA)
    add_person(desk_database, BEN)
    folder = a_campaign_folder(tmp_path / "drafts")
    files = dict(files_of(folder))
    add_version(desk_database, "lamp", files, NOW - timedelta(hours=3))
    files["campaign.toml"] = files["campaign.toml"].replace(b"Free the keeper", b"Release the keeper")
    add_version(desk_database, "lamp", files, NOW - timedelta(hours=2), BEN.id)
    files["fr.po"] = an_edition(folder, "fr", {("person.name", "Ada Example"): "Ada Exemple"}).read_bytes()
    add_version(desk_database, "lamp", files, NOW - timedelta(hours=1), ADA.id)
    return files


def marked(page: Fetched) -> list[tuple[str, str]]:
    """Return the words that are marked, with what they are."""
    return [(tag, each.text or "") for tag in ("del", "ins") for each in page.all(tag)]


@pytest.mark.usefixtures("files")
def test_each_version_tells_who_changed_what_and_when(desk: DeskClient) -> None:
    page = desk.get(HISTORY)

    assert [page.words(each) for each in page.all("li", class_="version")] == [
        "Version 3 newest Ada Example · May 1, 2030, 12:00 UTC French: new What changed in version 3",
        "Version 2 Ben Example · May 1, 2030, 11:00 UTC Headline What changed in version 2 "
        "Compare with the newest version: 2 Restore version 2",
        "Version 1 on the server · May 1, 2030, 10:00 UTC The first version What changed in version 1 "
        "Compare with the newest version: 1 Restore version 1",
    ]


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("query", ["?from=1&to=2", "?from=2&to=1", "?to=2", "?from=x&to=2"])
def test_two_versions_are_compared_with_words_marked(desk: DeskClient, query: str) -> None:
    page = desk.get(f"{HISTORY}/compare{query}")

    assert marked(page) == [("del", "Free"), ("ins", "Release")]
    assert "Headline Before: Free the keeper of the lighthouse After: Release the keeper" in page.words()


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    "query", ["", "?from=2&to=3", f"?from=2&to={10**30}", "?to=3&from=2", "?from=2&to=" + "9" * 5000]
)
def test_a_translation_is_shown_in_its_language(desk: DeskClient, query: str) -> None:
    page = desk.get(f"{HISTORY}/compare{query}")

    assert "French: The person · Name" in page.words()
    assert "Ada Exemple" in [page.words(each) for each in page.all("ins")]
    assert [each.get("lang") for each in page.all("div", class_="compared-text")] == ["fr"]


@pytest.mark.usefixtures("files")
def test_the_same_version_twice_says_so(desk: DeskClient) -> None:
    assert "The two versions are the same." in desk.get(f"{HISTORY}/compare?from=2&to=2").words()


def test_an_earlier_version_is_restored_and_that_is_undone(
    sign_in: SignIn, desk_database: DeskDatabase, files: dict[str, bytes]
) -> None:
    ben, drafts = sign_in(BEN), Drafts(desk_database, lambda: NOW)
    address = ben.post(f"{HISTORY}/1/restore", status=303).response.location
    page = ben.get(address)
    head = drafts.head("lamp")

    assert head
    assert (head.number, head.author_name) == (4, "Ben Example")
    assert b"Free the keeper" in drafts.source(head).contents["campaign.toml"]
    assert "as version 4" in page.words()
    undo = next(form for form in page.all("form") if "Undo" in page.words(form))
    ben.post(undo.get("action", ""), status=303)
    head = drafts.head("lamp")
    assert head
    assert dict(drafts.source(head).contents) == files


@pytest.mark.usefixtures("files")
def test_after_others_saved_nothing_is_offered_to_undo(desk: DeskClient) -> None:
    assert "Undo" not in desk.get(f"{HISTORY}?restored=2").words()


@pytest.mark.usefixtures("files")
def test_who_may_not_write_restores_nothing(sign_in: SignIn, desk_database: DeskDatabase) -> None:
    cleo = sign_in(CLEO)
    cleo.post(f"{HISTORY}/1/restore", status=403)

    assert len(Drafts(desk_database, lambda: NOW).history("lamp")) == 3
    for address in (HISTORY, f"{HISTORY}/compare?from=1&to=2"):
        assert not any("/restore" in form.get("action", "") for form in cleo.get(address).all("form"))


def test_a_long_history_is_read_page_by_page(
    desk: DeskClient, desk_database: DeskDatabase, tmp_path: Path
) -> None:
    for _number in range(VERSIONS_A_PAGE + 3):
        add_version(desk_database, "lamp", lamp_files(tmp_path), NOW)
    first = desk.get(HISTORY)
    (more,) = (link.get("href", "") for link in first.all("a") if first.words(link) == "Earlier versions")

    titles = [each for page in (first, desk.get(more)) for each in page.all("li", class_="version")]
    assert [each.get("id") for each in titles] == [f"version-{n}" for n in range(VERSIONS_A_PAGE + 3, 0, -1)]
    assert "Earlier versions" not in desk.get(more).words()


@pytest.mark.parametrize("path", [HISTORY, f"{HISTORY}/compare"])
def test_a_campaign_that_is_not_there_has_no_history(desk: DeskClient, path: str) -> None:
    desk.get(path, status=404)
    desk.post(f"{HISTORY}/1/restore", status=404)


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("number", [0, 4, 10**30])
def test_a_version_that_is_not_there_is_not_restored(desk: DeskClient, number: int) -> None:
    desk.post(f"{HISTORY}/{number}/restore", status=404)


def test_what_was_typed_is_text(desk: DeskClient, desk_database: DeskDatabase, tmp_path: Path) -> None:
    toml = lamp_files(tmp_path)["campaign.toml"]
    add_version(desk_database, "lamp", {"campaign.toml": toml}, NOW)
    script = toml.replace(b"Free the keeper", b"<script>alert(1)</script>")
    add_version(desk_database, "lamp", {"campaign.toml": script}, NOW)

    page = desk.get(f"{HISTORY}/compare")
    assert "<script>alert(1)</script>" in page.words()


@pytest.mark.usefixtures("files")
def test_a_draft_is_put_away_and_brought_back(desk: DeskClient, sign_in: SignIn) -> None:
    assert "Put the draft away" in desk.get(HISTORY).words()
    assert "Put the draft away" not in sign_in(BEN).get(HISTORY).words()
    address = desk.post(f"{HISTORY}/put-away", status=303).response.location

    assert "/campaigns/lamp" not in [link.get("href") for link in desk.get("/").all("a")]
    assert "This draft is put away" in desk.get(address).words()
    assert address in [link.get("href") for link in desk.get("/put-away").all("a")]
    desk.post(f"{HISTORY}/bring-back", status=303)
    assert "/campaigns/lamp" in [link.get("href") for link in desk.get("/").all("a")]


@pytest.mark.usefixtures("files")
def test_what_was_published_is_not_put_away(desk: DeskClient, desk_database: DeskDatabase) -> None:
    Decisions(desk_database).begin(Plan(Kind.PUBLISH, "lamp", 1, 0, None, None), 1, ADA.id, NOW)

    assert "Put the draft away" not in desk.get(HISTORY).words()
    desk.post(f"{HISTORY}/put-away", status=409)
    assert "/campaigns/lamp" in [link.get("href") for link in desk.get("/").all("a")]


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("address", "title"),
    [
        (HISTORY, "History of Ada Example"),
        (f"{HISTORY}/compare?from=1&to=2", "Ada Example: versions 1 and 2"),
        (f"{HISTORY}/compare?from=0&to=1", "Ada Example: version 1"),
        ("/campaigns/lamp/officials", "Officials of Ada Example"),
    ],
)
def test_the_heading_names_whom_it_is_about(desk: DeskClient, address: str, title: str) -> None:
    page = desk.get(address)

    assert page.words(page.one("h1")) == title
