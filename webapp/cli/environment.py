"""The settings of a command. An invalid one ends the command with a sentence instead of a traceback.

A variable that looks like a setting and is none is named: it would silently have no effect.
"""

import os
from dataclasses import fields

import click

from webapp import settings
from webapp.cli.misspelt_settings import find_misspelt
from webapp.settings import ROOT, InvalidSetting, Settings

VARIABLES = tuple(setting.name.upper() for setting in fields(Settings))
"""The environment variables of all settings."""
NEW_CAMPAIGN = ROOT / "campaigns" / "_template"
"""The folder that a new campaign begins with. Its name keeps it from being a campaign."""
TRANSLATIONS = ROOT / "translations"
TEMPLATES = ROOT / "templates"
TOKENS = ROOT / "static" / "css" / "tokens.css"
"""The colours of all pages."""


def read_settings() -> Settings:
    """Read the settings from the environment; raise `ClickException` when one is invalid."""
    for name, meant in find_misspelt(os.environ, VARIABLES):
        click.echo(
            f"{name} is no setting and has no effect. Is {meant} meant? See docs/settings.md.", err=True
        )
    try:
        return settings.read(os.environ)
    except InvalidSetting as error:
        raise click.ClickException(str(error)) from None
