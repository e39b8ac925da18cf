"""The parser behind the page client is as strict as html5lib, though lxml reads most documents."""

import pytest
from html5lib.html5parser import ParseError

from tests.support.html_documents import markup_of, parse, parse_strictly, shown

BEFORE, AFTER = '<!doctype html><html lang="en"><head><title>A</title></head><body>', "</body></html>"
SOUND = [
    "<p>Words &amp; more words</p>",
    '<p>&nbsp;&#39;</p><p title="a > b &amp; c">&lt;p&gt;</p>',
    "<table><tbody><tr><td>x</td></tr></tbody></table>",
    "<table>\n<tr>\n<td>x</td>\n</tr>\n</table>",
    "<ul><li>one<li>two</ul><p>open",
    '<form action=\'/a\'><input type="hidden" value="&lt;&quot;"><textarea>\n\n a</textarea></form>',
    '<svg viewBox="0 0 1 1"><path d="M0 0"/><g><title>x</title></g></svg> tail',
    "<pre>\na\n</pre>",
    "<p>уаԱ 𠀀 \u200d\u00a0</p>",
]
MENDED = [
    "<p>a < b</p>",
    "<p>x</b></p>",
    "<p>&nosuch;</p>",
    "<p>&amp</p>",
    "<p>&#0;</p>",
    "<p>\0</p>",
    "<p>\x07</p>",
    "<p>\ufdd0</p>",
    '<p id="a" id="b">x</p>',
    '<p title="a"id="b">x</p>',
    '<p title="&nosuch;">x</p>',
    '<p title=a"b>x</p>',
    "<p title='\x07'>x</p>",
    '<table><input type="text"></table>',
    '<a href="/">x<a href="/">y</a></a>',
    "<div/>",
    "<p><div>x</div></p>",
    "<!-- a -- b --!>",
    "<ul>" + "<li><b>x</li>\n" * 4 + "</ul>",
    "<ul>" + "<li>x</b></li>\n" * 4 + "</ul>",
    "</p>",
]


@pytest.mark.parametrize("body", SOUND)
def test_a_sound_document_is_read_as_html5lib_reads_it(body: str) -> None:
    source = BEFORE + body + AFTER

    assert shown(parse(source)) == shown(parse_strictly(source))
    assert shown(parse(source)) == shown(parse_strictly(source))


@pytest.mark.parametrize("body", MENDED)
def test_a_document_that_a_browser_would_mend_is_refused(body: str) -> None:
    parse(BEFORE + "<p>x</p>" + AFTER)

    for _ in range(2):
        with pytest.raises(ParseError):
            parse(BEFORE + body + AFTER)


def test_documents_that_differ_in_their_words_have_one_markup() -> None:
    one, other = (
        markup_of(
            BEFORE + f"<p title='{word} > &amp;' class=\"{word}\">{word}, &amp; <b>{word}</b>\n</p>" + AFTER
        )
        for word in ("one", "два")
    )

    assert one == other
    assert markup_of(BEFORE + "<p>one</p>" + AFTER) != markup_of(BEFORE + "<p> </p>" + AFTER)
    assert markup_of(BEFORE + "<p type='one'>" + AFTER) != markup_of(BEFORE + "<p type='two'>" + AFTER)
    assert markup_of(BEFORE + "<p>a < b</p>" + AFTER) == BEFORE + "<p>a < b</p>" + AFTER


def test_lists_that_differ_in_their_length_have_one_markup() -> None:
    def a_list(items: int) -> str:
        return markup_of(BEFORE + "<ul>\n" + '<li lang="en">x</li>\n' * items + "</ul>" + AFTER)

    assert a_list(3) == a_list(30) == a_list(2) != a_list(1)
