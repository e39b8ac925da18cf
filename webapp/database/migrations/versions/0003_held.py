"""Held: actions that came in a burst, apart from the tallies until the team has looked at them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

FACTS = "campaign, day, channel, target, letter_language, partner, late"


def _text(table: str, name: str, shortest: int, longest: int, **more: Any) -> sa.Column[str]:
    check = sa.CheckConstraint(
        f"length({name}) BETWEEN {shortest} AND {longest}", name=op.f(f"ck_{table}_{name}")
    )
    return sa.Column(name, sa.String(longest), check, nullable=False, **more)


def _facts(table: str) -> list[sa.Column[Any]]:
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


def _make_receipts(*more: sa.Column[Any]) -> None:
    quantity = sa.CheckConstraint("quantity > 0", name=op.f("ck_receipts_quantity"))
    op.create_table(
        "receipts",
        _text("receipts", "token_id", 16, 64),
        *_facts("receipts"),
        sa.Column("quantity", sa.Integer, quantity, nullable=False),
        sa.Column("undone", sa.Boolean, nullable=False),
        *more,
        sa.PrimaryKeyConstraint("token_id", "target", name=op.f("pk_receipts")),
        sqlite_with_rowid=False,
    )


def _remake_receipts(values: str, *more: sa.Column[Any]) -> None:
    # SQLite can't add a column with a check and no default, nor drop one: the table is made anew.
    op.drop_index(op.f("ix_receipts_day"), "receipts")
    op.rename_table("receipts", "old_receipts")
    _make_receipts(*more)
    op.execute(f"INSERT INTO receipts SELECT {values} FROM old_receipts")  # noqa: S608 (fixed text)
    op.drop_table("old_receipts")
    op.create_index(op.f("ix_receipts_day"), "receipts", ["day"])


def upgrade() -> None:
    """Make room for what is held apart; nothing is so far."""
    if op.get_bind().dialect.name == "sqlite":
        _remake_receipts(f"token_id, {FACTS}, quantity, undone, ''", _text("receipts", "burst", 0, 64))
    else:
        op.add_column("receipts", _text("receipts", "burst", 0, 64, server_default=""))
        op.alter_column("receipts", "burst", server_default=None)
    op.create_table(
        "held",
        _text("held", "burst", 1, 64),
        *_facts("held"),
        sa.Column(
            "number",
            sa.BigInteger,
            sa.CheckConstraint("number >= 0", name=op.f("ck_held_number")),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint(
            *("burst", *FACTS.split(", ")),
            name=op.f("pk_held"),
        ),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Count what waits, as the earlier version did with everything; what was refused counts as undone."""
    op.execute("UPDATE receipts SET undone = true WHERE burst LIKE 'refused.%'")
    for table, columns in (("tallies", FACTS), ("totals", "campaign, partner, channel, late")):
        op.execute(
            f"INSERT INTO {table} ({columns}, number) "  # noqa: S608 (fixed text)
            f"SELECT {columns}, sum(number) FROM held WHERE burst NOT LIKE 'refused.%' GROUP BY {columns} "
            f"ON CONFLICT ({columns}) DO UPDATE SET number = {table}.number + excluded.number"
        )
    op.drop_table("held")
    if op.get_bind().dialect.name == "sqlite":
        _remake_receipts(f"token_id, {FACTS}, quantity, undone")
    else:
        op.drop_column("receipts", "burst")
