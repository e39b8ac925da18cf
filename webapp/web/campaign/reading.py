"""The letter beside its version in the language of the page, for supporters who cannot read the letter."""

from dataclasses import dataclass

from webapp.domain.campaign import Campaign
from webapp.domain.edition import Edition
from webapp.domain.language import Language
from webapp.domain.letter import Draft
from webapp.domain.parallel_text import Match, ParallelPart, parallel_text, version_beside


@dataclass(frozen=True, slots=True)
class Reading:
    """A letter and its version, part by part."""

    letter: Language
    version: Edition
    parts: tuple[ParallelPart, ...]

    @property
    def differing(self) -> int:
        """How many parts do not say what their version says."""
        return sum(part.match not in (Match.SAME, Match.OWN) for part in self.parts)


def reading(campaign: Campaign, draft: Draft, ui_language: Language) -> Reading | None:
    """Return the letter beside its version; None where there is none, or nobody needs it.

    The draft must be within bounds.
    """
    version = version_beside(campaign, draft.language, ui_language)
    return Reading(draft.language, version, parallel_text(campaign, draft, version)) if version else None
