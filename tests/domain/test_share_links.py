"""Passing a campaign on: each share address holds the whole invitation, in any script, and nothing else."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from webapp.domain.delivery.mailto import MAX_LINK_CHARS
from webapp.domain.delivery.social_network import Network
from webapp.domain.share_links import Invitation, Service

PAGE = "https://appeal.example/ar/lamp?partner=harbour"
TITLES = {
    "en": "Ada Example: 100 % innocent & brave #now?",
    "ru": "Ада Пример: её судят за стихи + письма",
    "ar": "آدا مثال: أطلقوا سراحها فورًا!",
    "ja": "アダ：釈放してください。",
}


def an_invitation(title: str = TITLES["en"], line: str = "Write, too:", url: str = PAGE) -> Invitation:
    return Invitation(title, line, url)


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_every_address_holds_what_is_passed_on_and_a_space_is_never_a_plus(title):
    shared = an_invitation(title)

    for link in shared.links:
        parts = urlsplit(link.url)
        given = parse_qs(parts.query.lstrip("&"), strict_parsing=True) if parts.query else {}
        held = " ".join(value for values in given.values() for value in values)
        held = held or unquote(parts.fragment.removeprefix("text="))
        assert "+" not in link.url
        assert " " not in link.url
        assert link.url.isascii()
        assert PAGE in held
        if link.service not in (Service.FACEBOOK, Service.LINKEDIN):
            assert title in held
            assert "Write, too:" in held


def test_the_addresses_are_the_services_own():
    shown = {
        link.service: urlsplit(link.url).hostname or link.url.split(":")[0] for link in an_invitation().links
    }

    assert shown == {
        "whatsapp": "wa.me",
        "telegram": "t.me",
        "email": "mailto",
        "sms": "sms",
        "facebook": "www.facebook.com",
        "bluesky": "bsky.app",
        "mastodon": "share.joinmastodon.org",
        "x": "x.com",
        "linkedin": "www.linkedin.com",
    }


def test_a_mail_has_a_subject_and_no_addressee():
    (mail,) = [link.url for link in an_invitation().links if link.service is Service.EMAIL]

    assert mail.startswith("mailto:?subject=Ada%20Example%3A%20100%20%25%20innocent")
    assert mail.endswith(
        "&body=Write%2C%20too%3A%0D%0A%0D%0A" + "https%3A%2F%2Fappeal.example%2Far%2Flamp%3Fpartner%3Dharbour"
    )


@pytest.mark.parametrize("network", [Network.X, Network.BLUESKY, Network.MASTODON])
@pytest.mark.parametrize("title", ["a" * 260, "ж" * 600, "آ ب " * 200, "アダ" * 300])
def test_a_long_title_is_cut_and_the_address_is_not(network, title):
    text = an_invitation(title).fitting(network)

    assert network.measure(text) <= network.max_chars
    assert text.endswith(f"\n{PAGE}")
    assert text.startswith(title[:20])


def test_an_address_as_long_as_a_post_is_not_cut_either():
    long = f"https://appeal.example/{'a' * 400}"

    assert an_invitation(url=long).fitting(Network.X) == long


def test_where_nothing_is_asked_for_there_is_no_empty_line():
    shared = an_invitation(line="")

    assert shared.text == f"{TITLES['en']}\n{PAGE}"
    assert all("%0A%0A" not in link.url for link in shared.links)


def test_a_mail_link_stays_short_enough_for_mail_programs():
    (mail,) = [link.url for link in an_invitation("آ" * 200).links if link.service is Service.EMAIL]

    assert len(mail) <= MAX_LINK_CHARS
