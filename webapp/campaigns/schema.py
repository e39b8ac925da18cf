"""The fields of `campaign.toml`, and the edition that they make.

Text fields are cut into messages: the headline, each paragraph, each note. `campaign_text` builds an edition
from them, and so it alone defines what can be translated.
"""

import datetime
from collections.abc import Callable, Mapping
from typing import Annotated, Literal

from pydantic import Field

from webapp.campaigns.field_types import (
    Block,
    Card,
    Contact,
    Country,
    Hashtag,
    LetterLine,
    Line,
    OptionalLine,
    Origin,
    PageBlock,
    PageLine,
    Tag,
    whole_number,
)
from webapp.campaigns.life_schema import LifeFields
from webapp.campaigns.people_schema import Group, OnlyPerson, People
from webapp.campaigns.photo_schema import PhotoFields
from webapp.campaigns.sender_schema import SenderSchema
from webapp.campaigns.target_schema import StrictSchema, TargetSchema
from webapp.domain import markup, reference, text
from webapp.domain.campaign import AfterDeadline, Campaign, CountDisplay
from webapp.domain.edition import CampaignText, Edition, LetterText, Note, TargetText
from webapp.domain.issue import Issue, Kind
from webapp.domain.partner import Embedding, Partner
from webapp.domain.person import Person
from webapp.domain.picture import Pictures

Translate = Callable[[str, str], str]
"""Takes a message's context and source text; returns its text in an edition."""


class LetterSchema(StrictSchema):
    """The suggested letter."""

    subject: LetterLine
    text: Block
    closing: LetterLine
    demands: Annotated[list[Line], Field(max_length=8)] = Field(default_factory=list)
    card: Card | None = None
    post: Line | None = None


