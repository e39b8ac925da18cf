"""The service: all campaigns at a glance, or one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from webapp.actions.log import ActionLog, ActionsUnavailable
from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.folder import find_folders
from webapp.campaigns.source_files import SourceFiles
from webapp.domain.dates import EARLIEST_OFFSET
from webapp.publications.store import Publication, PublicationDamaged, PublicationStore
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.drafts import Drafts, Version
from webapp.team.overview.at_work import LATELY, names_at_work
from webapp.team.overview.campaign import CampaignOverview, of_a_folder, of_the_desk
from webapp.team.overview.page_numbers import read_numbers
from webapp.team.overview.summary import ENGLISH, Summaries, Summary
from webapp.team.people.permissions import Permission, may
from webapp.team.people.person import Person
from webapp.team.publishing.decisions import Decisions
from webapp.team.publishing.public_state import PublicState, public_states


@dataclass(frozen=True, slots=True)
class Board:
    """All campaigns that a person may see, open ones first, by deadline."""

    campaigns: tuple[CampaignOverview, ...]
    knows_page: bool
    """False while the page's database cannot be reached: what is public and how many write is not known."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The tags of all languages of these campaigns."""
        return tuple(sorted({each.language for one in self.campaigns for each in one.summary.editions}))


class Overview:
    """Reads the desk's database, the page's database and the folders. It changes nothing."""

    def __init__(
        self,
        database: DeskDatabase,
        drafts: Drafts,
        store: PublicationStore,
        log: ActionLog,
        folders: Path,
        summaries: Summaries,
        now: Callable[[], datetime],
    ) -> None:
        """`folders` has the campaign folders of this host."""
        self._database = database
        self._drafts = drafts
        self._decisions = Decisions(database)
        self._store = store
        self._log = log
        self._folders = folders
        self._summaries = summaries
        self._now = now

    def board(self, by: Person) -> Board:
        """Return all campaigns that a person may see."""
        heads = self._drafts.heads()
        return self._board(by, heads.values(), find_folders(self._folders))

    def campaign(self, by: Person, slug: str) -> Board:
        """Return a board of one campaign, or of none if there is no such or the person may not see it."""
        head = self._drafts.head(slug)
        folders = [folder for folder in find_folders(self._folders) if folder.name == slug]
        return self._board(by, [head] if head else [], folders)

    def warm(self) -> None:
        """Read the newest version of each campaign, and what is public of it, before somebody asks."""
        for head in self._drafts.heads().values():
            self._summary(head)
        for state in (self._states(self._now()) or {}).values():
            if state.public:
                self._public(state.public)

    def name(self, slug: str) -> str:
        """Return whom a campaign of the desk is about, for pages of those who may see it."""
        head = self._drafts.head(slug)
        return self._summary(head).who if head else slug

    def _board(self, by: Person, heads: Iterable[Version], folders: Iterable[Path]) -> Board:
        now = self._now()
        states = self._states(now)
        numbers = read_numbers(self._log, (now + EARLIEST_OFFSET).date()) if states is not None else None
        seen = {head.slug: head for head in heads if may(by, Permission.SEE, head.slug)}
        recent = [head.slug for head in seen.values() if head.at > now - LATELY]
        at_work = names_at_work(self._database, recent, now)
        found = []
        for slug, head in seen.items():
            state = states.get(slug) if states else None
            public = self._public_summary(state, slug) if state else None
            names = at_work.get(slug, ())
            found.append(of_the_desk(head, names, self._summary(head), state, public, numbers, now))
        for folder in folders:
            if folder.name not in seen and may(by, Permission.SEE, folder.name):
                found.append(of_a_folder(folder.name, self._of_folder(folder), numbers, now))
        return Board(tuple(sorted(found, key=lambda each: each.order)), numbers is not None)

    def _states(self, now: datetime) -> Mapping[str, PublicState] | None:
        try:
            return public_states(self._store, self._decisions, now)
        except ActionsUnavailable:
            return None

    def _summary(self, head: Version) -> Summary:
        return self._summaries.of(head.slug, head.tree, lambda: self._drafts.source(head))

    def _public_summary(self, state: PublicState, slug: str) -> Summary | None:
        if state.damage:
            return Summary(slug, ENGLISH, problems=(state.damage,))
        return self._public(state.public) if state.public else None

    def _public(self, publication: Publication) -> Summary:
        def read() -> SourceFiles:
            return SourceFiles(publication.slug, self._store.files(publication))

        try:
            return self._summaries.of(publication.slug, publication.tree, read)
        except PublicationDamaged as damaged:
            return Summary(publication.slug, ENGLISH, problems=(str(damaged),))

    def _of_folder(self, folder: Path) -> Summary:
        try:
            return self._summaries.of_folder(folder)
        except InvalidCampaign as invalid:
            return Summary(folder.name, ENGLISH, problems=invalid.sentences)
        except OSError:  # a file went away between the look and this
            return Summary(folder.name, ENGLISH)
