"""Mail links and draft files, read back by the standard library."""

from email import message_from_bytes
from email.policy import default
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from tests.builders import a_letter, a_target
from webapp.domain import mail
from webapp.domain.language import Language

BODIES = {
    "en": ("Dear Minister,", "She lit a lamp & sang: 100 % “blue” + green?", "Yours sincerely,"),
    "ru": ("Уважаемый министр!", "Она зажгла лампу.", "С уважением,"),
    "es": ("Señora ministra:", "Encendió una lámpara; ¿por qué?", "Atentamente,"),
    "ar": ("سيادة الوزير،", "أشعلت مصباحًا.", "وتفضلوا بقبول الاحترام،"),
}


@pytest.mark.parametrize("tag", BODIES)
def test_the_link_decodes_to_the_letter(tag: str) -> None:
    salutation, paragraph, closing = BODIES[tag]
    letter = a_letter(
        language=Language(tag), salutation=salutation, paragraphs=(paragraph, "2\n3"), closing=closing
    )

    link = mail.link_for(letter)

    parts = urlsplit(link.url)
    fields = parse_qs(parts.query, strict_parsing=True)
    assert link.whole
    assert (parts.scheme, unquote(parts.path)) == ("mailto", "minister@lamps.example")
    assert fields["body"] == [letter.body.replace("\n", "\r\n")]
    assert fields["subject"] == ["Ada Example"]
    assert list(fields) == ["subject", "body"]
    assert "+" not in link.url
    assert link.url.isascii()


def test_a_letter_that_is_too_long_leaves_its_subject_in_the_link() -> None:
    letter = a_letter(paragraphs=("слово " * 100,))

    link = mail.link_for(letter)

    assert not link.whole
    assert link.length > mail.LONGEST_LINK
    assert link.url == "mailto:minister@lamps.example?subject=Ada%20Example"


@pytest.mark.parametrize("spare", [0, 1])
def test_the_limit_is_the_length_of_the_whole_link(spare: int) -> None:
    room = mail.LONGEST_LINK - len(mail.link_for(a_letter(paragraphs=("x",))).url) + 1
    letter = a_letter(paragraphs=("x" * (room + spare),))

    link = mail.link_for(letter)

    assert link.length == mail.LONGEST_LINK + spare
    assert link.whole == (spare == 0)


LINKS = [
    ((["a@b.example"], "", ""), "mailto:a@b.example"),
    ((["a@b.example", "c@d.example"], "", ""), "mailto:a@b.example,c@d.example"),
    ((["a+b@c.example"], "", ""), "mailto:a%2Bb@c.example"),  # a bare plus becomes a space in some programs
    ((["a@b.example"], "", "x\ny"), "mailto:a@b.example?body=x%0D%0Ay"),  # empty subject left out: Outlook
    ((["a@b.example"], "a&b=c?", ""), "mailto:a@b.example?subject=a%26b%3Dc%3F"),
    ((["a?bcc=x@b.example"], "", ""), "mailto:a%3Fbcc%3Dx@b.example"),
]


@pytest.mark.parametrize(("given", "link"), LINKS)
def test_links_follow_the_standard(given: tuple[list[str], str, str], link: str) -> None:
    assert mail.mailto(*given) == link


@pytest.mark.parametrize("tag", BODIES)
def test_the_draft_file_is_the_letter(tag: str) -> None:
    salutation, paragraph, closing = BODIES[tag]
    letter = a_letter(
        language=Language(tag), salutation=salutation, paragraphs=(paragraph * 30,), closing=closing
    )

    content = mail.draft_file(letter)

    message = message_from_bytes(content, policy=default)
    assert message.get_content().replace("\r\n", "\n") == letter.body + "\n"
    assert message["To"] == "minister@lamps.example"
    assert message["Subject"] == "Ada Example"
    assert message["X-Unsent"] == "1"
    assert message["From"] is None
    assert message["Date"] is None
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert not message.defects


def test_several_addresses_of_one_target_stand_in_one_header() -> None:
    letter = a_letter(target=a_target(email=("a@b.example", "c@d.example")))

    message = message_from_bytes(mail.draft_file(letter), policy=default)

    assert [one.addr_spec for one in message["To"].addresses] == ["a@b.example", "c@d.example"]


def test_the_body_leaves_out_what_is_empty() -> None:
    letter = a_letter(salutation="", closing="", sender_name="Sam Sender", sender_address=("3 Any Lane",))

    assert letter.body == "Please release Ada Example.\n\nShe lit a lamp.\n\nSam Sender\n3 Any Lane"
