"""`appeal desk`: what can be done at the desk's server without the desk."""

import click

from webapp.cli.desk.backup import backup, drill, restore
from webapp.cli.desk.people import invite, people
from webapp.cli.desk.serve import serve


@click.group()
def desk() -> None:
    """Serve the desk, and let people in."""


for command in (serve, invite, people, backup, drill, restore):
    desk.add_command(command)
