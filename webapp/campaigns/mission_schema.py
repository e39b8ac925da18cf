"""One embassy: the columns of a row of a campaign's table of missions."""

import datetime
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from webapp.campaigns.country_names import without_country
from webapp.campaigns.field_types import Country, Email, LetterLine, Link, Number, Tag
from webapp.campaigns.printed_fields import address_misfit
from webapp.campaigns.strict_schema import StrictSchema
from webapp.campaigns.toml_values import as_date
from webapp.domain.language import Language
from webapp.domain.mission import Mission
from webapp.domain.spreadsheet import has_formula


def _no_formula(value: str) -> str:
    if has_formula(value):
        raise ValueError(
            "begins as a formula does in a spreadsheet, or holds one behind a semicolon; delete the sign, or "
            "write the result"
        )
    return value


def _day(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return datetime.date.fromisoformat(as_date(value) or value)
    except ValueError:
        raise ValueError("must be a date such as 2026-11-29") from None


PlainLine = Annotated[LetterLine, AfterValidator(_no_formula)]


class MissionSchema(StrictSchema):
    """A row: an embassy, or a country in which there is none."""

    country: Country
    name: PlainLine | None = None
    language: Tag | None = None
    address: Annotated[list[PlainLine], Field(max_length=6)] = Field(default_factory=list)
    email: Annotated[list[Email], Field(max_length=5)] = Field(default_factory=list)
    phone: Annotated[list[Number], Field(max_length=5)] = Field(default_factory=list)
    checked_on: Annotated[datetime.date, BeforeValidator(_day)]
    source: Link

    @model_validator(mode="after")
    def _is_an_embassy_or_none(self) -> "MissionSchema":
        contacts = self.address or self.email or self.phone
        if not (self.name or contacts):
            return self
        if self.name is None:
            raise ValueError("has no name; write it, such as Embassy of …")
        if self.language is None:
            raise ValueError("does not say the language of its name; write its code, such as en")
        if not contacts:
            raise ValueError(
                "has no address, no e-mail and no phone; write what is known, or delete the name, too, where "
                "there is no embassy"
            )
        if self.address and (misfit := address_misfit((self.name, *self.locality_lines), self.country)):
            raise ValueError(f"has an address that does not fit an envelope: {misfit}; shorten its lines")
        return self

    @property
    def locality_lines(self) -> tuple[str, ...]:
        """The lines of the place, without the country."""
        return without_country(self.address, self.country) if self.address else ()

    def to_mission(self) -> Mission | None:
        """Return the embassy; None where the row says that there is none in the country."""
        if self.name is None or self.language is None:
            return None
        return Mission(
            country=self.country,
            name=self.name,
            language=Language(self.language),
            address=self.locality_lines,
            email=tuple(self.email),
            phone=tuple(self.phone),
            checked_on=self.checked_on,
            source=self.source,
        )
