"""`appeal review`: the campaign team decides about bursts, the reports that are held for review."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import click

from webapp.actions.decisions import DecisionKind
from webapp.actions.entries import InvalidLetters, check_note
from webapp.actions.log import ActionLog, ActionsUnavailable
from webapp.actions.stamp import Stamp
from webapp.cli.environment import read_settings
from webapp.domain.action import Burst, BurstState
from webapp.domain.dates import anywhere_on_earth

_NOTE = click.option(
    "--note", default="", metavar="TEXT", help="The reason, which is kept with the decision."
)
_ABOUT_BURSTS = {
    DecisionKind.COUNTED: "counted",
    DecisionKind.REFUSED: "refused",
    DecisionKind.REOPENED: "wait again",
}


@click.group(invoke_without_command=True)
@click.pass_context
def review(context: click.Context) -> None:
    """List the bursts of reports that are held apart; count or refuse them."""
    if context.invoked_subcommand is None:
        with _open_log() as log:
            click.echo(_list(log.all_bursts()))
            for leap in log.leaps(anywhere_on_earth()):
                click.echo(
                    f"{leap.day}  {leap.campaign}: {leap.letters} letters and calls counted, against "
                    f"{leap.usual:.0f} a day in the week before. Was there a broadcast, a newsletter, an "
                    "event? `appeal counts` shows by which ways they came."
                )


@review.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@_NOTE
def count(ids: tuple[str, ...], note: str) -> None:
    """Add the reports of these bursts to the tally."""
    _decide(ids, note, counts=True)


@review.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@_NOTE
def refuse(ids: tuple[str, ...], note: str) -> None:
    """Leave these bursts out of the tally. They stay stored."""
    _decide(ids, note, counts=False)


@review.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@_NOTE
def undo(ids: tuple[str, ...], note: str) -> None:
    """Let these bursts wait again that were counted or refused."""
    unknown = []
    with _open_log() as log:
        for burst in dict.fromkeys(ids):
            if number := log.undo_decision(burst, Stamp(note=_checked(note))):
                click.echo(f"{burst}: {number} wait again")
            else:
                unknown.append(burst)
    if unknown:
        raise click.ClickException(
            f"nothing was decided about {', '.join(unknown)}, or it was counted by an earlier version; "
            "`appeal review decided` lists the decisions"
        )


@review.command()
def decided() -> None:
    """List what was decided about bursts, newest first."""
    with _open_log() as log:
        found = [each for each in log.decisions() if each.kind in _ABOUT_BURSTS]
    lines = [
        f"{each.subject}  {each.campaign}  {each.at:%Y-%m-%d}  {each.number} {_ABOUT_BURSTS[each.kind]}"
        f"{'  (undone)' if each.is_undone else ''}{_quoted(each.note)}"
        for each in found
    ]
    click.echo("\n".join(lines or ["Nothing was decided yet."]))


def _quoted(note: str) -> str:
    return f"  “{' '.join(note.split())}”" if note else ""


def _checked(note: str) -> str:
    try:
        check_note(note)
    except InvalidLetters as error:
        raise click.ClickException(str(error)) from None
    return note


def _decide(ids: tuple[str, ...], note: str, *, counts: bool) -> None:
    unknown = []
    with _open_log() as log:
        for burst in dict.fromkeys(ids):
            if number := log.decide(burst, counts=counts, stamp=Stamp(note=_checked(note))):
                click.echo(f"{burst}: {number} {'counted' if counts else 'refused'}")
            else:
                unknown.append(burst)
    if unknown:
        raise click.ClickException(
            f"no burst {', '.join(unknown)} waits; `appeal review` lists those that do"
        )


def _list(bursts: list[Burst]) -> str:
    waiting = [burst for burst in bursts if burst.state is BurstState.WAITING]
    refused = [burst for burst in bursts if burst.state is BurstState.REFUSED]
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
    reports = (
        "" if burst.reports is None else f" in {burst.reports} report{'' if burst.reports == 1 else 's'}"
    )
    evening = f" (letter evening of {burst.evening})" if burst.evening else ""
    return f"{burst.id}  {burst.campaign}  {days}  {burst.number}{reports}{evening}: {channels}"


@contextmanager
def _open_log() -> Iterator[ActionLog]:
    with closing(ActionLog(read_settings().database)) as log:
        try:
            yield log
        except ActionsUnavailable as error:
            raise click.ClickException(f"the database cannot be read: {error}; see DATABASE_URL") from None
