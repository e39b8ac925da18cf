"""Translations and terms."""

import sqlalchemy as sa
from sqlalchemy import Column

from webapp.team.tables.columns import (
    MAX_CONTEXT_CHARS,
    MAX_ID_CHARS,
    MAX_NOTE_CHARS,
    MAX_TAG_CHARS,
    MAX_TERM_CHARS,
    metadata,
    moment,
    text,
)

translations = sa.Table(
    "translations",
    metadata,
    text("slug", 1, MAX_ID_CHARS),
    text("language", 1, MAX_TAG_CHARS),
    text("digest", 64, 64),
    text("context", 1, MAX_CONTEXT_CHARS),
    text("source_language", 1, MAX_TAG_CHARS),
    Column("source", sa.Text, nullable=False),
    Column("translation", sa.Text, nullable=False),
    text("author", 0, MAX_ID_CHARS),
    moment("at"),
    sa.PrimaryKeyConstraint("slug", "language", "digest"),
    sa.Index(None, "source_language", "language"),
)
"""Who confirmed a translation as done, and when.

`digest`: the SHA-256 of the context, the source text and the translation.
"""
terms = sa.Table(
    "terms",
    metadata,
    text("source_language", 1, MAX_TAG_CHARS),
    text("language", 1, MAX_TAG_CHARS),
    text("term", 1, MAX_TERM_CHARS),
    text("translation", 0, MAX_TERM_CHARS),
    text("note", 0, MAX_NOTE_CHARS),
    text("author", 0, MAX_ID_CHARS),
    moment("at"),
    sa.PrimaryKeyConstraint("source_language", "language", "term"),
)
"""The team's glossary: how a term of one language is translated into another."""
