"""A case that the tests translate into French, and its sheet as a browser sends it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desk.conftest import DeskWorld
from tests.support.desk_campaigns import add_person, lamp_files
from tests.support.desk_client import ADA, TEAM, DeskClient
from tests.support.page_client import Fetched
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.drafts import Drafts, Saved
from webapp.team.translating.sheet import message_key

FRENCH = "/campaigns/lamp/translate/fr"
HEADLINE = message_key("headline", "Free the keeper of the lighthouse")
SUMMARY = message_key("summary", "Ada Example was locked up for lighting a lamp.")
LETTER = message_key("letter.text", "She lit a lamp.")

Correct = Callable[[str, str], None]


def form(page: Fetched) -> dict[str, str]:
    """Return what a browser sends of the sheet as it stands."""
    sheet = page.one("form", id="sheet")
    return dict(page.form(sheet.get("action", "")))


@pytest.fixture
def drafts(desk_database: DeskDatabase, desk_world: DeskWorld) -> Drafts:
    """The drafts of the desk, and its team."""
    for person in TEAM:
        add_person(desk_database, person)
    return Drafts(desk_database, lambda: desk_world.moment)


@pytest.fixture
def lamp(drafts: Drafts, tmp_path: Path) -> str:
    """A case in English, not translated."""
    drafts.create(ADA, "lamp", lamp_files(tmp_path))
    return "lamp"


@pytest.fixture
def french(lamp: str, desk: DeskClient) -> str:
    """The case with a French translation that was begun."""
    desk.post(f"/campaigns/{lamp}/translate", {"chosen": "fr"}, status=303)
    return FRENCH


@pytest.fixture
def correct(drafts: Drafts) -> Correct:
    """Return a function that changes the source text."""

    def change(old: str, new: str) -> None:
        head = drafts.head("lamp")
        assert head is not None
        content = drafts.source(head).contents["campaign.toml"]
        assert old.encode() in content
        changed = content.replace(old.encode(), new.encode())
        assert isinstance(drafts.save(ADA, "lamp", head.number, {"campaign.toml": changed}), Saved)

    return change
