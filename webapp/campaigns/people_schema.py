"""The people a campaign is about, in `campaign.toml`: `[person]`, several `[[people]]`, or a `group`."""

from collections.abc import Callable, Sequence
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from webapp.campaigns.field_types import LetterLine, Line, OptionalLine, PageLine, Tag
from webapp.campaigns.photo_schema import PhotoFields
from webapp.domain import language
from webapp.domain.person import Person, language_of_name

MAX_NAMES = 5
"""People whose names make a heading. More of them need words for all, a `group`."""


class PersonSchema(PhotoFields):
    """One person at risk."""

    name: Line
    own_script: LetterLine | None = None
    own_language: Tag | None = None
    pronouns: Annotated[OptionalLine, Field(max_length=60)] = ""
    about: PageLine | None = None

    def to_person(self, table: str, country: str, translate: Callable[[str, str], str]) -> Person:
        """Return the person in an edition; `table` is the heading in the file."""
        own_script = self.own_script or ""
        return Person(
            name=translate(f"{table}.name", self.name),
            pronouns=translate(f"{table}.pronouns", self.pronouns) if self.pronouns else "",
            about=translate(f"{table}.about", self.about) if self.about else "",
            photo=self.to_photo(f"{table}.", translate),
            own_script=own_script,
            own_language=(
                language.parse(self.own_language)
                if self.own_language
                else language_of_name(own_script, country)
            ),
        )


def _group(value: str | None, info: ValidationInfo) -> str | None:
    names = (info.data or {}).get("people", ())  # a translation is checked alone, without data
    if len(names) > MAX_NAMES and not value:
        raise ValueError(
            f"is missing: {len(names)} names are too long for a heading; write who they are in a few words, "
            'such as group = "Fourteen fishermen of Lampville", above the first heading. All names are shown'
        )
    return value


def _person(value: PersonSchema | None, info: ValidationInfo) -> PersonSchema | None:
    people: Sequence[PersonSchema] = info.data.get("people", ())
    if value is None and not people and info.data.get("group", "…") is None and "people" in info.data:
        raise PydanticCustomError("missing", "Field required")  # as pydantic says it of a required field
    if value is not None and people:
        raise ValueError('stands beside "[[people]]"; write "[[people]]" above this person, too')
    return value


People = Annotated[list[PersonSchema], Field(max_length=40)]
Group = Annotated[Line | None, AfterValidator(_group), Field(validate_default=True)]
OnlyPerson = Annotated[PersonSchema | None, AfterValidator(_person), Field(validate_default=True)]
