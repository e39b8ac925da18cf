"""`appeal counts`: what is counted, added up as the campaign team needs it."""

from collections import Counter
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import click

from webapp.actions import breakdown_files
from webapp.actions.breakdown import Breakdown, Dimension
from webapp.actions.log import ActionLog
from webapp.campaigns.folder import find_folders
from webapp.campaigns.published import PublishedVersions
from webapp.cli.database_errors import database_errors_as_messages
from webapp.cli.environment import read_settings
from webapp.domain.signal import SignalKind

ALL_DIMENSIONS = ",".join(Dimension)
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("campaigns", metavar="[CAMPAIGN]...", nargs=-1)
@click.option(
    "--by", "by", default="campaign", show_default=True, metavar="NAMES", help=f"Any of {ALL_DIMENSIONS}."
)
@click.option("--since", type=_DAY, metavar="DAY", help="The first day that counts, such as 2030-01-31.")
@click.option("--until", type=_DAY, metavar="DAY", help="The last day that counts.")
@click.option("--csv", "form", flag_value="csv", help="Print CSV.")
@click.option("--json", "form", flag_value="json", help="Print JSON.")
@click.option(
    "--xlsx",
    "xlsx",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a workbook.",
)
def counts(
    campaigns: tuple[str, ...],
    by: str,
    since: datetime | None,
    until: datetime | None,
    form: str | None,
    xlsx: Path | None,
) -> None:
    """Add up the counted letters and calls of all campaigns, or of those named.

    Reports that wait for a review, and those that were undone, are in no number.
    """
    dimensions = _dimensions(by)
    first, last = since.date() if since else None, until.date() if until else None
    if first and last and first > last:
        raise click.ClickException(f"--since {first} is after --until {last}; exchange the two")
    if form and xlsx:
        raise click.ClickException("--xlsx goes with neither --csv nor --json; run the command twice")
    breakdown, waiting, signals = _read(dimensions, campaigns, first, last)
    if xlsx:
        try:
            breakdown_files.write_xlsx(breakdown, xlsx)
        except OSError as error:
            raise click.ClickException(f"{xlsx} cannot be written: {error.strerror}") from None
        click.echo(f"{xlsx}: {breakdown.total} letters and calls in {len(breakdown.rows)} rows")
    elif form == "csv":
        click.echo(breakdown_files.as_csv(breakdown), nl=False)
    elif form == "json":
        click.echo(breakdown_files.as_json(breakdown, waiting))
    else:
        click.echo(_table(breakdown))
        if waiting:
            click.echo(f"Not in these numbers: {waiting} that wait for a review (`appeal review`).")
        if signals:
            click.echo(f"Supporters told of {signals} (the desk shows of whom and when).")


def _dimensions(by: str) -> tuple[Dimension, ...]:
    names = [name.strip().lower() for name in by.split(",")]
    for name in names:
        if name not in tuple(Dimension):
            raise click.ClickException(
                f"--by has “{name}”; it takes any of {ALL_DIMENSIONS}, with commas between"
            )
    return tuple(dict.fromkeys(Dimension(name) for name in names))


def _read(
    dimensions: tuple[Dimension, ...], campaigns: tuple[str, ...], since: date | None, until: date | None
) -> tuple[Breakdown, int, str]:
    settings = read_settings()
    with database_errors_as_messages(), closing(ActionLog(settings.database)) as log:
        known = {values[0] for values, _ in log.breakdown((Dimension.CAMPAIGN,)).rows}
        known |= {path.name for path in find_folders(settings.campaigns)}
        known |= {*PublishedVersions(settings.publications).slugs()}
        for slug in campaigns:
            if slug not in known:
                raise click.ClickException(
                    f"no campaign is called “{slug}” and nothing is counted for one; "
                    "`appeal counts` lists those with a count"
                )
        breakdown = log.breakdown(dimensions, campaigns=campaigns, since=since, until=until)
        waiting = sum(
            burst.number
            for burst in log.bursts()
            if burst.waits(since, until) and (not campaigns or burst.campaign in campaigns)
        )
        told = Counter[SignalKind]()
        for signal in log.signals(campaigns):
            if (since is None or signal.day >= since) and (until is None or signal.day <= until):
                told[signal.kind] += signal.number
    names = ((SignalKind.ANSWERED, "answers"), (SignalKind.BOUNCED, "addresses that do not work"))
    return breakdown, waiting, " and ".join(f"{told[kind]} {name}" for kind, name in names if told[kind])


def _table(breakdown: Breakdown) -> str:
    rows = [breakdown_files.header(breakdown)]
    rows += [
        (*(breakdown_files.text_of(value) for value in values), str(number))
        for values, number in breakdown.rows
    ]
    rows.append(("total", *("" for _ in breakdown.dimensions[1:]), str(breakdown.total)))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            [cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=False)]
            + [row[-1].rjust(widths[-1])]
        ).rstrip()
        for row in rows
    )
