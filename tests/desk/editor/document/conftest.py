"""An invented urgent action, and what a browser sends of it."""

import io
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pytest

from tests.importing.sheets import SHEET, WRITERS
from tests.support.desk_client import DeskClient
from webapp.team.desk_database import DeskDatabase
from webapp.team.documents.documents import Documents
from webapp.team.drafts.drafts import Drafts

NEW = "/campaigns/new/document"
REVIEW = "/campaigns/exampla/document"


@cache
def sheet(kind: str) -> bytes:
    """Return the sheet in a format."""
    return WRITERS[kind](SHEET)


def sent(content: bytes, name: str = "ua.pdf", **fields: str) -> dict[str, Any]:
    """Return the form with a file."""
    return {
        "whose": "ours",
        "publisher": "",
        "text": "",
        "slug": "",
        **fields,
        "file": (io.BytesIO(content), name),
    }


@pytest.fixture
def documents(desk_database: DeskDatabase, drafts: Drafts, desk_world: Any) -> Documents:
    """The documents of the desk."""
    return Documents(desk_database, drafts, lambda: desk_world.moment)


@pytest.fixture
def begun(desk: DeskClient) -> Callable[..., str]:
    """Begin a draft with the sheet in a format; return the address of its review."""

    def begin(kind: str = "html", **fields: str) -> str:
        answer = desk.post(NEW, sent(sheet(kind), f"ua.{kind}", **fields), status=303)
        return answer.headers["Location"].partition("?")[0]

    return begin


def newest(drafts: Drafts, slug: str = "exampla") -> Mapping[str, Any]:
    """Return the newest version's document."""
    import tomllib

    head = drafts.head(slug)
    assert head is not None
    return tomllib.loads(drafts.source(head).contents["campaign.toml"].decode())
