"""Which campaigns of the board are shown: what a plain GET form asks for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from webapp.domain.stage import Stage
from webapp.domain.text import line
from webapp.team.overview.campaign import CampaignOverview

MOST_WITHOUT_FORM = 10
"""So many campaigns are seen at once."""
MAX_CHARS = 80


@dataclass(frozen=True, slots=True)
class Filter:
    """What was asked for; "" asks for nothing."""

    words: str = ""
    stage: str = ""
    language: str = ""

    @classmethod
    def read(cls, arguments: Mapping[str, str]) -> Self:
        """Read the fields `q`, `state` and `language`."""
        stage = arguments.get("state", "")
        return cls(
            line(arguments.get("q", "")[:MAX_CHARS]),
            stage if stage in {each.value for each in Stage} else "",
            line(arguments.get("language", "")[:MAX_CHARS]),
        )

    def __bool__(self) -> bool:
        return bool(self.words or self.stage or self.language)

    def those(self, campaigns: Iterable[CampaignOverview]) -> tuple[CampaignOverview, ...]:
        """Return the campaigns that fit."""
        return tuple(each for each in campaigns if self._fits(each))

    def _fits(self, campaign: CampaignOverview) -> bool:
        text = f"{campaign.slug} {campaign.summary.who} {campaign.summary.reference}".casefold()
        return (
            all(word in text for word in self.words.casefold().split())
            and (not self.stage or campaign.stage == self.stage)
            and (not self.language or self.language in campaign.editions)
        )
