"""Tables of embassies: `missions-RU.csv` has those of Russia, one row a country.

The app has such tables in campaigns/_missions. A campaign's folder can have one of its own: its rows stand
before the app's, country by country. A table that breaks a rule costs itself alone. docs/campaigns.md has the
format.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from webapp.campaigns.diagnostics import Diagnostic, InvalidCampaign
from webapp.campaigns.field_errors import advice
from webapp.campaigns.folder import read_folder
from webapp.campaigns.mission_schema import MissionSchema
from webapp.campaigns.source_files import SourceFiles, table_name
from webapp.domain.campaign import Campaign
from webapp.domain.mission import Mission

COLUMNS = ("country", "name", "language", "address", "e-mail", "phone", "checked_on", "source")
MAX_ROWS = 300
"""There are some 250 countries and areas."""
MAX_DIAGNOSTICS = 20
MAX_AGE = timedelta(days=366)
_FIELDS = {"e-mail": "email", "e_mail": "email", "checked on": "checked_on"}
_LISTS = ("address", "email", "phone")
_BETWEEN_ENTRIES = re.compile(r"\s+/\s+|\s*[\r\n]+\s*")
_APP_TABLES = Path(__file__).resolve().parents[2] / "campaigns" / "_missions"

Table = Mapping[str, Mission | None]
"""The embassies by country; None where there is known to be none."""


@dataclass(frozen=True, slots=True)
class Missions:
    """The embassies that a campaign knows, and what is wrong in its tables."""

    by_state: Mapping[str, Mapping[str, Mission]]
    source: SourceFiles
    """The campaign's files: an older table in place of one that was refused, if there was one."""
    diagnostics: tuple[Diagnostic, ...] = ()
    kept: tuple[str, ...] = ()
    """The names of tables that were refused and whose older version was taken."""


@dataclass(slots=True)
class _Reading:
    rows: dict[str, Mission | None] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read_missions(
    states: Iterable[str], source: SourceFiles, last_valid: SourceFiles | None = None
) -> Missions:
    """Read the tables of these states. One that breaks a rule is taken from `last_valid` or left out."""
    diagnostics: list[Diagnostic] = []
    kept: list[str] = []
    served = source
    by_state: dict[str, Mapping[str, Mission]] = {}
    for state in dict.fromkeys(states):
        name = table_name(state)
        tables = [_app_table(state)]
        if name in source.contents:
            table, mistakes = read_table(source, name)
            diagnostics += mistakes
            if mistakes:
                before = last_valid.contents.get(name) if last_valid else None
                older = served.without(name, before)
                table, still_wrong = read_table(older, name) if before is not None else ({}, ())
                served = served.without(name, None if still_wrong else before)
                kept += [name] if table else []
            tables.append(table)
        merged = {country: mission for table in tables for country, mission in table.items()}
        by_state[state] = {country: mission for country, mission in merged.items() if mission}
    return Missions(by_state, served, tuple(diagnostics), tuple(kept))


def read_table(source: SourceFiles, name: str) -> tuple[Table, tuple[Diagnostic, ...]]:
    """Return the embassies of a table by country, or nothing and what is wrong in it."""
    reading = _Reading()
    try:
        text = source.text(name)
    except InvalidCampaign as invalid:
        return {}, invalid.diagnostics
    try:
        for line, cells in _rows(text):
            _read_row(reading, source.path(name), line, cells)
            if len(reading.diagnostics) >= MAX_DIAGNOSTICS:
                break
    except _BrokenTable as broken:
        reading.diagnostics.append(Diagnostic(source.path(name), broken.line, "the table", "", str(broken)))
    return ({}, tuple(reading.diagnostics)) if reading.diagnostics else (reading.rows, ())


