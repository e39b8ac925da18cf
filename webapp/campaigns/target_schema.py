"""One official in `campaign.toml`: the fields of a `[[targets]]` block."""

from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Literal

import pydantic
from pydantic import Discriminator, Field, model_validator

from webapp.campaigns.advice import BrokenRule, FieldFault
from webapp.campaigns.contact_schema import (
    FormEntry,
    FormSchema,
    NumberEntry,
    NumberSchema,
    PostalCopySchema,
    SocialSchema,
    link_of,
    number_of,
)
from webapp.campaigns.country_names import without_country
from webapp.campaigns.field_types import Country, Email, LetterLine, Line, PageLine, Tag
from webapp.campaigns.letter_schema import Demands
from webapp.campaigns.printed_fields import address_misfit
from webapp.campaigns.strict_schema import TABLE, TEXT, StrictSchema, entry_form
from webapp.domain.address import PostalAddress, head
from webapp.domain.channel import Channel
from webapp.domain.mission import Mission, channels_of
from webapp.domain.target import Target


class NoteSchema(StrictSchema):
    """A note about a target that belongs to one channel."""

    channel: Annotated[Channel, Field(strict=False)]  # TOML has no enumerations, only strings
    text: PageLine


NoteEntry = Annotated[
    Annotated[PageLine, pydantic.Tag(TEXT)] | Annotated[NoteSchema, pydantic.Tag(TABLE)],
    Discriminator(entry_form),
]


class TargetSchema(StrictSchema):
    """One official."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
    office: Line | None = None
    name: Line
    title: Line | None = None
    address: Annotated[list[LetterLine], Field(min_length=1, max_length=6)] | None = None
    country: Country | None = None
    missions_of: Country | None = None
    post: Literal["suspended"] | None = None
    no_post_from: Annotated[list[Country], Field(max_length=20)] = Field(default_factory=list)
    email: Annotated[list[Email], Field(max_length=5)] = Field(default_factory=list)
    copies: Annotated[list[Email], Field(max_length=5)] = Field(default_factory=list)
    copies_by_post: Annotated[list[PostalCopySchema], Field(max_length=3)] = Field(default_factory=list)
    forms: Annotated[list[FormEntry], Field(max_length=5)] = Field(default_factory=list)
    phone: Annotated[list[NumberEntry], Field(max_length=5)] = Field(default_factory=list)
    fax: Annotated[list[NumberEntry], Field(max_length=5)] = Field(default_factory=list)
    social: SocialSchema = SocialSchema()
    languages: Annotated[list[Tag], Field(max_length=10)] = Field(default_factory=list)
    demands: Demands = Field(default_factory=list)
    salutation: LetterLine | None = None
    notes: Annotated[list[NoteEntry], Field(max_length=5)] = Field(default_factory=list)

    @model_validator(mode="after")
    def _can_be_reached(self) -> "TargetSchema":
        if not (self.address or self.email or self.forms or self.phone or self.fax or self.social.handles):
            raise BrokenRule(
                FieldFault.UNREACHABLE,
                "has no way to be reached; write what there is: address and country, email, forms, phone, "
                "fax or social",
            )
        if self.address and not self.country:
            raise ValueError('has an address without its country; write it, such as country = "US"')
        if self.copies_by_post and not self.address:
            raise ValueError(
                "has copies_by_post without an address; write the offices as targets of their own"
            )
        return self

    @model_validator(mode="after")
    def _mails_to_each_address_once(self) -> "TargetSchema":
        for address, times in Counter([*self.email, *self.copies]).items():
            if times > 1:
                raise ValueError(f'has the e-mail address "{address}" twice; delete one in email or copies')
        return self

    @model_validator(mode="after")
    def _stands_for_embassies_from_somewhere(self) -> "TargetSchema":
        if self.missions_of and not self.country:
            raise ValueError(
                "has missions_of without the country that this embassy is in; write it, such as "
                'country = "US"'
            )
        return self

    @model_validator(mode="after")
    def _says_why_post_is_suspended(self) -> "TargetSchema":
        if self.post and not self.notes:
            raise ValueError(
                'has post = "suspended" without the reason; write it, such as '
                'notes = [{ channel = "post", text = "The post office takes no letters for …" }]'
            )
        return self

    @model_validator(mode="after")
    def _address_is_printable(self) -> "TargetSchema":
        if not (self.address and self.country):
            return self
        if misfit := address_misfit(self.postal_address.lines, self.country):
            raise BrokenRule(
                FieldFault.ENVELOPE,
                "has an address that does not fit an envelope: %(misfit)s; shorten its lines (name, title, "
                "office and address), or leave some out",
                misfit=misfit,
            )
        return self

    @property
    def locality_lines(self) -> tuple[str, ...]:
        """The lines of the place, without the country: that is added in the sender's language."""
        return without_country(self.address, self.country) if self.address and self.country else ()

    @property
    def has_post(self) -> bool:
        """True if letters can be posted to the target now."""
        return bool(self.address) and self.post is None

    @property
    def postal_address(self) -> PostalAddress:
        """The lines on the envelope."""
        lines = head(self.country or "", self.name, self.title or "", self.office or "")
        return PostalAddress((*lines, *self.locality_lines))

    def to_target(self, missions: Iterable[Mission]) -> Target:
        """Return the target: its facts, without the text that is translated.

        `missions` are the embassies that can stand in for it.
        """
        return Target(
            id=self.id,
            office=self.office or "",
            name=self.name,
            title=self.title or "",
            address=self.postal_address,
            locality_lines=self.locality_lines,
            country=self.country or "",
            has_post=self.has_post,
            no_post_from=tuple(self.no_post_from),
            email=tuple(self.email),
            copies=tuple(self.copies),
            copies_by_post=tuple(copy.to_copy() for copy in self.copies_by_post),
            forms=tuple(map(link_of, self.forms)),
            phone=tuple(map(number_of, self.phone)),
            fax=tuple(map(number_of, self.fax)),
            social=self.social.handles,
            languages=tuple(self.languages),
            missions_of=self.missions_of or "",
            mission_channels=channels_of(missions),
        )

    @property
    def contact_notes(self) -> tuple[tuple[Channel, str, str, str], ...]:
        """The notes on one number or form: channel, number or link, field, text."""
        numbers = (("phone", Channel.CALL, self.phone), ("fax", Channel.FAX, self.fax))
        return (
            *(
                (channel, entry.text, field, entry.note)
                for field, channel, entries in numbers
                for entry in entries
                if isinstance(entry, NumberSchema) and entry.note
            ),
            *(
                (Channel.FORM, entry.link, "forms", entry.note)
                for entry in self.forms
                if isinstance(entry, FormSchema) and entry.note
            ),
        )
