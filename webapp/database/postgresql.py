"""PostgreSQL, opened for many processes on many hosts.

https://www.postgresql.org/docs/current/explicit-locking.html; the classes of errors:
https://www.postgresql.org/docs/current/errcodes-appendix.html.
"""

from contextlib import nullcontext

import psycopg
import sqlalchemy as sa
from sqlalchemy import exc

from webapp.database.connection import Database

CONNECTIONS = 4
"""At most so many a process: half of its threads can hang on a frozen server, the others serve pages."""
PASSING = ("08", "57P", "40", "53300")
"""Beginnings of states that pass: connection lost; shut down or starting; collided; too many connections."""


def open_database(url: str, wait: float) -> Database:
    """See `database.open_database`."""
    milliseconds = max(1, int(wait * 1000))
    engine = sa.create_engine(
        sa.make_url(url).set(drivername="postgresql+psycopg"),
        connect_args={
            "connect_timeout": max(2, int(wait)),
            "application_name": "urgent-appeal",
            # A host that is gone without a word is noticed within seconds and not within hours.
            "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3,
            "tcp_user_timeout": milliseconds,
            "options": f"-c lock_timeout={milliseconds} -c statement_timeout={milliseconds}"
            " -c idle_in_transaction_session_timeout=60000 -c timezone=UTC"
            # Questions go by keys. A plan of a table's first minutes would read it as a whole, and be kept.
            " -c enable_seqscan=off",
        },
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=min(wait, 2.0),
        pool_recycle=1800,  # no ping before each use: what was cut is noticed, and done again
        hide_parameters=True,
    )  # fmt: skip

    reader = engine.execution_options(isolation_level="AUTOCOMMIT")  # a question is one trip, and not three
    return Database(engine, reader, nullcontext, _is_passing)


def _is_passing(error: exc.DBAPIError) -> bool:
    if not isinstance(error.orig, psycopg.OperationalError):
        return error.connection_invalidated
    state = error.orig.sqlstate
    return state is None or state.startswith(PASSING)  # without a state it never reached the server
