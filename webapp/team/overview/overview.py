"""The service: all campaigns at a glance, or one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from webapp.actions.log import ActionLog, ActionsUnavailable
from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.folder import find_folders
from webapp.domain.dates import EARLIEST_OFFSET
from webapp.publications.store import Publication, PublicationStore
from webapp.team.overview.campaign import CampaignOverview, of_a_folder, of_the_desk
from webapp.team.overview.heads import Head, Heads
from webapp.team.overview.page_numbers import PageNumbers, read_numbers
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
        heads: Heads,
        decisions: Decisions,
        store: PublicationStore,
        log: ActionLog,
        folders: Path,
        summaries: Summaries,
        now: Callable[[], datetime],
    ) -> None:
        """`folders` has the campaign folders of this host."""
        self._heads = heads
        self._decisions = decisions
        self._store = store
        self._log = log
        self._folders = folders
        self._summaries = summaries
        self._now = now

    def board(self, by: Person) -> Board:
        """Return all campaigns that a person may see."""
        now = self._now()
        states = self._states()
        numbers = read_numbers(self._log, (now + EARLIEST_OFFSET).date()) if states is not None else None
        heads = [head for head in self._heads.all(now) if may(by, Permission.SEE, head.slug)]
        found = [self._of_the_desk(head, states, numbers, now) for head in heads]
        found += self._of_folders(by, {head.slug for head in heads}, numbers, now)
        return Board(tuple(sorted(found, key=lambda each: each.order)), numbers is not None)

    def campaign(self, by: Person, slug: str) -> CampaignOverview | None:
        """Return one campaign, if there is such a one and the person may see it."""
        return next((each for each in self.board(by).campaigns if each.slug == slug), None)

    def _states(self) -> Mapping[str, PublicState] | None:
        try:
            return public_states(self._store, self._decisions, self._now())
        except ActionsUnavailable:
            return None

    def _of_the_desk(
        self,
        head: Head,
        states: Mapping[str, PublicState] | None,
        numbers: PageNumbers | None,
        now: datetime,
    ) -> CampaignOverview:
        state = (states or {}).get(head.slug)
        public = self._public(state.public) if state and state.public else None
        return of_the_desk(head, self._summary(head), state, public, numbers, now)

    def _summary(self, head: Head) -> Summary:
        return self._summaries.of(head.slug, head.tree, self._heads.files)

    def _public(self, publication: Publication) -> Summary:
        def files(_tree: Mapping[str, str]) -> Mapping[str, bytes]:
            return self._store.files(publication)

        return self._summaries.of(publication.slug, publication.tree, files)

    def _of_folders(
        self, by: Person, known: set[str], numbers: PageNumbers | None, now: datetime
    ) -> list[CampaignOverview]:
        found = []
        for folder in find_folders(self._folders):
            if folder.name not in known and may(by, Permission.SEE, folder.name):
                found.append(of_a_folder(folder.name, self._of_folder(folder), numbers, now))
        return found

    def _of_folder(self, folder: Path) -> Summary:
        try:
            return self._summaries.of_folder(folder)
        except InvalidCampaign as invalid:
            return Summary(folder.name, ENGLISH, problems=tuple(map(str, invalid.diagnostics)))
        except OSError:  # a file went away between the look and this
            return Summary(folder.name, ENGLISH)
