"""The base of all tables of `campaign.toml`, and of entries that are a text or a table."""

from pydantic import BaseModel, ConfigDict

TEXT, TABLE = ENTRY_FORMS = ("text alone", "table")
"""How an entry is written. pydantic puts these names into the place of an error."""


class StrictSchema(BaseModel):
    """A table of the file. A field that is not named here, or a value of another type, is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def entry_form(value: object) -> str:
    """Return how an entry is written: for the discriminator of a type with the tags TEXT and TABLE."""
    return TABLE if isinstance(value, (dict, list, StrictSchema)) else TEXT
