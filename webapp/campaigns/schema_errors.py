"""A campaign file that is well-formed and breaks a rule: each mistake with its line, in plain words."""

import datetime
import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from webapp.campaigns.advice import Advice, FieldFault
from webapp.campaigns.diagnostics import Diagnostic
from webapp.campaigns.field_errors import EMPTY, advice
from webapp.campaigns.message_rules import models_in
from webapp.campaigns.schema import CampaignSchema
from webapp.campaigns.strict_schema import ENTRY_FORMS
from webapp.campaigns.toml_lines import FieldPath, find_line
from webapp.campaigns.toml_mistakes import TABLES, heading_advice, invisible
from webapp.campaigns.toml_values import as_date, date_advice

_MAX_NUMBER_BITS = 200
"""Larger numbers are not repeated in a message. Python refuses to write one of more than 4,300 digits."""


def _all_names(model: type[BaseModel]) -> Iterator[str]:
    for name, info in model.model_fields.items():
        yield name
        for inner in models_in(info.annotation):
            yield from _all_names(inner)


FIELD_NAMES = frozenset(_all_names(CampaignSchema)) - TABLES.keys()
"""The names of all fields, in whatever table."""


def schema_diagnostics(invalid: ValidationError, file: str, toml: str) -> tuple[Diagnostic, ...]:
    """Return what is wrong in a file. A field that is only in the wrong place is not called missing, too."""
    errors = invalid.errors(include_url=False)
    unknown = {
        error["loc"]: _right_name(error["loc"]) for error in errors if error["type"] == "extra_forbidden"
    }
    found = {name.casefold() for names in unknown.items() for name in (str(names[0][-1]), names[1])}
    for error in errors:  # the fields below a heading that nobody knows
        if error["loc"] in unknown and len(error["loc"]) == 1 and isinstance(error["input"], dict):
            found |= {str(name).casefold() for name in error["input"]}
    return tuple(
        _diagnostic(error, file, toml)
        for error in errors
        if error["type"] != "missing" or str(error["loc"][-1]).casefold() not in found
    )


def _diagnostic(error: ErrorDetails, file: str, toml: str) -> Diagnostic:
    path = tuple(part for part in error["loc"] if part not in ENTRY_FORMS)
    line = find_line(toml, path) or _heading_line(toml, path) or 1
    return Diagnostic(file, line, _field(path), _value(error["input"]), _advice(error, path, toml))


def _advice(error: ErrorDetails, path: FieldPath, toml: str) -> str:
    name, value = str(path[-1]) if path else "", error["input"]
    if error["type"] == "extra_forbidden":
        return _unknown(path, value, toml)
    if name in TABLES and error["type"] in ("missing", "model_type", "list_type"):
        if error["type"] == "missing":
            others = (
                '. For several people write "[[people]]" above each, for a group without names group = "…"'
            )
            heading = Advice(
                FieldFault.MISSING,
                'is missing; add the heading "%(heading)s" and its fields below it',
                heading=TABLES[name],
            )
            return heading + (others if name == "person" else "")
        if isinstance(value, (list, dict)):
            return f'begins with "{TABLES[name]}", with just these brackets; correct its heading'
        return heading_advice(name)
    if isinstance(value, str) and (found := invisible(value)) and error["type"] != "value_error":
        return Advice(
            FieldFault.INVISIBLE,
            "has an invisible character (%(found)s); delete it, or type the text anew",
            found=found,
        )
    if error["type"].startswith("date") and isinstance(value, datetime.datetime):
        return f"has a time, too; write the day alone: {value.date().isoformat()}"
    if error["type"].startswith("date") and isinstance(value, str):
        return date_advice(value) + ("" if as_date(value) else _or_delete(path))
    if error["type"] == "model_type":
        return _group_advice(path)
    if error["type"] == "literal_error" and value is not None:
        return advice(error["type"], error.get("ctx", {})) + _or_delete(path)
    if error["type"] == "string_type" and isinstance(value, list):
        return "must be one text in quotes, without square brackets"
    if isinstance(value, str) and not value.strip():
        return EMPTY + _or_delete(path)
    sentence = advice(error["type"], error.get("ctx", {}))
    if error["type"] == "missing":
        place = "above the first heading" if len(path) == 1 else f'below "{TABLES[str(path[0])]}"'
        is_below = len(path) == 1 or _is_of_heading(path)
        return sentence + (f" {place}" if is_below else " between its braces")
    return sentence


def _is_of_heading(path: FieldPath) -> bool:
    """Check whether a field stands on a line of its own below a heading, not in a group."""
    return len([part for part in path if isinstance(part, str)]) == 2


