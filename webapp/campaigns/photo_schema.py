"""The fields of a photograph in `campaign.toml`, and the pictures that they name in the folder."""

import re
from collections.abc import Callable, Iterator
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationInfo

from webapp.campaigns.advice import BrokenRule, FieldFault
from webapp.campaigns.diagnostics import Diagnostic
from webapp.campaigns.field_types import Line, OptionalLine
from webapp.campaigns.pictures import SUFFIXES, UnusablePicture, prepare_logo, prepare_photo
from webapp.campaigns.source_files import CAMPAIGN_FILE, SourceFiles
from webapp.campaigns.strict_schema import StrictSchema
from webapp.campaigns.toml_lines import find_line
from webapp.domain.picture import Photo, Picture


def _file_name(value: str) -> str:
    if not value.lower().endswith(tuple(SUFFIXES)) or {*'/\\:"'} & {*value} or value.startswith("."):
        raise ValueError(
            'is not the name of a picture in this folder; write one such as "photo.jpg" (.jpg, .png or .webp)'
        )
    return value


def _alt(value: str | None, info: ValidationInfo) -> str | None:
    has_photo = (info.data or {}).get("photo", value)  # a translation is checked alone, without data
    if has_photo and not value:
        raise BrokenRule(
            FieldFault.MISSING_ALT,
            "is missing: say in a sentence what the photo shows, for people who cannot see it, such as "
            'alt = "Ada Example, smiling, beside her lamp"',
        )
    if value and not has_photo:
        raise ValueError("describes a photo, and there is none; put photo.jpg into the folder, or delete it")
    return value


FileName = Annotated[Line, Field(max_length=100), AfterValidator(_file_name)]


class PhotoFields(StrictSchema):
    """What a person, or the campaign itself, has of a photograph."""

    photo: FileName | None = None
    alt: Annotated[Line | None, AfterValidator(_alt), Field(validate_default=True)] = None
    credit: OptionalLine = ""

    def to_photo(self, table: str, translate: Callable[[str, str], str]) -> Photo | None:
        """Return the photograph in an edition; `table` is the heading in the file with a dot, or ""."""
        if not self.photo or not self.alt:
            return None
        credit = translate(f"{table}credit", self.credit) if self.credit else ""
        return Photo(self.photo, translate(f"{table}alt", self.alt), credit)


def with_default_pictures(table: dict[str, Any], source: SourceFiles) -> dict[str, Any]:
    """Return the fields of a file, with the folder's `photo.*` and `logo.*` where no field names one."""
    names = source.picture_names
    photo = next((name for name in names if name.lower().startswith("photo.")), None)
    logo = next((name for name in names if name.lower().startswith("logo.")), None)
    person, sender = table.get("person"), table.get("sender")
    used = str(table.get("photo")), *(str(each.get("photo")) for each in _tables(table))
    if photo and photo not in used:
        if isinstance(person, dict):
            table = table | {"person": {"photo": photo} | person}
        else:
            table = {"photo": photo} | table
    if logo and isinstance(sender, dict):
        table = table | {"sender": {"logo": logo} | sender}
    return table


def _tables(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    people = table.get("people")
    listed = people if isinstance(people, list) else []
    yield from (each for each in (*listed, table.get("person")) if isinstance(each, dict))


def read_pictures(
    photos: dict[str, str], logo: str | None, source: SourceFiles
) -> tuple[dict[str, Picture], tuple[Diagnostic, ...]]:
    """Return the pictures by their files, and what is wrong. `photos`: the fields that name each, by file."""
    pictures: dict[str, Picture] = {}
    diagnostics: list[Diagnostic] = []
    for name, field in (photos | ({logo: "sender.logo"} if logo else {})).items():
        content = source.contents.get(name)
        if content is None:
            there = ", ".join(source.picture_names) or "no picture"
            advice = f"is not in the folder, where there is {there}; put it there, or correct the name"
            path = tuple(int(part) - 1 if part.isdecimal() else part for part in re.findall(r"\w+", field))
            line = find_line(source.text(CAMPAIGN_FILE), path)
            diagnostics.append(Diagnostic(source.path(CAMPAIGN_FILE), line, field, name, advice))
            continue
        try:
            pictures[name] = (prepare_logo if field == "sender.logo" else prepare_photo)(name, content)
        except UnusablePicture as error:
            diagnostics.append(Diagnostic(source.path(name), 0, "the picture", "", str(error)))
    return pictures, tuple(diagnostics)
