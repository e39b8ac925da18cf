"""A spoiled day: take letters off its tallies, with a reason, and give them back.

Receipts stay: a supporter can undo a report as before, which lowers what is counted, or what was taken off
where nothing is counted any more. So no number falls below 0.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from webapp.actions.decisions import DecisionKind, is_made, write_decision
from webapp.actions.ledger import Key, add, change_tallies
from webapp.actions.stamp import Stamp
from webapp.database.connection import Dialect, Work
from webapp.database.tables import TALLY_KEY, decisions, taken_off, tallies
from webapp.domain.channel import Channel


class NothingToTakeOff(ValueError):
    """Fewer letters are counted than are to be taken off; `counted` is their number."""

    def __init__(self, counted: int) -> None:
        super().__init__(f"only {counted} are counted of that day")
        self.counted = counted


@dataclass(frozen=True, slots=True)
class Spoiled:
    """Which reported letters of a day are meant. None stands for all."""

    campaign: str
    day: date
    channel: Channel | None = None
    target: str | None = None
    letter_language: str | None = None
    partner: str | None = None


def take_off(
    connection: sa.Connection, dialect: Dialect, spoiled: Spoiled, number: int | None, stamp: Stamp
) -> int:
    """Take so many letters off (None: all), from the largest tallies of the day first. Return their number.

    Raises `NothingToTakeOff`.
    """
    dialect.exclusive(connection, Work.REVIEW)
    if (done := is_made(connection, stamp)) is not None:
        return done
    rows = [tuple(row) for row in connection.execute(_matching(spoiled))]
    counted = sum(row[-1] for row in rows)
    wanted = counted if number is None else number
    if not 0 < wanted <= counted:
        raise NothingToTakeOff(counted)
    off = Counter[Key]()
    left = wanted
    for *facts, stored in sorted(rows, key=lambda row: (-row[-1], row[:-1])):
        off[tuple(facts)] = min(left, stored)
        left -= min(left, stored)
    change_tallies(connection, dialect, Counter({facts: -part for facts, part in off.items()}))
    add(
        connection,
        dialect,
        taken_off,
        (*TALLY_KEY, "decision"),
        {(*facts, stamp.id): part for facts, part in off.items()},
    )
    write_decision(connection, stamp, DecisionKind.TAKEN_OFF, stamp.id, spoiled.campaign, wanted, spoiled.day)
    return wanted


def give_back(connection: sa.Connection, dialect: Dialect, decision: str, stamp: Stamp) -> int | None:
    """Count again what a decision has taken off, as far as nobody has undone it. Return the number.

    None if no such decision stands.
    """
    dialect.exclusive(connection, Work.REVIEW)
    if (done := is_made(connection, stamp)) is not None:
        return done
    campaign = connection.scalar(_about(decision, DecisionKind.TAKEN_OFF))
    if campaign is None or connection.scalar(_about(decision, DecisionKind.GIVEN_BACK)) is not None:
        return None
    facts = [taken_off.c[name] for name in TALLY_KEY]
    statement = sa.select(*facts, taken_off.c.number).where(
        taken_off.c.campaign == campaign, taken_off.c.decision == decision, taken_off.c.number > 0
    )
    back = Counter[Key]()
    for *key, number in connection.execute(statement):
        back[tuple(key)] += number
    add(
        connection,
        dialect,
        taken_off,
        (*TALLY_KEY, "decision"),
        {(*key, decision): -number for key, number in back.items()},
    )
    change_tallies(connection, dialect, back)
    write_decision(connection, stamp, DecisionKind.GIVEN_BACK, decision, campaign, back.total())
    return back.total()


def _matching(spoiled: Spoiled) -> sa.Select[Any]:
    statement = sa.select(*(tallies.c[name] for name in TALLY_KEY), tallies.c.number).where(
        tallies.c.campaign == spoiled.campaign, tallies.c.day == spoiled.day, tallies.c.number > 0
    )
    for name in ("channel", "target", "letter_language", "partner"):
        if (value := getattr(spoiled, name)) is not None:
            statement = statement.where(tallies.c[name] == value)
    return statement


def _about(decision: str, kind: DecisionKind) -> sa.Select[Any]:
    return sa.select(decisions.c.campaign).where(
        decisions.c.subject == decision, decisions.c.kind == kind.value
    )
