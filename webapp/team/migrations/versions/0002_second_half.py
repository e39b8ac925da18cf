"""Translating, languages of the desk, reminders, webhooks and keys to the API."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    "preferences",
    "translations",
    "terms",
    "calendars",
    "webhooks",
    "deliveries",
    "api_tokens",
)


def _text(table: str, name: str, shortest: int, longest: int) -> sa.Column[str]:
    check = sa.CheckConstraint(
        f"length({name}) BETWEEN {shortest} AND {longest}", name=op.f(f"ck_{table}_{name}")
    )
    return sa.Column(name, sa.String(longest), check, nullable=False)


def _json(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=nullable)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "preferences",
        _text("preferences", "person", 16, 64),
        _text("preferences", "language", 1, 35),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_preferences")),
    )
    op.create_table(
        "translations",
        _text("translations", "slug", 1, 64),
        _text("translations", "language", 1, 35),
        _text("translations", "digest", 64, 64),
        _text("translations", "context", 1, 200),
        _text("translations", "source_language", 1, 35),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("translation", sa.Text, nullable=False),
        _text("translations", "author", 0, 64),
        _moment("at"),
        sa.PrimaryKeyConstraint("slug", "language", "digest", name=op.f("pk_translations")),
    )
    op.create_index(op.f("ix_translations_source_language"), "translations", ["source_language", "language"])
    op.create_table(
        "terms",
        _text("terms", "source_language", 1, 35),
        _text("terms", "language", 1, 35),
        _text("terms", "term", 1, 200),
        _text("terms", "translation", 0, 200),
        _text("terms", "note", 0, 500),
        _text("terms", "author", 0, 64),
        _moment("at"),
        sa.PrimaryKeyConstraint("source_language", "language", "term", name=op.f("pk_terms")),
    )
    op.create_table(
        "calendars",
        _text("calendars", "digest", 64, 64),
        _text("calendars", "person", 16, 64),
        _moment("created"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_calendars")),
    )
    op.create_index(op.f("ix_calendars_person"), "calendars", ["person"])
    op.create_table(
        "webhooks",
        _text("webhooks", "id", 16, 64),
        _text("webhooks", "url", 1, 500),
        _text("webhooks", "secret", 16, 200),
        _text("webhooks", "earlier_secret", 0, 200),
        _moment("secret_since"),
        _json("events"),
        _flag("is_active"),
        _moment("since"),
        _text("webhooks", "author", 0, 64),
        _moment("created"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhooks")),
    )
    op.create_table(
        "deliveries",
        _text("deliveries", "id", 16, 64),
        _text("deliveries", "webhook", 16, 64),
        _text("deliveries", "event", 1, 40),
        _text("deliveries", "subject", 1, 120),
        sa.Column("body", sa.Text, nullable=False),
        _moment("created"),
        sa.Column("tries", sa.Integer, nullable=False),
        _moment("next_try", nullable=True),
        _moment("delivered", nullable=True),
        _text("deliveries", "answer", 0, 200),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("webhook", "event", "subject", name=op.f("uq_deliveries_subject")),
    )
    op.create_index(op.f("ix_deliveries_next_try"), "deliveries", ["next_try"])
    op.create_table(
        "api_tokens",
        _text("api_tokens", "digest", 64, 64),
        _text("api_tokens", "name", 1, 80),
        _json("scopes"),
        _json("campaigns"),
        _text("api_tokens", "author", 0, 64),
        _moment("created"),
        _moment("expires"),
        _moment("used", nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_api_tokens")),
    )


def downgrade() -> None:
    """Drop the tables, with what is in them."""
    for table in TABLES:
        op.drop_table(table)
