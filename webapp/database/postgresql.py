"""PostgreSQL, opened for many processes on many hosts.

https://www.postgresql.org/docs/current/explicit-locking.html; the classes of errors:
https://www.postgresql.org/docs/current/errcodes-appendix.html.
"""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from functools import cache
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.dialects.postgresql import insert

from webapp.database.connection import Database, Work
from webapp.database.tables import APPEND_ONLY, READ_ONLY, metadata, raised_number, receipts

CONNECTIONS = 4
"""Connections of a process: half of its threads can wait for a frozen server, the others serve pages."""
MAX_WAIT_FOR_CONNECTION = 2.0
"""Seconds, while all are taken: a page is told that the database is busy rather than to wait longer."""
TRANSIENT_STATES = ("08", "57P", "40", "53300")
"""Prefixes of transient states: connection lost; shut down or starting; collided; too many connections."""
REVIEW_LOCK = 7_246_352
"""The number of the advisory lock that keeps reports and a review apart. Any number, but always the same."""
MIGRATION_LOCK = 7_246_351
"""The number of the advisory lock under which the schema is changed."""


def open_database(url: str, wait: float) -> Database:
    """See `engine.open_database`."""
    milliseconds = max(1, int(wait * 1000))
    engine = sa.create_engine(
        sa.make_url(url).set(drivername="postgresql+psycopg"),
        connect_args={
            "connect_timeout": max(2, int(wait)),
            "application_name": "urgent-appeal",
            # A host that disappeared is noticed within seconds instead of hours.
            "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3,
            "tcp_user_timeout": milliseconds,
            "options": f"-c lock_timeout={milliseconds} -c statement_timeout={milliseconds}"
            " -c idle_in_transaction_session_timeout=60000 -c timezone=UTC"
            # Queries use keys. A plan from a table's first minutes would scan the whole table, and is cached.
            # What must read a whole table all the same has a cost then for which PostgreSQL would compile the
            # plan, for a second and more.
            " -c enable_seqscan=off -c jit=off",
        },
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=min(wait, MAX_WAIT_FOR_CONNECTION),
        pool_recycle=1800,  # no ping before each use: a lost connection is noticed, and the work is retried
        hide_parameters=True,
    )  # fmt: skip

    reader = engine.execution_options(isolation_level="AUTOCOMMIT")  # one round trip, not three
    return Database(engine, reader, PostgresqlDialect(), nullcontext, _is_transient)


def _is_transient(error: exc.DBAPIError) -> bool:
    if not isinstance(error.orig, psycopg.OperationalError):
        return error.connection_invalidated
    state = error.orig.sqlstate
    return state is None or state.startswith(TRANSIENT_STATES)  # without a state it never reached the server


class PostgresqlDialect:
    """See `connection.Dialect`."""

    def create(self) -> None:
        """Do nothing: an administrator creates the database."""

    def exclusive(self, connection: sa.Connection, work: Work) -> None:
        """Lock what the work needs."""
        match work:
            case Work.REVIEW:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(REVIEW_LOCK)))
            case Work.DATE:  # two hosts that find no row would both write the first one
                connection.execute(sa.text("LOCK TABLE purges IN EXCLUSIVE MODE"))
            case Work.COPY:
                connection.execute(sa.text("SET LOCAL statement_timeout = 0"))
                names = ", ".join(table.name for table in metadata.sorted_tables)
                connection.execute(sa.text(f"LOCK TABLE {names} IN SHARE MODE"))
            case Work.MIGRATION:
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
                connection.exec_driver_sql("SET LOCAL lock_timeout = '1min'")
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(MIGRATION_LOCK)))

    def tables_without_rights(self, connection: sa.Connection, tables: Sequence[str]) -> list[str]:
        """Ask the server."""
        return [
            table
            for table in tables
            if not all(
                connection.scalar(sa.select(sa.func.has_table_privilege(table, right)))
                for right in _rights(table)
            )
        ]

    def lock_tokens(self, connection: sa.Connection, token_ids: Sequence[str]) -> None:
        """Take a lock for each token.

        Two hosts could get the same token with other targets, and no key of the table would notice.
        """
        connection.execute(_LOCK_TOKENS, {"token_ids": list(token_ids)})

    def insert_receipts(self, connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Send the rows column by column in one statement: each further insert would cost as much again."""
        connection.execute(_INSERT_RECEIPTS, {name: [row[name] for row in rows] for name in _COLUMNS})

    def upsert(self, table: sa.Table, key: tuple[str, ...]) -> sa.Insert:
        """Build the statement once for each table."""
        return _upsert(table, key)

    def after_purge(self, engine: sa.Engine) -> None:
        """Do nothing: autovacuum removes deleted rows."""


def _rights(table: str) -> tuple[str, ...]:
    if table in READ_ONLY:
        return ("SELECT",)
    if table in APPEND_ONLY:
        return ("SELECT", "INSERT")
    return ("SELECT", "INSERT", "UPDATE", "DELETE")


# Made once: to build a statement costs as much as to run it.
_COLUMNS = [column.name for column in receipts.c]
_GIVEN = sa.func.unnest(
    # As text, not as VARCHAR(64): a cast to that would shorten what is too long instead of refusing it.
    *(
        sa.bindparam(name, type_=sa.ARRAY(sa.Text if isinstance(column.type, sa.String) else column.type))
        for name, column in receipts.c.items()
    )
).table_valued(*_COLUMNS)
_INSERT_RECEIPTS = receipts.insert().from_select(_COLUMNS, sa.select(_GIVEN.render_derived(name="given")))
_NAMES = sa.func.unnest(sa.bindparam("token_ids", type_=sa.ARRAY(sa.Text))).column_valued("name")
_LOCK_TOKENS = sa.select(
    sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(_NAMES, 0)),
    sa.func.pg_advisory_xact_lock_shared(REVIEW_LOCK),
)


@cache
def _upsert(table: sa.Table, key: tuple[str, ...]) -> sa.Insert:
    statement: sa.Insert = insert(table).on_conflict_do_update(index_elements=key, set_=raised_number(table))
    return statement
