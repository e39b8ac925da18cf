"""The languages that a letter can be chosen in, and what the officials who get it read."""

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.domain.campaign import Campaign
from webapp.domain.language import Language
from webapp.domain.target import Target


@dataclass(frozen=True, slots=True)
class LetterLanguages:
    """The choice of the letter's language, with the advice that belongs to it."""

    campaign: Campaign
    chosen: tuple[Target, ...]
    """Whom the letters go to."""
    current: Language
    """The draft's, which stays possible after a correction."""

    def read_by(self, target: Target) -> tuple[str, ...]:
        """Return the tags of the languages that a target reads, best first; () where nobody said so."""
        return target.languages or self.campaign.preferred

    @property
    def offered(self) -> tuple[Language, ...]:
        """All that can be chosen: first what most of them read, and of these what they read best."""
        lists = self._lists
        offered = self.campaign.letter_languages
        if self.current not in offered:
            offered = (*offered, self.current)

        def rank(language: Language) -> tuple[int, int]:
            known = [
                [tags.index(tag) for tag in (language.tag, language.base) if tag in tags] for tags in lists
            ]
            places = [found[0] for found in known if found]  # in any register where none is named
            return -len(places), sum(places)

        return tuple(sorted(offered, key=rank))  # stable: the rest as the campaign has them

    @property
    def best(self) -> str:
        """The tag of the language that all of them read best, or ""."""
        firsts = {tags[:1] for tags in self._lists}
        return next(iter(firsts))[0] if len(firsts) == 1 and () not in firsts else ""

    @property
    def read_by_all(self) -> tuple[str, ...]:
        """What each of them reads, best first, where all read the same and there are several."""
        lists = {*self._lists}
        return lists.pop() if len(self.chosen) > 1 and len(lists) == 1 else ()

    @property
    def read_by_each(self) -> Iterable[tuple[Target, tuple[str, ...]]]:
        """What each of them reads, as far as it is known, where it is not `read_by_all`."""
        if self.read_by_all:
            return ()
        return tuple((target, tags) for target in self.chosen if (tags := self.read_by(target)))

    @property
    def is_advised(self) -> bool:
        """Whether anything is known of what they read."""
        return any(self._lists)

    def are_read(self, language: Language) -> bool:
        """Whether one of them reads this language."""
        return any(tag in (language.tag, language.base) for tags in self._lists for tag in tags)

    @property
    def _lists(self) -> tuple[tuple[str, ...], ...]:
        return tuple(self.read_by(target) for target in self.chosen or self.campaign.targets)
