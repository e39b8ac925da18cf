"""Webmail compose addresses, read back by the standard library, for every suggested letter."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.builders import a_letter, a_target
from webapp.domain.language import Language
from webapp.domain.letter import Letter
from webapp.domain.mail import LONGEST_LINK, link_for
from webapp.domain.webmail import LONGEST_ADDRESS, compose_links
from webapp.services import letters
from webapp.settings import ROOT
from webapp.storage import campaigns

GORINOV = campaigns.load(ROOT / "campaigns" / "gorinov")


def suggested(tag: str, to: tuple[str, ...]) -> tuple[Letter, ...]:
    return letters.compose(GORINOV, letters.begin(GORINOV, Language(tag), to), date(2030, 1, 2))


@pytest.mark.parametrize("tag", ["en", "ru", "es", "ar"])
@pytest.mark.parametrize("to", [("ambassador",), ("prosecutor",), ("prosecutor", "ambassador")])
def test_every_link_on_the_ladder_is_the_letter_and_within_its_limit(tag: str, to: tuple[str, ...]) -> None:
    reachable = [letter for letter in suggested(tag, to) if letter.target.email]

    assert [letter.target.id for letter in reachable] == [one for one in to if one == "ambassador"]
    for letter in reachable:
        link = link_for(letter)
        assert len(link.url) <= LONGEST_LINK
        assert link.whole == (link.length <= LONGEST_LINK)
        for compose in compose_links(letter):
            fields = parse_qs(urlsplit(compose.url).query, strict_parsing=True)
            assert len(compose.url) < LONGEST_ADDRESS
            assert fields["to"] == ["rusembusa@mid.ru"]
            assert fields["body"] == [letter.body.replace("\n", "\r\n")]
            assert fields.get("su", fields.get("subject")) == [letter.subject]
            assert "+" not in compose.url


@pytest.mark.parametrize(("tag", "services"), [("en", 3), ("es", 3), ("ru", 0), ("ar", 0)])
def test_a_letter_too_long_for_webmail_is_not_offered_there(tag: str, services: int) -> None:
    (letter,) = suggested(tag, ("ambassador",))

    assert len(compose_links(letter)) == services  # Cyrillic and Arabic take five characters a letter


def test_a_plus_in_the_address_keeps_outlook_away() -> None:
    letter = a_letter(target=a_target(email=("a+b@lamps.example",)))

    assert [one.service for one in compose_links(letter)] == ["Gmail", "Yahoo"]


def test_without_an_address_there_is_no_webmail() -> None:
    assert compose_links(a_letter(target=a_target(email=()))) == ()


def test_nothing_typed_can_add_a_field() -> None:
    letter = a_letter(paragraphs=("&bcc=x@evil.example#&to=y",), salutation="a=b&c", subject="s&bcc=z")

    for one in compose_links(letter):
        fields = parse_qs(urlsplit(one.url).query)
        assert set(fields) <= {"view", "fs", "to", "su", "subject", "body"}
        assert urlsplit(one.url).fragment == ""
