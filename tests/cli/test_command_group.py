"""Commands are imported when they are asked for."""

import subprocess
import sys

import click
import pytest

from tests.repository.checkout import ROOT
from webapp.cli.desk.command import desk
from webapp.cli.main import main

LISTED = "import sys\nfrom webapp.cli.main import main\nprint(*sys.modules)"


@pytest.mark.parametrize("group", [main, desk], ids=lambda group: group.name)
def test_each_command_is_where_it_is_said_to_be(group: click.Group) -> None:
    context = click.Context(group)
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}

    assert found
    assert {name: command.name for name, command in found.items() if command} == {
        name: name for name in found
    }


def test_a_name_that_no_command_has_is_answered_with_nothing() -> None:
    assert main.get_command(click.Context(main), "no-such-command") is None


def test_the_command_alone_imports_none_of_them() -> None:
    listed = subprocess.run(
        [sys.executable, "-c", LISTED], cwd=ROOT, check=True, capture_output=True, text=True
    )
    imported = {name for name in listed.stdout.split() if name.startswith("webapp.")}

    assert imported == {
        "webapp.cli",
        "webapp.cli.main",
        "webapp.cli.command_group",
        "webapp.server",
        "webapp.server.version",
    }
