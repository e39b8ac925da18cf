"""Saved e-mails with several parts: all of the text is read, and of two versions of it one."""

from email.message import EmailMessage

import pytest

from webapp.importing.document import MAX_PASSAGES, Document, UnreadableDocument
from webapp.importing.reading.any_format import read_document

TABLE = "<table><tr><td>{}</td><td>{}</td></tr></table>"


def a_mail(subtype: str, *parts: EmailMessage) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "team@example.org", "Lamps"
    mail["Content-Type"] = f"multipart/{subtype}"
    mail.set_payload([*parts])
    return mail


def a_part(text: str, subtype: str = "plain", disposition: str | None = None) -> EmailMessage:
    part = EmailMessage()
    part.set_content(text, subtype=subtype, disposition=disposition)
    return part


def a_picture() -> EmailMessage:
    part = EmailMessage()
    part.set_content(b"\x89PNG", "image", "png", disposition="inline")
    return part


def read(mail: EmailMessage) -> Document:
    return read_document(mail.as_bytes())


def texts(mail: EmailMessage) -> list[str]:
    return [passage.text for passage in read(mail).passages]


def test_text_on_both_sides_of_a_picture_is_read() -> None:
    first = a_part("Ada Lamp was sentenced to seven years.")
    second = a_part("Write to:\nMinister of Lamps\n1 Lamp Street")
    assert texts(a_mail("mixed", first, a_picture(), second)) == [
        "Lamps",
        "Ada Lamp was sentenced to seven years.",
        "Write to:\nMinister of Lamps\n1 Lamp Street",
    ]


def test_of_two_versions_of_a_text_the_longer_one_is_read() -> None:
    long = a_mail("mixed", a_part("<p>One</p>", "html"), a_picture(), a_part("<p>two three</p>", "html"))
    assert texts(a_mail("alternative", a_part("One two"), long)) == ["Lamps", "One", "two three"]
    short = a_part("<p>See the text.</p>", "html")
    mail = a_mail("mixed", a_mail("alternative", a_part("One two three four"), short), a_part("The team"))
    assert texts(mail) == ["Lamps", "One two three four", "The team"]


def test_an_attached_text_is_not_read() -> None:
    attached = a_part("Minutes of the meeting", disposition="attachment")
    assert texts(a_mail("mixed", a_part("One"), attached)) == ["Lamps", "One"]
    with pytest.raises(UnreadableDocument, match="no text in the e-mail"):
        read(a_mail("mixed", attached))


def test_cells_of_different_parts_stay_apart() -> None:
    parts = (a_part(TABLE.format(*names), "html") for names in (("a", "b"), ("c", "d")))
    groups = [passage.group for passage in read(a_mail("mixed", *parts)).passages]
    assert groups == [0, 1, 2, 3, 4]


def test_parts_that_are_too_long_together_are_refused() -> None:
    half = "<p>a" * (MAX_PASSAGES // 2 + 1)
    with pytest.raises(UnreadableDocument, match="too long"):
        read(a_mail("mixed", a_part(half, "html"), a_part(half, "html")))
