"""A start that fails again until somebody changes something."""

import click


class StartRefused(click.ClickException):
    """Another start fails, too, until somebody changes something: EX_CONFIG of sysexits.h."""

    exit_code = 78
