"""What columns of the desk's tables have in common, and the bounds of their texts."""

import sqlalchemy as sa
from sqlalchemy import Column

MAX_NAME_CHARS = 80
MAX_ID_CHARS = 64
MAX_NOTE_CHARS = 500
MAX_TAG_CHARS = 35
"""RFC 5646, 4.4.1: no registered language tag needs more."""
MAX_CONTEXT_CHARS = 200
MAX_TERM_CHARS = 200


def text(name: str, shortest: int, longest: int) -> Column[str]:
    """Return the column of a text of so many characters."""
    # SQLite accepts a VARCHAR of any length: with the check both databases reject the same.
    check = sa.CheckConstraint(f"length({name}) BETWEEN {shortest} AND {longest}", name=name)
    return Column(name, sa.String(longest), check, nullable=False)


def json(name: str) -> Column[str]:
    """Return the column of a list or a mapping."""
    return Column(name, sa.Text, nullable=False)


def moment(name: str, *, nullable: bool = False) -> Column[int]:
    """Return the column of a moment."""
    return Column(name, sa.BigInteger, nullable=nullable)


def flag(name: str) -> Column[bool]:
    """Return the column of something that is so or not."""
    return Column(name, sa.Boolean, nullable=False)


metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)
