"""Mirrors of made campaigns. The printer is a stand-in; tests/cli/test_mirror.py prints."""

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.stores import Stores
from webapp import settings
from webapp.actions.log import ActionLog
from webapp.campaigns.folder import find_folders, read_folder
from webapp.campaigns.reader import read_valid_parts
from webapp.domain.action import Action
from webapp.domain.channel import Channel
from webapp.mirror.site import make
from webapp.printing.fonts import print_widths
from webapp.printing.sheet_count import Widths

NOW = datetime(2030, 5, 1, 12, tzinfo=UTC)
"""A week before the deadline of the made campaigns."""
Files = dict[str, bytes]
MakeMirror = Callable[..., Files]


@dataclass(frozen=True, slots=True)
class HtmlPrinter:
    """Returns the HTML that would be printed."""

    widths: Widths = field(default_factory=print_widths)

    def render(self, html: str) -> bytes:
        return b"%PDF " + html.encode()

    def missing(self, _text: str) -> Iterable[str]:
        return ()


@pytest.fixture
def campaigns(tmp_path: Path) -> Path:
    """A folder for campaigns."""
    folder = tmp_path / "campaigns"
    folder.mkdir()
    return folder


@pytest.fixture
def mirror_of(campaigns: Path, tmp_path: Path, stores: Stores) -> MakeMirror:
    """Return the files of a mirror of a campaign in `campaigns`, of which `count` letters were reported."""

    store = stores.new("sqlite", tmp_path)

    def mirror_of(
        slug: str, *, now: datetime = NOW, site: str = "", count: int = 0, database: str = store.url
    ) -> Files:
        public = {
            folder.name: read_valid_parts(read_folder(folder)).campaign for folder in find_folders(campaigns)
        }
        own = settings.read({"CAMPAIGNS": str(campaigns), "DATA": str(tmp_path / "data")})
        with closing(ActionLog(database)) as log:
            if count:
                letters = Action(slug, Channel.POST, "minister", "en", count, now.date(), late=False)
                log.record("a-token-of-its-own-0001", [letters])
            return dict(make(own, public, slug, now, site=site, log=log, printer=HtmlPrinter()).files())

    return mirror_of
