"""What an import found, as a draft's `campaign.toml`: what is missing stands there empty."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

import tomlkit
from tomlkit.items import AoT, Table

from webapp.importing.findings import Findings

MAX_SLUG_CHARS = 40
DAYS = ("deadline", "issued")
NUMBERS = ("issue",)
TARGET_FIELDS = (
    "title", "office", "address", "country", "email", "copies", "forms", "phone", "fax",
    "salutation", "notes",
)  # fmt: skip
QUOTES = '"""'
BLOCKS = ("summary", "background", "text")
_TARGET = re.compile(r"targets\[(\d+)\]\.(.+)")
_COPY = re.compile(r"copies_by_post\[(\d+)\]\.(.+)")
_PERSON = re.compile(r"people\[(\d+)\]\.(.+)")
Value = str | tuple[str, ...]


def campaign_file(findings: Findings, source_note: str) -> str:
    """Return the text of a campaign's file. `source_note` says what it was made from, in a comment."""
    values = {field.name: field.value for field in findings.fields}
    file = tomlkit.document()
    for line in source_note.splitlines():
        file.add(tomlkit.comment(line))
    for name in ("reference", "issue", "kind", "issued", "index"):
        if name in values:
            file[name] = _item(name, values[name])
    file["language"] = findings.language
    file["country"] = _item("country", values.get("country", ""))
    for name in ("deadline", "languages"):
        if name in values:
            file[name] = _item(name, values[name])
    file["state"] = "draft"
    for name in ("headline", "summary", "instructions", "background"):
        missing: Value = ("",) if name == "instructions" else ""
        file[name] = _item(name, values.get(name, missing))
    if "group" in values:
        file["group"] = _item("group", values["group"])
    _add_people(file, values)
    file["letter"] = _letter(values)
    file["targets"] = _targets(values)
    return tomlkit.dumps(file)


def slug_for(findings: Findings) -> str:
    """Return a name for the folder: the person's last name, or the number, or the headline's first words."""
    values = {field.name: field.value for field in findings.fields}
    for name in ("person.name", "people[0].name", "headline", "reference"):
        written = str(values.get(name, ""))
        ascii_only = unicodedata.normalize("NFKD", written).encode("ascii", "ignore").decode().casefold()
        words = re.findall(r"[a-z0-9]+", ascii_only)
        words = words[-1:] if name.endswith("name") else words[:4]
        if words:
            return "-".join(words)[:MAX_SLUG_CHARS].strip("-")
    return "imported"


def _add_people(file: tomlkit.TOMLDocument, values: Mapping[str, Value]) -> None:
    if "people[0].name" in values:
        people = tomlkit.aot()
        for entry in _numbered(values, _PERSON):
            people.append(_table(entry))
        file["people"] = people
        return
    if "group" in values and "person.name" not in values:
        return
    file["person"] = _table(
        {"name": values.get("person.name", "")}
        | {
            name: values[f"person.{name}"]
            for name in ("own_script", "pronouns")
            if f"person.{name}" in values
        }
    )


def _letter(values: Mapping[str, Value]) -> Table:
    letter: dict[str, Value] = {"subject": ""}
    for name in ("salutation", "text", "closing", "demands"):
        if f"letter.{name}" in values:
            letter[name] = values[f"letter.{name}"]
    letter.setdefault("closing", "")
    if "demands" not in letter:
        letter.setdefault("text", "")
    return _table(letter)


def _targets(values: Mapping[str, Value]) -> AoT:
    targets, taken = tomlkit.aot(), set[str]()
    for number, entry in enumerate(_numbered(values, _TARGET) or [{}], 1):
        ordered: dict[str, Value] = {"id": _target_id(entry, number, taken), "name": entry.get("name", "")}
        for name in TARGET_FIELDS:
            if name in entry:
                ordered[name] = entry[name]
        social = {
            name.removeprefix("social."): tuple(handle.lstrip("@") for handle in value)
            for name, value in entry.items()
            if name.startswith("social.")
        }
        table = _table(ordered)
        if copies := _numbered(entry, _COPY):
            table["copies_by_post"] = tomlkit.item([_table(copy) for copy in copies])
        if social:
            table["social"] = _table(social)
        targets.append(table)
    return targets


def _target_id(entry: Mapping[str, Value], number: int, taken: set[str]) -> str:
    """Return a short name that no other official has: the first word of the name or of the title."""
    written = str(entry.get("title") or entry.get("name") or "")
    words = re.findall(r"[a-z]{3,20}", written.casefold())
    found = words[0] if words else f"official-{number}"
    found = f"{found}-{number}" if found in taken else found
    taken.add(found)
    return found


def _numbered(values: Mapping[str, Value], pattern: re.Pattern[str]) -> list[dict[str, Value]]:
    entries: dict[int, dict[str, Value]] = {}
    for name, value in values.items():
        if found := pattern.fullmatch(name):
            entries.setdefault(int(found[1]), {})[found[2]] = value
    return [entries[number] for number in sorted(entries)]


def _table(values: Mapping[str, Any]) -> Table:
    table = tomlkit.table()
    for name, value in values.items():
        table[name] = _item(name, value)
    return table


def _item(name: str, value: Value) -> Any:
    if isinstance(value, tuple):
        array = tomlkit.array()
        array.extend(value)
        return array.multiline(len(value) > 1)
    if name in DAYS:
        return date.fromisoformat(value)
    if name in NUMBERS:
        return int(value)
    if name in BLOCKS and value:
        written = tomlkit.string(f"{value}\n", multiline=True).as_string()
        return tomlkit.value(f'"""\n{written.removeprefix(QUOTES)}')  # TOML leaves out the first line end
    return value
