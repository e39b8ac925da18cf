"""What a campaign asks for, as the page shows it: points, paragraphs of one target alone, what is locked."""

from dataclasses import dataclass, replace

from webapp.domain.edition import Edition, LockedDemand
from webapp.domain.letter import Draft
from webapp.domain.target import Target


@dataclass(frozen=True, slots=True)
class PageDemands:
    """The demands of the letter that is shown."""

    draft: Draft
    chosen: tuple[Target, ...]
    edition: Edition
    """The edition of the page."""
    letter_edition: Edition

    @property
    def asks_for_own_words(self) -> bool:
        """Whether the campaign suggests no text, only what to ask for."""
        return not self.letter_edition.text.letter.paragraphs

    @property
    def has_own_paragraphs(self) -> bool:
        """Whether some of the letters have paragraphs that the others have not."""
        targets = self.letter_edition.text.targets
        return any(self.draft.demands.get(each.id) or targets[each.id].locked for each in self.chosen)

    def locked(self, target: Target | None = None) -> tuple[LockedDemand, ...]:
        """Return what stays in all letters or in that to a target, with the reason in the page's language."""
        letter, page = (
            edition.text.targets[target.id].locked if target else edition.text.letter.locked
            for edition in (self.letter_edition, self.edition)
        )
        return tuple(replace(kept, why=own.why) for kept, own in zip(letter, page, strict=True))

    @property
    def has_locked(self) -> bool:
        """Whether something stays in one of the letters."""
        return any(self.locked(target) for target in (None, *self.chosen))

    def has_field(self, target: Target) -> bool:
        """Return whether the letter to a target has a field of its own for what is asked of them alone."""
        return bool(self.letter_edition.text.targets[target.id].demands or self.draft.demands.get(target.id))
