"""Posts: whole, within each network's length, at the network's own address."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from tests.support.builders import a_letter, a_target
from webapp.domain.delivery.social import compose, fits, posts
from webapp.domain.delivery.social_network import Handle, Network

PAGE = "https://appeal.example/en/lamp"
HANDLES = {
    Network.X: "LampMinister",
    Network.BLUESKY: "lamps.example",
    Network.MASTODON: "lamps@social.example",
    Network.FACEBOOK: "LampMinister",
    Network.INSTAGRAM: "lamp.minister",
    Network.WHATSAPP: "+1 202 555-0103",
    Network.TELEGRAM: "LampMinister",
}
ALL = tuple(Handle(network, name) for network, name in HANDLES.items())
WORDS = {
    "en": "Release Ada Example: 100 % innocent & brave #now?",
    "ru": "Освободите Аду: она ни в чём не виновата!",
    "ar": "أطلقوا سراح آدا فورًا!",
    "ja": "アダを釈放してください。",
}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_every_share_address_holds_the_whole_post(words):
    for post in posts(a_letter(target=a_target(social=ALL), post=words, hashtags=("FreeAda",)), PAGE):
        address = urlsplit(post.url)
        given = parse_qs(address.query) | parse_qs(address.fragment)
        assert address.scheme == "https"
        assert "+" not in post.url
        assert post.text.startswith(words)
        assert post.text.endswith("#FreeAda")
        if post.takes_text:
            assert given["text"] == [post.text]
        else:
            assert given == ({"u": [PAGE]} if post.handle.network is Network.FACEBOOK else {})


def test_the_addresses_are_the_networks_own():
    hosts = [urlsplit(post.url).hostname for post in posts(a_letter(target=a_target(social=ALL)), PAGE)]

    assert hosts == [
        "x.com",
        "bsky.app",
        "share.joinmastodon.org",
        "www.facebook.com",
        "www.instagram.com",
        "wa.me",
        "t.me",
    ]


def test_whatsapp_opens_the_chat_with_the_number():
    (post,) = posts(a_letter(target=a_target(social=(Handle(Network.WHATSAPP, "+1 202 555-0103"),))), PAGE)

    assert urlsplit(post.url).path == "/12025550103"


@pytest.mark.parametrize(
    ("network", "mention"),
    [
        (Network.X, "@LampMinister"),
        (Network.BLUESKY, "@lamps.example"),
        (Network.MASTODON, "@lamps@social.example"),
        (Network.FACEBOOK, "https://www.facebook.com/LampMinister"),
        (Network.WHATSAPP, ""),  # it goes to its owner anyway
        (Network.TELEGRAM, "@LampMinister"),
    ],
)
def test_the_official_is_named_after_the_words(network, mention):
    assert compose(Handle(network, HANDLES[network]), "Words.", ()) == f"Words. {mention}".strip()


@pytest.mark.parametrize("handle", ALL, ids=lambda handle: handle.network)
@pytest.mark.parametrize("letter", ["a", "я", "ل", "字", "🕯"])
def test_hashtags_are_added_while_there_is_room_and_never_beyond(handle, letter):
    network = handle.network
    for spare in range(0, 30, 7):
        room = network.max_chars - network.measure(handle.mention) - 1 - spare
        words = letter * (room // network.measure(letter))

        post = compose(handle, words, ("FreeAda", "Lamps"))

        assert fits(handle, words)
        assert network.measure(post) <= network.max_chars
        assert post.startswith(words)


@pytest.mark.parametrize(
    ("text", "length"),
    [("abc", 3), ("жук", 3), ("字", 2), ("🕯", 2), ("“a” – b…", 9), ("ﷺ", 2)],  # twitter-text, configuration 3
)
def test_x_counts_wide_characters_twice(text, length):
    assert Network.X.measure(text) == length


def test_a_text_that_does_not_fit_is_detected():
    assert not fits(Handle(Network.X, "LampMinister"), "a" * 280)


@pytest.mark.parametrize(
    ("network", "name"),
    [
        (Network.X, "Lamp Minister"),
        (Network.X, "@LampMinister"),
        (Network.X, "a" * 16),
        (Network.BLUESKY, "lamps"),
        (Network.MASTODON, "lamps"),
        (Network.FACEBOOK, "https://facebook.com/lamps"),
        (Network.WHATSAPP, "202 555 0103"),
        (Network.TELEGRAM, "1lamps"),
        (Network.TELEGRAM, "lamps&text=x"),
    ],
)
def test_an_invalid_handle_is_detected(network, name):
    assert not Handle(network, name).is_valid


@pytest.mark.parametrize("handle", ALL, ids=lambda handle: handle.network)
def test_a_valid_handle_is_accepted(handle):
    assert handle.is_valid


def test_nothing_in_a_post_can_add_a_field():
    words = "&text=other#fragment?url=x+y\r\nX: z"
    for post in posts(a_letter(target=a_target(social=ALL), post=words), PAGE):
        assert words in unquote(post.url) or not post.takes_text
        assert post.url.count("text=") <= 1
        assert post.url.isascii()
