"""Mistakes that people make who have never seen TOML: each is explained without its words."""

import tomllib

import pytest

from webapp.campaigns.toml_errors import explain

MISTAKES = [
    # what is written, the line that is named (0: the parser reads on to the end), a piece of the sentence
    ("deadline = 2030-02-30", 1, "no such date"),
    ("deadline = 2030-5-8", 1, "2024-05-08"),
    ("\nheadline = Free Ada", 2, "not in quotes"),
    ("headline =", 0, "missing"),
    ("headline = “Free Ada”", 1, "straight quotes"),
    ("“headline” = 1", 1, "curly quote"),
    ('headline = "Free Ada\n', 1, "closing quote"),
    ('headline = "Free Ada', 0, "closing quote"),
    ("headline = 'Free Ada", 0, "closing quote"),
    ('text = """Free Ada', 0, "closing quote"),
    ('headline = "Free "Ada""', 1, "quote in the text"),
    ('headline "Free Ada"', 1, '"="'),
    ("headline\n", 1, '"="'),
    ('languages = ["es" "en"]', 1, "comma"),
    ('languages = ["es", "en"', 0, '"]"'),
    ('social = { x = "Lamp"', 0, '"}"'),
    ("[person", 0, "closing bracket"),
    ("[[targets]", 1, "closing bracket"),
    ("[person]\n[person]", 2, "twice"),
    ("country = 1\ncountry = 2\n", 2, "twice"),
    ("[targets]\n[[targets]]", 2, "[[targets]]"),
    ("partners = [1]\n[[partners]]", 2, "twice"),
    ('headline = "C:\\Ada"', 1, "backslash"),
    ('headline = "\\u20"', 1, "backslash"),
    (f"x = {'[' * 20_000}", 0, "too many brackets"),
]


@pytest.mark.parametrize(("toml", "line", "piece"), MISTAKES)
def test_a_mistake_is_explained_in_plain_words(toml: str, line: int, piece: str) -> None:
    with pytest.raises((ValueError, RecursionError)) as refused:
        tomllib.loads(toml)

    named_line, sentence = explain(refused.value)

    assert (named_line, piece in sentence) == (line, True), sentence
    assert "(at " not in sentence


def test_an_error_that_is_not_known_keeps_its_words() -> None:
    assert explain(ValueError("Something new (at line 7, column 1)")) == (
        7,
        "Something new; look for a missing quote, comma or bracket",
    )
