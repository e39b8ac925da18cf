"""The markup of page texts: what is a link, emphasis or a list, and that nothing else is."""

import string
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.markup import Span, links, parse, parse_line, plain, wrong_link

SITE = "https://lamps.example/a_(b)?x=1&y=2"
MARKED = [
    ("plain", (Span("plain"),)),
    ("a *b* c", (Span("a "), Span("b", emphasized=True), Span(" c"))),
    ("«*b*»", (Span("«"), Span("b", emphasized=True), Span("»"))),
    (f"see [the report]({SITE}).", (Span("see "), Span("the report", SITE), Span("."))),
    (f"[*Report*]({SITE})", (Span("Report", SITE, emphasized=True),)),
    (
        f"*see [it]({SITE}) now*",
        (Span("see ", emphasized=True), Span("it", SITE, emphasized=True), Span(" now", emphasized=True)),
    ),
    ("*أولا* ثم *ثانيا*", (Span("أولا", emphasized=True), Span(" ثم "), Span("ثانيا", emphasized=True))),
    (f"[التقرير]({SITE}) هنا", (Span("التقرير", SITE), Span(" هنا"))),
    ("[hard\nwrap](https://lamps.example)", (Span("hard\nwrap", "https://lamps.example"),)),
]
UNMARKED = [
    "2*3*4", "**strong**", "_underlined_", "`code`", "# heading", "> quotation", "1. numbered", "23.24. Then",
    "* Note: no post", "*Note: no post", "a * b * c", "![image](", "<b>bold</b>", "&amp; &lt;", "a\\*b",
    "https://lamps.example", "<https://lamps.example>",
    "[note]", "[note] (aside)", "*", "**", "* *", "a*", "[]()",
    "[a](https://)", "~~gone~~", "| a | b |", "\\[a\\]", "---", "[a]: https://lamps.example", "-- dash", "-5",
]  # fmt: skip
NO_LINKS = [
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](data:text/html,<script>)", "[x](vbscript:x)",
    "[x](http://lamps.example)", "[x](//lamps.example)", "[x](/en/gorinov)", "[x](mailto:a@lamps.example)",
    "[x]( https://lamps.example)", "[x](https://lamps.example", "[x](https://a b)", "[](https://lamps.example)",
    '[x](https://lamps.example" onclick="alert(1))', "[x](https://lamps.example 'title')", "[x](file:///etc)",
    "[a [b](c)", "[x](<https://lamps.example>)", "[x](https://lamps.example\\@evil.example)",
]  # fmt: skip


@pytest.mark.parametrize(("text", "spans"), MARKED)
def test_links_and_emphasis_are_read(text: str, spans: tuple[Span, ...]) -> None:
    assert parse_line(text) == spans
    assert not wrong_link(text)


@pytest.mark.parametrize("text", UNMARKED)
def test_nothing_else_is_markup(text: str) -> None:
    assert "".join(span.text for span in parse_line(text)) == text
    assert not any(span.link or span.emphasized for span in parse_line(text))
    assert plain(text) == text


@pytest.mark.parametrize("text", NO_LINKS)
def test_only_whole_https_addresses_are_links_and_the_rest_is_named(text: str) -> None:
    assert not any(span.link for span in parse_line(text))
    assert wrong_link(f"Before. {text} After.")


def test_a_link_within_a_link_is_named() -> None:
    assert wrong_link("[[x](https://a.example)](https://b.example)")


def test_lines_that_begin_with_a_hyphen_are_a_list() -> None:
    listed = parse("- one\n- *two*\n  and more\n- three")

    assert listed.is_list
    assert ["".join(span.text for span in line) for line in listed.lines] == [
        "one", "two\n  and more", "three",
    ]  # fmt: skip
    assert not parse("They ask:\n- one").is_list


def test_plain_text_has_the_addresses_and_no_marks() -> None:
    text = f"*See* [the report]({SITE}).\n\n- [https://a.example](https://a.example)\n- *two*"

    assert plain(text) == f"See the report ({SITE}).\n\n- https://a.example\n- two"
    assert links(text) == (SITE, "https://a.example")


PIECES = (
    "*",
    "[",
    "](",
    "](https://",
    ")",
    "- ",
    "\n",
    " ",
    "(",
    "a",
    "ب",
    "<",
    "&",
    "[x](https://a.example)",
)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_no_letter_is_lost_or_added(text: str) -> None:
    letters = set(string.ascii_letters) | {"ب", "<", "&"}
    spans = list(chain.from_iterable(parse(text).lines))

    shown = "".join(span.text for span in spans)
    without_links = text
    for link in links(text):
        without_links = without_links.replace(f"]({link})", "]", 1)
    assert [each for each in shown if each in letters] == [each for each in without_links if each in letters]
    assert all(span.link in ("", *links(text)) for span in spans)


@pytest.mark.parametrize(
    "piece",
    ["*a ", "*", "[", "[a", "[a](", "[a](https://", "[a](https://a(b", "[x](https://a.example) *", "- a\n"],
)
def test_long_texts_are_read_in_linear_time(piece: str) -> None:
    text = (piece * 60_000)[:60_000]  # quadratic work on three of the longest texts would take minutes

    for read in (parse, plain, wrong_link):
        read(text)
