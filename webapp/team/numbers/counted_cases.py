"""What figures need to know of a campaign: its names of officials and partners, its deadline and its goal."""

import hashlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from cachetools import LRUCache

from webapp.actions.log import ActionsUnavailable
from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.folder import find_folders, list_files, read_folder
from webapp.campaigns.reader import read_valid_parts
from webapp.campaigns.source_files import SourceFiles
from webapp.domain.campaign import Campaign, CountDisplay
from webapp.domain.edition import Edition
from webapp.domain.language import Language
from webapp.publications.store import Publication, PublicationStore
from webapp.team.drafts.drafts import Drafts

MOST_REMEMBERED = 500
"""Versions; one has some kilobytes."""


class UnknownCampaign(LookupError):
    """No campaign of this name is known to the desk or the page, and nothing is counted for one."""


@dataclass(frozen=True, slots=True)
class CountedCase:
    """One campaign, as far as figures are concerned."""

    slug: str
    who: str
    former_slugs: tuple[str, ...] = ()
    countries: Mapping[str, str] | None = None
    """The country (ISO 3166-1 alpha-2, or "") by the id of the target; None where it cannot be read."""
    names: Mapping[str, Mapping[str, str]] | None = None
    """The name of each target, by the tag of a language and the id of the target."""
    language: str = "en"
    """The tag of the language that it is written in."""
    letter_languages: tuple[str, ...] = ()
    partners: Mapping[str, str] | None = None
    """Names by id."""
    deadline: date | None = None
    issued: date | None = None
    display: CountDisplay = field(default_factory=CountDisplay)
    is_public: bool = False

    @property
    def slugs(self) -> tuple[str, ...]:
        """The slug, and those that it had before."""
        return (self.slug, *self.former_slugs)

    def is_late(self, day: date) -> bool:
        """Return True if the deadline had passed on that day."""
        return self.deadline is not None and day > self.deadline

    def days_left(self, today: date) -> int | None:
        """Return the days until the deadline, 0 on its last day; None without one or past it."""
        return (self.deadline - today).days if self.deadline and self.deadline >= today else None

    def target(self, target_id: str, language: Language) -> str:
        """Return the name of a target in this language or that of the campaign; the id if there is none."""
        names = self.names or {}
        for tag in (language.tag, self.language):
            if name := names.get(tag, {}).get(target_id):
                return name
        return target_id


class FindsCases(Protocol):
    """Finds what is known of campaigns."""

    def all(self) -> Mapping[str, CountedCase]:
        """Return every campaign by its slug."""


class CountedCases:
    """Finds campaigns: as the page shows them, or as the desk's newest draft that can be read."""

    def __init__(
        self, folders: Path, store: PublicationStore, drafts: Drafts | None, now: Callable[[], datetime]
    ) -> None:
        """`folders` has the campaign folders of this host; drafts are None on a host without the desk."""
        self._folders = folders
        self._store = store
        self._drafts = drafts
        self._now = now
        self._lock = threading.Lock()
        self._known: LRUCache[str, CountedCase] = LRUCache(MOST_REMEMBERED)

    def all(self) -> Mapping[str, CountedCase]:
        """Return every campaign by its slug.

        A folder goes before a publication of the same name, as on the page, and that before a draft. What
        cannot be read at all is there with its slug as its name.
        """
        found = self._of_drafts(self._drafts) if self._drafts else {}
        for slug, publication in self._publications().items():
            if not publication.withdrawn:
                found[slug] = self._of_publication(publication)
        for folder in find_folders(self._folders):
            found[folder.name] = self._of_folder(folder)
        return _with_own_names(found)

    def _publications(self) -> Mapping[str, Publication]:
        try:
            return self._store.newest(self._now())
        except ActionsUnavailable:
            return {}

    def _of_drafts(self, drafts: Drafts) -> dict[str, CountedCase]:
        return {
            slug: self._read(slug, _key("draft", slug, head.tree), partial(drafts.source, head))
            for slug, head in drafts.heads().items()
        }

    def _of_publication(self, publication: Publication) -> CountedCase:
        def read() -> SourceFiles:
            return SourceFiles(publication.slug, self._store.files(publication))

        return self._read(publication.slug, _key("public", publication.slug, publication.tree), read)

    def _of_folder(self, folder: Path) -> CountedCase:
        try:
            stats = {path.name: path.stat() for path in list_files(folder)}
        except OSError:  # a file went away between the look and this
            return CountedCase(folder.name, folder.name)
        tree = {name: f"{stat.st_mtime_ns} {stat.st_size} {stat.st_ino}" for name, stat in stats.items()}
        return self._read(folder.name, _key("public", str(folder), tree), lambda: read_folder(folder))

    def _read(self, slug: str, key: str, read: Callable[[], SourceFiles]) -> CountedCase:
        with self._lock:
            known = self._known.get(key)
        if known is None:
            try:
                known = _case(read_valid_parts(read()).campaign, is_public=key.startswith("public"))
            except (InvalidCampaign, ActionsUnavailable, OSError):
                return CountedCase(slug, slug)
            with self._lock:
                self._known[key] = known
        return known


def _with_own_names(cases: Mapping[str, CountedCase]) -> Mapping[str, CountedCase]:
    """Return the campaigns without earlier slugs that belong to another one.

    Who may see a campaign sees the numbers of its earlier slugs, and each author may write them into a draft.
    """
    public = {old: case.slug for case in cases.values() if case.is_public for old in case.former_slugs}
    return {
        slug: replace(
            case,
            former_slugs=tuple(
                old for old in case.former_slugs if old not in cases and public.get(old, slug) == slug
            ),
        )
        for slug, case in cases.items()
    }


def _case(campaign: Campaign, *, is_public: bool) -> CountedCase:
    return CountedCase(
        campaign.slug,
        campaign.source.who,
        campaign.former_slugs,
        {target.id: target.country for target in campaign.targets},
        {tag: _names(edition) for tag, edition in campaign.editions.items()},
        campaign.source.language.tag,
        tuple(language.tag for language in campaign.letter_languages),
        {partner.id: partner.name for partner in campaign.partners},
        campaign.deadline,
        campaign.issue.issued,
        campaign.count_display,
        is_public,
    )


def _names(edition: Edition) -> Mapping[str, str]:
    return {
        target_id: ", ".join(filter(None, (target.name, target.office or target.title)))
        for target_id, target in edition.text.targets.items()
    }


def _key(kind: str, name: str, tree: Mapping[str, str]) -> str:
    lines = [name, *(f"{file} {digest}" for file, digest in sorted(tree.items()))]
    return f"{kind} {hashlib.sha256('|'.join(lines).encode()).hexdigest()}"