class _BrokenTable(ValueError):
    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the line of each row and its cells by field; raise `_BrokenTable`."""
    head = next((line for line in text.splitlines() if line.strip(" ,;\t") and not _is_of_excel(line)), "")
    separator = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    fields: list[str] = []
    line, number = 0, 0
    try:
        for row in reader:
            first, line = line + 1, reader.line_num
            if not any(map(str.strip, row)) or (not fields and _is_of_excel(row[0])):
                continue
            if not fields:
                fields = _fields(row, first)
                continue
            number += 1
            if number > MAX_ROWS:
                raise _BrokenTable(first, f"has more than {MAX_ROWS} rows; write one row a country")
            if len(row) > len(fields):
                raise _BrokenTable(
                    first,
                    f"has {len(row)} cells in a row of {len(fields)} columns; put a cell that holds a "
                    f'"{separator}" into quotes: "…"',
                )
            yield first, dict(zip(fields, map(str.strip, row), strict=False))
    except csv.Error as error:
        raise _BrokenTable(
            reader.line_num, f"cannot be read from here ({error}); look for a quote that is not closed"
        ) from None
    if not fields:
        raise _BrokenTable(0, f"is empty; its first line names the columns: {','.join(COLUMNS)}")


def _is_of_excel(line: str) -> bool:
    """Return whether a first line tells Excel what separates the cells: `sep=;`."""
    return line.casefold().startswith("sep=")


def _fields(row: list[str], line: int) -> list[str]:
    names = [name.strip().casefold() for name in row]
    fields = [_FIELDS.get(name, name) for name in names]
    known = [_FIELDS.get(name, name) for name in COLUMNS]
    if missing := [column for column in COLUMNS if _FIELDS.get(column, column) not in fields]:
        raise _BrokenTable(
            line, f"lacks the column {missing[0]}; its first line names the columns: {','.join(COLUMNS)}"
        )
    if strange := [name for name, each in zip(names, fields, strict=True) if each not in known]:
        raise _BrokenTable(line, f'has a column "{strange[0][:40]}" that it cannot have; delete it')
    if len({*fields}) < len(fields):
        raise _BrokenTable(line, "has a column twice; delete one of the two")
    return fields


def _read_row(reading: _Reading, file: str, line: int, cells: Mapping[str, str]) -> None:
    values = {
        name: [*filter(None, _BETWEEN_ENTRIES.split(cell))] if name in _LISTS else cell
        for name, cell in cells.items()
        if cell
    }
    try:
        row = MissionSchema.model_validate(values)
    except ValidationError as invalid:
        for error in invalid.errors(include_url=False):
            name = str(error["loc"][0]) if error["loc"] else "the row"
            given = error["input"] if isinstance(error["input"], str) else ""
            wrong = given or (cells.get("country", "") if name == "the row" else "")
            sentence = advice(error["type"], error.get("ctx", {}))
            shown = "e-mail" if name == "email" else name
            reading.diagnostics.append(Diagnostic(file, line, shown, wrong, sentence))
        return
    if row.country in reading.rows:
        twice = Diagnostic(file, line, "country", row.country, "has two rows; delete one of them")
        reading.diagnostics.append(twice)
    reading.rows[row.country] = row.to_mission()


@lru_cache(maxsize=16)
def _app_table(state: str) -> Table:
    """Return the app's own table; {} where it has none. Its rows are checked by the tests of the app."""
    source = read_folder(_APP_TABLES)
    name = table_name(state)
    return read_table(source, name)[0] if name in source.contents else {}


def mission_remarks(campaign: Campaign, source: SourceFiles, today: date) -> Iterator[str]:
    """Say what the team should know of its embassies: none known, a table unread, entries grown old."""
    states = {target.missions_of: target.id for target in campaign.targets if target.missions_of}
    for state, target_id in states.items():
        missions = campaign.missions.get(state, {})
        if not missions:
            yield (
                f"{target_id}: no embassy of {state} is known but this one; put a table {table_name(state)} "
                "into the folder, or delete missions_of"
            )
        old = sorted(country for country, each in missions.items() if today - each.checked_on > MAX_AGE)
        if old:
            yield (
                f"{target_id}: more than a year ago, the embassies of {state} were checked in: "
                f"{', '.join(old)}; compare them with their sources, and write them into {table_name(state)}"
            )
        if ahead := sorted(country for country, each in missions.items() if each.checked_on > today):
            yield f"{target_id}: the day checked_on is in the future: {', '.join(ahead)}; correct it"
    for name in source.table_names:
        if name not in map(table_name, states):
            yield f"{name} is not used: no target has missions_of with the code in its name"
