"""Every output holds every text as text: the campaign's and the supporter's, whatever it is made of."""

import json
import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from itertools import product
from urllib.parse import parse_qs, quote, unquote, urlsplit
from xml.etree import ElementTree

import pytest
from flask import Flask
from icalendar import Calendar

from tests.support.nasty_texts import NASTY, a_nasty_campaign
from tests.support.page_client import Fetched, PageClient, check_page
from tests.web.conftest import World
from webapp.campaigns.checks import check_all
from webapp.domain import text

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESSES = {"minister@lamps.example", "o'neill+{x}&y=z@lamps.example"}


@pytest.fixture
def slugs(world: World) -> dict[str, str]:
    """Campaigns made of nasty texts: each one's slug and the text, on one line."""
    made = {
        a_nasty_campaign(world.campaigns, number, nasty): text.line(nasty)
        for number, nasty in enumerate(NASTY.values())
    }
    assert not [one for result in check_all(world.campaigns) for one in result.diagnostics]
    world.look_again()
    return made


def words_of(nasty: str) -> str:
    return " ".join(nasty.split())


def test_pages_show_the_texts_of_a_campaign(client: PageClient, slugs: dict[str, str]) -> None:
    """The client holds each page to its rules: no script, handler, style or address of a foreign scheme."""
    for slug, line in slugs.items():
        page = client.get(f"/en/{slug}")
        more = (f"/en/{slug}/actions?channel=email", f"/en/{slug}/partners/friend")
        for shown in (page, *map(client.get, more)):
            assert not CONTROLS.search(shown.text)
        assert words_of(line) in page.words(page.by_id("case"))
        assert page.by_id("text").text
        assert words_of(line) in page.words(next(page.root.iter("footer")))  # the sender
        for link in (one for one in page.all("a") if one.get("href", "").startswith("https://lamps.example")):
            assert link.get("href") == "https://lamps.example/a"
        mails = [one for one in page.by_id("send").iter("a") if one.get("href", "").startswith("mailto:")]
        assert mails
        for mail in mails:
            check_mail_link(mail.get("href", ""), line)


def check_mail_link(link: str, line: str) -> None:
    """RFC 6068: the addresses, one subject, at most one body, and no other field."""
    split = urlsplit(link)
    fields = parse_qs(split.query, strict_parsing=True)
    assert not split.fragment
    assert set(fields) <= {"subject", "body"}
    assert fields["subject"] == [line]
    assert {unquote(one) for one in split.path.split(",")} == ADDRESSES


def test_the_guide_for_webmasters_shows_html_to_copy(client: PageClient, slugs: dict[str, str]) -> None:
    for slug, line in slugs.items():
        page = client.get(f"/en/{slug}/embed")
        for field in page.all("textarea"):
            copied = Fetched.__new__(Fetched)
            copied.text, copied._root = f"<div>{(field.text or '').strip()}</div>", None
            (link,) = list(copied.root.iter("a")) or list(copied.root.iter("iframe"))
            assert words_of(line) in " ".join((link.get("title") or link.text or "").split())
            assert urlsplit(link.get("href") or link.get("src") or "").scheme == "http"


def test_oembed_and_sitemap(client: PageClient, slugs: dict[str, str]) -> None:
    for slug, line in slugs.items():
        link = f"/oembed?url=http://localhost/en/{slug}"
        told = json.loads(client.get(link).text)
        root = ElementTree.fromstring(client.get(f"{link}&format=xml").body)  # noqa: S314
        assert told["title"] == f"{line}: {line}"
        assert {one.tag: one.text for one in root} == {name: str(value) for name, value in told.items()}
        frame = Fetched.__new__(Fetched)
        frame.text, frame._root = f"<div>{told['html']}</div>", None
        (element,) = frame.root.iter("iframe")
        assert element.get("title") == told["title"]
    addresses = ElementTree.fromstring(client.get("/sitemap.xml").body)  # noqa: S314
    assert len(addresses) >= len(slugs)
    assert all(CONTROLS.search(line) is None for line in client.get("/robots.txt").text.splitlines())


def test_feeds_and_outcomes_hold_each_text_as_text(client: PageClient, world: World) -> None:
    """RFC 4287, 3.1: without a type an element holds text, and no markup."""
    slugs = {
        a_nasty_campaign(world.campaigns, number, nasty, has_ended=True): text.line(nasty)
        for number, nasty in enumerate(NASTY.values())
    }
    world.look_again()
    for slug, line in slugs.items():
        assert not CONTROLS.search(client.get(f"/en/{slug}").text)
        feed = ElementTree.fromstring(client.get(f"/en/{slug}/feed.atom").body)  # noqa: S314
        titles = [one.text for one in feed.iter(f"{ATOM}title")]
        assert f"{line}: {line}" in titles
        assert {one.tag for one in feed.iter()} <= {
            ATOM + name
            for name in ("feed", "id", "title", "updated", "author", "name", "link", "entry", "summary")
        }
        for link in feed.iter(f"{ATOM}link"):
            assert link.get("href", "").startswith("http://localhost/")
    whole = ElementTree.fromstring(client.get("/en/feed.atom").body)  # noqa: S314
    assert len(list(whole.iter(f"{ATOM}entry"))) > len(slugs)


