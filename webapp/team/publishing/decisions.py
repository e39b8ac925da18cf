"""The decisions of the team in the desk's database: what was to be published, and whether it was."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from webapp.team.desk_database import DeskDatabase
from webapp.team.publishing.plan import Kind, Plan
from webapp.team.tables import MAX_NOTE_CHARS, decisions

INTERRUPTED_SECONDS = 60
"""A decision that has neither a publication nor a failure after this time: its process was ended."""
_NO_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
INTERRUPTED = "The desk was stopped before the page had it"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about a campaign."""

    slug: str
    kind: Kind
    version: int
    """The version of the draft that it was about."""
    serial: int | None
    """The publication that came of it."""
    by: str
    at: datetime
    starts: datetime
    failure: str
    """Why nothing was published; "" if it was, or is about to be."""


class Decisions:
    """The log of decisions. A row is written before a publication is tried, and completed after it."""

    def __init__(self, database: DeskDatabase) -> None:
        self._database = database

    def begin(self, plan: Plan, version: int, by: str, now: datetime) -> str:
        """Note that a decision is about to be carried out; return its id."""
        decision = secrets.token_hex(16)
        row = {
            "id": decision,
            "slug": plan.slug,
            "kind": plan.kind.value,
            "version": version,
            "serial": None,
            "author": by,
            "at": int(now.timestamp()),
            "starts": int((plan.at or now).timestamp()),
            "failure": "",
        }
        with self._database.write() as connection:
            connection.execute(decisions.insert(), row)
        return decision

    def succeed(self, decision: str, serial: int) -> None:
        """Note the publication that came of it."""
        self._complete(decision, {"serial": serial})

    def fail(self, decision: str, why: str) -> None:
        """Note that nothing was published, and why."""
        self._complete(decision, {"failure": why[:MAX_NOTE_CHARS]})

    def history(self, slug: str, now: datetime) -> tuple[Decision, ...]:
        """Return the decisions about a campaign, the last one first."""
        return self._select(sa.select(decisions).where(decisions.c.slug == slug), now)

    def last(self, now: datetime) -> Mapping[str, Decision]:
        """Return the last decision about each campaign, by slug."""
        found: dict[str, Decision] = {}
        for each in self._select(sa.select(decisions), now):
            found.setdefault(each.slug, each)
        return found

    def _complete(self, decision: str, values: Mapping[str, object]) -> None:
        with self._database.write() as connection:
            connection.execute(sa.update(decisions).where(decisions.c.id == decision).values(values))

    def _select(self, statement: sa.Select[tuple[object, ...]], now: datetime) -> tuple[Decision, ...]:
        newest_first = statement.order_by(
            decisions.c.at.desc(), sa.func.coalesce(decisions.c.serial, 0).desc()
        )
        with self._database.read() as connection:
            rows = connection.execute(newest_first).mappings().all()
        return tuple(_decision(row, now) for row in rows)


def _moment(seconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (
        ValueError,
        OverflowError,
        OSError,
    ):  # the year 10000: no bound was checked once, nothing was public
        return _NO_MOMENT


def _decision(row: sa.RowMapping, now: datetime) -> Decision:
    is_open = row["serial"] is None and not row["failure"]
    was_interrupted = is_open and now.timestamp() - row["at"] > INTERRUPTED_SECONDS
    return Decision(
        row["slug"],
        Kind(row["kind"]),
        row["version"],
        row["serial"],
        row["author"],
        datetime.fromtimestamp(row["at"], UTC),
        _moment(row["starts"]),
        INTERRUPTED if was_interrupted else row["failure"],
    )
