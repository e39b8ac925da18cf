"""Mail links and draft files, read back by the standard library."""

import re
from base64 import b64decode
from email import message_from_bytes
from email.policy import default
from quopri import decodestring
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.builders import a_letter, a_target
from webapp.campaigns.folder import read_folder
from webapp.campaigns.reader import read_campaign
from webapp.domain import text
from webapp.domain.delivery import mailto
from webapp.domain.delivery.draft_file import draft_file
from webapp.domain.language import Language
from webapp.settings import ROOT

GORINOV = read_campaign(read_folder(ROOT / "campaigns" / "gorinov"))

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

    link = mailto.link_for(letter)

    parts = urlsplit(link.url)
    fields = parse_qs(parts.query, strict_parsing=True)
    assert link.is_whole
    assert (parts.scheme, unquote(parts.path)) == ("mailto", "minister@lamps.example")
    assert fields["body"] == [letter.body.replace("\n", "\r\n")]
    assert fields["subject"] == ["Ada Example"]
    assert list(fields) == ["subject", "body"]
    assert "+" not in link.url
    assert link.url.isascii()


def test_the_link_of_a_letter_that_is_too_long_has_its_subject_only() -> None:
    letter = a_letter(paragraphs=("слово " * 100,))

    link = mailto.link_for(letter)

    assert not link.is_whole
    assert link.length > mailto.MAX_LINK_CHARS
    assert link.url == "mailto:minister@lamps.example?subject=Ada%20Example"


@pytest.mark.parametrize("spare", [0, 1])
def test_the_limit_is_the_length_of_the_whole_link(spare: int) -> None:
    room = mailto.MAX_LINK_CHARS - len(mailto.link_for(a_letter(paragraphs=("x",))).url) + 1
    letter = a_letter(paragraphs=("x" * (room + spare),))

    link = mailto.link_for(letter)

    assert link.length == mailto.MAX_LINK_CHARS + spare
    assert link.is_whole == (spare == 0)


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
    assert mailto.mailto(*given) == link


@pytest.mark.parametrize("tag", BODIES)
def test_the_draft_file_is_the_letter(tag: str) -> None:
    salutation, paragraph, closing = BODIES[tag]
    letter = a_letter(
        language=Language(tag), salutation=salutation, paragraphs=(paragraph * 30,), closing=closing
    )

    content = draft_file(letter)

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


def test_several_addresses_of_one_target_are_in_one_header() -> None:
    letter = a_letter(target=a_target(email=("a@b.example", "c@d.example")))

    message = message_from_bytes(draft_file(letter), policy=default)

    assert [one.addr_spec for one in message["To"].addresses] == ["a@b.example", "c@d.example"]


def test_copies_are_in_the_link_and_in_the_draft() -> None:
    letter = a_letter(target=a_target(copies=("c@d.example", "e@f.example")))

    link = urlsplit(mailto.link_for(letter).url)
    message = message_from_bytes(draft_file(letter), policy=default)

    assert list(parse_qs(link.query)) == ["subject", "cc", "body"]
    assert parse_qs(link.query)["cc"] == ["c@d.example,e@f.example"]
    assert [one.addr_spec for one in message["Cc"].addresses] == ["c@d.example", "e@f.example"]


LONG_SUBJECTS = {
    "en": "Ada Example: " + "please release her at once, " * 3,
    "ru": "Ада Пример: прошу Вас немедленно освободить её и обеспечить ей лечение, в котором она нуждается",
    "ar": "آدا مثال: أرجو منكم الإفراج عنها فورًا ودون قيد أو شرط وتوفير الرعاية الصحية التي تحتاج إليها",
}


@pytest.mark.parametrize("tag", LONG_SUBJECTS)
def test_a_long_subject_is_folded_and_comes_back_whole(tag: str) -> None:
    letter = a_letter(subject=LONG_SUBJECTS[tag].strip(), language=Language(tag))

    content = draft_file(letter)

    head = content.split(b"\r\n\r\n")[0]
    assert max(map(len, head.split(b"\r\n"))) <= 78
    assert head.isascii()
    assert strictly_decoded(head) == letter.subject
    assert message_from_bytes(content, policy=default)["Content-Language"] == tag


