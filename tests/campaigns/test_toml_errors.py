"""Mistakes of people who have never seen TOML: each is named at its field and line, with the remedy.

The fuzz test spoils a campaign file in many ways and looks for words that only programmers know.
"""

import re
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.campaigns.test_fuzz_campaigns import broken_files
from tests.support.builders import CAMPAIGN
from tests.support.rounds import rounds
from webapp.campaigns.diagnostics import Diagnostic, InvalidCampaign
from webapp.campaigns.reader import read_campaign
from webapp.campaigns.source_files import SourceFiles
from webapp.campaigns.toml_errors import explain

TOML = CAMPAIGN.format(language="en", deadline="deadline = 2030-05-08", after_deadline="warn")
HEADLINE = '"Free the keeper of the lighthouse"'
LIST = '["Write a letter.", "Tell us."]'
DEADLINE = "2030-05-08"
SPOILT = [
    # what is replaced, by what, the line and the field that are named, and a piece of the remedy
    (HEADLINE, "“Free the keeper”", 7, "headline", "straight quotes"),
    (HEADLINE, "„Free the keeper“", 7, "headline", "straight quotes"),
    (HEADLINE, "«Free the keeper»", 7, "headline", "straight quotes"),
    (HEADLINE, "`Free the keeper`", 7, "headline", "straight quotes"),
    (HEADLINE, '"Free the keeper”', 7, "headline", "ends with ”"),
    (HEADLINE, '"Free the keeper', 7, "headline", "closing quote"),
    (HEADLINE, 'Free the keeper"', 7, "headline", "not in quotes"),
    (HEADLINE, "Free the keeper", 7, "headline", "not in quotes"),
    (HEADLINE, "None", 7, "headline", "not in quotes"),
    (HEADLINE, "", 7, "headline", "no value"),
    (HEADLINE, "'Free Ada's lamp'", 7, "headline", "apostrophe"),
    (HEADLINE, '"Free the "keeper""', 7, "headline", "within its text"),
    (HEADLINE, '"C:\\Lamps"', 7, "headline", "backslash"),
    (HEADLINE, '"Free";', 7, "headline", 'a ";" after'),
    (HEADLINE, '"Free",', 7, "headline", 'a "," after'),
    (HEADLINE, '= "Free"', 7, "headline", 'two "="'),
    (HEADLINE, '"Free\x01"', 7, "this line", "U+0001"),
    (HEADLINE, '["Free"]', 7, "headline", "without square brackets"),
    ("headline =", "headline:", 7, "this line", 'instead of ":"'),
    ("headline =", "headline", 7, "this line", 'a "="'),
    ("headline =", "headlin =", 7, "headlin", 'write "headline"'),
    ("headline =", "Headline =", 7, "Headline", 'write "headline"'),
    ("headline =", "head line =", 7, "this line", "head line"),
    ("headline =", "\u00a0headline =", 7, "this line", "U+00A0"),
    ("headline =", "\u200bheadline =", 7, "this line", "U+200B"),
    ("headline =", "\ufeffheadline =", 7, "this line", "U+FEFF"),
    ('"""\nThe lamp', "“““\nThe lamp", 10, "background", "three straight quotes"),
    ('night.\n"""', "night.\n”””", 14, "background", "three straight quotes"),
    ('night.\n"""', 'night.\n""', 14, "background", "three straight quotes"),
    ('night.\n"""', "night.", 10, "background", 'no """ at its end'),
    ('lamp.\n"""', "lamp.", 22, "letter.text", 'no """ at its end'),
    (LIST, '["Write a letter." "Tell us."]', 9, "instructions", "no comma"),
    (LIST, '[\n"Write a letter."\n"Tell us."\n]', 11, "instructions", "no comma"),
    (LIST, '["Write a letter."; "Tell us."]', 9, "instructions", "write a comma"),
    (LIST, '["Write a letter.", "Tell us."', 9, "instructions", '"]"'),
    (LIST, "“Write a letter.”", 9, "instructions", "straight quotes"),
    (LIST, "[“Write a letter.”]", 9, "instructions", "straight quotes"),
    (LIST, '"Write a letter."', 9, "instructions", "square brackets"),
    (DEADLINE, "31.12.2030", 4, "deadline", "2030-12-31"),
    (DEADLINE, '"31.12.2030"', 4, "deadline", "2030-12-31"),
    (DEADLINE, "12/31/2030", 4, "deadline", "2030-12-31"),
    (DEADLINE, "05/08/2030", 4, "deadline", "2024-05-08"),  # May or August
    (DEADLINE, "2030–05–08", 4, "deadline", "2030-05-08"),
    (DEADLINE, "2030-5-8", 4, "deadline", "2030-05-08"),
    (DEADLINE, '"2030-05-08"', 4, "deadline", "without quotes"),
    (DEADLINE, "2030-02-30", 4, "deadline", "no calendar"),
    (DEADLINE, "8 May 2030", 4, "deadline", "2024-05-08"),
    (DEADLINE, "2030-05-08T10:00:00", 4, "deadline", "2030-05-08"),
    ("[person]", "[person", 16, 'the heading "[person"', 'write "[person]"'),
    ("[person]", "(person)", 16, "this line", 'write "[person]"'),
    ("[person]", "[[person]]", 16, "person", '"[person]"'),
    ("[person]", "[persons]", 16, "persons", 'write "[person]"'),
    ("[person]", "<<<<<<< HEAD\n[person]", 16, "this line", "merged"),
    ("[person]", "Hello world\n[person]", 16, "this line", "neither a field"),
    ("[person]", 'country = "FR"\n[person]', 16, "country", "in line 3"),
    ("[letter]", '[person]\nname = "x"\n[letter]', 20, "[person]", "in line 16"),
    ("[letter]", "[Letter]", 20, "Letter", 'write "[letter]"'),
    ("[[targets]]", "[targets]", 29, 'the heading "[targets]"', 'write "[[targets]]"'),
    ("[[targets]]", "[[targets]", 29, 'the heading "[[targets]"', 'write "[[targets]]"'),
    (
        'name = "Ada Example"',
        'name = "Ada Example"\nhashtags = ["x"]',
        18,
        "person.hashtags",
        "above line 16",
    ),
    ('id = "minister"', 'id = "mini\u200bster"', 30, "targets[1].id", "U+200B"),
    ('office = "Ministry', 'id = "x"\noffice = "Ministry', 31, "targets[1].id", "in line 30"),
    ('notes = ["Answers on Mondays."]', "social = { x = 'L', }", 38, "targets[1].social", "comma"),
    ('notes = ["Answers on Mondays."]', "social = {\n x = 'L'\n}", 38, "targets[1].social", "on one line"),
    ('reference = "1.99"', "reference = 1.99", 1, "reference", "in quotes"),
    ('reference = "1.99"', "# \u2028 and \u0085 end no line\nreference = 1.99", 2, "reference", "in quotes"),
    ('reference = "1.99"', 'subject = "x"', 1, "subject", '"[letter]"'),
]


