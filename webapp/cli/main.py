"""The `appeal` command: its commands by their modules."""

import click

from webapp.cli.command_group import CommandGroup
from webapp.server.version import read_version

COMMANDS = {
    "adopt": "webapp.cli.adopt:adopt",
    "check": "webapp.cli.campaigns:check",
    "counts": "webapp.cli.counts:counts",
    "db": "webapp.cli.database:db",
    "desk": "webapp.cli.desk.command:desk",
    "doctor": "webapp.cli.doctor.command:doctor",
    "edition": "webapp.cli.translations:edition",
    "export": "webapp.cli.export:export",
    "handover": "webapp.cli.handover:handover",
    "import": "webapp.cli.import_document:import_",
    "keys": "webapp.cli.keys:keys",
    "letters": "webapp.cli.letters:letters",
    "mirror": "webapp.cli.mirror:mirror",
    "new": "webapp.cli.campaigns:new",
    "publish": "webapp.cli.publish:publish",
    "review": "webapp.cli.review:review",
    "reviewed": "webapp.cli.translations:reviewed",
    "run": "webapp.cli.run:run",
    "serve": "webapp.cli.serve:serve",
    "settings": "webapp.cli.settings_page:settings",
    "status": "webapp.cli.status.command:status",
}


def _print_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"appeal {read_version()}")
        context.exit()


@click.group(cls=CommandGroup, places=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and exit.",
)
def main() -> None:
    """Letters for people at risk: run the page and look after its campaigns."""