def _or_delete(path: FieldPath) -> str:
    """Return what may be done instead with an empty text: "" where the field is required."""
    if isinstance(path[-1], int):
        return ", or delete this entry"
    field = _model_at(path[:-1]).model_fields.get(path[-1])
    return ", or delete the line" if field and not field.is_required() else ""


def _group_advice(path: FieldPath) -> str:
    """Return what follows the name of a group that is written as something else."""
    if path[0] in TABLES and len(path) == 2:  # an entry of the heading's list
        return heading_advice(str(path[0]))
    names = list(_model_at(path).model_fields)
    example = ", ".join(f"{name} = …" for name in names[:2])
    return f"must be a group in braces, such as {{ {example} }}; its fields are {_listed(names)}"


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _is_table(value: object) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)
    )


def _unknown(path: FieldPath, value: object, toml: str) -> str:
    name, right = str(path[-1]), _right_name(path)
    if len(path) == 1 and isinstance(value, (dict, list)) and (right in TABLES or _is_table(value)):
        right = "people" if right == "person" and isinstance(value, list) else right
        advice_on_name = (
            f'write "{TABLES[right]}"'
            if right in TABLES
            else f"write one of {', '.join(TABLES.values())}; if the fields below it belong to the whole "
            "campaign, delete this line and move them above the first heading"
        )
        return f"is no heading that is known; {advice_on_name}"
    if right and right != name:
        return f'is misspelt; write "{right}"'
    homes = {table: TABLES[table] for table in TABLES if name in _model_at((table,)).model_fields}
    if unread := _unread_heading(toml, find_line(toml, path), homes.keys()):
        return (
            f"is below a heading that has # before it, line {unread}, and is not read; take that # away, "
            "or put one before this line, too"
        )
    if len(path) > 1 and name in CampaignSchema.model_fields and name not in TABLES:
        first = next(
            (number for number, line in enumerate(toml.split("\n"), 1) if line.lstrip().startswith("[")), 1
        )
        return (
            "stands below a heading and belongs to the whole campaign; "
            f"move it above line {first}, the first heading"
        )
    siblings = list(_model_at(path[:-1]).model_fields) if len(path) > 1 else []
    own = f"; the fields here are {_listed(siblings)}" if siblings else ""
    if homes:
        right_places = " or ".join(f'"{heading}"' for heading in [*homes.values()][:2])
        return f"stands in the wrong place; move it below {right_places}{own}"
    if own:
        return f"is not a field that can stand here; correct its name, or delete it{own}"
    return "is not a field of a campaign; correct its name, or delete it (docs/campaigns.md lists the fields)"


def _unread_heading(toml: str, line: int, tables: Collection[str]) -> int:
    """Return the line of the nearest heading above a line if it is a remark and one of `tables`; else 0."""
    for number, content in reversed([*enumerate(toml.split("\n")[: max(line - 1, 0)], start=1)]):
        if heading := re.match(r"\s*(#?)\s*\[\[?\s*([a-z]+)\s*\]", content):
            return number if heading[1] and heading[2] in tables else 0
    return 0


def _right_name(path: tuple[Any, ...]) -> str:
    """Return the name in this table that was probably meant, or ""."""
    name = "".join(each for each in str(path[-1]) if each.isprintable() and not each.isspace())
    known = {each.casefold(): each for each in _model_at(path[:-1]).model_fields}
    near = get_close_matches(name.casefold().replace("-", "_"), known, 1, 0.75)
    return known[near[0]] if near else ""


def _model_at(path: tuple[Any, ...]) -> type[BaseModel]:
    model: type[BaseModel] = CampaignSchema
    for part in path:
        if isinstance(part, str) and part in model.model_fields:
            inner = models_in(model.model_fields[part].annotation)
            model = inner[0] if inner else model
    return model


def _heading_line(toml: str, path: FieldPath) -> int:
    """Return the line of the heading that a path begins with; 0 where there is none."""
    heading = re.compile(rf"\s*\[\[?\s*{re.escape(str(path[0]))}\s*[.\]]" if path else r"(?!)")
    return next((number for number, line in enumerate(toml.split("\n"), 1) if heading.match(line)), 0)


def _field(path: FieldPath) -> str:
    field = ""
    for part in path:
        field += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if field else part
    return field or "the campaign"


def _value(value: object) -> str:
    is_huge = isinstance(value, int) and value.bit_length() > _MAX_NUMBER_BITS
    if is_huge or value is None or isinstance(value, (dict, list)):
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
