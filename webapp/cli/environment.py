"""The settings of a command. An invalid one ends the command with a sentence instead of a traceback."""

import os

import click

from webapp import settings
from webapp.settings import InvalidSetting, Settings


def read_settings() -> Settings:
    """Read the settings from the environment; raise `ClickException` when one is invalid."""
    try:
        return settings.read(os.environ)
    except InvalidSetting as error:
        raise click.ClickException(str(error)) from None
