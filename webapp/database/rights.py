"""The rights of the desk's role in the page's PostgreSQL database, which docs/desk.md grants.

The role records no report, so a role that may not do so either has these rights or lacks some of them.
"""

import sqlalchemy as sa

READ = ("SELECT",)
ADD = (*READ, "INSERT")
CHANGE = (*ADD, "UPDATE")
TABLES = {
    "alembic_version": READ,
    "publications": ADD,
    "blobs": ADD,
    "entries": ADD,
    "decisions": ADD,
    "tallies": CHANGE,
    "totals": CHANGE,
    "taken_off": CHANGE,
    "held": (*CHANGE, "DELETE"),
    "signals": READ,
}
RECEIPTS = "receipts"
COLUMNS = {
    "SELECT": ("token_id", "target", "campaign", "quantity", "undone", "burst"),
    "UPDATE": ("token_id", "burst"),
}
"""Of the receipts; nothing else of them is the desk's."""


def records_reports(connection: sa.Connection) -> bool:
    """Return whether the role may record a report, or there is no table for it yet."""
    table = connection.scalar(sa.select(sa.func.to_regclass(RECEIPTS)))
    return table is None or _has(connection, RECEIPTS, "INSERT")


def missing(connection: sa.Connection) -> tuple[str, ...]:
    """Return the rights that the desk's role lacks, each as `SELECT ON signals`."""
    tables = [
        f"{right} ON {table}"
        for table, rights in TABLES.items()
        for right in rights
        if not _has(connection, table, right)
    ]
    columns = [
        f"{right} ({column}) ON {RECEIPTS}"
        for right, names in COLUMNS.items()
        for column in names
        if not _has(connection, RECEIPTS, right, column)
    ]
    return (*tables, *columns)


def _has(connection: sa.Connection, table: str, right: str, column: str = "") -> bool:
    # https://www.postgresql.org/docs/current/functions-info.html; NULL for a table that is missing
    found = sa.func.to_regclass(table)
    asked = (
        sa.func.has_column_privilege(found, column, right)
        if column
        else sa.func.has_table_privilege(found, right)
    )
    return bool(connection.scalar(sa.select(asked)))
