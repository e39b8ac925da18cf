"""Templates: parts say what they need, and nothing in them would weaken the policy or the escapes."""

import re
from collections.abc import Iterator

import pytest

from tests.repository.checkout import ROOT, hits_in, name, texts

PARTS = ["case", "languages", "targets", "letter", "send", "report", "count", "background"]
"""A public contract: partners' styles and links, and htmx's targets, are by these ids."""

IN_HTML = [
    ("an inline style", r"\sstyle\s*="),
    ("a style sheet of its own", r"<style\b"),
    ("an event attribute", r"\s(?:hx-)?on[a-z:-]+\s*="),
    ("a script that is no file", r"<script\b(?![^>]*\ssrc=)|<script\b[^>]*>(?!</script>)"),
    ("a script in an address", r"javascript:"),
    ("a base address", r"<base\b"),
]
IN_JINJA = [
    ("another site's address", r"(?i)https?://|[\"'(]//\w"),
    ("text that is not escaped", r"\|\s*safe\b|autoescape\s+false|Markup\("),
]


def html() -> Iterator[tuple[str, str]]:
    """Give each template without Jinja, its lines in their places."""
    for path, text in texts("templates/*.html").items():
        yield name(path), re.sub(r"(?s){#.*?#}|{%.*?%}|{{.*?}}", blank, text)


def jinja() -> Iterator[tuple[str, str]]:
    """Give each template without comments."""
    for path, text in texts("templates/*").items():
        yield name(path), re.sub(r"(?s){#.*?#}", blank, text)


def blank(match: re.Match[str]) -> str:
    """Keep only the line ends."""
    return "\n" * match.group().count("\n")


@pytest.mark.parametrize(("what", "pattern"), IN_HTML, ids=[what for what, _ in IN_HTML])
def test_no_markup_holds(what: str, pattern: str) -> None:
    assert not [hit for where, text in html() for hit in hits_in(pattern, text, where)], what


@pytest.mark.parametrize(("what", "pattern"), IN_JINJA, ids=[what for what, _ in IN_JINJA])
def test_no_template_holds(what: str, pattern: str) -> None:
    assert not [hit for where, text in jinja() for hit in hits_in(pattern, text, where)], what


def test_every_template_begins_by_saying_what_it_is() -> None:
    assert not [name(path) for path, text in texts("templates/*.html").items() if not text.startswith("{# ")]


def test_every_part_begins_by_saying_its_inputs() -> None:
    parts = {
        name(path): text for path, text in texts("templates/*.html").items() if path.name.startswith("_")
    }

    assert parts
    assert not [path for path, text in parts.items() if "Inputs: " not in text.partition("#}")[0]]


@pytest.mark.parametrize("part", PARTS)
def test_a_part_s_root_has_its_name(part: str) -> None:
    text = (ROOT / "templates" / "page" / f"_{part}.html").read_text(encoding="utf-8")
    root = re.search(r"(?m)^<(?:section|nav)\b[^>]*", text)

    assert root
    assert f' id="{part}"' in root.group()


def test_every_template_that_is_included_is_there_and_used() -> None:
    named = {
        found for text in texts("templates/*.html", "webapp/*.py").values()
        for found in re.findall(r"[\"']((?:\w+/)*\w+\.html)[\"']", text)
    }  # fmt: skip
    there = {name(path).removeprefix("templates/") for path in texts("templates/*.html")}

    assert named - there == {"index.html"}  # what the pages of a mirror are called
    assert there - named == set()
