"""A campaign: one urgent action with its facts, targets and editions."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from webapp.domain.edition import Edition
from webapp.domain.issue import Issue
from webapp.domain.language import Language
from webapp.domain.life import Life
from webapp.domain.mission import Mission
from webapp.domain.partner import Embedding, Partner
from webapp.domain.picture import Pictures, Rendition
from webapp.domain.target import Target


class AfterDeadline(StrEnum):
    """What the page does once the deadline has passed."""

    WARN = "warn"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class CountDisplay:
    """What the page shows of the count."""

    goals: tuple[int, ...] = ()
    """The numbers of actions that the team hopes for one after the other: they rise."""
    least: int = 0
    """A lower count is not shown as a number."""

    def shows(self, total: int) -> bool:
        """Check whether the page shows this number."""
        return total >= self.least

    def shown(self, total: int | None) -> int | None:
        """Return the total where the head of the page shows it: not where it is 0, low, or not known."""
        return total if total and self.shows(total) else None

    def goal(self, total: int) -> int | None:
        """Return the first goal that is not reached, or the last where all are; None where there is none.

        A total that is not shown counts as 0: the goal says nothing of it either.
        """
        shown = total if self.shows(total) else 0
        return next((goal for goal in self.goals if goal > shown), self.goals[-1] if self.goals else None)


@dataclass(frozen=True, slots=True)
class Campaign:
    """One urgent action. `source` is the edition in the language its folder is written in."""

    slug: str
    reference: str
    """The number of the urgent action without the words before it; "" if it has none."""
    issue: Issue
    country: str
    contact: str
    """Where the campaign team is reached: an e-mail address, an https address, or ""."""
    deadline: date | None
    after_deadline: AfterDeadline
    preferred: tuple[str, ...]
    """Tags of the languages the targets read, best first."""
    targets: tuple[Target, ...]
    hashtags: tuple[str, ...]
    """Without the "#"."""
    embedding: Embedding
    partners: tuple[Partner, ...]
    count_display: CountDisplay
    source: Edition
    letter_source: Edition
    """The edition in the language that the folder's letter is written in: another one than `source` where
    only the letter is in the officials' language."""
    editions: Mapping[str, Edition]
    """By tag; the source edition is among them."""
    revision: str
    """Differs whenever any file in the folder differs."""
    life: Life
    pictures: Pictures = field(default_factory=dict)
    """Its photographs and logo, by the names of their files."""
    missions: Mapping[str, Mapping[str, Mission]] = field(default_factory=dict)
    """The embassies of each state that a target names as `missions_of`, by the country that they are in."""

    def is_past_deadline(self, on: date) -> bool:
        """Check whether the deadline's day is over."""
        return self.deadline is not None and on > self.deadline

    def is_closed(self, on: date) -> bool:
        """Check whether nothing may be sent or reported any more."""
        by_deadline = self.after_deadline is AfterDeadline.CLOSE and self.is_past_deadline(on)
        return by_deadline or self.life.is_over

    def days_left(self, on: date) -> int | None:
        """Return the days until the deadline, 0 on its last day; None without one or past it."""
        if self.deadline is None or self.is_past_deadline(on):
            return None
        return (self.deadline - on) // timedelta(days=1)

    @property
    def letter_languages(self) -> tuple[Language, ...]:
        """Languages a letter is offered in: those the targets read first, the rest by tag."""
        offered = [edition.language for edition in self.editions.values() if edition.offers_letter]
        rank = {tag: position for position, tag in enumerate(self.preferred)}
        return tuple(sorted(offered, key=lambda language: (rank.get(language.tag, len(rank)), language.tag)))

    @property
    def former_slugs(self) -> tuple[str, ...]:
        """The slugs that it had before it was renamed."""
        return self.life.redirects

    def partner(self, partner_id: str) -> Partner | None:
        """Return a partner by its id."""
        return next((partner for partner in self.partners if partner.id == partner_id), None)

    def rendition(self, name: str) -> Rendition | None:
        """Return one size of a picture by the name that its address ends with."""
        sizes = (size for picture in self.pictures.values() for size in picture.renditions)
        return next((size for size in sizes if size.name == name), None)

    @property
    def may_frame(self) -> tuple[str, ...]:
        """The origins that may show the page in a frame; `*` stands for all of them."""
        if self.embedding is Embedding.OPEN:
            return ("*",)
        return tuple(origin for partner in self.partners for origin in partner.origins)

    def page_edition(self, tag: str) -> Edition:
        """Return the edition for a page in this language, or the source if there is none.

        One in another register of the language is nearer than the source.
        """
        return next((edition for edition in self._registers(tag) if edition.offers_page), self.source)

    def letter_edition(self, tag: str) -> Edition | None:
        """Return the edition whose letter is offered in this language, if any."""
        edition = self.editions.get(tag)
        return edition if edition and edition.offers_letter else None

    def letter_for(self, ui_language: Language) -> Edition | None:
        """Return the edition whose letter a reader of the page can read: in any register, its own first."""
        return next((each for each in self._registers(ui_language.tag) if each.offers_letter), None)

    def draft_edition(self, tag: str) -> Edition:
        """Return the edition that a draft in this language was begun from, or the letter's source.

        Its letter may not be offered any more: a draft outlives a correction.
        """
        edition = self.editions.get(tag)
        return edition if edition and (edition.offers_letter or edition.has_letter) else self.letter_source

    def target(self, target_id: str) -> Target | None:
        """Return a target by its id."""
        return next((target for target in self.targets if target.id == target_id), None)

    def targets_from(self, country: str) -> tuple[Target, ...]:
        """Return the targets as a supporter in a country writes to them, in the same order.

        Where the campaign knows an embassy there, it stands in for the one that the campaign names.
        """
        here = ((target, self._mission(target, country)) for target in self.targets)
        return tuple(target.at(mission) if mission else target for target, mission in here)

    def written_from(self, country: str) -> "Campaign":
        """Return the campaign as a supporter in a country sees it: with `targets_from`, and their texts."""
        targets = self.targets_from(country)
        missions = {target.id: target.mission for target in targets if target.mission}
        if targets == self.targets:
            return self
        editions = {tag: edition.with_missions(missions) for tag, edition in self.editions.items()}
        return replace(
            self,
            targets=targets,
            editions=editions,
            source=editions[self.source.language.tag],
            letter_source=editions[self.letter_source.language.tag],
        )

    def lacks_mission(self, target: Target, country: str) -> bool:
        """Check whether a target is an embassy, and the campaign knows none in the supporter's country."""
        return bool(target.missions_of and country) and country != target.country

    def _registers(self, tag: str) -> list[Edition]:
        """Return the editions in a language, that with this tag first, then that without a register."""
        wanted = Language(tag)
        found = [each for each in self.editions.values() if each.language.base == wanted.base]
        return sorted(found, key=lambda each: (each.language != wanted, each.language.tag))

    def _mission(self, target: Target, country: str) -> Mission | None:
        """Return the embassy in a country; None in that of the campaign's own, whose data come first."""
        known = self.missions.get(target.missions_of, {})
        return None if country == target.country else known.get(country)
