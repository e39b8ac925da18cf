"""Webmail compose addresses, read back by the standard library; test_options.py has the letters."""

from urllib.parse import parse_qs, urlsplit

from tests.support.builders import a_letter, a_target
from webapp.domain.delivery.webmail import compose_links


def test_personal_accounts_and_those_of_work_and_school_have_a_link() -> None:
    links = {link.service: urlsplit(link.url) for link in compose_links(a_letter())}

    assert list(links) == ["Gmail", "Outlook.com", "Microsoft 365", "Yahoo"]
    work = links["Microsoft 365"]
    assert (work.hostname, work.path) == ("outlook.office.com", "/mail/deeplink/compose")
    assert {name: values[0] for name, values in parse_qs(work.query).items()}.keys() == {
        "to",
        "subject",
        "body",
    }


def test_outlook_is_left_out_where_the_address_has_a_plus() -> None:
    letter = a_letter(target=a_target(email=("a+b@lamps.example",)))

    assert [one.service for one in compose_links(letter)] == ["Gmail", "Yahoo"]


def test_copies_are_in_the_links_of_services_that_know_them() -> None:
    letter = a_letter(target=a_target(copies=("copy@lamps.example", "other@lamps.example")))

    links = compose_links(letter)

    assert [one.service for one in links] == ["Gmail", "Yahoo"]
    for one in links:
        assert parse_qs(urlsplit(one.url).query)["cc"] == ["copy@lamps.example,other@lamps.example"]


def test_without_an_address_there_is_no_webmail() -> None:
    assert compose_links(a_letter(target=a_target(email=()))) == ()


def test_no_typed_text_can_add_a_field() -> None:
    letter = a_letter(paragraphs=("&bcc=x@evil.example#&to=y",), salutation="a=b&c", subject="s&bcc=z")

    for one in compose_links(letter):
        fields = parse_qs(urlsplit(one.url).query)
        assert set(fields) <= {"view", "fs", "to", "su", "subject", "body"}
        assert urlsplit(one.url).fragment == ""
