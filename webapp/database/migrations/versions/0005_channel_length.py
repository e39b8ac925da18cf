"""Channels: check the column for length only, so that a new channel needs no migration."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

CHANNELS_BEFORE = ("post", "email", "fax", "call", "social")
TALLY_KEY = ("campaign", "day", "channel", "target", "letter_language", "partner", "late")
TOTAL_KEY = ("campaign", "partner", "channel", "late")
TABLES = ("receipts", "tallies", "totals", "held")
LENGTH_RULE = "length(channel) BETWEEN 1 AND 20"
LIST_RULE = f"channel IN ({', '.join(map(repr, CHANNELS_BEFORE))})"


def _text(table: str, name: str, shortest: int, longest: int) -> sa.Column[str]:
    check = sa.CheckConstraint(
        f"length({name}) BETWEEN {shortest} AND {longest}", name=op.f(f"ck_{table}_{name}")
    )
    return sa.Column(name, sa.String(longest), check, nullable=False)


def _listed_channel(table: str) -> sa.Column[Any]:
    kind = sa.Enum(
        *CHANNELS_BEFORE,
        native_enum=False,
        create_constraint=True,
        name=op.f(f"ck_{table}_channel"),
        length=10,
    )
    return sa.Column("channel", kind, nullable=False)


def _columns(table: str, *, any_channel: bool) -> list[sa.Column[Any]]:
    """Return a table's columns in their order."""
    number = sa.CheckConstraint("number >= 0", name=op.f(f"ck_{table}_number"))
    quantity = sa.CheckConstraint("quantity > 0", name=op.f(f"ck_{table}_quantity"))
    columns: dict[str, sa.Column[Any]] = {
        "token_id": _text(table, "token_id", 16, 64),
        "campaign": _text(table, "campaign", 1, 64),
        "day": sa.Column("day", sa.Date, nullable=False),
        "channel": _text(table, "channel", 1, 20) if any_channel else _listed_channel(table),
        "target": _text(table, "target", 0, 64),
        "letter_language": _text(table, "letter_language", 1, 35),
        "partner": _text(table, "partner", 0, 64),
        "late": sa.Column("late", sa.Boolean, nullable=False),
        "number": sa.Column("number", sa.BigInteger, number, nullable=False),
        "quantity": sa.Column("quantity", sa.Integer, quantity, nullable=False),
        "undone": sa.Column("undone", sa.Boolean, nullable=False),
        "burst": _text(table, "burst", 0 if table == "receipts" else 1, 64),
    }
    names = {
        "receipts": ("token_id", *TALLY_KEY, "quantity", "undone", "burst"),
        "tallies": (*TALLY_KEY, "number"),
        "totals": (*TOTAL_KEY, "number"),
        "held": ("burst", *TALLY_KEY, "number"),
    }
    return [columns[name] for name in names[table]]


def _rebuild(table: str, *, any_channel: bool) -> None:
    # SQLite cannot drop a constraint: https://www.sqlite.org/lang_altertable.html, 7.
    key = {
        "receipts": ("token_id", "target"),
        "tallies": TALLY_KEY,
        "totals": TOTAL_KEY,
        "held": ("burst", *TALLY_KEY),
    }[table]
    columns = _columns(table, any_channel=any_channel)
    names = ", ".join(column.name for column in columns)
    if table == "receipts":
        op.drop_index(op.f("ix_receipts_day"), "receipts")
    op.rename_table(table, f"old_{table}")
    op.create_table(
        table,
        *columns,
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{table}")),
        sqlite_with_rowid=False,
    )
    op.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM old_{table}")  # noqa: S608 (fixed text)
    op.drop_table(f"old_{table}")
    if table == "receipts":
        op.create_index(op.f("ix_receipts_day"), "receipts", ["day"])


def _change(*, any_channel: bool) -> None:
    for table in TABLES:
        if op.get_bind().dialect.name == "sqlite":
            _rebuild(table, any_channel=any_channel)
            continue
        name = op.f(f"ck_{table}_channel")
        op.drop_constraint(name, table)
        op.alter_column(table, "channel", type_=sa.String(20 if any_channel else 10))
        op.create_check_constraint(name, table, LENGTH_RULE if any_channel else LIST_RULE)


def upgrade() -> None:
    """Accept every channel name of up to 20 characters."""
    _change(any_channel=True)


def downgrade() -> None:
    """Accept the five channels of the earlier version only. Fail if an action of another one is stored."""
    for table in TABLES:
        found = f"SELECT channel FROM {table} WHERE NOT ({LIST_RULE}) LIMIT 1"  # noqa: S608 (fixed text)
        if unknown := op.get_bind().scalar(sa.text(found)):
            raise ValueError(
                f"{table} holds actions by the channel {unknown!r}, which the earlier version does not know: "
                "stay with this version, or restore a backup of that time"
            )
    _change(any_channel=False)
