"""The desk, where there is one: its address, its database, its newest backup, and how it reads files."""

from collections.abc import Iterator
from pathlib import Path

from webapp.cli.doctor.backups import OLD_SECONDS
from webapp.cli.doctor.finding import Finding, broken, look, ok
from webapp.cli.doctor.server_settings import PLACEHOLDER, is_public
from webapp.confined.process import ConfinedWorker, End
from webapp.database import backup_folder, inspection
from webapp.database.connection import ActionsUnavailable
from webapp.server.desk_origin import host_of
from webapp.settings import Settings
from webapp.team import schema

ABOUT = "desk"
REMEDY = "let cron run `appeal desk backup --keep 30` or `pg_dump` each night (docs/desk.md, Backups)"

CONFINED = ConfinedWorker(
    ("-c", "from webapp.confined.confinement import confine; print(*confine(), sep='; ', end='')"),
    max_output=10_000,
)
"""Confines itself as what reads documents and photographs does, and writes what the system lacks for it."""


def check_desk(settings: Settings) -> Iterator[Finding]:
    """Check the desk, if these settings name one or its database is there. The page runs without it."""
    exists = bool(settings.desk_database_url) or inspection.exists(settings.desk_database)
    if settings.desk_origin or exists:
        yield from _check_origin(settings)
    if exists:
        yield from _check_database(settings.desk_database)
        yield _check_backup(settings.backup_folder)
        yield from check_confinement()


def check_confinement(worker: ConfinedWorker = CONFINED) -> Iterator[Finding]:
    """Check how the processes are confined that read documents and photographs."""
    run = worker.run(b"")
    if run.end is not End.DONE:
        yield broken(
            ABOUT, "no document and no photograph can be read", "`make install` installs what that needs"
        )
    elif run.output:
        yield look(
            ABOUT,
            f"what reads documents and photographs is not confined completely: {run.output.decode()}",
            "see docs/decisions/0010-printing-apart.md",
        )


def _check_origin(settings: Settings) -> Iterator[Finding]:
    origin, name = settings.desk_address, _bare(host_of(settings.desk_address))
    pages = [_bare(host.removeprefix(".")) for host in settings.allowed_hosts]
    if name in pages:
        yield broken(
            ABOUT,
            f"DESK_ORIGIN is {origin}, and {name} is the page's name, too: the page would receive its cookie",
            "give the desk a name of its own, such as desk.example.org",
        )
    elif near := [page for page in pages if name.endswith(f".{page}") and page != "localhost"]:
        yield look(
            ABOUT,
            f"DESK_ORIGIN is {origin}, a name below the page's {near[0]}",
            "a name beside it keeps both further apart: desk.example.org for letters.example.org",
        )
    if is_public(settings) and not origin.startswith("https://"):
        yield look(
            ABOUT,
            f"the desk's address is {origin}, which only this machine can use",
            "set DESK_ORIGIN=https://… where the team uses it from elsewhere",
        )
    elif name.endswith(PLACEHOLDER):
        yield look(ABOUT, f"DESK_ORIGIN is {origin}, the name of the example", "write the desk's own name")
    elif name not in pages:
        yield ok(ABOUT, f"its address is {origin}; passkeys need a certificate that browsers trust there")


def _check_database(url: str) -> Iterator[Finding]:
    try:
        state = inspection.inspect(url)
    except (ActionsUnavailable, ValueError) as error:
        yield broken(ABOUT, f"its database cannot be read: {error}", "see DESK_DATABASE_URL")
        return
    known = schema.known_revisions()
    if state.revision is None:
        yield look(ABOUT, f"its {state.kind} has no table yet", "`appeal desk serve` makes them")
    elif state.revision not in known:
        yield broken(
            ABOUT,
            f"its database has schema {state.revision[:32]}, and this version knows {known[-1]} at most",
            "start the newer version, or restore a backup",
        )
    elif state.revision != known[-1]:
        yield broken(
            ABOUT,
            f"its database has schema {state.revision}, and this version needs {known[-1]}",
            "make a backup, then restart the desk",
        )
    else:
        yield ok(ABOUT, f"{state.kind}, schema {state.revision}, {state.bytes / 1e6:.1f} MB")


def _check_backup(folder: Path) -> Finding:
    try:
        newest = backup_folder.newest(folder, desk=True)
    except OSError as error:
        return broken(ABOUT, f"BACKUPS is {folder}, which cannot be read: {error.strerror}", "chown it")
    if newest is None:
        return look(ABOUT, f"no backup of the desk is in {folder}", REMEDY)
    age = backup_folder.age_seconds(newest)
    text = f"the newest backup is {newest.file}, {age / 3600:.0f} hours old"
    return ok(ABOUT, text) if age <= OLD_SECONDS else look(ABOUT, text, REMEDY)


def _bare(host: str) -> str:
    """Return a host without its port."""
    return host if host.startswith("[") else host.partition(":")[0]
