"""`appeal keys`: the keys that sign reporting tokens."""

import click

from webapp.actions.tokens import LIFETIME, SKEW
from webapp.cli.environment import read_settings
from webapp.server.key_file import KeyFile


@click.group()
def keys() -> None:
    """Look after the keys that sign reporting tokens."""


@keys.command()
def rotate() -> None:
    """Put a fresh key in front; keep those that tokens on their way may need. A server may go on running."""
    settings = read_settings()
    if settings.secret_keys:
        raise click.ClickException(
            "SECRET_KEYS holds the keys, not a file: put a new one at its end on every host and start them "
            "anew, then move it to the front"
        )
    file = KeyFile(settings.key_file)
    try:
        file.make()
        kept = file.rotate(LIFETIME + SKEW)
    except OSError as error:
        raise click.ClickException(f"The keys in {settings.key_file} cannot be renewed: {error}") from None
    click.echo(f"A fresh key signs from now on; older ones kept for tokens on their way: {kept}.")
