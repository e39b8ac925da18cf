"""`appeal letters`: what the team counts itself, and what it takes off a spoiled day."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

import click

from webapp.actions.decisions import DecisionKind
from webapp.actions.entries import EntryState, EntryTakenBack, InvalidLetters, Letters
from webapp.actions.log import ActionLog
from webapp.actions.taking_off import NothingToTakeOff, Spoiled
from webapp.cli.database_errors import database_errors_as_messages
from webapp.cli.environment import read_settings
from webapp.domain.channel import Channel
from webapp.domain.dates import utc_now
from webapp.publications.store import PublicationStore
from webapp.team.numbers.counted_cases import CountedCases, UnknownCampaign
from webapp.team.numbers.deciding import Decisions, NamedDecision, NotThereAnyMore
from webapp.team.numbers.entering import NamedEntry, PaperLetters
from webapp.team.people.person import SHELL

_DAY = click.DateTime(["%Y-%m-%d"])
_CHANNEL = click.Choice([channel.value for channel in Channel])


@dataclass(frozen=True, slots=True)
class _Services:
    letters: PaperLetters
    decisions: Decisions
    log: ActionLog


def _about(
    *, day_required: bool, number_required: bool
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add the options that say which letters are meant."""
    options = (
        click.option("--number", type=int, required=number_required, help="How many."),
        click.option("--day", type=_DAY, required=day_required, help="When they were sent: 2030-01-31."),
        click.option("--channel", type=_CHANNEL, help="How they were sent; post if it is left out."),
        click.option("--to", "target", metavar="ID", help="The official's id in the campaign file."),
        click.option("--language", metavar="TAG", help="The language of the letters, such as fr."),
        click.option("--place", metavar="TOWN", help="Where they were written: a town, never a person."),
    )

    def add(command: Callable[..., None]) -> Callable[..., None]:
        for option in reversed(options):
            command = option(command)
        return command

    return add


_NOTE = click.option("--note", default="", metavar="TEXT", help="The reason. Nothing about a supporter.")
_REASON = click.option("--note", required=True, metavar="TEXT", help="The reason. Nothing about a supporter.")


@click.group()
def letters() -> None:
    """Enter letters that the team has counted, such as those on paper; take letters off a spoiled day.

    What is entered is in the count of the public page, and marked there.
    """


@letters.command()
@click.argument("campaign")
@_about(day_required=True, number_required=True)
@_NOTE
def add(
    campaign: str,
    number: int,
    day: datetime,
    channel: str | None,
    target: str | None,
    language: str | None,
    place: str | None,
    note: str,
) -> None:
    """Enter letters to CAMPAIGN that were not reported on the page."""
    entered = Letters(
        campaign,
        day.date(),
        Channel(channel or Channel.POST),
        number,
        target or "",
        language or "",
        place=place or "",
    )
    with _services() as services:
        entry = services.letters.enter(SHELL, entered, note)
    click.echo(f"{entry}: {number} entered")


@letters.command("list")
@click.argument("campaign")
def list_all(campaign: str) -> None:
    """List what was entered for CAMPAIGN and what was taken off, newest first."""
    with _services() as services:
        lines = [_entry_line(each) for each in services.letters.all(SHELL, campaign)]
        off = [
            _decision_line(each)
            for each in services.decisions.all(SHELL, campaign)
            if each.decision.kind is DecisionKind.TAKEN_OFF
        ]
    click.echo("\n".join([*(lines or ["Nothing was entered."]), *off]))


@letters.command()
@click.argument("entry", metavar="ID")
@_about(day_required=False, number_required=False)
@_NOTE
def correct(
    entry: str,
    number: int | None,
    day: datetime | None,
    channel: str | None,
    target: str | None,
    language: str | None,
    place: str | None,
    note: str,
) -> None:
    """Correct the entry ID. What no option names stays as it was."""
    with _services() as services:
        before = _find(services, entry)
        after = replace(
            before,
            number=before.number if number is None else number,
            day=day.date() if day else before.day,
            channel=Channel(channel) if channel else before.channel,
            target=before.target if target is None else target,
            letter_language=before.letter_language if language is None else language,
            place=before.place if place is None else place,
        )
        new = services.letters.correct(SHELL, entry, after, note)
    click.echo(f"{new}: {after.number} entered in the place of {before.number}")


