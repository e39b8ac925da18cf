"""The figures of one campaign and of all, with 100,000 rows of tallies, and what entries cost a count.

Each is asked for in turns with a plain sum over the same rows. On SQLite the time is that of the processor,
the SQL included; on PostgreSQL that of the clock.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa

from benchmarks import record
from benchmarks.record import Finding
from tests.support.postgres import Postgres
from webapp.actions.entries import Letters
from webapp.actions.log import ActionLog
from webapp.actions.stamp import Stamp
from webapp.actions.taking_off import Spoiled
from webapp.database import schema
from webapp.database.engine import open_database
from webapp.database.tables import TOTAL_KEY, entries, tallies, totals
from webapp.domain.channel import Channel
from webapp.domain.dates import utc_now
from webapp.team.numbers.counted_cases import CountedCase
from webapp.team.numbers.reading_figures import FigureReader
from webapp.team.people.person import SHELL

CAMPAIGNS, ROWS, DAYS, ENTRIES = 50, 100_000, 200, 500
ROUNDS, COUNTS = 15, 300
MAX_MS = 300
FIRST = date(2029, 1, 1)
TARGETS = tuple(f"office-{number}" for number in range(12))
OLD_COUNT = (
    sa.select(totals.c.channel, totals.c.late, sa.func.sum(totals.c.number))
    .where(totals.c.campaign.in_(sa.bindparam("campaigns", expanding=True)))
    .group_by(totals.c.channel, totals.c.late)
)
"""The count without entries."""


class Cases:
    """What the files of the campaigns say, read already: the benchmark is about numbers."""

    def all(self) -> Mapping[str, CountedCase]:
        """Return fifty campaigns."""
        names = {"en": {target: f"Office {target}" for target in TARGETS}}
        countries = dict.fromkeys(TARGETS, "FR")
        slugs = [f"case-{number}" for number in range(CAMPAIGNS)]
        return {slug: CountedCase(slug, slug, (), countries, names) for slug in slugs}


def main() -> int:
    """Measure, tell, and say by the status whether each target was met."""
    findings: list[Finding] = []
    with tempfile.TemporaryDirectory() as folder, closing(Postgres(options=())) as server:
        for kind, url in (
            ("SQLite", f"sqlite:///{Path(folder)}/appeal.db"),
            ("PostgreSQL", server.database()),
        ):
            fill(url)
            findings += measured(kind, url)
    about = {
        "versions": record.versions("sqlalchemy", "psycopg"),
        "load": {"campaigns": CAMPAIGNS, "rows": ROWS, "entries": ENTRIES, "rounds": ROUNDS},
    }
    return 0 if record.tell("numbers", findings, about) else 1


def fill(url: str) -> None:
    """Make tallies of random kinds, entries in one campaign, and a day taken off in each."""
    schema.upgrade(url)
    chosen, keys = random.Random(7), set()  # noqa: S311 (the same rows each time)
    while len(keys) < ROWS:
        keys.add(
            (
                f"case-{chosen.randrange(CAMPAIGNS)}",
                FIRST + timedelta(days=chosen.randrange(DAYS)),
                chosen.choice([*Channel]),
                chosen.choice(TARGETS),
                chosen.choice(["en", "es", "fr", "ru", "ar"]),
                chosen.choice(["", "", "harbour", "lamp"]),
                chosen.random() < 0.2,
            )
        )
    names = ("campaign", "day", "channel", "target", "letter_language", "partner", "late")
    rows = [dict(zip(names, key, strict=True)) | {"number": 3} for key in sorted(keys)]
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(tallies.insert(), rows)
        columns = [tallies.c[name] for name in TOTAL_KEY]
        added = sa.select(*columns, sa.func.sum(tallies.c.number)).group_by(*columns)
        connection.execute(totals.insert().from_select([*TOTAL_KEY, "number"], added))
    engine.dispose()
    with closing(ActionLog(url)) as log:
        for number in range(CAMPAIGNS):
            log.take_off(Spoiled(f"case-{number}", FIRST + timedelta(days=3)), 2, Stamp())
        for number in range(ENTRIES):
            day = FIRST + timedelta(days=number % DAYS)
            log.enter(Letters("case-0", day, Channel.POST, 12, TARGETS[0], "en", place="Lampville"), Stamp())


def measured(kind: str, url: str) -> list[Finding]:
    """Ask for each in turns."""
    database = open_database(url)
    clock = time.process_time if kind == "SQLite" else time.perf_counter
    with closing(ActionLog(url)) as log:
        reader = FigureReader(log, Cases(), utc_now)

        def plain() -> None:
            statement = sa.select(tallies.c.campaign, sa.func.sum(tallies.c.number)).group_by(
                tallies.c.campaign
            )
            with database.reader.begin() as connection:
                connection.execute(statement).all()

        def old_count() -> None:
            with database.reader.begin() as connection:
                connection.execute(OLD_COUNT, {"campaigns": ["case-1"]}).all()

        seconds = in_turns(
            ROUNDS,
            {
                "plain": plain,
                "one": lambda: reader.figures(SHELL, ["case-1"]),
                "all": lambda: reader.figures(SHELL),
                "days": lambda: reader.figures(SHELL, since=FIRST + timedelta(days=20)),
            },
            clock,
        )
        counts = in_turns(
            COUNTS,
            {
                "old": old_count,
                "none": lambda: log.tally("case-1"),
                "many": lambda: log.tally("case-0"),
            },
            clock,
        )
        total = reader.figures(SHELL).total
        if total != sum(log.totals().values()):
            raise SystemExit(f"{kind}: the figures add up to {total}, and the counts do not")
    with database.engine.begin() as connection:
        if connection.scalar(sa.select(sa.func.count()).select_from(entries)) != ENTRIES:
            raise SystemExit(f"{kind}: entries are missing")
    database.engine.dispose()
    shares = {name: counts[name] / counts["old"] for name in counts}
    return [
        Finding(f"{kind}: figures of one campaign", seconds["one"], "ms", MAX_MS, at_most=True),
        Finding(f"{kind}: figures of all campaigns", seconds["all"], "ms", MAX_MS, at_most=True),
        Finding(f"{kind}: the same since a day", seconds["days"], "ms", MAX_MS, at_most=True),
        Finding(f"{kind}: all beside a plain sum", seconds["all"] / seconds["plain"], "times"),
        Finding(f"{kind}: the public count, no entry", counts["none"], "ms"),
        Finding(f"{kind}: the same beside totals alone", shares["none"], "times", 1.5, at_most=True),
        Finding(f"{kind}: with {ENTRIES} entries, likewise", shares["many"], "times", 4, at_most=True),
    ]


def in_turns(
    rounds: int, asked: Mapping[str, Callable[[], object]], clock: Callable[[], float]
) -> dict[str, float]:
    """Ask for each, one after the other; return the median milliseconds of each."""
    taken: dict[str, list[float]] = {name: [] for name in asked}
    for turn in range(rounds):
        for name in list(asked)[:: 1 if turn % 2 else -1]:
            begun = clock()
            asked[name]()
            taken[name].append(clock() - begun)
    return {name: statistics.median(each) * 1_000 for name, each in taken.items()}


if __name__ == "__main__":
    sys.exit(main())
