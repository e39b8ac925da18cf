"""`appeal publish`: what the desk's button does, by the shell of the desk's server."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime

import click

from webapp.cli.database_errors import database_errors_as_messages
from webapp.cli.environment import read_settings
from webapp.publications.store import PublicationStore
from webapp.team import schema
from webapp.team.desk_database import DeskDatabase
from webapp.team.people.person import SHELL
from webapp.team.publishing.plan import CannotPublish, Effect, LanguageChange, Plan, PlanOutdated, Word
from webapp.team.publishing.publishing import Publishing

SENTENCES = {
    Effect.APPEARS: "The page appears, with {} to write to.",
    Effect.DISAPPEARS: "The page is gone.",
    Effect.STAYS: "What is public stays as it is.",
    Effect.CLOSES: "Nobody is asked to write any more.",
    Effect.REOPENS: "People are asked to write again.",
    Effect.OUTCOME: "The page says what came of the case: {}.",
    Effect.TARGET_ADDED: "{} is written to, too.",
    Effect.TARGET_REMOVED: "{} is not written to any more.",
    Effect.DEADLINE: "The deadline changes: {}.",
    Effect.CONTINUES: "The page of {} leads to this one.",
    Effect.PARTNERS: "It shows at {} partners, too.",
    Effect.REPLACES_SCHEDULED: "What was scheduled for {} does not appear.",
}


@click.command()
@click.argument("slug")
@click.option("--at", "moment", metavar="MOMENT", help="Not at once: 2027-03-01T09:00:00+01:00, for example.")
@click.option("--as", "word", type=click.Choice([word.value for word in Word]), help="What was corrected.")
@click.option(
    "--beside-folder", is_flag=True, help="Its folder is removed within seconds: the page has no gap."
)
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
def publish(slug: str, moment: str | None, word: str | None, beside_folder: bool, dry_run: bool) -> None:
    """Publish the draft of the campaign SLUG of the desk, or its corrections.

    The hosts of the page show it within five seconds. --as says of a corrected text that its facts are as
    they were ("wording": translations stay in use), that a fact changed ("fact": they do not, until they are
    renewed), or that the translations were corrected with it ("together"). Without it facts are compared.
    """
    at = _moment(moment) if moment else None
    settings = read_settings()
    with database_errors_as_messages():
        schema.upgrade(settings.desk_database)
        with (
            closing(DeskDatabase(settings.desk_database)) as database,
            closing(PublicationStore(settings.database)) as store,
        ):
            service = Publishing.of(database, store, None if beside_folder else settings.campaigns)
            try:
                plan = service.plan_publish(SHELL, slug, at=at, word=Word(word) if word else None)
                for sentence in describe(plan):
                    click.echo(sentence)
                if plan.refusals:
                    raise CannotPublish(*plan.refusals)
                if not dry_run:
                    service.apply(SHELL, plan)
                    click.echo(f"{slug} is published{f' as of {at.isoformat()}' if at else ''}.")
            except CannotPublish as error:
                raise click.ClickException("\n".join(error.sentences)) from None
            except PlanOutdated:
                raise click.ClickException(
                    f"somebody saved or published {slug} at this moment; run the command again"
                ) from None


def describe(plan: Plan) -> Iterator[str]:
    """Yield what a plan changes, a sentence each."""
    for effect, value in plan.effects:
        yield SENTENCES[effect].format(value or "none")
    for change in plan.source_changes:
        yield f"Corrected, {change.context}: {change.before or '(new)'} → {change.after or '(gone)'}"
    told = {each.tag: _language(each) for each in plan.languages}
    yield from (f"{tag}: {sentence}" for tag, sentence in told.items() if sentence)
    yield from (f"note: {note}" for note in plan.notes)


def _language(change: LanguageChange) -> str:
    parts = []
    if change.had_letter != change.has_letter:
        parts.append("the letter is offered" if change.has_letter else "the letter is not offered any more")
    if change.had_page != change.has_page:
        parts.append("there is a page" if change.has_page else "there is no page any more")
    if change.in_source_language:
        parts.append(f"{len(change.in_source_language)} texts wait for a translation")
    if change.of_earlier_wording:
        parts.append(f"{change.of_earlier_wording} translations of the earlier wording stay in use")
    if change.changed:
        parts.append(f"{change.changed} translations change")
    return "; ".join(parts)


def _moment(value: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise click.ClickException(
            f'--at is "{value[:40]}"; write day, time and time zone: 2027-03-01T09:00:00+01:00, or …Z for UTC'
        )
    return moment
