"""What a mirror holds: pages that lead nowhere but within it, true for each state of a campaign."""

import email
import re
from collections import Counter
from datetime import datetime, timedelta
from email.policy import default
from functools import lru_cache
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import pytest
from icalendar import Calendar

from tests.mirror.conftest import NOW, Files, MakeMirror
from tests.support import html_documents
from tests.support.builders import (
    a_campaign_folder,
    a_campaign_with_targets,
    a_reachable_campaign_folder,
    add_forms,
    add_outcome,
)
from tests.support.corrections import a_translated_folder
from tests.support.documents import add_documents
from tests.support.nasty_texts import NASTY, a_nasty_campaign
from tests.support.page_languages import OFFERED
from webapp.domain.language import parse
from webapp.mirror import site as site_module
from webapp.mirror.site import MirrorTooLarge

SITE = "https://letters.example.org"
LANGUAGES = OFFERED
LEADS = {("a", "href"), ("link", "href"), ("img", "src"), ("img", "srcset"), ("source", "srcset")}
TEXTS = ("reading-text", "reading-version")
IN_CAMPAIGN = re.compile(
    r"https://(www\.lamps\.example|forms\.example:8443|lamps\.example|friends\.example)/"
)


@lru_cache(maxsize=64)  # the pages of one mirror; each is read for its links and for its rules
def parsed(page: bytes) -> Element:
    """Parse a page strictly. The document is read, never changed."""
    return html_documents.parse(page.decode())


def words(page: bytes) -> str:
    """Return the text of a page, white space folded."""
    return " ".join("".join(parsed(page).itertext()).split())


def addresses(page: bytes) -> list[str]:
    """Return everything that a page loads or leads to."""
    found: list[str] = []
    for element in parsed(page).iter():
        for name, value in element.attrib.items():
            if (element.tag, name) in LEADS:
                parts = value.split(",") if name == "srcset" else [value]
                found += [part.split()[0] if name == "srcset" else part for part in parts]
            else:
                assert name not in ("src", "href", "action", "data", "poster", "background"), element.tag
    return found


def check_links(files: Files, *outside: str) -> None:
    """Walk all pages: each address is in the mirror, or one that the campaign or the site names."""
    reached = {"index.html"}
    for path in sorted(name for name in files if name.endswith(".html")):
        for address in addresses(files[path]):
            link = urlsplit(address)
            if link.scheme in ("mailto", "tel"):
                continue
            if link.scheme:
                assert IN_CAMPAIGN.match(address) or address.startswith(outside or ("nothing",)), address
                continue
            assert not link.netloc, address
            assert not link.path.startswith("/"), address
            if not link.path:
                assert f'id="{link.fragment}"'.encode() in files[path]
                continue
            target = (PurePosixPath(path).parent / unquote(link.path)).as_posix()
            while "/../" in f"/{target}":
                target = re.sub(r"(^|/)[^/]+/\.\./", r"\1", target, count=1)
            assert target in files, (path, address)
            reached.add(target)
    assert reached | {"index.html"} == files.keys(), files.keys() - reached


