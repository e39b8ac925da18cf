"""The fields of `campaign.toml`, and the edition that they make.

Text fields are cut into messages: the headline, each paragraph, each note. `campaign_text` builds an edition
from them, and so it alone defines what can be translated.
"""

import datetime
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from webapp.campaigns.field_types import (
    Contact,
    Country,
    Hashtag,
    Line,
    OptionalLine,
    Origin,
    PageBlock,
    PageLine,
    Tag,
    whole_number,
)
from webapp.campaigns.goal_schema import MAX_NUMBER, Goals
from webapp.campaigns.letter_schema import LetterSchema, Translate, demand_texts
from webapp.campaigns.life_schema import LifeFields
from webapp.campaigns.people_schema import Group, OnlyPerson, People
from webapp.campaigns.photo_schema import PhotoFields
from webapp.campaigns.sender_schema import SenderSchema
from webapp.campaigns.strict_schema import StrictSchema
from webapp.campaigns.target_schema import TargetSchema
from webapp.domain import reference, text
from webapp.domain.campaign import AfterDeadline, Campaign, CountDisplay
from webapp.domain.edition import CampaignText, Edition, Note, TargetText
from webapp.domain.issue import Issue, Kind
from webapp.domain.mission import Mission
from webapp.domain.partner import Embedding, Partner
from webapp.domain.person import Person
from webapp.domain.picture import Pictures


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
    goal: Goals | None = None
    show_count_from: Annotated[int, whole_number(0, MAX_NUMBER)] = 0
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

    @property
    def letter_language(self) -> str:
        """The tag of the language that the letter of the file is in."""
        return self.letter.language or self.language

    @property
    def missions_of(self) -> tuple[str, ...]:
        """The states whose embassies the targets stand for, each once."""
        return tuple(dict.fromkeys(target.missions_of for target in self.targets if target.missions_of))

    def to_campaign(
        self,
        slug: str,
        editions: Mapping[str, Edition],
        revision: str,
        pictures: Pictures,
        missions: Mapping[str, Mapping[str, Mission]],
    ) -> Campaign:
        """Return the campaign with its editions, those that the file alone makes among them."""
        return Campaign(
            slug=slug,
            reference=reference.number(self.reference),
            issue=Issue(Kind(self.kind) if self.kind else None, self.issue, self.issued, self.index),
            country=self.country,
            contact=self.contact or (self.sender.contact if self.sender else None) or "",
            count_display=CountDisplay(self._goals, self.show_count_from),
            deadline=self.deadline,
            after_deadline=AfterDeadline(self.after_deadline),
            preferred=tuple(self.languages)
            or tuple(dict.fromkeys(tag for target in self.targets for tag in target.languages)),
            targets=tuple(
                target.to_target(missions.get(target.missions_of or "", {}).values())
                for target in self.targets
            ),
            hashtags=tuple(self.hashtags),
            embedding=Embedding(self.embedding),
            partners=tuple(partner.to_partner() for partner in self.partners),
            source=editions[self.language],
            letter_source=editions[self.letter_language],
            editions=editions,
            revision=revision,
            life=self.to_life(),
            pictures=pictures,
            missions=missions,
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
            letter=(letter := self.letter.to_text(translate)),
            targets={
                target.id: _target_text(target, letter.salutation, translate) for target in self.targets
            },
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

    @property
    def _goals(self) -> tuple[int, ...]:
        if self.goal is None:
            return ()
        return (self.goal,) if isinstance(self.goal, int) else tuple(self.goal)

    def _people(self, translate: Translate) -> tuple[Person, ...]:
        if self.person:
            return (self.person.to_person("person", self.country, translate),)
        return tuple(person.to_person("people", self.country, translate) for person in self.people)


def _target_text(target: TargetSchema, general_salutation: str, translate: Translate) -> TargetText:
    context = f"targets.{target.id}."

    def given(field: str, source_text: str | None, otherwise: str = "") -> str:
        return translate(context + field, source_text) if source_text else otherwise

    demands, locked = demand_texts(context, target.demands, translate)
    return TargetText(
        office=given("office", target.office),
        name=translate(context + "name", target.name),
        title=given("title", target.title),
        salutation=given("salutation", target.salutation, general_salutation),
        demands=demands,
        locked=locked,
        notes=tuple(
            Note(translate(context + "notes", note))
            if isinstance(note, str)
            else Note(translate(context + "notes", note.text), note.channel)
            for note in target.notes
        ),
        contact_notes={
            (channel, value): translate(f"{context}{field}.note", note)
            for channel, value, field, note in target.contact_notes
        },
    )
