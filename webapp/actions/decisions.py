"""The decisions of the team about bursts and days: read them, and write one down. They are never changed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa

from webapp.actions.stamp import Stamp, from_microseconds, to_microseconds
from webapp.database.tables import decisions


class DecisionKind(StrEnum):
    """What was decided. The values are in the database."""

    COUNTED = "counted"
    REFUSED = "refused"
    REOPENED = "reopened"
    """A burst that was counted or refused waits again."""
    TAKEN_OFF = "taken_off"
    GIVEN_BACK = "given_back"
    """What was taken off counts again."""
    SETTLED = "settled"
    """The team has dealt with an address that bounces. The subject is the target, the number all bounces so
    far: later ones are open again."""


_UNDOES = {
    DecisionKind.COUNTED: DecisionKind.REOPENED,
    DecisionKind.REFUSED: DecisionKind.REOPENED,
    DecisionKind.TAKEN_OFF: DecisionKind.GIVEN_BACK,
}


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, by whom and why."""

    id: str
    kind: DecisionKind
    subject: str
    """The id of the burst, or of the decision by which a day was taken off."""
    campaign: str
    number: int
    """Letters and calls that it was about when it was made."""
    day: date | None
    """The day that letters were taken off."""
    note: str
    author: str
    at: datetime
    is_undone: bool = False
    """Whether a later decision has undone it."""

    @property
    def may_be_undone(self) -> bool:
        """Whether there is something to undo."""
        return self.kind in _UNDOES and not self.is_undone


def read_decisions(connection: sa.Connection, campaigns: Collection[str] = ()) -> list[Decision]:
    """Return the decisions about these campaigns (all, if none is named), newest first."""
    statement = decisions.select().order_by(decisions.c.at.desc(), decisions.c.id)
    if campaigns:
        statement = statement.where(decisions.c.campaign.in_(campaigns))
    found: list[Decision] = []
    undoing: set[tuple[DecisionKind, str, str]] = set()
    for row in connection.execute(statement).mappings():
        kind = DecisionKind(row["kind"])
        key = (row["subject"], row["campaign"])
        found.append(
            Decision(
                row["id"], kind, row["subject"], row["campaign"], row["number"], row["day"], row["note"],
                row["author"], from_microseconds(row["at"]),
                is_undone=kind in _UNDOES and (_UNDOES[kind], *key) in undoing,
            )
        )  # fmt: skip
        undoing.add((kind, *key))
    return found


def is_made(connection: sa.Connection, stamp: Stamp) -> int | None:
    """Return the number of the decision that bears this stamp, None if there is none."""
    number: int | None = connection.scalar(sa.select(decisions.c.number).where(decisions.c.id == stamp.id))
    return number


def write_decision(
    connection: sa.Connection,
    stamp: Stamp,
    kind: DecisionKind,
    subject: str,
    campaign: str,
    number: int,
    day: date | None = None,
) -> None:
    """Write a decision down."""
    facts = {"kind": kind.value, "subject": subject, "campaign": campaign, "number": number, "day": day}
    about = {"id": stamp.id, "note": stamp.note, "author": stamp.author, "at": to_microseconds(stamp.at)}
    connection.execute(decisions.insert().values(facts | about))
