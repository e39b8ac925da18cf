"""A PO file is held to the rules of the field whose text it translates."""

import tempfile
from pathlib import Path

import pytest

from tests.support.builders import a_reachable_campaign_folder, an_edition
from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.folder import read_folder
from webapp.campaigns.message_rules import broken_rule
from webapp.campaigns.message_states import list_messages
from webapp.campaigns.reader import read_campaign, read_schema

BLOCKS = {"summary", "background", "letter.text", "letter.card"}
"""Fields in which a line may end."""


def fields() -> dict[str, str]:
    """Return each kind of message with a source text of it."""
    with tempfile.TemporaryDirectory() as root:
        schema = read_schema(read_folder(a_reachable_campaign_folder(Path(root))))
    return dict(list_messages(schema))


FIELDS = fields()
WRONG = [
    # a translation that is wrong in a field of one line, and whether it is wrong in a block of text, too
    ("one\ntwo", False),
    ("one  two", False),
    ("one\ttwo", True),
    ("one\u2028two", True),
    ("one\x01two", True),
    ("one\u202etwo", True),
    ("x" * 601, False),
    ("x" * 20_001, True),
]


@pytest.mark.parametrize("context", FIELDS)
@pytest.mark.parametrize(("translation", "everywhere"), WRONG)
def test_a_wrong_translation_is_refused_in_each_field_with_line_and_source(
    tmp_path: Path, context: str, translation: str, everywhere: bool
) -> None:
    if context in BLOCKS and not everywhere:
        assert not broken_rule(context, translation)
        return
    folder = a_reachable_campaign_folder(tmp_path)
    an_edition(folder, "es", {(context, FIELDS[context]): translation})

    with pytest.raises(InvalidCampaign) as refused:
        read_campaign(read_folder(folder))

    diagnostic = refused.value.diagnostics[0]
    assert (diagnostic.file, diagnostic.field) == ("beacon/es.po", context)
    assert diagnostic.line == 6
    assert FIELDS[context][:20] in diagnostic.message


@pytest.mark.parametrize("context", FIELDS)
@pytest.mark.parametrize(
    "translation", ["Señora", "សូមដោះលែង", "آزاد\u200cسازی", "❤\ufe0f", "A.\u00a0I.\u202f!"]
)
def test_a_right_translation_is_taken_in_each_field(context: str, translation: str) -> None:
    assert not broken_rule(context, translation)


def test_what_is_too_long_only_as_a_whole_is_refused(tmp_path: Path) -> None:
    folder = a_reachable_campaign_folder(tmp_path)
    sources = ("The lamp was blue.", "It burned all night.")
    an_edition(folder, "es", {("background", source): "x" * 11_000 for source in sources})

    with pytest.raises(InvalidCampaign, match=r"background is too long; at most 20000 letters"):
        read_campaign(read_folder(folder))