class PartnerSchema(StrictSchema):
    """One organisation that may show the page on its own sites."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
    name: Line
    origins: Annotated[list[Origin], Field(max_length=10)] = Field(default_factory=list)

    def to_partner(self) -> Partner:
        """Return the partner."""
        return Partner(self.id, self.name, tuple(self.origins))


class CampaignSchema(LifeFields, PhotoFields):
    """One `campaign.toml`."""

    reference: OptionalLine = ""
    kind: Literal["first", "update", "outcome"] | None = None
    issue: Annotated[int, whole_number(1, 99)] | None = None
    issued: datetime.date | None = None
    index: Annotated[OptionalLine, Field(max_length=60)] = ""
    language: Tag
    country: Country
    theme: Annotated[list[Line], Field(max_length=10)] = Field(default_factory=list)
    goal: Annotated[int, whole_number(1, 100_000_000)] | None = None
    show_count_from: Annotated[int, whole_number(0, 100_000_000)] = 0
    contact: Contact | None = None
    deadline: datetime.date | None = None
    after_deadline: Literal["warn", "close"] = "warn"
    languages: Annotated[list[Tag], Field(max_length=20)] = Field(default_factory=list)
    embedding: Literal["open", "partners"] = "partners"
    hashtags: Annotated[list[Hashtag], Field(max_length=5)] = Field(default_factory=list)
    headline: Line
    summary: PageBlock
    instructions: Annotated[list[PageLine], Field(min_length=1, max_length=12)]
    background: PageBlock
    people: People = Field(default_factory=list)
    group: Group = None
    person: OnlyPerson = None  # after the other two: it is required where they are missing
    sender: SenderSchema | None = None
    letter: LetterSchema
    targets: Annotated[list[TargetSchema], Field(min_length=1, max_length=12)]
    partners: Annotated[list[PartnerSchema], Field(max_length=200)] = Field(default_factory=list)

    def to_campaign(
        self,
        slug: str,
        source: Edition,
        editions: Mapping[str, Edition],
        revision: str,
        pictures: Pictures,
    ) -> Campaign:
        """Return the campaign with its editions; `source` is the edition in the language of the file."""
        return Campaign(
            slug=slug,
            reference=reference.number(self.reference),
            issue=Issue(Kind(self.kind) if self.kind else None, self.issue, self.issued, self.index),
            country=self.country,
            contact=self.contact or (self.sender.contact if self.sender else None) or "",
            count_display=CountDisplay(self.goal, self.show_count_from),
            deadline=self.deadline,
            after_deadline=AfterDeadline(self.after_deadline),
            preferred=tuple(self.languages),
            targets=tuple(target.to_target() for target in self.targets),
            hashtags=tuple(self.hashtags),
            embedding=Embedding(self.embedding),
            partners=tuple(partner.to_partner() for partner in self.partners),
            source=source,
            editions=editions,
            revision=revision,
            life=self.to_life(),
            pictures=pictures,
        )

    def campaign_text(self, translate: Translate) -> CampaignText:
        """Return the text of an edition. Each call of `translate` is one message."""

        def parts(context: str, block: str) -> tuple[str, ...]:
            return tuple(translate(context, part) for part in text.split_paragraphs(block))

        return CampaignText(
            headline=translate("headline", self.headline),
            summary=parts("summary", self.summary),
            instructions=tuple(translate("instructions", sentence) for sentence in self.instructions),
            background=parts("background", self.background),
            group=translate("group", self.group) if self.group else "",
            people=self._people(translate),
            photo=self.to_photo("", translate),
            sender=self.sender.to_sender(translate) if self.sender else None,
            theme=tuple(translate("theme", words) for words in self.theme),
            letter=_letter_text(self.letter, translate),
            targets={target.id: _target_text(target, translate) for target in self.targets},
            outcome=parts("outcome.text", self.outcome.text) if self.outcome else (),
        )

    @property
    def photo_fields(self) -> dict[str, str]:
        """The field that names each photograph, by the name of its file."""
        named = {"photo": self.photo, "person.photo": self.person.photo if self.person else None}
        named |= {f"people[{number}].photo": each.photo for number, each in enumerate(self.people, start=1)}
        return {name: field for field, name in named.items() if name}

    @property
    def logo(self) -> str | None:
        """The name of the file of the sender's logo."""
        return self.sender.logo if self.sender else None

    def _people(self, translate: Translate) -> tuple[Person, ...]:
        if self.person:
            return (self.person.to_person("person", self.country, translate),)
        return tuple(person.to_person("people", self.country, translate) for person in self.people)


def _letter_text(letter: LetterSchema, translate_as_written: Translate) -> LetterText:
    def translate(context: str, written: str) -> str:
        return markup.plain(translate_as_written(context, written))

    subject = translate("letter.subject", letter.subject)
    demands = tuple(translate("letter.demands", demand) for demand in letter.demands)
    card = text.join_paragraphs(
        tuple(translate("letter.card", part) for part in text.split_paragraphs(letter.card or ""))
    )
    joined_demands = text.join_paragraphs(demands)
    return LetterText(
        subject=subject,
        paragraphs=tuple(translate("letter.text", part) for part in text.split_paragraphs(letter.text)),
        closing=translate("letter.closing", letter.closing),
        demands=demands,
        card=card or (joined_demands if 0 < len(joined_demands) <= text.MAX_CARD_CHARS else subject),
        post=translate("letter.post", letter.post) if letter.post else subject,
    )


def _target_text(target: TargetSchema, translate: Translate) -> TargetText:
    context = f"targets.{target.id}."
    return TargetText(
        office=translate(context + "office", target.office),
        name=translate(context + "name", target.name),
        title=translate(context + "title", target.title),
        salutation=translate(context + "salutation", target.salutation),
        notes=tuple(
            Note(translate(context + "notes", note))
            if isinstance(note, str)
            else Note(translate(context + "notes", note.text), note.channel)
            for note in target.notes
        ),
    )


def belongs_to_letter(context: str) -> bool:
    """Check whether a message is part of the letter, and not of the page alone."""
    return context.startswith("letter.") or context.endswith(".salutation")
