"""Every delivery option holds exactly the letter, whatever was typed into it."""

import re
from email import message_from_bytes
from email.policy import default
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.builders import a_draft, a_letter
from tests.support.strategies import honest, lines, typed
from webapp.domain import text
from webapp.domain.delivery import social, webmail
from webapp.domain.delivery.draft_file import draft_file
from webapp.domain.delivery.mailto import MAX_LINK_CHARS, link_for, mailto
from webapp.domain.delivery.social_network import Handle, Network
from webapp.domain.letter import Letter, problems
from webapp.printing import sheet_count


@given(
    st.lists(st.sampled_from(["a@lamps.example", "b+c@lamps.example"]), min_size=1), honest, honest, honest
)
def test_a_mail_link_decodes_to_what_went_in(to: list[str], subject: str, body: str, copy: str) -> None:
    subject, copies = text.line(subject), ["copy@lamps.example"] if copy else []

    link = mailto(to, subject, body, copies)

    assert re.fullmatch(
        r"mailto:[A-Za-z0-9@,.%?&=_~-]+", link
    )  # RFC 3986's unreserved, and what RFC 6068 adds
    scheme, _, rest = link.partition(":")
    path, _, query = rest.partition("?")
    fields = [tuple(map(unquote, pair.split("="))) for pair in query.split("&") if pair]
    assert scheme == "mailto"
    assert unquote(path).split(",") == to
    assert fields == [
        (name, value)
        for name, value in (
            ("subject", subject),
            ("cc", ",".join(copies)),
            ("body", body.replace("\n", "\r\n")),
        )
        if value
    ]


def a_typed_letter(words: tuple[str, ...], body: str) -> Letter:
    """Make a letter as the page makes it of what was typed."""
    salutation, closing, name = words
    return a_letter(
        salutation=salutation,
        paragraphs=text.split_paragraphs(body),
        closing=closing,
        sender_name=name,
        sender_address=text.split_lines(body)[:3],
    )


@settings(deadline=None)
@given(st.tuples(lines, lines, lines), typed)
def test_every_delivery_option_holds_the_whole_letter(words: tuple[str, ...], body: str) -> None:
    letter = a_typed_letter(words, body)
    sent = letter.body.replace("\n", "\r\n")

    link = link_for(letter)
    if link.is_whole:
        assert len(link.url) <= MAX_LINK_CHARS
        assert dict(parse_qsl(urlsplit(link.url).query)).get("body", "") == sent
    else:
        assert "body=" not in link.url
    assert dict(parse_qsl(urlsplit(link.long_url).query)).get("body", "") == sent
    for compose in webmail.compose_links(letter):
        query = urlsplit(compose.url).query
        assert "+" not in query
        assert dict(parse_qsl(query)).get("body", "") == sent
        assert len(compose.url) < webmail.MAX_URL_CHARS


@settings(deadline=None)
@given(st.tuples(lines, lines, lines), typed)
def test_a_draft_file_holds_the_letter_and_no_header_of_its_words(words: tuple[str, ...], body: str) -> None:
    letter = a_typed_letter(words, body)

    file = draft_file(letter)
    message = message_from_bytes(file, policy=default)

    assert message.get_content().replace("\r\n", "\n") == letter.body + "\n"
    assert message["To"] == "minister@lamps.example"
    assert len(message.keys()) == 7
    assert not message.defects
    assert max(map(len, file.split(b"\r\n"))) <= 998  # RFC 5322, 2.1.1
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", file)


@pytest.mark.parametrize("network", list(Network))
@given(st.text(max_size=600), st.lists(st.from_regex(r"\w{2,12}", fullmatch=True), max_size=5))
def test_a_post_holds_its_words_whole_and_no_hashtag_too_many(
    network: Network, words: str, hashtags: list[str]
) -> None:
    names = {Network.MASTODON: "lamps@social.example", Network.BLUESKY: "lamps.example"}
    handle = Handle(network, names.get(network, "LampMinister"))
    words = text.line(words)

    post = social.compose(handle, words, tuple(hashtags))

    bare = f"{words} {handle.mention}".strip()
    assert post.startswith(bare)
    added = post.removeprefix(bare).split()
    assert added == [f"#{tag}" for tag in hashtags[: len(added)]]
    if social.fits(handle, words):
        assert network.measure(post) <= network.max_chars
    else:
        assert not added
    assert len(post) <= network.measure(post) <= 2 * len(post)


@given(st.lists(honest, max_size=12), st.floats(0.1, 2.0))
def test_more_words_never_take_fewer_sheets(paragraphs: list[str], width: float) -> None:
    widths = dict.fromkeys(range(32, 0x3000), width)

    counted = [
        sheet_count.count_sheets(a_letter(paragraphs=tuple(paragraphs[:number])), widths)
        for number in range(1, len(paragraphs) + 1)
    ]

    assert counted == sorted(counted)
    assert all(number >= 1 for number in counted)


@settings(deadline=None)
@given(typed, lines, typed)
def test_a_draft_without_problems_is_within_every_bound(body: str, line: str, address: str) -> None:
    draft = a_draft(
        text=text.sanitize(body), closing=line, sender_name=line, sender_address=text.sanitize(address)
    )

    found = {problem.field for problem in problems(draft)}

    assert ("text" in found) == (not text.split_paragraphs(draft.text))  # all invented texts are short
    assert "closing" not in found
    assert ("sender_address" in found) == (
        len(text.split_lines(draft.sender_address)) > text.MAX_ADDRESS_LINES
        or any(len(each) > text.MAX_LINE_CHARS for each in text.split_lines(draft.sender_address))
    )
