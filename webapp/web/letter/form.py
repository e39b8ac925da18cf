"""Read the draft form: what a browser sends becomes values, sanitized here and nowhere else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from webapp.domain import text
from webapp.domain.campaign import Campaign
from webapp.domain.country import COUNTRIES
from webapp.domain.drafting import SetAside, begin, default_language
from webapp.domain.language import Language
from webapp.domain.letter import Draft
from webapp.domain.stationery import Envelope, Paper, Stationery, Window
from webapp.web.campaign.choices import Form, InvalidChoice, chosen, targets

MAX_DATE_CHARS = 20


@dataclass(frozen=True, slots=True)
class DraftForm:
    """A posted draft, and the state of the page it was posted from."""

    draft: Draft
    was: Language
    """The letter's language on that page."""
    was_in: str
    """The country on that page."""
    page_tag: str
    """That page's language tag, or ""."""
    set_aside: SetAside | None
    shown: str
    """What that page's sheet was made for: `CampaignPage.shown`."""
    only: str
    """The one target a file is asked for, or ""."""
    today: str
    """The supporter's day as the browser says it, unchecked, or ""."""
    left_out: Mapping[str, tuple[str, ...]]
    """The characters that a letter cannot hold, by the field they were typed into."""


def read_draft_form(
    campaign: Campaign, form: Form, ui_language: Language
) -> tuple[DraftForm, tuple[InvalidChoice, ...]]:
    """Read a posted draft, and the choices in it that the campaign does not have.

    The suggestion stands in for an invalid choice and for a field that is not there.
    """
    invalid: list[InvalidChoice] = []

    def valid(field: str, values: list[str], allowed: Iterable[str]) -> list[str]:
        choices = tuple(allowed)
        if strangers := [value for value in values if value not in choices]:
            invalid.append(InvalidChoice(field, strangers[0], choices))
        return [value for value in values if value in choices]

    def first(field: str, allowed: Iterable[str], suggested: str) -> str:
        return next(iter(valid(field, chosen(form, field)[:1], allowed)), suggested)

    left_out: dict[str, tuple[str, ...]] = {}

    def typed(field: str, suggested: str) -> str:
        kept, removed = text.separate(form.get(field, suggested))
        if removed:
            left_out[field] = removed
        return kept

    def typed_line(field: str, suggested: str) -> str:
        return text.fold(typed(field, suggested))

    known_tags = (tag for tag in campaign.editions if campaign.draft_edition(tag).language.tag == tag)
    letter = first("letter", known_tags, "")
    language = campaign.draft_edition(letter).language if letter else default_language(campaign, ui_language)
    suggested = begin(campaign, language, place=ui_language)
    was = campaign.draft_edition(form.get("was", language.tag))
    target_ids = tuple(target.id for target in campaign.targets)
    only = first("only", target_ids, "")
    to = valid("to", chosen(form, "to"), target_ids)
    # The choices first: an invalid one is known before the texts, which may be long, are cleaned.
    posted_in = first("posted_in", COUNTRIES, "")
    usual = Stationery.usual(ui_language, posted_in)
    stationery = Stationery(
        Paper(first("paper", Paper, usual.paper)),
        Window(first("window", Window, usual.window)),
        Envelope(first("envelope", Envelope, usual.envelope)),
    )
    was_in = form.get("was_in", posted_in)
    was_in = was_in if was_in in ("", *COUNTRIES) else posted_in
    if was_in != posted_in:
        stationery = stationery.moved(ui_language, was_in, posted_in)
    date = text.line(form.get("date", ""))[:MAX_DATE_CHARS]
    draft = Draft(
        language=language,
        to=targets(campaign, to),
        salutations={
            target_id: typed_line(f"salutation-{target_id}", salutation)
            for target_id, salutation in suggested.salutations.items()
        },
        text=typed("text", suggested.text),
        closing=typed_line("closing", suggested.closing),
        introduction=typed_line("introduction", ""),
        demands={
            target_id: typed(f"demands-{target_id}", demands)
            for target_id, demands in suggested.demands.items()
        },
        sender_name=typed_line("sender_name", ""),
        sender_address=typed("sender_address", ""),
        card=typed("card", suggested.card),
        paper=stationery.paper,
        window=stationery.window,
        envelope=stationery.envelope,
        date=date if date != form.get("dated", "") else "",  # what the page filled in is no choice
        posted_in=posted_in,
    )
    return (
        DraftForm(
            draft=draft,
            was=was.language,
            was_in=was_in,
            page_tag=form.get("page", ""),
            set_aside=_set_aside(campaign, form),
            shown=form.get("shown", ""),
            only=only,
            today=form.get("today", "")[:MAX_DATE_CHARS],
            left_out=left_out,
        ),
        tuple(invalid),
    )


def _set_aside(campaign: Campaign, form: Form) -> SetAside | None:
    if "kept-text" not in form:
        return None
    return SetAside(
        text=text.sanitize(form["kept-text"]),
        closing=text.line(form.get("kept-closing", "")),
        card=text.sanitize(form.get("kept-card", "")),
        salutations={
            target.id: text.line(form.get(f"kept-salutation-{target.id}", "")) for target in campaign.targets
        },
        demands={
            target.id: text.sanitize(form.get(f"kept-demands-{target.id}", "")) for target in campaign.targets
        },
    )
