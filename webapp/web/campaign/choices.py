"""The choices of an address or a form: a campaign's letter languages and targets."""

from werkzeug.datastructures import MultiDict

from webapp.domain import text
from webapp.domain.campaign import Campaign
from webapp.domain.drafting import default_language
from webapp.domain.language import Language

Form = MultiDict[str, str]


class InvalidChoice(ValueError):
    """A choice that the campaign does not have: a language, a target, a paper. No page of ours sends it."""

    def __init__(self, field: str, value: str, allowed: tuple[str, ...]) -> None:
        super().__init__(field)
        self.field = field
        self.value = text.line(value)[:60]
        self.allowed = allowed


def chosen(form: Form, field: str) -> list[str]:
    """Return the values of a field of choices. One that is empty counts as absent."""
    return [value for value in form.getlist(field) if value]


def letter_language(campaign: Campaign, tag: str | None, ui_language: Language) -> Language:
    """Return the letter language with this tag, or the default's where it is not offered.

    A link may be older than the last correction of the campaign.
    """
    edition = campaign.letter_edition(tag) if tag else None
    return edition.language if edition else default_language(campaign, ui_language)


def edition_tag(campaign: Campaign, tag: str) -> str:
    """Return the tag of the campaign's edition that a link means, however it is written, or ""."""
    wanted = tag.replace("_", "-").lower()
    return next((known for known in campaign.editions if known.lower() == wanted), "")


def targets(campaign: Campaign, ids: list[str]) -> tuple[str, ...]:
    """Return those of the target ids that the campaign has, in its order, each once."""
    return tuple(target.id for target in campaign.targets if target.id in ids)
