"""`appeal desk invite` and `appeal desk people`: let somebody in by the shell, without the desk."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from webapp.cli.database_errors import database_errors_as_messages
from webapp.cli.environment import read_settings
from webapp.domain.dates import utc_now
from webapp.domain.language import UnknownLanguage, canonical_tag
from webapp.settings import Settings
from webapp.team import schema
from webapp.team.desk_database import DeskDatabase
from webapp.team.people.invitations import Invitations, join_address
from webapp.team.people.people import InvalidName, NameTaken, People, UnknownPerson
from webapp.team.people.person import SHELL, Grant, InvalidGrants, Person, Role

ROLES = click.Choice([role.value for role in Role])


@click.command()
@click.argument("name")
@click.option("--role", "roles", type=ROLES, multiple=True, required=True)
@click.option("--campaign", "campaigns", multiple=True, help="For this campaign only; may be repeated.")
@click.option(
    "--language", "languages", multiple=True, help="For translators and reviewers; may be repeated."
)
@click.option("--phrase", is_flag=True, help="Allow six words and a code instead of a passkey.")
def invite(
    name: str, roles: tuple[str, ...], campaigns: tuple[str, ...], languages: tuple[str, ...], phrase: bool
) -> None:
    """Print a link that lets NAME in, once, within two days."""
    with _database() as (settings, database):
        try:
            grants = [_grant(Role(role), campaigns, languages) for role in roles]
            token = Invitations(database, utc_now).invite(SHELL, name, grants, may_use_phrase=phrase)
        except NameTaken:
            raise click.ClickException(
                f'somebody is called "{name}" already, or is invited by that name; add another name, or make '
                "a new link with `appeal desk people --new-link`"
            ) from None
        except (InvalidName, InvalidGrants, UnknownLanguage) as error:
            raise click.ClickException(str(error)) from None
        click.echo(join_address(settings.desk_address, token))


@click.command()
@click.option("--new-link", metavar="ID", help="Print a link for somebody who lost every way in.")
def people(new_link: str | None) -> None:
    """List the people of the team with their ids, or let one of them in again."""
    with _database() as (settings, database):
        if new_link is not None:
            click.echo(join_address(settings.desk_address, _new_token(database, new_link)))
            return
        for person in People(database, utc_now).all():
            click.echo(_line(person))


def first_invitation(settings: Settings, database: DeskDatabase) -> str | None:
    """Return a link that makes its reader the first coordinator, or None when there is one.

    Each call makes a new link, and the one before stops working.
    """
    token = Invitations(database, utc_now).first()
    return token and join_address(settings.desk_address, token)


@contextmanager
def _database() -> Iterator[tuple[Settings, DeskDatabase]]:
    settings = read_settings()
    database = DeskDatabase(settings.desk_database)
    with database_errors_as_messages():
        schema.upgrade(settings.desk_database)
        try:
            yield settings, database
        finally:
            database.close()


def _grant(role: Role, campaigns: tuple[str, ...], languages: tuple[str, ...]) -> Grant:
    tags = frozenset(canonical_tag(tag) for tag in languages)
    return Grant(role, frozenset(campaigns) or None, tags or None)


def _new_token(database: DeskDatabase, person_id: str) -> str:
    try:
        return Invitations(database, utc_now).invite_again(SHELL, person_id)
    except UnknownPerson:
        raise click.ClickException(
            f'"{person_id[:80]}" is the id of nobody who may come in; `appeal desk people` lists the ids'
        ) from None


def _line(person: Person) -> str:
    roles = "; ".join(
        " ".join(
            [
                grant.role.value,
                ",".join(sorted(grant.languages or ())),
                ",".join(sorted(grant.campaigns)) if grant.campaigns else "(all campaigns)",
            ]
        ).replace("  ", " ")
        for grant in person.grants
    )
    return f"{person.id}  {person.name}: {roles}{'' if person.is_active else ' [shut out]'}"
