"""`appeal desk`: what can be done at the desk's server without the desk."""

import click

from webapp.cli.desk.serve import serve


@click.group()
def desk() -> None:
    """Serve the desk, and let people in."""


desk.add_command(serve)
