"""First schema: receipts and tallies."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _text(table: str, name: str, shortest: int, longest: int) -> sa.Column[str]:
    check = sa.CheckConstraint(
        f"length({name}) BETWEEN {shortest} AND {longest}", name=op.f(f"ck_{table}_{name}")
    )
    return sa.Column(name, sa.String(longest), check, nullable=False)


def _fact_columns(table: str) -> list[sa.Column[Any]]:
    channel = sa.Enum(
        *("post", "email", "fax", "call", "social"),
        native_enum=False,
        create_constraint=True,
        name=op.f(f"ck_{table}_channel"),
        length=10,
    )
    return [
        _text(table, "campaign", 1, 64),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("channel", channel, nullable=False),
        _text(table, "target", 0, 64),
        _text(table, "letter_language", 1, 35),
        _text(table, "partner", 0, 64),
        sa.Column("late", sa.Boolean, nullable=False),
    ]


def upgrade() -> None:
    """Make it possible to record actions."""
    op.create_table(
        "receipts",
        _text("receipts", "token_id", 16, 64),
        *_fact_columns("receipts"),
        sa.Column(
            "quantity",
            sa.Integer,
            sa.CheckConstraint("quantity > 0", name=op.f("ck_receipts_quantity")),
            nullable=False,
        ),
        sa.Column("undone", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("token_id", "target", name=op.f("pk_receipts")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_receipts_day"), "receipts", ["day"])
    op.create_table(
        "tallies",
        *_fact_columns("tallies"),
        sa.Column(
            "number",
            sa.BigInteger,
            sa.CheckConstraint("number >= 0", name=op.f("ck_tallies_number")),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint(
            "campaign",
            "day",
            "channel",
            "target",
            "letter_language",
            "partner",
            "late",
            name=op.f("pk_tallies"),
        ),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop every action ever counted."""
    op.drop_table("tallies")
    op.drop_table("receipts")
