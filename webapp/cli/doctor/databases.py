"""The database: whether it can be reached, has the right schema, takes reports, and keeps no old receipt."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date

from webapp.actions.log import ActionLog
from webapp.actions.retention import RECEIPT_MAX_AGE
from webapp.cli.doctor.finding import Finding, broken, look, ok
from webapp.database import inspection, schema
from webapp.database.connection import ActionsUnavailable
from webapp.database.inspection import DatabaseState

ABOUT = "database"
CLOCKS_APART_SECONDS = 60.0
PURGE_LATE_DAYS = RECEIPT_MAX_AGE.days + 2
"""A receipt is purged when it is older than three days; a day is allowed for clocks and one for a pause."""


def check_database(url: str, today: date, *, by_desk: bool = False) -> Iterator[Finding]:
    """Check the page's database at `url`, by the settings of the page or `by_desk`, by those of the desk."""
    if not inspection.exists(url):
        yield look(
            ABOUT,
            "there is none yet",
            "`appeal serve` makes it; if there was one, `appeal db restore` brings back a backup",
        )
        return
    try:
        state = inspection.inspect(url, by_desk=by_desk)
        if state.missing_rights:
            yield broken(
                ABOUT,
                f"the desk's role may not {', '.join(state.missing_rights)}",
                "run the GRANT lines of docs/desk.md, On a server, in the page's database",
            )
            return
        yield from _check_schema(state)
        if state.is_sealed:
            yield broken(
                ABOUT,
                "it is sealed: `appeal db copy` has copied it, and it takes no report",
                "set DATABASE_URL to the copy and restart; if the copy is not used, `appeal db unseal --yes`",
            )
        if state.missing_rights is not None:
            yield ok(ABOUT, f"{state.kind}, the page's; the desk's role has its rights")
        elif state.revision == schema.REVISION and not state.is_sealed:
            with closing(ActionLog(url)) as log:
                yield from _check_use(log, state, today)
        yield from _check_clock(state)
    except (ActionsUnavailable, ValueError) as error:
        yield broken(ABOUT, _sentence(error), "see DATABASE_URL, and whether the database runs")


def _check_schema(state: DatabaseState) -> Iterator[Finding]:
    if state.revision is None:
        yield look(
            ABOUT,
            f"{state.kind} has no table of ours yet",
            "`appeal serve` or `appeal db upgrade` makes them",
        )
    elif state.revision not in schema.revisions():
        yield broken(
            ABOUT,
            f"it has schema {state.revision[:32]}, and this version knows {schema.REVISION} at most",
            "start the newer version, or see docs/databases.md, Up to date",
        )
    elif state.revision != schema.REVISION:
        yield broken(
            ABOUT,
            f"it has schema {state.revision}, and this version of the app needs {schema.REVISION}",
            "make a backup, then `appeal db upgrade`, or restart the service",
        )


def _check_use(log: ActionLog, state: DatabaseState, today: date) -> Iterator[Finding]:
    try:
        log.require_ready()
    except ActionsUnavailable as error:
        yield broken(
            ABOUT,
            f"it can be read, and nothing can be written: {_sentence(error)}",
            "look for a full disk, the rights of the file, or a standby server",
        )
    else:
        size = f"{state.bytes / 1e6:.1f} MB"
        yield ok(ABOUT, f"{state.kind}, schema {state.revision}, {size}, takes reports")
    if (oldest := log.oldest_receipt()) and (age := (today - oldest).days) > PURGE_LATE_DAYS:
        yield look(
            ABOUT,
            f"the oldest receipt is of {oldest}, {age} days ago; more than three days should not be held",
            "`appeal db purge`, and see whether the server runs and the clock is right",
        )
    if waiting := [burst for burst in log.bursts() if not burst.refused]:
        number = sum(burst.number for burst in waiting)
        yield look(
            "review",
            f"{number:,} letters and calls in {len(waiting)} bursts wait for the campaign team",
            "`appeal review`",
        )


def _check_clock(state: DatabaseState) -> Iterator[Finding]:
    ahead = state.clock_ahead_seconds
    if abs(ahead) > CLOCKS_APART_SECONDS:
        yield broken(
            "clock",
            f"the database's is {abs(ahead):.0f} seconds {'ahead of' if ahead > 0 else 'behind'} this host's",
            "let both get their time from the network (timedatectl set-ntp true)",
        )


def _sentence(error: Exception) -> str:
    return str(error).rstrip(".").removeprefix("The database of actions failed: ")
