"""The organisation that runs a campaign: the fields of `[sender]` in `campaign.toml`."""

from collections.abc import Callable
from typing import Annotated

from pydantic import Field

from webapp.campaigns.field_types import Contact, LetterLine, Line, Link, PageLine
from webapp.campaigns.photo_schema import FileName
from webapp.campaigns.strict_schema import StrictSchema
from webapp.domain.sender import Sender


class SenderSchema(StrictSchema):
    """Who runs the campaign."""

    name: Line
    url: Link | None = None
    address: Annotated[list[LetterLine], Field(max_length=6)] = Field(default_factory=list)
    contact: Contact | None = None
    note: PageLine | None = None
    logo: FileName | None = None

    def to_sender(self, translate: Callable[[str, str], str]) -> Sender:
        """Return the sender in an edition."""
        return Sender(
            name=translate("sender.name", self.name),
            url=self.url or "",
            address=tuple(self.address),
            logo=self.logo or "",
            note=translate("sender.note", self.note) if self.note else "",
        )
