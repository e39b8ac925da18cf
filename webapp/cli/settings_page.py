"""`appeal settings`: docs/settings.md, made from the settings themselves."""

from dataclasses import fields
from pathlib import Path

import click

from webapp.settings import ROOT, Settings

HEADER = """\
# Settings

Read from the environment when the app starts. A value that cannot be used stops it with a
sentence that says why. This page is made by `appeal settings`; a test compares the two.

| Variable | Default | What it does |
|---|---|---|
"""


@click.command()
def settings() -> None:
    """Print docs/settings.md."""
    click.echo(settings_page(), nl=False)


def settings_page() -> str:
    """Return docs/settings.md."""
    rows = (
        f"| `{setting.name.upper()}` | {_cell(setting.default)} | {setting.metadata['help']} |\n"
        for setting in fields(Settings)
    )
    return HEADER + "".join(rows)


def _cell(default: object) -> str:
    match default:
        case bool():
            return "`on`" if default else "`off`"
        case () | "":
            return "empty"
        case tuple():
            return f"`{','.join(default)}`"
        case Path():
            return f"`{default.relative_to(ROOT)}`"
        case _:
            return f"`{default}`"
