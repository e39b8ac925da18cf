"""Addresses and forms, read: what a request says becomes values, cleaned at this one edge."""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from webapp.domain import text
from webapp.domain.campaign import Campaign
from webapp.domain.language import Language
from webapp.domain.letter import Draft, Paper
from webapp.services.letters import Kept, begin, default_language

Form = MultiDict[str, str]


class BadField(ValueError):
    """A field that no page of ours sends: a wrong tag, target or paper."""

    def __init__(self, field: str, value: str, allowed: tuple[str, ...]) -> None:
        super().__init__(field)
        self.field = field
        self.value = text.line(value)[:60]
        self.allowed = allowed


@dataclass(frozen=True, slots=True)
class Submitted:
    """A posted draft, and what the page was when it was made."""

    draft: Draft
    was: Language
    """The letter's language on that page."""
    page: str
    """That page's language tag, or ""."""
    kept: Kept | None
    shown: tuple[str, ...]
    """The targets whose salutations that page showed."""
    only: str
    """The one target a file is asked for, or ""."""


def letter_language(campaign: Campaign, tag: str | None, page: Language) -> Language:
    """Read a letter language; the default where none is named; raise `BadField`."""
    if not tag:
        return default_language(campaign, page)
    edition = campaign.letter_edition(tag)
    if edition is None:
        raise BadField("letter", tag, tuple(one.tag for one in campaign.letter_languages))
    return edition.language


def targets(campaign: Campaign, given: list[str], field: str = "to") -> tuple[str, ...]:
    """Read target ids, in the campaign's order and each once; raise `BadField`."""
    known = tuple(target.id for target in campaign.targets)
    for target_id in given:
        if target_id not in known:
            raise BadField(field, target_id, known)
    return tuple(target_id for target_id in known if target_id in given)


def draft(campaign: Campaign, form: Form, page: Language) -> Submitted:
    """Read a posted draft; raise `BadField`. A field that is not there takes the suggestion's place."""
    language = letter_language(campaign, form.get("letter"), page)
    fresh = begin(campaign, language)
    was = campaign.letter_edition(form.get("was", "")) or campaign.letter_edition(language.tag)
    only = targets(campaign, form.getlist("only")[:1], "only")
    return Submitted(
        draft=Draft(
            language=language,
            to=targets(campaign, form.getlist("to")),
            salutations={
                target_id: text.line(form.get(f"salutation-{target_id}", suggested))
                for target_id, suggested in fresh.salutations.items()
            },
            text=text.clean(form.get("text", fresh.text)),
            closing=text.line(form.get("closing", fresh.closing)),
            sender_name=text.line(form.get("sender_name", "")),
            sender_address=text.clean(form.get("sender_address", "")),
            paper=_paper(form.get("paper"), fresh.paper),
        ),
        was=was.language if was else language,
        page=form.get("page", ""),
        kept=_kept(campaign, form),
        shown=tuple(form.get("shown", "").split()),
        only=only[0] if only else "",
    )


def _paper(given: str | None, default: Paper) -> Paper:
    if not given:
        return default
    try:
        return Paper(given)
    except ValueError:
        raise BadField("paper", given, tuple(Paper)) from None


def _kept(campaign: Campaign, form: Form) -> Kept | None:
    if "kept-text" not in form:
        return None
    return Kept(
        text=text.clean(form["kept-text"]),
        closing=text.line(form.get("kept-closing", "")),
        salutations={
            target.id: text.line(form.get(f"kept-salutation-{target.id}", "")) for target in campaign.targets
        },
    )
