"""Errors of pydantic in words for people who are no programmers. None of its own words is passed on."""

from collections.abc import Mapping
from typing import Any

from webapp.campaigns.advice import Advice, BrokenRule, FieldFault

OWN_WORDS = "value_error"
"""The type of an error that a rule of ours raised, with a sentence of ours."""

_KINDS = {
    "missing": Advice(FieldFault.MISSING, "is missing; add it"),
    "extra_forbidden": "is not a field of a campaign; correct its name or delete it",
    "string_type": "must be text in quotes",
    "list_type": 'must be a list in square brackets, such as ["one", "two"]',
    "model_type": "must be a group of fields; docs/campaigns.md shows how it is written",
    "bool_type": "must be true or false, without quotes",
    "int_type": Advice(
        FieldFault.WHOLE_NUMBER, "must be a whole number, in digits alone and without quotes, such as 500"
    ),
    "string_pattern_mismatch": Advice(
        FieldFault.SHORT_NAME, "must be small letters, digits and hyphens, and begin with a letter"
    ),
}
EMPTY = Advice(FieldFault.EMPTY, "is empty; write it")
DATE = Advice(FieldFault.DATE, "must be a date such as 2024-05-08, without quotes")
_UNKNOWN = "has a value that cannot stand here; docs/campaigns.md shows how it is written"


def advice(error_type: str, bounds: Mapping[str, Any]) -> str:
    """Return what follows the name of a field: what is wrong and what to write."""
    if error_type == OWN_WORDS:
        error = bounds["error"]
        return error.args[0] if isinstance(error, BrokenRule) else str(error)
    if error_type in ("literal_error", "enum"):
        return f"must be {str(bounds.get('expected')).replace(chr(39), chr(34))}"
    if error_type == "too_short":
        least = bounds["min_length"]
        return Advice(FieldFault.FEW_ENTRIES, "has too few entries; write at least %(least)s", least=least)
    is_text = error_type == "too_long" and bounds.get("field_type") == "Value"
    if error_type == "string_too_long" or is_text:
        return Advice(
            FieldFault.MANY_LETTERS,
            "is too long; at most %(most)s letters are allowed: shorten it",
            most=bounds["max_length"],
        )
    if error_type == "too_long":
        return Advice(
            FieldFault.MANY_ENTRIES,
            "is too long; at most %(most)s entries are allowed: shorten it",
            most=bounds["max_length"],
        )
    if error_type.startswith(("date", "datetime")):
        return DATE
    return _KINDS.get(error_type, _UNKNOWN)
