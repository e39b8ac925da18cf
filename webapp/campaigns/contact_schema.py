"""How a target is reached, in `campaign.toml`: handles, numbers, web forms, copies by post."""

from typing import Annotated

from pydantic import AfterValidator, Discriminator, Field, Tag, ValidationInfo, model_validator

from webapp.campaigns.advice import BrokenRule, FieldFault
from webapp.campaigns.country_names import without_country
from webapp.campaigns.field_types import Country, LetterLine, Line, Link, Number
from webapp.campaigns.handles import read_handle
from webapp.campaigns.printed_fields import address_misfit
from webapp.campaigns.strict_schema import TABLE, TEXT, StrictSchema, entry_form
from webapp.domain.address import PostalAddress, head
from webapp.domain.delivery.social_network import Handle, Network
from webapp.domain.delivery.tel import EXTENSION
from webapp.domain.target import PostalCopy


def _handle(value: str, info: ValidationInfo) -> str:
    return read_handle(Network(str(info.field_name)), value)


OneHandle = Annotated[str, AfterValidator(_handle)]
Handles = Annotated[
    Annotated[OneHandle, Tag(TEXT)]
    | Annotated[list[OneHandle], Field(min_length=1, max_length=5), Tag(TABLE)],
    Discriminator(entry_form),
]
"""One handle, or a list of them."""


class SocialSchema(StrictSchema):
    """An official's names on social networks."""

    x: Handles | None = None
    bluesky: Handles | None = None
    mastodon: Handles | None = None
    facebook: Handles | None = None
    instagram: Handles | None = None
    whatsapp: Handles | None = None
    telegram: Handles | None = None

    @property
    def handles(self) -> tuple[Handle, ...]:
        """The handles in the file, by network, each once."""
        found: dict[Handle, None] = {}
        for network in Network:
            value: str | list[str] | None = getattr(self, network)
            names = [value] if isinstance(value, str) else value or []
            found |= dict.fromkeys(Handle(network, name) for name in names)
        return tuple(found)


class NumberSchema(StrictSchema):
    """A telephone or fax number with its extension and a note on it."""

    number: Number
    extension: Annotated[str, Field(max_length=7)] = ""
    note: Line | None = None

    @model_validator(mode="after")
    def _has_one_extension(self) -> "NumberSchema":
        if self.extension and not (self.extension.isascii() and self.extension.isdecimal()):
            raise ValueError('has an extension that is not digits alone; write it such as extension = "5"')
        if self.extension and EXTENSION in self.number:
            raise ValueError("has its extension twice; delete one of the two")
        return self

    @property
    def text(self) -> str:
        """The number as it is printed, with its extension."""
        return self.number + (f"{EXTENSION}{self.extension}" if self.extension else "")


NumberEntry = Annotated[
    Annotated[Number, Tag(TEXT)] | Annotated[NumberSchema, Tag(TABLE)], Discriminator(entry_form)
]


def number_of(entry: "str | NumberSchema") -> str:
    """Return the number of an entry, with its extension."""
    return entry if isinstance(entry, str) else entry.text


class FormSchema(StrictSchema):
    """A form on an official's own site, and a note on it."""

    link: Link
    note: Line | None = None


FormEntry = Annotated[
    Annotated[Link, Tag(TEXT)] | Annotated[FormSchema, Tag(TABLE)], Discriminator(entry_form)
]


def link_of(entry: "str | FormSchema") -> str:
    """Return the link of an entry."""
    return entry if isinstance(entry, str) else entry.link


class PostalCopySchema(StrictSchema):
    """An office that gets a copy of each letter by post."""

    name: Line | None = None
    title: Line | None = None
    office: Line | None = None
    address: Annotated[list[LetterLine], Field(min_length=1, max_length=6)]
    country: Country

    @model_validator(mode="after")
    def _address_is_printable(self) -> "PostalCopySchema":
        if not (self.name or self.office or len(self.address) > 1):
            raise ValueError('says not who gets the copy; write its office, such as office = "Embassy of …"')
        if misfit := address_misfit(self.postal_address.lines, self.country):
            raise BrokenRule(
                FieldFault.ENVELOPE,
                "has an address that does not fit an envelope: %(misfit)s; "
                "shorten its lines, or leave some out",
                misfit=misfit,
            )
        return self

    @property
    def postal_address(self) -> PostalAddress:
        """The lines on the envelope."""
        return PostalAddress(
            (
                *head(self.country, self.name or "", self.title or "", self.office or ""),
                *without_country(self.address, self.country),
            )
        )

    def to_copy(self) -> PostalCopy:
        """Return the copy's address."""
        who = self.office or self.name or self.address[0]
        return PostalCopy(who, self.postal_address, self.country)
