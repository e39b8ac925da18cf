"""Two versions of a campaign side by side."""

import hashlib
from collections.abc import Mapping

import pytest

from webapp.team.drafts.comparison import Comparison, FieldChange, FileChange, FileState, compare

TOML = """\
headline = "The lamp"
deadline = 2030-06-19
phones = ["1", "2"]
is_open = true

[letter]
text = \"\"\"
Please.

Thank you.
\"\"\"

[[targets]]
id = "minister"
name = "Max"

[[targets]]
id = "warden"
name = "Wanda"
"""
PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


def message(context: str, source: str, translation: str) -> str:
    """Return a message of a PO file."""
    return f'msgctxt "{context}"\nmsgid "{source}"\nmsgstr "{translation}"\n\n'


def compared(before: Mapping[str, str], after: Mapping[str, str]) -> Comparison:
    """Compare two sets of files."""

    def digest(text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()

    contents = {digest(text): text.encode() for text in (*before.values(), *after.values())}
    return compare(
        {name: digest(text) for name, text in before.items()},
        {name: digest(text) for name, text in after.items()},
        contents,
    )


def fields(before: str, after: str, name: str = "campaign.toml") -> list[tuple[str, str | None, str | None]]:
    """Return the fields in which two files differ."""
    found = compared({name: before}, {name: after}).fields
    return [(".".join(each.path), each.before, each.after) for each in found]


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ('"The lamp"', '"The light"', [("headline", "The lamp", "The light")]),
        ("2030-06-19", '"31.2.2030"', [("deadline", "2030-06-19", "31.2.2030")]),
        ('"1", "2"', '"1"', [("phones", "1\n2", "1")]),
        ("is_open = true", "is_open = false", [("is_open", "true", "false")]),
        ("is_open = true\n", "", [("is_open", "true", None)]),
        ("Thank you.", "Thanks.", [("letter.text", "Please.\n\nThank you.", "Please.\n\nThanks.")]),
        ('"Wanda"', '"Wim"', [("targets.warden.name", "Wanda", "Wim")]),
        (
            '[[targets]]\nid = "minister"\nname = "Max"\n',
            "",
            [("targets.minister.id", "minister", None), ("targets.minister.name", "Max", None)],
        ),
    ],
)
def test_fields_that_differ_are_named(
    old: str, new: str, changed: list[tuple[str, str | None, str | None]]
) -> None:
    assert fields(TOML, TOML.replace(old, new)) == changed


def test_another_order_is_a_difference() -> None:
    first, second = TOML.index("[[targets]]"), TOML.rindex("[[targets]]")
    turned = TOML[:first] + TOML[second:] + TOML[first:second]

    assert fields(TOML, turned) == [("targets", "minister\nwarden", "warden\nminister")]


def test_translations_are_compared_by_the_field_that_they_translate() -> None:
    before = PO + message("letter.text", "Please.", "S’il vous plaît.") + message("headline", "Lamp", "")
    after = PO + message("letter.text", "Please!", "Je vous prie.") + message("headline", "Lamp", "Lampe")

    assert fields(before, after, "fr.po") == [
        ("fr.po.letter.text", "S’il vous plaît.", "Je vous prie."),
        ("fr.po.headline", None, "Lampe"),
    ]


@pytest.mark.parametrize(
    ("name", "broken"), [("campaign.toml", 'headline = "The lamp\n'), ("fr.po", PO + 'msgid "open\n')]
)
def test_a_file_that_cannot_be_read_is_one_field(name: str, broken: str) -> None:
    found = compared({name: broken}, {name: broken + "x"}).fields

    assert found == (FieldChange((name,), broken, broken + "x"),)


def test_files_are_named() -> None:
    before = {"campaign.toml": TOML, "ada.jpg": "1", "es.po": PO, "logo.png": "1"}
    after = {"campaign.toml": f"# new\n{TOML}", "ada.jpg": "2", "fr.po": PO}

    assert compared(before, after) == Comparison(
        (),
        (
            FileChange("campaign.toml", FileState.REWRITTEN),
            FileChange("ada.jpg", FileState.REPLACED),
            FileChange("es.po", FileState.REMOVED),
            FileChange("fr.po", FileState.ADDED),
            FileChange("logo.png", FileState.REMOVED),
        ),
    )


def test_a_version_is_not_different_from_itself() -> None:
    assert not compared({"campaign.toml": TOML}, {"campaign.toml": TOML})


def test_changed_words_are_marked() -> None:
    (change,) = compared({"campaign.toml": 'a = "one two"'}, {"campaign.toml": 'a = "one three"'}).fields

    assert [[piece.text for piece in side if piece.is_changed] for side in change.sides] == [
        ["two"],
        ["three"],
    ]
