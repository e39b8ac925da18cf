"""A case that the tests edit, and its form as a browser sends it."""

from collections.abc import Callable

import pytest

from tests.desk.conftest import DeskWorld
from tests.support.desk_client import ADA, DeskClient
from tests.support.page_client import Fetched
from webapp.settings import ROOT
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.drafts import Drafts

GORINOV = ROOT / "campaigns" / "gorinov"
EDIT = "/campaigns/lamp/edit"


def fields(page: Fetched) -> dict[str, str]:
    """Return what a browser sends of the form: of a name that is there twice the last one."""
    form = page.one("form", id="case")
    found: dict[str, str] = {}
    for each in form.iter():
        name = each.get("name")
        if name is None or each.tag not in ("input", "textarea", "select"):
            continue
        if each.tag == "textarea":
            found[name] = each.text or ""
        elif each.tag == "select":
            chosen = [option for option in each.iter("option") if "selected" in option.attrib]
            found[name] = (chosen or [*each.iter("option")])[0].get("value", "")
        elif each.get("type") != "checkbox" or "checked" in each.attrib:
            found[name] = each.get("value", "")
    return found


@pytest.fixture
def drafts(desk_database: DeskDatabase, desk_world: DeskWorld) -> Drafts:
    """The drafts of the desk."""
    return Drafts(desk_database, lambda: desk_world.moment)


@pytest.fixture
def lamp(drafts: Drafts) -> Callable[[], str]:
    """A whole case at the desk; it returns the newest text of its file."""
    drafts.create(ADA, "lamp", {"campaign.toml": (GORINOV / "campaign.toml").read_bytes()})

    def newest() -> str:
        head = drafts.head("lamp")
        assert head is not None
        return drafts.source(head).contents["campaign.toml"].decode()

    return newest


@pytest.fixture
def form(lamp: Callable[[], str], desk: DeskClient) -> dict[str, str]:
    """What the form of the case holds."""
    return fields(desk.get(EDIT))
