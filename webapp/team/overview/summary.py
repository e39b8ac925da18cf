"""What the files of a version imply. It never changes, so it is worked out once for each version."""

import hashlib
import threading
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cachetools import LRUCache

from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.folder import list_files, read_folder
from webapp.campaigns.reader import ValidParts, read_valid_parts
from webapp.campaigns.source_files import CAMPAIGN_FILE, SourceFiles
from webapp.domain import text
from webapp.domain.language import Language
from webapp.domain.life import Life
from webapp.domain.progress import EditionStatus, edition_statuses
from webapp.domain.stage import Stage, stage_of
from webapp.team.overview.lacks import Lack, lacks_of

MOST_REMEMBERED = 1_000
"""Of fifty campaigns the draft, what is public, and those of some hours before; one has some 10 kB."""
ENGLISH = Language("en")


@dataclass(frozen=True, slots=True)
class Summary:
    """One version of a campaign."""

    who: str
    """Whom it is about; the slug where `campaign.toml` cannot be read."""
    language: Language
    """That of `who`."""
    reference: str = ""
    issue: int = 1
    """Counts the issues of one urgent action."""
    deadline: date | None = None
    life: Life | None = None
    """None if `campaign.toml` breaks a rule."""
    editions: tuple[EditionStatus, ...] = ()
    lacks: tuple[Lack, ...] = ()
    """What its editions lack."""
    problems: tuple[str, ...] = ()
    """The sentences of `check`: with one of them it cannot be published."""

    def stage(self, now: datetime) -> Stage:
        """Return where it would be in its life if it were public."""
        return stage_of(self.life, self.deadline, now) if self.life else Stage.BROKEN

    @property
    def source(self) -> str:
        """The tag of the language that it is written in."""
        return self.language.tag


class Summaries:
    """Works them out, and keeps them by the digest of their files."""

    def __init__(self, page_languages: Callable[[], frozenset[str]]) -> None:
        """`page_languages` returns the tags of the languages that the page itself is translated into."""
        self._page_languages = page_languages
        self._lock = threading.Lock()
        self._known: LRUCache[str, Summary] = LRUCache(MOST_REMEMBERED)

    def of(self, slug: str, tree: Mapping[str, str], read: Callable[[], SourceFiles]) -> Summary:
        """Return the summary of a tree; `read` returns its files if it is not known yet."""
        return self._remembered(_digest(slug, tree), read)

    def of_folder(self, folder: Path) -> Summary:
        """Return the summary of a campaign folder, as long as none of its files changes."""
        stats = {path.name: path.stat() for path in list_files(folder)}
        tree = {name: f"{stat.st_mtime_ns} {stat.st_size} {stat.st_ino}" for name, stat in stats.items()}
        return self._remembered(_digest(str(folder), tree), lambda: read_folder(folder))

    def _remembered(self, key: str, read: Callable[[], SourceFiles]) -> Summary:
        with self._lock:
            known = self._known.get(key)
        if known is None:
            known = summarize(read(), self._page_languages())
            with self._lock:
                self._known[key] = known
        return known


def summarize(source: SourceFiles, page_languages: frozenset[str] = frozenset()) -> Summary:
    """Work out a summary."""
    try:
        return _of_valid(read_valid_parts(source), page_languages)
    except InvalidCampaign as invalid:
        return Summary(_name(source), ENGLISH, problems=invalid.sentences)


def _of_valid(parts: ValidParts, page_languages: frozenset[str]) -> Summary:
    campaign = parts.campaign
    return Summary(
        who=campaign.source.who,
        language=campaign.source.language,
        reference=campaign.reference,
        issue=campaign.issue.number or 1,
        deadline=campaign.deadline,
        life=campaign.life,
        editions=edition_statuses(campaign, (), page_languages),
        lacks=lacks_of(campaign, parts.source),
        problems=tuple(each.sentence for each in parts.diagnostics),
    )


def _name(source: SourceFiles) -> str:
    """Return whom a draft that is not valid is about, as far as it says so."""
    try:
        table = tomllib.loads(source.text(CAMPAIGN_FILE))
    except (InvalidCampaign, ValueError, RecursionError):
        return source.slug
    people = table.get("people")
    first = people[0] if isinstance(people, list) and people else table.get("person")
    name = first.get("name") if isinstance(first, dict) else None
    return text.line(name)[:120] if isinstance(name, str) and name.strip() else source.slug


def _digest(slug: str, tree: Mapping[str, str]) -> str:
    lines = "\n".join(f"{name} {digest}" for name, digest in sorted(tree.items()))
    return hashlib.sha256(f"{slug}\n{lines}".encode()).hexdigest()
