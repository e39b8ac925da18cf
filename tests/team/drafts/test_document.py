"""campaign.toml as plain values: every value comes back, and what was not changed keeps its looks."""

import tomllib
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.settings import ROOT
from webapp.team.drafts.document import BrokenDocument, parse, write

FILE = b"""# The lamp.
headline = "Free the keeper of the lamp"
deadline = 2030-06-19  # the last day
summary = \"\"\"
Ada Example was locked up.

For a lamp.\"\"\"

[person]
name = "Ada Example"

# The minister.
[[targets]]
id = "minister"
name = "Max Muster"
email = [
  "minister@lamps.example",  # confirmed
]

# The envoy.
[[targets]]
id = "envoy"
name = "Eva Muster"
phone = [{ number = "+1 202 555 0100", note = "mornings" }]
"""
TYPED = [
    'He said "no"',
    '"""',
    "'''",
    "\\",
    "a\\nb",
    "line\nline",
    '\n\n"""\nend"""',
    "tab\tand\x00nul\x1b",
    "\u202eright to left\u2069",
    "\ud800",
    "a\r\nb\rc",
    "",
    " ",
    "# none",
    "[targets]",
    "31.2.2027",
    "日本 العربية",
]
NAMES = st.text(st.characters(codec="utf-8"), max_size=8)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=30)
VALUES = st.recursive(
    st.booleans() | st.integers(-(2**40), 2**40) | TEXTS | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
DOCUMENTS = st.dictionaries(NAMES, VALUES, max_size=5)


def as_stored(text: str) -> str:
    """Return a text as TOML holds it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ud800", "\ufffd")


@pytest.mark.parametrize("text", TYPED, ids=repr)
@pytest.mark.parametrize("field", ["headline", "summary"])
def test_whatever_is_typed_comes_back(text: str, field: str) -> None:
    document = parse(FILE) | {field: text}

    assert parse(write(document, FILE))[field] == as_stored(text)


@pytest.mark.parametrize("text", TYPED, ids=repr)
def test_whatever_is_typed_in_an_entry_comes_back(text: str) -> None:
    document = parse(FILE)
    document["targets"][1]["phone"][0]["note"] = text
    document["targets"][0]["notes"] = [text, {"text": text, "channel": "post"}]

    read = parse(write(document, FILE))
    assert read["targets"][1]["phone"][0]["note"] == as_stored(text)
    assert read["targets"][0]["notes"] == [as_stored(text), {"text": as_stored(text), "channel": "post"}]


def normalized(value: Any) -> Any:
    """Return a value with the line ends of TOML."""
    match value:
        case str():
            return as_stored(value)
        case list():
            return [normalized(each) for each in value]
        case dict():
            return {normalized(name): normalized(each) for name, each in value.items()}
        case _:
            return value


@given(DOCUMENTS, DOCUMENTS)
def test_every_document_can_be_written_like_every_other(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    assert parse(write(after, write(before))) == normalized(after)


def test_what_is_not_changed_keeps_its_looks() -> None:
    assert write(parse(FILE), FILE) == FILE


def test_one_changed_field_changes_its_line_alone() -> None:
    document = parse(FILE) | {"deadline": date(2030, 7, 1)}
    document["targets"][0]["name"] = "Mia Muster"

    changed = FILE.replace(b"2030-06-19", b"2030-07-01").replace(b"Max Muster", b"Mia Muster")
    assert parse(write(document, FILE)) == tomllib.loads(changed.decode())
    assert b"# The minister." in write(document, FILE)
    assert b"# confirmed" in write(document, FILE)


def test_entries_are_added_removed_and_reordered() -> None:
    document = parse(FILE)
    minister, envoy = document["targets"]
    document["targets"] = [envoy, {"id": "judge", "name": "Jo Muster"}]

    assert parse(write(document, FILE))["targets"] == document["targets"]
    document["targets"] = [envoy, minister]
    assert parse(write(document, FILE))["targets"] == document["targets"]
    del document["targets"]
    assert "targets" not in parse(write(document, FILE))


def test_the_shipped_campaign_keeps_its_looks() -> None:
    file = (ROOT / "campaigns" / "gorinov" / "campaign.toml").read_bytes()

    assert write(parse(file), file) == file


def test_moments_stay_moments() -> None:
    document = {"publish": datetime(2030, 5, 1, 9, tzinfo=UTC)}

    assert parse(write(document)) == document


@pytest.mark.parametrize(
    ("content", "line"), [(b'a = 1\nb = "x', 2), (b"a = 1\nb 2\n", 2), (b"a = '\xff'", 1)]
)
def test_a_broken_file_is_told_with_its_line(content: bytes, line: int) -> None:
    with pytest.raises(BrokenDocument) as broken:
        parse(content)

    assert broken.value.line in (0, line)
    assert parse(write({"a": 1}, content)) == {"a": 1}
