"""The command: runs every check and prints what was found."""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import fields

import click

from webapp import settings
from webapp.campaigns.published import PublishedVersions
from webapp.cli.doctor.backups import check_backups
from webapp.cli.doctor.campaign_folders import check_campaigns
from webapp.cli.doctor.clock import check_clock
from webapp.cli.doctor.databases import check_database
from webapp.cli.doctor.desks import check_desk
from webapp.cli.doctor.finding import Finding, State, broken
from webapp.cli.doctor.folders import check_folders, is_as_another_user
from webapp.cli.doctor.prints import check_printing
from webapp.cli.doctor.server_settings import check_settings, is_public
from webapp.cli.doctor.shared_cache import check_cache
from webapp.cli.misspelt_settings import find_misspelt
from webapp.domain.dates import anywhere_on_earth
from webapp.printing.letter_document import STYLESHEETS
from webapp.settings import ROOT, InvalidSetting

WIDTH = max(len(state.value) for state in State)
ABOUT_WIDTH = 10


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def doctor(as_json: bool) -> None:
    """Look at settings, folders, database, cache, printing, clock, campaigns and backups.

    Each line says "ok", "look at this" (the app works; a person should judge) or "broken", with the remedy.
    The exit status is 1 if something is broken. Run it with the settings and as the user of the service.
    """
    found = []
    for finding in _all_findings():
        found.append(finding)
        if not as_json:
            click.echo(_line(finding))
    worst = max(found, key=lambda finding: list(State).index(finding.state)).state
    if as_json:
        click.echo(json.dumps({"state": worst.value, "findings": [_as_dict(one) for one in found]}, indent=1))
    if worst is State.BROKEN:
        sys.exit(1)


def _all_findings() -> Iterator[Finding]:
    names = [setting.name.upper() for setting in fields(settings.Settings)]
    try:
        chosen = settings.read(os.environ)
    except InvalidSetting as error:
        yield broken("settings", str(error), "correct it; the app does not start with it")
        return
    public = is_public(chosen)
    yield from check_settings(chosen, list(find_misspelt(os.environ, names)))
    yield from check_folders(chosen.data, ROOT, public=public)
    try:
        if is_as_another_user(chosen.data):
            return  # opening the database would create files there that the app cannot write
    except OSError:  # told above
        return
    yield from check_database(chosen.database, anywhere_on_earth(), by_desk=bool(chosen.desk_origin))
    yield from check_cache(chosen.cache_url)
    yield from check_printing(
        ROOT / "static" / "fonts" / "print", [ROOT / "static" / "css" / name for name in STYLESHEETS]
    )
    yield from check_clock(ROOT / "pyproject.toml")
    yield from check_campaigns(
        chosen.campaigns, chosen.last_valid_versions, PublishedVersions(chosen.publications)
    )
    yield from check_backups(chosen.backup_folder, by_desk=bool(chosen.desk_origin))
    yield from check_desk(chosen)


def _line(finding: Finding) -> str:
    line = f"{finding.state.value:{WIDTH}}  {finding.about:{ABOUT_WIDTH}}  {finding.text}"
    return f"{line}. Remedy: {finding.remedy}" if finding.remedy else line


def _as_dict(finding: Finding) -> dict[str, str]:
    return {
        "state": finding.state.value,
        "about": finding.about,
        "text": finding.text,
        "remedy": finding.remedy,
    }
