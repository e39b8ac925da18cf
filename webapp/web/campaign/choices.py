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
    """Return the letter language with this tag, the default without a tag; raise `InvalidChoice`."""
    if not tag:
        return default_language(campaign, ui_language)
    edition = campaign.letter_edition(tag)
    if edition is None:
        raise InvalidChoice("letter", tag, tuple(language.tag for language in campaign.letter_languages))
    return edition.language


def targets(campaign: Campaign, ids: list[str], field: str = "to") -> tuple[str, ...]:
    """Return the target ids in the campaign's order, each once; raise `InvalidChoice`."""
    known = tuple(target.id for target in campaign.targets)
    for target_id in ids:
        if target_id not in known:
            raise InvalidChoice(field, target_id, known)
    return tuple(target_id for target_id in known if target_id in ids)
