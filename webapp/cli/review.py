"""`appeal review`: the campaign team decides about bursts, the reports that are held for review."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import click

from webapp.actions.log import ActionLog, ActionsUnavailable
from webapp.cli.environment import read_settings
from webapp.domain.action import Burst
from webapp.domain.dates import anywhere_on_earth


@click.group(invoke_without_command=True)
@click.pass_context
def review(context: click.Context) -> None:
    """List the bursts of reports that are held apart; count or refuse them."""
    if context.invoked_subcommand is None:
        with _open_log() as log:
            click.echo(_list(log.bursts()))
            for leap in log.leaps(anywhere_on_earth()):
                click.echo(
                    f"{leap.day}  {leap.campaign}: {leap.letters} letters and calls counted, against "
                    f"{leap.usual:.0f} a day in the week before. Was there a broadcast, a newsletter, an "
                    "event? `appeal counts` shows by which ways they came."
                )


@review.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
def count(ids: tuple[str, ...]) -> None:
    """Add the reports of these bursts to the tally."""
    _decide(ids, counts=True)


@review.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
def refuse(ids: tuple[str, ...]) -> None:
    """Leave these bursts out of the tally for good. They stay stored."""
    _decide(ids, counts=False)


def _decide(ids: tuple[str, ...], *, counts: bool) -> None:
    unknown = []
    with _open_log() as log:
        for burst in dict.fromkeys(ids):
            if number := log.decide(burst, counts=counts):
                click.echo(f"{burst}: {number} {'counted' if counts else 'refused'}")
            else:
                unknown.append(burst)
    if unknown:
        raise click.ClickException(
            f"no burst {', '.join(unknown)} waits; `appeal review` lists those that do"
        )


def _list(bursts: list[Burst]) -> str:
    waiting = [burst for burst in bursts if not burst.refused]
    refused = [burst for burst in bursts if burst.refused]
    lines = [_line(burst) for burst in waiting] or ["No burst waits for a review."]
    if waiting:
        lines.append(
            "Count them with `appeal review count ID`, or leave them out with `appeal review refuse ID`."
        )
    if refused:
        number = sum(burst.number for burst in refused)
        lines.append(f"Refused earlier: {len(refused)}, with {number} letters and calls.")
    return "\n".join(lines)


def _line(burst: Burst) -> str:
    days = " to ".join(dict.fromkeys(str(day) for day in (burst.days[0], burst.days[-1])))
    channels = ", ".join(f"{channel} {number}" for channel, number in sorted(burst.channels.items()))
    return f"{burst.id}  {burst.campaign}  {days}  {burst.number}: {channels}"


@contextmanager
def _open_log() -> Iterator[ActionLog]:
    with closing(ActionLog(read_settings().database)) as log:
        try:
            yield log
        except ActionsUnavailable as error:
            raise click.ClickException(f"the database cannot be read: {error}; see DATABASE_URL") from None
