"""The suggested letter in `campaign.toml`, what is asked for, and the texts of an edition that they make."""

from collections.abc import Callable, Sequence
from typing import Annotated

import pydantic
from pydantic import Discriminator, Field

from webapp.campaigns.field_types import Block, Card, LetterLine, Line, Tag
from webapp.campaigns.strict_schema import TABLE, TEXT, StrictSchema, entry_form
from webapp.domain import markup, text
from webapp.domain.edition import LetterText, LockedDemand

Translate = Callable[[str, str], str]
"""Takes a message's context and source text; returns its text in an edition."""


class DemandSchema(StrictSchema):
    """What is asked for, in one sentence."""

    text: Line
    locked: bool = False
    why: Line | None = None


DemandEntry = Annotated[
    Annotated[Line, pydantic.Tag(TEXT)] | Annotated[DemandSchema, pydantic.Tag(TABLE)],
    Discriminator(entry_form),
]
Demands = Annotated[list[DemandEntry], Field(max_length=8)]


class LetterSchema(StrictSchema):
    """The suggested letter."""

    language: Tag | None = None
    subject: LetterLine
    salutation: LetterLine | None = None
    text: Block | None = None
    closing: LetterLine
    demands: Demands = Field(default_factory=list)
    card: Card | None = None
    post: Line | None = None

    def to_text(self, translate_as_written: Translate) -> LetterText:
        """Return the letter of an edition. Each call of `translate_as_written` is one message."""

        def translate(context: str, written: str) -> str:
            return markup.plain(translate_as_written(context, written))

        subject = translate("letter.subject", self.subject)
        demands, locked = demand_texts("letter.", self.demands, translate)
        card = text.join_paragraphs(
            tuple(translate("letter.card", part) for part in text.split_paragraphs(self.card or ""))
        )
        joined_demands = text.join_paragraphs(demands)
        return LetterText(
            subject=subject,
            paragraphs=tuple(
                translate("letter.text", part) for part in text.split_paragraphs(self.text or "")
            ),
            closing=translate("letter.closing", self.closing),
            salutation=translate("letter.salutation", self.salutation) if self.salutation else "",
            demands=demands,
            locked=locked,
            card=card or (joined_demands if 0 < len(joined_demands) <= text.MAX_CARD_CHARS else subject),
            post=translate("letter.post", self.post) if self.post else subject,
        )


def demand_texts(
    context: str, entries: Sequence[str | DemandSchema], translate: Translate
) -> tuple[tuple[str, ...], tuple[LockedDemand, ...]]:
    """Return what is asked for in an edition, and of that what stays in the letter.

    `context` is that of the table, with a dot at its end.
    """
    demands: list[str] = []
    locked: list[LockedDemand] = []
    for entry in entries:
        demands.append(translate(f"{context}demands", entry if isinstance(entry, str) else entry.text))
        if isinstance(entry, DemandSchema) and entry.locked:
            why = translate(f"{context}demands.why", entry.why) if entry.why else ""
            locked.append(LockedDemand(demands[-1], why))
    return tuple(demands), tuple(locked)


def belongs_to_letter(context: str) -> bool:
    """Check whether a message is part of the letter, and not of the page alone."""
    is_field = context.startswith("letter.") or context.endswith((".salutation", ".demands"))
    return is_field and not context.endswith(".why")
