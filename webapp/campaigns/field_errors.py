"""Errors of pydantic in words for people who are no programmers. None of its own words is passed on."""

from collections.abc import Mapping

OWN_WORDS = "value_error"
"""The type of an error that a rule of ours raised, with a sentence of ours."""

_KINDS = {
    "missing": "is missing; add it",
    "extra_forbidden": "is not a field of a campaign; correct its name or delete it",
    "string_type": "must be text in quotes",
    "list_type": 'must be a list in square brackets, such as ["one", "two"]',
    "model_type": "must be a group of fields; docs/campaigns.md shows how it is written",
    "bool_type": "must be true or false, without quotes",
    "int_type": "must be a whole number, in digits alone and without quotes, such as 500",
    "string_pattern_mismatch": "must be small letters, digits and hyphens, and begin with a letter",
}
_DATE = "must be a date such as 2024-05-08, without quotes"
_UNKNOWN = "has a value that cannot stand here; docs/campaigns.md shows how it is written"


def advice(error_type: str, message: str, bounds: Mapping[str, object]) -> str:
    """Return what follows the name of a field: what is wrong and what to write."""
    if error_type == OWN_WORDS:
        return message.removeprefix("Value error, ")
    if error_type in ("literal_error", "enum"):
        return f"must be {str(bounds.get('expected')).replace(chr(39), chr(34))}"
    if error_type == "too_short":
        return f"has too few entries; write at least {bounds.get('min_length')}"
    is_text = error_type == "too_long" and bounds.get("field_type") == "Value"
    if error_type == "string_too_long" or is_text:
        return f"is too long; at most {bounds.get('max_length')} letters are allowed: shorten it"
    if error_type == "too_long":
        return f"is too long; at most {bounds.get('max_length')} entries are allowed: shorten it"
    if error_type.startswith(("date", "datetime")):
        return _DATE
    return _KINDS.get(error_type, _UNKNOWN)