def diagnostics(content: str | bytes) -> tuple[Diagnostic, ...]:
    """Read a campaign file and return what is wrong with it."""
    try:
        read_campaign(
            SourceFiles(
                "lamp", {"campaign.toml": content if isinstance(content, bytes) else content.encode()}
            )
        )
    except InvalidCampaign as invalid:
        return invalid.diagnostics
    return ()


@pytest.mark.parametrize(("old", "new", "line", "field", "remedy"), SPOILT)
def test_a_mistake_is_named_at_its_field_and_line(
    old: str, new: str, line: int, field: str, remedy: str
) -> None:
    assert old in TOML

    first = diagnostics(TOML.replace(old, new, 1))[0]

    assert (first.line, first.field, remedy in first.message) == (line, field, True), str(first)


FILES = [
    (b"", "is empty"),
    (b"\n \n", "is empty"),
    (TOML.encode("utf-16"), "UTF-16"),
    (b"PK\x03\x04" + bytes(range(256)), "Word document"),
    (b"{\\rtf1 reference}", "Rich Text"),
    (b"%PDF-1.7", "a PDF"),
    (bytes(range(256)), "not a text file"),
    (b"<html><body>", "web page"),
    (TOML.replace("Free", "Libérez").encode("cp1252"), "Libérez"),
]


@pytest.mark.parametrize(("content", "piece"), FILES)
def test_a_file_that_is_no_campaign_file_is_called_what_it_is(content: bytes, piece: str) -> None:
    (only,) = diagnostics(content)

    assert piece in only.message
    assert "; " in only.message


def test_a_byte_order_mark_and_tabs_before_names_change_nothing() -> None:
    assert diagnostics("\ufeff" + TOML.replace("headline", "\theadline")) == ()


def test_what_stands_in_the_wrong_place_is_not_called_missing_too() -> None:
    moved = TOML.replace(f"headline = {HEADLINE}\n", "") + f"headline = {HEADLINE}\n"

    assert [found.field for found in diagnostics(moved)] == ["targets[2].headline"]


JARGON = re.compile(
    r"input should|type=|pydantic|tomllib|traceback|exception|\bstr\b|\bdict\b|\btuple\b|(?-i:\bNone\b)"
    r"|key part|unterminated|unclosed|illegal|invalid (?:statement|initial|value|date)|expected '|array"
    r"|inline table|cannot (?:overwrite|declare|mutate)|at line \d+, column|end of document|codec|decode"
    r"|<class|\w+Error\b|\(\s*'|value error|extra inputs",
    re.IGNORECASE,
)


@settings(deadline=None, max_examples=rounds(60))
@given(broken_files())
def test_no_programmer_s_word_is_in_a_message(toml: str) -> None:
    for found in diagnostics(toml.encode("utf-8", "replace")):
        assert not JARGON.search(found.message), found.message
        assert 0 <= found.line <= toml.count("\n") + 1
        assert re.search(r"[;:] |add|must be|write|shorten|correct", found.message), found.message


@settings(deadline=None, max_examples=rounds(60))
@given(
    st.integers(0, len(TOML) - 1),
    st.sampled_from(["", '"', "'", "[", "]", "=", "\n", ",", "“", "\\", "{", "\u200b", "#"]),
)
def test_one_spoilt_character_is_told_in_plain_words(place: int, sign: str) -> None:
    for found in diagnostics(TOML[:place] + sign + TOML[place + 1 :]):
        assert not JARGON.search(found.message), found.message


@pytest.mark.parametrize(
    "toml", ["x = 1\nx.y = 2", "x = [", "x = {", "=", "x = 1979-13-01", 'x = "\\q"', f"x = {'[' * 20_000}"]
)
def test_an_error_without_a_known_mistake_is_told_without_the_parser_s_words(toml: str) -> None:
    with pytest.raises((ValueError, RecursionError)) as refused:
        tomllib.loads(toml)

    assert not JARGON.search(explain(refused.value).sentence)
