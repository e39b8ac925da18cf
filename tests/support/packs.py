"""Handover packs for tests: of a campaign folder and numbers that a test makes up."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path

from webapp.actions.breakdown import Breakdown, Dimension, Source
from webapp.campaigns.folder import read_folder
from webapp.campaigns.reader import read_valid_parts
from webapp.domain.action import Burst
from webapp.domain.campaign import Campaign
from webapp.domain.language import Language
from webapp.team.handover.case_texts import CaseTexts
from webapp.team.handover.catalogue import Catalogue
from webapp.team.handover.pack import Pack
from webapp.team.handover.tables import Tables

MADE = datetime(2030, 5, 20, 13, 5, tzinfo=UTC)
Key = tuple[str, str, str, bool, str]
"""Week, channel, target, late, source."""
SOME: Mapping[Key, int] = {
    ("2030-W16", "post", "minister", False, Source.REPORTED): 1_203,
    ("2030-W17", "email", "minister", False, Source.REPORTED): 418,
    ("2030-W17", "call", "warden", False, Source.REPORTED): 36,
    ("2030-W18", "fax", "warden", False, Source.REPORTED): 7,
    ("2030-W19", "form", "minister", True, Source.REPORTED): 52,
    ("2030-W20", "social", "minister", True, Source.REPORTED): 181,
}


@dataclass(frozen=True)
class MadeUpLog:
    """Sums of numbers that a test makes up, in place of a database's."""

    numbers: Mapping[Key, int]

    def breakdowns(
        self,
        groups: Sequence[Sequence[Dimension]],
        *,
        campaigns: Collection[str] = (),
        since: date | None = None,
        until: date | None = None,
    ) -> tuple[Breakdown, ...]:
        """Add them up as the database does."""
        order = (Dimension.WEEK, Dimension.CHANNEL, Dimension.TARGET, Dimension.LATE, Dimension.SOURCE)
        found = []
        for (dimension,) in groups:
            sums: dict[object, int] = {}
            for key, number in self.numbers.items():
                value = key[order.index(dimension)]
                sums[value] = sums.get(value, 0) + number
            rows = tuple(sorted(((value,), number) for value, number in sums.items() if number))
            found.append(Breakdown((dimension,), rows))  # type: ignore[arg-type]
        return tuple(found)

    def bursts(self) -> list[Burst]:
        """None waits."""
        return []


@lru_cache(4)
def _campaign_of(folder: Path, revision: str) -> Campaign:
    """Read a campaign once; of another revision it is another."""
    return read_valid_parts(read_folder(folder)).campaign


def a_pack(folder: Path, tag: str = "en", numbers: Mapping[Key, int] = SOME, page: str = "") -> Pack:
    """Return the pack of a campaign folder in one of its languages, translated or not."""
    source = read_folder(folder)
    campaign = _campaign_of(folder, source.revision)
    words = words_in(tag)
    texts = CaseTexts(campaign, campaign.editions[tag])
    return Pack(
        slug=folder.name,
        language=words.language,
        made=MADE,
        revision="0123456789abcdef",
        deadline=campaign.deadline,
        page=page,
        case=texts.case(),
        numbers=Tables(MadeUpLog(numbers), campaign, texts, words).read(None, None),
    )


def words_in(tag: str) -> Catalogue:
    """Return English words with the dates, digits and direction of a language."""
    return Catalogue(Language(tag), NullTranslations())
