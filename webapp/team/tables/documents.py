"""The documents that drafts were made from."""

import sqlalchemy as sa
from sqlalchemy import Column

from webapp.team.tables.columns import MAX_ID_CHARS, json, metadata, moment, text

MAX_FILE_NAME_CHARS = 120
MAX_PUBLISHER_CHARS = 200

documents = sa.Table(
    "documents",
    metadata,
    text("slug", 1, MAX_ID_CHARS),
    text("name", 0, MAX_FILE_NAME_CHARS),
    Column("body", sa.LargeBinary, nullable=False),
    json("findings"),
    json("placing"),
    text("whose", 1, 10),
    text("publisher", 0, MAX_PUBLISHER_CHARS),
    text("author", 0, MAX_ID_CHARS),
    moment("at"),
    sa.PrimaryKeyConstraint("slug"),
)
"""The file that a draft was made from, what was found in it, and where each part went.

`name` is "" for a text that was pasted. `placing` is the one column that changes.
"""
document_pages = sa.Table(
    "document_pages",
    metadata,
    text("slug", 1, MAX_ID_CHARS),
    Column("page", sa.Integer, nullable=False),
    Column("png", sa.LargeBinary, nullable=False),
    sa.PrimaryKeyConstraint("slug", "page"),
)
"""Its first pages as pictures, where it is a PDF."""
