"""The shape of `campaign.toml`: what may stand in it, and what each slip is answered with.

Text fields are cut into messages (headline, each paragraph, each note …); `words` puts an edition together
from them, so that what can be translated is defined once.
"""

import datetime
from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from webapp.domain import text
from webapp.domain.action import Channel
from webapp.domain.address import PostalAddress
from webapp.domain.campaign import AfterDeadline, LetterWords, Note, TargetWords, Words
from webapp.domain.target import Target
from webapp.storage.field_kinds import Block, Contact, Country, Email, LetterLine, Line, Number, Tag

Translate = Callable[[str, str], str]
"""From a message's context and source text to its text in an edition."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class PersonPart(_Part):
    """The person at risk."""

    name: Line
    pronouns: Annotated[str, Field(max_length=60)] = ""


class LetterPart(_Part):
    """The suggested letter."""

    subject: LetterLine
    text: Block
    closing: LetterLine


class NotePart(_Part):
    """A remark about a target, on one channel."""

    channel: Literal["post", "email", "fax", "call", "social"]
    text: Line


class TargetPart(_Part):
    """One official."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
    office: Line
    name: Line
    title: Line
    address: Annotated[list[LetterLine], Field(min_length=1, max_length=6)]
    country: Country
    email: Annotated[list[Email], Field(max_length=5)] = []
    phone: Annotated[list[Number], Field(max_length=5)] = []
    fax: Annotated[list[Number], Field(max_length=5)] = []
    salutation: LetterLine
    notes: Annotated[list[Line | NotePart], Field(max_length=5)] = []

    @model_validator(mode="after")
    def _address_is_printable(self) -> "TargetPart":
        if not self.postal_address.is_valid:
            raise ValueError(
                f"has an address that fits no envelope: {self.postal_address}; shorten its lines"
            )
        return self

    @property
    def postal_address(self) -> PostalAddress:
        """The lines on the envelope."""
        return PostalAddress((self.name, self.title, self.office, *self.address))

    def to_target(self) -> Target:
        """Give the facts without the words."""
        return Target(
            id=self.id,
            office=self.office,
            name=self.name,
            title=self.title,
            address=self.postal_address,
            place=tuple(self.address),
            country=self.country,
            email=tuple(self.email),
            phone=tuple(self.phone),
            fax=tuple(self.fax),
        )


class CampaignFile(_Part):
    """One `campaign.toml`."""

    reference: Line
    language: Tag
    country: Country
    contact: Contact | None = None
    deadline: datetime.date | None = None
    after_deadline: Literal["warn", "close"] = "warn"
    languages: Annotated[list[Tag], Field(max_length=20)] = []
    headline: Line
    summary: Block
    instructions: Annotated[list[Line], Field(min_length=1, max_length=12)]
    background: Block
    person: PersonPart
    letter: LetterPart
    targets: Annotated[list[TargetPart], Field(min_length=1, max_length=12)]

    @property
    def past_deadline(self) -> AfterDeadline:
        """What happens after the deadline."""
        return AfterDeadline(self.after_deadline)

    def words(self, translate: Translate) -> Words:
        """Put the text of an edition together; each call of `translate` is one message."""

        def parts(context: str, block: str) -> tuple[str, ...]:
            return tuple(translate(context, part) for part in text.paragraphs(block))

        return Words(
            headline=translate("headline", self.headline),
            summary=text.join(parts("summary", self.summary)),
            instructions=tuple(translate("instructions", one) for one in self.instructions),
            background=parts("background", self.background),
            person_name=translate("person.name", self.person.name),
            pronouns=translate("person.pronouns", self.person.pronouns) if self.person.pronouns else "",
            letter=LetterWords(
                subject=translate("letter.subject", self.letter.subject),
                paragraphs=parts("letter.text", self.letter.text),
                closing=translate("letter.closing", self.letter.closing),
            ),
            targets={target.id: _target_words(target, translate) for target in self.targets},
        )


def _target_words(target: TargetPart, translate: Translate) -> TargetWords:
    context = f"targets.{target.id}."
    return TargetWords(
        office=translate(context + "office", target.office),
        name=translate(context + "name", target.name),
        title=translate(context + "title", target.title),
        salutation=translate(context + "salutation", target.salutation),
        notes=tuple(
            Note(translate(context + "notes", note))
            if isinstance(note, str)
            else Note(translate(context + "notes", note.text), Channel(note.channel))
            for note in target.notes
        ),
    )


def is_of_the_letter(context: str) -> bool:
    """Tell whether a message belongs to the letter, and not only to the page."""
    return context.startswith("letter.") or context.endswith(".salutation")
