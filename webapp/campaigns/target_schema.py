"""One official in `campaign.toml`: the fields of a `[[targets]]` block."""

from typing import Annotated

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    ValidationInfo,
    field_validator,
    model_validator,
)

from webapp.campaigns.country_names import without_country
from webapp.campaigns.field_types import Country, Email, LetterLine, Line, Link, Number, PageLine
from webapp.campaigns.handles import read_handle
from webapp.campaigns.printed_fields import address_misfit
from webapp.domain.address import PostalAddress, head
from webapp.domain.channel import Channel
from webapp.domain.delivery.social_network import Handle, Network
from webapp.domain.target import Target


class StrictSchema(BaseModel):
    """A table of the file. A field that is not named here, or a value of another type, is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class SocialSchema(StrictSchema):
    """An official's names on social networks."""

    x: str | None = None
    bluesky: str | None = None
    mastodon: str | None = None
    facebook: str | None = None
    instagram: str | None = None
    whatsapp: str | None = None
    telegram: str | None = None

    @field_validator("*")
    @classmethod
    def _is_a_handle(cls, value: str | None, info: ValidationInfo) -> str | None:
        return value if value is None else read_handle(Network(str(info.field_name)), value)

    @property
    def handles(self) -> tuple[Handle, ...]:
        """The handles on the networks that the file names."""
        names = ((network, getattr(self, network)) for network in Network)
        return tuple(Handle(network, name) for network, name in names if name)


class NoteSchema(StrictSchema):
    """A note about a target that belongs to one channel."""

    channel: Annotated[Channel, Field(strict=False)]  # TOML has no enumerations, only strings
    text: PageLine


NOTE_FORMS = ("text alone", "text and channel")
"""How a note is written. pydantic puts these names into the place of an error."""
NoteForm = Annotated[
    Annotated[PageLine, Tag(NOTE_FORMS[0])] | Annotated[NoteSchema, Tag(NOTE_FORMS[1])],
    Discriminator(lambda note: NOTE_FORMS[isinstance(note, (dict, NoteSchema))]),
]


class TargetSchema(StrictSchema):
    """One official."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
    office: Line
    name: Line
    title: Line
    address: Annotated[list[LetterLine], Field(min_length=1, max_length=6)]
    country: Country
    no_post_from: Annotated[list[Country], Field(max_length=20)] = []
    email: Annotated[list[Email], Field(max_length=5)] = []
    copies: Annotated[list[Email], Field(max_length=5)] = []
    forms: Annotated[list[Link], Field(max_length=5)] = []
    phone: Annotated[list[Number], Field(max_length=5)] = []
    fax: Annotated[list[Number], Field(max_length=5)] = []
    social: SocialSchema = SocialSchema()
    salutation: LetterLine
    notes: Annotated[list[NoteForm], Field(max_length=5)] = []

    @model_validator(mode="after")
    def _address_is_printable(self) -> "TargetSchema":
        if misfit := address_misfit(self.postal_address.lines, self.country):
            raise ValueError(
                f"has an address that does not fit an envelope: {misfit}; shorten its lines (name, title, "
                "office and address), or leave some out"
            )
        return self

    @property
    def locality_lines(self) -> tuple[str, ...]:
        """The lines of the place, without the country: that is added in the sender's language."""
        return without_country(self.address, self.country)

    @property
    def postal_address(self) -> PostalAddress:
        """The lines on the envelope."""
        return PostalAddress((*head(self.country, self.name, self.title, self.office), *self.locality_lines))

    def to_target(self) -> Target:
        """Return the target: its facts, without the text that is translated."""
        return Target(
            id=self.id,
            office=self.office,
            name=self.name,
            title=self.title,
            address=self.postal_address,
            locality_lines=self.locality_lines,
            country=self.country,
            no_post_from=tuple(self.no_post_from),
            email=tuple(self.email),
            copies=tuple(self.copies),
            forms=tuple(self.forms),
            phone=tuple(self.phone),
            fax=tuple(self.fax),
            social=self.social.handles,
        )