@letters.command()
@click.argument("entry", metavar="ID")
@_REASON
def remove(entry: str, note: str) -> None:
    """Remove the entry ID. It stays in the list, with the reason."""
    with _services() as services:
        before = _find(services, entry)
        services.letters.remove(SHELL, before.campaign, entry, note)
    click.echo(f"{entry}: {before.number} removed")


@letters.command()
@click.argument("campaign")
@click.argument("day", type=_DAY)
@click.option("--number", type=int, help="How many, the largest numbers of the day first.")
@click.option("--all", "everything", is_flag=True, help="All that are counted of the day.")
@click.option("--channel", type=_CHANNEL, help="Only those sent so.")
@click.option("--to", "target", metavar="ID", help="Only those to this official; '' for none named.")
@click.option("--language", metavar="TAG", help="Only letters in this language.")
@click.option("--partner", metavar="ID", help="Only those reported on this partner's site; '' for none.")
@_REASON
def deduct(
    campaign: str,
    day: datetime,
    number: int | None,
    everything: bool,
    channel: str | None,
    target: str | None,
    language: str | None,
    partner: str | None,
    note: str,
) -> None:
    """Take reported letters off the count of CAMPAIGN that are of a spoiled DAY."""
    if everything == (number is not None):
        raise click.ClickException("say how many with --number, or all of the day with --all")
    by = Channel(channel) if channel else None
    spoiled = Spoiled(campaign, day.date(), by, target, language, partner)
    with _services() as services:
        taken = services.decisions.take_off_day(SHELL, spoiled, number, note)
    click.echo(f"{taken} taken off; `appeal letters list {campaign}` has the id to give them back")


@letters.command()
@click.argument("decision", metavar="ID")
@_NOTE
def restore(decision: str, note: str) -> None:
    """Count again what the decision ID has taken off."""
    with _services() as services:
        number = services.decisions.give_back(SHELL, decision, note)
    click.echo(f"{decision}: {number} count again")


def _find(services: _Services, entry: str) -> Letters:
    """Return the letters of an entry that counts."""
    for each in services.log.entries():
        if each.id == entry and each.state is EntryState.COUNTS:
            return each.letters
    raise EntryTakenBack(entry)


def _entry_line(named: NamedEntry) -> str:
    entry = named.entry
    facts = entry.letters
    about = (facts.channel, facts.target and f"to {facts.target}", facts.letter_language, facts.place)
    state = (
        "" if entry.state is EntryState.COUNTS else f"  ({entry.state}: {entry.taken_back_because or '-'})"
    )
    by = "at the desk" if entry.author else "by a command"
    note = f"  “{_one_line(entry.note)}”" if entry.note else ""
    words = ", ".join(filter(None, map(str, about)))
    return f"{entry.id}  {facts.day}  {facts.number}: {words}  entered {entry.at:%Y-%m-%d} {by}{note}{state}"


def _decision_line(named: NamedDecision) -> str:
    decision = named.decision
    state = "  (given back)" if decision.is_undone else ""
    note = _one_line(decision.note)
    return (
        f"{decision.id}  {decision.day}  {decision.number} taken off {decision.at:%Y-%m-%d}  “{note}”{state}"
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


@contextmanager
def _services() -> Iterator[_Services]:
    """Open the page's database. End the command with a sentence where something cannot be done."""
    settings = read_settings()
    with (
        database_errors_as_messages(),
        closing(ActionLog(settings.database)) as log,
        closing(PublicationStore(settings.database)) as store,
    ):
        cases = CountedCases(settings.campaigns, store, None, utc_now)
        parts = (None, log, cases, utc_now)
        try:
            yield _Services(PaperLetters(*parts), Decisions(*parts), log)
        except InvalidLetters as error:
            raise click.ClickException(f"{error.field}: {error}") from None
        except UnknownCampaign as error:
            raise click.ClickException(
                f"no campaign is called “{str(error)[:80]}”; `appeal counts` lists those with a count"
            ) from None
        except EntryTakenBack as error:
            raise click.ClickException(
                f"no entry {str(error)[:80]} counts; `appeal letters list CAMPAIGN` lists those that do"
            ) from None
        except NotThereAnyMore as error:
            raise click.ClickException(
                f"nothing is taken off by {str(error)[:80]}; `appeal letters list CAMPAIGN` lists what is"
            ) from None
        except NothingToTakeOff as error:
            raise click.ClickException(f"{error}; take off so many at most") from None