@pytest.mark.parametrize("tag", ["en", "ru", "es", "ar"])
def test_the_shipped_subjects_come_back_whole(tag: str) -> None:
    subject = GORINOV.editions[tag].text.letter.subject

    head = draft_file(a_letter(subject=subject)).split(b"\r\n\r\n")[0]

    assert strictly_decoded(head) == subject


@settings(deadline=None)
@given(st.text(st.sampled_from("abc é–яжة我🕯=?_ "), min_size=1, max_size=text.MAX_LINE_CHARS))
def test_any_subject_comes_back_whole(subject: str) -> None:
    subject = text.line(subject)

    head = draft_file(a_letter(subject=subject)).split(b"\r\n\r\n")[0]

    assert strictly_decoded(head) == subject
    assert max(map(len, head.split(b"\r\n"))) <= 78


def strictly_decoded(head: bytes) -> str:
    """Decode the subject by the letter of RFC 2047: blanks between two encoded words are nothing (6.2)."""
    unfolded = re.sub(rb"\r\n(?=[ \t])", b"", head).decode("ascii")
    (value,) = re.findall(r"^Subject: ?(.*?)\r?$", unfolded, re.MULTILINE)
    word = r"=\?utf-8\?([bq])\?([^?]*)\?="
    value = re.sub(rf"(?<=\?=)[ \t]+(?={word})", "", value)

    def plain(found: re.Match[str]) -> str:
        data = found.group(2).encode()
        return (b64decode(data) if found.group(1) == "b" else decodestring(data, header=True)).decode()

    return re.sub(word, plain, value)


INJECTIONS = ["a\r\nBcc: x@evil.example", "a\nBcc: x@evil.example", "a\rX: y", "a\x00b", "a\u2028Bcc: x@y.z"]


@pytest.mark.parametrize("evil", INJECTIONS)
def test_no_text_can_add_a_header(evil: str) -> None:
    letter = a_letter(
        subject=evil,
        salutation=evil,
        paragraphs=(evil,),
        closing=evil,
        sender_name=evil,
        sender_address=(evil,),
    )

    message = message_from_bytes(draft_file(letter), policy=default)

    allowed = {"X-Unsent", "To", "Subject", "Content-Language", "MIME-Version", "Content-Type"}
    assert set(message.keys()) <= allowed | {"Content-Transfer-Encoding"}
    assert len(set(message.keys())) == len(message.keys())
    assert not message.defects


@pytest.mark.parametrize(
    "address", ["a@b.example, x@evil.example", "a@b.example\r\nBcc: x@evil.example", "A <a@b.example>"]
)
def test_an_address_that_is_more_than_one_is_refused(address: str) -> None:
    """None comes this far: the campaign's reader refuses it. This is the last line of defence."""
    with pytest.raises(ValueError, match=r"[Ii]nvalid|defect|line|Non"):
        draft_file(a_letter(target=a_target(email=(address,))))


def test_empty_parts_are_left_out_of_the_body() -> None:
    letter = a_letter(salutation="", closing="", sender_name="Sam Sender", sender_address=("3 Any Lane",))

    assert letter.body == "Please release Ada Example.\n\nShe lit a lamp.\n\nSam Sender\n3 Any Lane"


def test_an_umlaut_domain_goes_out_by_its_ascii_name() -> None:
    addresses = ("kontakt@xn--brgerlicht-nachtfall-pec.de",)
    letter = a_letter(target=a_target(email=addresses, copies=addresses))

    link = urlsplit(mailto.link_for(letter).url)
    message = message_from_bytes(draft_file(letter), policy=default)

    assert link.path == addresses[0]
    assert parse_qs(link.query)["cc"] == list(addresses)
    assert [(message[name].addresses[0].addr_spec, str(message[name])) for name in ("To", "Cc")] == [
        (addresses[0], addresses[0])
    ] * 2
    assert letter.target.contacts[0].text == "kontakt@bürgerlicht-nachtfall.de"
