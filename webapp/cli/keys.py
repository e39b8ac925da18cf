"""`appeal keys`: renew the keys that sign reporting tokens."""

import click

from webapp.actions.tokens import MAX_AGE_SECONDS, SKEW_SECONDS
from webapp.cli.environment import read_settings
from webapp.server.key_file import KeyFile


@click.group()
def keys() -> None:
    """Look after the keys that sign reporting tokens."""


@keys.command()
def rotate() -> None:
    """Make a new key, and keep the older keys that open forms still need. The server may run."""
    settings = read_settings()
    if settings.secret_keys:
        raise click.ClickException(
            "SECRET_KEYS holds the keys, not a file; put a new key at its end on every host, restart, then "
            "move the key to the front"
        )
    file = KeyFile(settings.key_file)
    try:
        file.make()
        kept = file.rotate(MAX_AGE_SECONDS + SKEW_SECONDS)
    except OSError as error:
        raise click.ClickException(f"the keys in {settings.key_file} cannot be renewed: {error}") from None
    click.echo(f"A new key signs from now on. Older keys that open forms still need: {kept}.")
