"""`appeal review`: the campaign team looks at bursts, the reports held apart until it has decided."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from webapp.actions.log import ActionLog, ActionsUnavailable
from webapp.domain.action import Burst


def commands(open_log: Callable[[], ActionLog]) -> click.Group:
    """Give the command and its subcommands; the log is opened when one of them runs."""

    @click.group(invoke_without_command=True)
    @click.pass_context
    def review(context: click.Context) -> None:
        """List the bursts of reports that are held apart; count or refuse them."""
        if context.invoked_subcommand is None:
            with _opened(open_log) as log:
                click.echo(_listed(log.bursts()))

    @review.command()
    @click.argument("ids", metavar="ID...", nargs=-1, required=True)
    def count(ids: tuple[str, ...]) -> None:
        """Put what waits in these bursts into the tally."""
        _decide(open_log, ids, counts=True)

    @review.command()
    @click.argument("ids", metavar="ID...", nargs=-1, required=True)
    def refuse(ids: tuple[str, ...]) -> None:
        """Leave these bursts out of the tally for good. They stay stored."""
        _decide(open_log, ids, counts=False)

    return review


def _decide(open_log: Callable[[], ActionLog], ids: tuple[str, ...], *, counts: bool) -> None:
    unknown = []
    with _opened(open_log) as log:
        for burst in dict.fromkeys(ids):
            if number := log.decide(burst, counts=counts):
                click.echo(f"{burst}: {number} {'counted' if counts else 'refused'}")
            else:
                unknown.append(burst)
    if unknown:
        raise click.ClickException(
            f"no burst {', '.join(unknown)} waits; `appeal review` lists those that do"
        )


def _listed(bursts: list[Burst]) -> str:
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
def _opened(open_log: Callable[[], ActionLog]) -> Iterator[ActionLog]:
    log = open_log()
    try:
        yield log
    except ActionsUnavailable as trouble:
        raise click.ClickException(f"the database cannot be asked: {trouble}; see DATABASE_URL") from None
    finally:
        log.close()
