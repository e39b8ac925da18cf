"""`appeal desk`: what can be done at the desk's server without the desk."""

import click

from webapp.cli.command_group import CommandGroup

COMMANDS = {
    "backup": "webapp.cli.desk.backup:backup",
    "drill": "webapp.cli.desk.backup:drill",
    "invite": "webapp.cli.desk.people:invite",
    "people": "webapp.cli.desk.people:people",
    "restore": "webapp.cli.desk.backup:restore",
    "serve": "webapp.cli.desk.serve:serve",
}


@click.group(cls=CommandGroup, places=COMMANDS)
def desk() -> None:
    """Serve the desk, and let people in."""
