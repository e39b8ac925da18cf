"""The fields of `campaign.toml` that a decision changes; comments and the order of the rest stay."""

from collections.abc import Mapping
from datetime import date

import tomlkit
from tomlkit.exceptions import TOMLKitError

from webapp.domain.life import OutcomeKind
from webapp.team.publishing.plan import CannotPublish


def with_fields(toml: bytes, changes: Mapping[str, object]) -> bytes:
    """Return the file with other values for fields of its top level; None removes one.

    Raise `CannotPublish` if the file cannot be read.
    """
    try:
        document = tomlkit.parse(toml.decode())
    except (TOMLKitError, UnicodeDecodeError):
        raise CannotPublish("campaign.toml cannot be read; correct it first") from None
    if all(document.get(name) == value for name, value in changes.items()):
        return toml
    for name, value in changes.items():
        if value is not None:
            document[name] = value
        elif name in document:
            del document[name]
    return tomlkit.dumps(document).encode()


def an_outcome(kind: OutcomeKind, day: date, text: str) -> Mapping[str, object]:
    """Return the change that says what came of a campaign."""
    lines = tomlkit.string(f"\n{text.strip()}\n", multiline=True)  # TOML skips the first line break
    return {"outcome": {"kind": kind.value, "date": day, "text": lines}}
