"""A draft with a Spanish edition, people who translate and review it, and the service, on both databases."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.corrections import a_translated_folder
from tests.support.desk_campaigns import add_person, files_of
from tests.team.conftest import Clock
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.document import parse, write
from webapp.team.drafts.drafts import Drafts, Version
from webapp.team.drafts.drafts import Saved as SavedFiles
from webapp.team.people.person import SHELL, Grant, Person, Role
from webapp.team.translating.outcomes import EditionConflict, Saved, Typed
from webapp.team.translating.sheet import Row, Sheet
from webapp.team.translating.translating import Translating

SPANISH_AND_PORTUGUESE = Grant(Role.TRANSLATOR, None, frozenset({"es", "pt-BR"}))
ADA = Person("ada-0123456789abcdef", "Ada Example", (SPANISH_AND_PORTUGUESE,))
BEN = Person("ben-0123456789abcdef", "Ben Example", (Grant(Role.TRANSLATOR),))
CLEO = Person("cleo-0123456789abcdef", "Cleo Example", (Grant(Role.REVIEWER),))
DORA = Person("dora-0123456789abcdef", "Dora Example", (Grant(Role.COORDINATOR),))
EVE = Person("eve-0123456789abcdef", "Eve Example", (Grant(Role.AUTHOR),))
TEAM = (ADA, BEN, CLEO, DORA, EVE)


@dataclass
class Desk:
    """The services, and what tests do again and again."""

    database: DeskDatabase
    drafts: Drafts
    translating: Translating

    def sheet(self, language: str = "es") -> Sheet:
        return self.translating.sheet(ADA, "lamp", language)

    def row(self, source: str, language: str = "es") -> Row:
        return next(row for row in self.sheet(language).rows if row.source == source)

    def head(self) -> int:
        return self.version().number

    def version(self) -> Version:
        head = self.drafts.head("lamp")
        assert head is not None
        return head

    def type(
        self, by: Person, source: str, text: str, *, done: bool = True, base: int | None = None
    ) -> Saved | EditionConflict:
        """Type one text into the sheet of the version `base`."""
        number = self.head() if base is None else base
        sheet = self.translating.sheet(by, "lamp", "es", number)
        key = next(row.key for row in sheet.rows if row.source == source)
        return self.translating.save(by, "lamp", "es", number, {key: Typed(text, done)})

    def correct(self, change: Callable[[dict[str, object]], None], base: int | None = None) -> int:
        """Change the source as an author does in the editor, and return the version."""
        number = base or self.head()
        version = self.drafts.version("lamp", number)
        assert version is not None
        toml = self.drafts.source(version).contents["campaign.toml"]
        document = parse(toml)
        change(document)
        saved = self.drafts.save(EVE, "lamp", number, {"campaign.toml": write(document, toml)})
        assert isinstance(saved, SavedFiles)
        return saved.version.number

    def po(self, name: str = "es.po") -> bytes:
        return self.drafts.source(self.version()).contents[name]


@pytest.fixture
def empty_desk(team_database: DeskDatabase, clock: Clock) -> Desk:
    """The services, with a team and no campaign."""
    for person in TEAM:
        add_person(team_database, person)
    drafts = Drafts(team_database, clock)
    translating = Translating(team_database, drafts, clock, lambda: frozenset({"es"}))
    return Desk(team_database, drafts, translating)


@pytest.fixture
def desk(empty_desk: Desk, tmp_path: Path) -> Desk:
    """The campaign "lamp" was adopted with a complete Spanish edition: "ES" before each text."""
    folder = a_translated_folder(tmp_path)
    files = {name: body for name, body in files_of(folder).items() if name != "campaign.pot"}
    empty_desk.drafts.create(SHELL, "lamp", files)
    return empty_desk