def test_the_calendar_file_has_one_event_and_its_own_alarm(client: PageClient, slugs: dict[str, str]) -> None:
    """RFC 5545, 3.1: lines of 75 octets; 3.3.11: commas, semicolons, backslashes and line ends escaped."""
    for slug, line in slugs.items():
        body = client.get(f"/en/{slug}/deadline.ics").body
        assert all(len(one) <= 75 for one in body.split(b"\r\n"))
        assert b"\n" not in body.replace(b"\r\n", b"")
        calendar = Calendar.from_ical(body)
        assert [part.name for part in calendar.walk()] == ["VCALENDAR", "VEVENT", "VALARM"]
        (event,) = calendar.walk("VEVENT")
        assert str(event["SUMMARY"]) == f"Last day to write for {line}"
        assert str(event["DESCRIPTION"]).startswith(f"{line}\n\nhttp")
        assert "ATTENDEE" not in event


def test_the_draft_file_has_our_headers_alone(client: PageClient, slugs: dict[str, str]) -> None:
    """The campaign's subject and the supporter's words: neither adds a header or a part."""
    for slug, line in slugs.items():
        nasty = list(NASTY.values())[list(slugs).index(slug)]
        form = {
            "letter": "en", "to": "minister", "text": nasty, "closing": nasty, "salutation-minister": nasty,
            "sender_name": nasty, "sender_address": nasty,
        }  # fmt: skip
        limited = form | {
            "closing": nasty[:100],
            "salutation-minister": nasty[:100],
            "sender_name": nasty[:100],
        }
        fetched = client.post(f"/en/{slug}/letter.eml", limited)
        message = message_from_bytes(fetched.body, EmailMessage, policy=default)
        assert set(message.keys()) == {
            "Subject", "X-Unsent", "To", "Content-Language", "Content-Type", "Content-Transfer-Encoding",
            "MIME-Version",
        }  # fmt: skip
        assert message["Subject"] == line
        assert {address.addr_spec for address in message["To"].addresses} == ADDRESSES
        assert not message.is_multipart()
        assert message.get_content_type() == "text/plain"
        assert not message.defects
        assert all(len(one) <= 998 for one in fetched.body.split(b"\r\n"))  # RFC 5322, 2.1.1
        assert text.fold(text.sanitize(nasty)) in text.fold(message.get_content())
        name = re.fullmatch(r"attachment; filename=([\w.-]+)", fetched.headers["Content-Disposition"])
        assert name
        assert name[1] == f"{slug}-en.eml"


def test_the_text_file_and_the_revised_page_hold_what_was_typed(client: PageClient) -> None:
    for nasty in NASTY.values():
        form = {"letter": "en", "to": "minister", "text": nasty, "sender_name": nasty[:100]}
        shown = client.post("/en/lamp/letter", form)
        part = client.post("/en/lamp/letter", form, htmx=True)
        file = client.post("/en/lamp/letter.txt", form)
        kept = text.sanitize(nasty).strip()

        assert text.fold(shown.by_id("text").text or "") == text.fold(kept)
        assert text.fold(kept) in text.fold(file.text)
        assert file.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert not CONTROLS.search(shown.text + part.text + file.text)


HEADERS_OF_REQUESTS = ("Accept-Language", "Referer", "Cookie")


def test_no_header_of_a_request_comes_back(client: PageClient) -> None:
    for nasty in NASTY.values():
        value = text.line(nasty).encode("ascii", "ignore").decode()
        for name in HEADERS_OF_REQUESTS if len(value) > 3 else ():
            page = client.get("/en/lamp?partner=x&theme=y", headers={name: value})
            assert value not in str(page.headers) + page.text


ADDRESSES_WITH_INPUT = (
    "/en/{}", "/en/?q={}", "/en/?country={}", "/en/?page={}", "/en/lamp?letter={}", "/en/lamp?to={}",
    "/en/lamp?from={}", "/en/lamp?partner={}", "/embed/en/lamp?accent={}", "/oembed?url={}",
    "/oembed?url=http://localhost/en/lamp&format={}", "/en/lamp/actions?channel={}",
    "/en/lamp/embed?partner={}",
    "/embed/theme.css?accent={}", "/api/campaigns/{}/count", "/static/{}", "/{}/feed.atom",
    "/en/{}/feed.atom",
)  # fmt: skip
STATUSES = (200, 301, 302, 308, 400, 401, 404, 405, 422, 501)


def test_nothing_in_an_address_changes_an_answer_s_form(app: Flask) -> None:
    client = app.test_client()
    for path, nasty in product(ADDRESSES_WITH_INPUT, NASTY.values()):
        response = client.get(path.format(quote(nasty.encode("utf-8"), safe="")))
        assert response.status_code in STATUSES, (path, nasty)
        for value in response.headers.values():
            assert not CONTROLS.search(value)
            assert "\n" not in value
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 308):
            assert not CONTROLS.search(response.get_data(as_text=True)), (path, nasty)
            check_page(Fetched(response))


def test_a_refused_report_shows_the_value_as_text(client: PageClient) -> None:
    fields = ("channel", "to", "letter", "quantity", "token", "proof", "website")
    for field, nasty in product(fields, NASTY.values()):
        form = {"channel": "email", "to": "minister", "letter": "en", "token": "x"} | {field: nasty}
        page = client.post("/en/lamp/actions", form, status=422)
        assert not CONTROLS.search(page.text)


def test_a_refused_draft_shows_the_value_as_text(app: Flask) -> None:
    client = app.test_client()
    fields = ("letter", "to", "paper", "date", "card")
    for field, nasty in product(fields, NASTY.values()):
        form = {"to": "minister", "letter": "en", "text": "Mine.", field: nasty}
        response = client.post("/en/lamp/letter", data=form)
        assert response.status_code in (200, 422)
        assert not CONTROLS.search(response.get_data(as_text=True)), (field, nasty)
        if field in ("letter", "to", "date"):
            check_page(Fetched(response))
