"""The settings of a command, read from the environment; a wrong one ends the command with its sentence."""

import os

import click

from webapp import settings
from webapp.settings import InvalidSetting, Settings


def chosen() -> Settings:
    """Read them."""
    try:
        return settings.read(os.environ)
    except InvalidSetting as bad:
        raise click.ClickException(str(bad)) from None