def check_page(page: bytes) -> None:
    """Hold a page to the rules of all pages, and to those of a page without a server."""
    root = parsed(page)
    (heading,) = root.iter("h1")
    ids = Counter(one.get("id") for one in root.iter() if one.get("id"))
    assert "".join(heading.itertext())
    assert not [name for name, times in ids.items() if times > 1]
    assert not [one.tag for one in root.iter() if one.tag in ("script", "style", "form", "iframe", "object")]
    assert not [
        one.tag for one in root.iter() if one.get("style") or any(n.startswith("on") for n in one.attrib)
    ]
    policy = next(one for one in root.iter("meta") if one.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in policy.get("content", "")


def test_each_link_leads_to_a_file_of_the_mirror_and_each_file_is_linked(
    mirror_of: MakeMirror, campaigns: Path
) -> None:
    add_forms(a_reachable_campaign_folder(campaigns))
    a_campaign_folder(campaigns, "lamp")
    a_campaign_with_targets(campaigns, 12)

    for slug in ("beacon", "lamp", "many"):
        files = mirror_of(slug)

        check_links(files)
        for path, content in files.items():
            if path.endswith(".html"):
                check_page(content)


def test_photographs_come_along(mirror_of: MakeMirror, campaigns: Path) -> None:
    add_documents(campaigns)

    files = mirror_of("keepers", site=SITE)

    check_links(files, SITE, "https://")
    pictures = [path for path in files if path.startswith("files/") and not path.endswith(("css", "svg"))]
    assert len(pictures) >= 3
    assert all(path.split("/")[1].encode() in files["en/index.html"] for path in pictures)


def test_the_first_page_lists_each_language_in_its_own_name(mirror_of: MakeMirror, campaigns: Path) -> None:
    a_campaign_folder(campaigns)

    root = parsed(mirror_of("lamp")["index.html"])

    items = list(root.iter("li"))
    assert [one.get("lang") for one in items] == list(LANGUAGES)
    known = [parse(tag) for tag in LANGUAGES]
    assert [one.get("dir") for one in items] == [language.direction for language in known]
    assert [next(one.iter("a")).text for one in items] == [language.name for language in known]


def test_fonts_are_in_the_sheet_and_nothing_else_is_loaded_by_it(
    mirror_of: MakeMirror, campaigns: Path
) -> None:
    a_campaign_folder(campaigns)

    sheet = mirror_of("lamp")["files/mirror.css"].decode()

    assert sheet.count("url(") == sheet.count('url("data:font/woff2;base64,') == 3
    assert "@import" not in sheet


def test_letters_are_there_in_each_language_for_each_paper(mirror_of: MakeMirror, campaigns: Path) -> None:
    a_reachable_campaign_folder(campaigns)

    files = mirror_of("beacon")

    stem = "letters/en/beacon-en-minister"
    a4, letter = (files[f"{stem}-{paper}.pdf"].decode() for paper in ("a4", "us-letter"))
    assert "paper-a4" in a4
    assert "paper-letter" in letter
    assert "FRANCE" in a4
    draft = email.message_from_bytes(files[f"{stem}.eml"], policy=default)
    assert draft["To"] == "minister@lamps.example"
    assert draft["X-Unsent"] == "1"
    text = files[f"{stem}.txt"]
    assert text.startswith(b"\xef\xbb\xbf")
    assert "Dear Minister,\r\n\r\nPlease release Ada Example." in text.decode("utf-8-sig")
    assert "letters/en/beacon-en-warden.eml" not in files  # has no e-mail address


def test_a_letter_in_another_language_stands_beside_its_version(
    mirror_of: MakeMirror, campaigns: Path
) -> None:
    a_translated_folder(campaigns)

    files = mirror_of("lamp")

    own, other = (parsed(files[f"{tag}/index.html"]) for tag in ("es", "pl"))
    (reading,) = (one for one in own.iter("details") if (one.get("id") or "").startswith("reading-"))
    assert reading.get("id") == "reading-en"
    assert reading.get("open") is None
    rows = [[p for p in row.iter("p") if p.get("class") in TEXTS] for row in reading.iter("li")]
    assert [[p.get("lang", "es") for p in row] for row in rows] == [["en", "es"]] * len(rows)
    assert [row[1].text for row in rows] == [f"ES {row[0].text}" for row in rows]
    assert "Please release Ada Example." in [row[0].text for row in rows]
    # There is no Polish text: the Spanish letter stands beside the English one, which a note says.
    (stand_in,) = (one for one in other.iter("details") if (one.get("id") or "").startswith("reading-"))
    assert stand_in.get("id") == "reading-es"
    assert "angielski" in "".join(next(stand_in.iter("p")).itertext())


def test_no_letter_bears_a_date(mirror_of: MakeMirror, campaigns: Path) -> None:
    """The copy is read on another day; the date is written by hand."""
    a_campaign_folder(campaigns)

    files = mirror_of("lamp")

    for path, content in files.items():
        if path.startswith("letters/"):
            assert b"2030" not in content, path


def test_the_mail_link_has_the_whole_letter_while_that_fits(mirror_of: MakeMirror, campaigns: Path) -> None:
    folder = a_campaign_folder(campaigns)
    short = mirror_of("lamp")["en/index.html"].decode()
    toml = (folder / "campaign.toml").read_text()
    (folder / "campaign.toml").write_text(toml.replace("She lit a lamp.", "She lit a lamp. " * 200))
    long = mirror_of("lamp")["en/index.html"].decode()

    assert "Open the e-mail" in short
    assert "body=Dear%20Minister" in short
    assert "Open an e-mail and paste the letter" in long
    assert "body=" not in long


@pytest.mark.parametrize(
    ("site", "sentence"),
    [
        (SITE, "The page itself: https://letters.example.org/en/lamp"),
        ("https://example.org/appeal", "The page itself: https://example.org/appeal/en/lamp"),
        ("", "made on May 1, 2030. The case may have changed since then."),
    ],
)
def test_a_copy_says_when_it_was_made_and_where_the_page_is(
    mirror_of: MakeMirror, campaigns: Path, site: str, sentence: str
) -> None:
    a_campaign_folder(campaigns)

    files = mirror_of("lamp", site=site)

    assert sentence in words(files["en/index.html"])
    assert b"mirror.invalid" not in b"".join(body for path, body in files.items() if path.endswith("html"))
    if site:
        check_links(files, site)


def test_the_count_is_that_of_the_day_or_none(mirror_of: MakeMirror, campaigns: Path, tmp_path: Path) -> None:
    folder = a_campaign_folder(campaigns)
    away = mirror_of("lamp", database=f"sqlite:///{tmp_path}/nowhere/appeal.db")
    counted = mirror_of("lamp", count=1_234)
    (folder / "campaign.toml").write_text("show_count_from = 2000\n" + (folder / "campaign.toml").read_text())
    hidden = mirror_of("lamp")

    assert "reported until that day" not in words(away["en/index.html"])
    assert "Letters and calls reported until that day: 1,234" in words(counted["en/index.html"])
    assert "reported until that day" not in words(hidden["en/index.html"])


@pytest.mark.parametrize(
    ("made", "after_deadline", "sentence", "has_letters"),
    [
        (NOW, "warn", "Please act as soon as possible, until May 8, 2030.", True),
        (NOW + timedelta(days=30), "warn", "The date for this action was May 8, 2030.", True),
        (NOW + timedelta(days=30), "close", "This action closed on May 8, 2030.", False),
    ],
)
def test_the_deadline_is_said_truly(
    mirror_of: MakeMirror,
    campaigns: Path,
    made: datetime,
    after_deadline: str,
    sentence: str,
    has_letters: bool,
) -> None:
    a_campaign_folder(campaigns, after_deadline=after_deadline)

    files = mirror_of("lamp", now=made)

    assert sentence in words(files["en/index.html"])
    assert any(path.startswith("letters/") for path in files) == has_letters
    assert ("en/lamp.ics" in files) == (made == NOW)
    for tag in ("zh-Hans", "ja"):
        (said,) = (each for each in parsed(files[f"{tag}/index.html"]).iter() if each.get("id") == "deadline")
        assert re.search(r"。\S", text := "".join(said.itertext()))
        assert not re.search(r"。\s", text.strip())  # the full stop has room of its own
    check_links(files)


def test_an_outcome_is_told_and_asks_for_no_letter(mirror_of: MakeMirror, campaigns: Path) -> None:
    add_outcome(a_campaign_folder(campaigns), "released")

    files = mirror_of("lamp")

    page = words(files["en/index.html"])
    assert "Good news: free again" in page
    assert "Whom to write to" not in page
    assert not [path for path in files if path.startswith("letters/")]
    check_links(files)


def test_a_newer_action_for_the_case_is_named(mirror_of: MakeMirror, campaigns: Path) -> None:
    a_campaign_folder(campaigns)
    newer = a_campaign_folder(campaigns, "newer") / "campaign.toml"
    newer.write_text('follows = "lamp"\n' + newer.read_text())

    files = mirror_of("lamp", site=SITE)

    assert "There is a newer action for this case:" in words(files["en/index.html"])
    assert f"{SITE}/en/newer" in addresses(files["en/index.html"])


def test_the_calendar_file_names_the_page_where_that_is_known(mirror_of: MakeMirror, campaigns: Path) -> None:
    a_campaign_folder(campaigns)

    alone, known = (mirror_of("lamp", site=site)["ru/lamp.ics"] for site in ("", SITE))

    event = Calendar.from_ical(known).walk("VEVENT")[0]
    assert event["url"] == f"{SITE}/ru/lamp"
    assert event.decoded("dtstart").isoformat() == "2030-05-08"
    assert b"http" not in alone


def test_the_same_campaign_and_day_give_the_same_bytes(mirror_of: MakeMirror, campaigns: Path) -> None:
    a_reachable_campaign_folder(campaigns)

    first = mirror_of("beacon", now=NOW, site=SITE)
    second = mirror_of("beacon", now=NOW + timedelta(hours=3), site=SITE)

    assert first == second


@pytest.mark.parametrize("name", NASTY)
def test_what_breaks_out_of_a_format_stays_text(mirror_of: MakeMirror, campaigns: Path, name: str) -> None:
    slug = a_nasty_campaign(campaigns, 1, NASTY[name])

    files = mirror_of(slug)

    check_links(files, "https://lamps.example/")
    for path, content in files.items():
        assert re.fullmatch(r"[A-Za-z0-9._/-]+", path)
        assert ".." not in path
        if path.endswith(".html"):
            check_page(content)


def test_a_mirror_that_grows_too_large_ends(
    mirror_of: MakeMirror, campaigns: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_campaign_folder(campaigns)
    monkeypatch.setattr(site_module, "MAX_BYTES", 50_000)

    with pytest.raises(MirrorTooLarge):
        mirror_of("lamp")
