"""`appeal status`: the same facts as a table, as JSON and as a page."""

import json
import re
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.support import html_documents
from tests.support.builders import a_campaign_folder, add_outcome, an_edition
from tests.support.corrections import a_translated_folder, correct
from tests.support.nasty_texts import NASTY, a_nasty_campaign
from tests.support.stores import Store
from webapp.actions.log import ActionLog
from webapp.campaigns import renewals
from webapp.campaigns.folder import read_folder
from webapp.campaigns.published import PublishedVersions
from webapp.cli.main import main
from webapp.cli.status import wording
from webapp.cli.status.page_languages import page_languages
from webapp.cli.status.report import PageLanguage
from webapp.domain.action import Action
from webapp.domain.channel import Channel
from webapp.domain.dates import anywhere_on_earth
from webapp.domain.translation import ReviewState
from webapp.domain.word_count import count_words
from webapp.settings import ROOT

Run = Callable[..., Result]


@pytest.fixture
def campaigns(tmp_path: Path) -> Path:
    folder = tmp_path / "campaigns"
    folder.mkdir()
    return folder


@pytest.fixture
def run(tmp_path: Path, campaigns: Path) -> Run:
    """Run `appeal status` where there is no database."""

    def status(*arguments: str | Path, **settings: str) -> Result:
        environment = {"CAMPAIGNS": str(campaigns), "DATA": str(tmp_path / "data"), **settings}
        return CliRunner().invoke(main, ["status", *map(str, arguments)], env=environment)

    return status


def told(run: Run, **settings: str) -> dict[str, Any]:
    """Return the JSON."""
    result = run("--json", **settings)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def campaign(run: Run, slug: str = "lamp", **settings: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in told(run, **settings)["campaigns"] if each["slug"] == slug)
    return found


def edition(run: Run, tag: str, **settings: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        each for each in campaign(run, **settings)["editions"] if each["language"] == tag
    )
    return found


def add(folder: Path, line: str) -> Path:
    """Write one more line into a campaign file."""
    path = folder / "campaign.toml"
    path.write_text(f"{line}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    return folder


def in_days(days: int) -> str:
    return (anywhere_on_earth() + timedelta(days=days)).isoformat()


def publish(tmp_path: Path, folder: Path) -> None:
    """Store the folder as the last valid version, as the server does."""
    root = tmp_path / "data" / "published"
    root.mkdir(parents=True, exist_ok=True)
    PublishedVersions(root).keep(read_folder(folder))


def page(run: Run, tmp_path: Path, **settings: str) -> tuple[str, Any]:
    """Return the page as text, and as strictly parsed HTML."""
    path = tmp_path / "status.html"
    result = run("--html", path, **settings)
    assert result.exit_code == 0, result.output
    text = path.read_text(encoding="utf-8")
    return text, html_documents.parse(text)


def test_each_stage_of_a_campaign_is_told_and_open_ones_come_first_by_deadline(
    run: Run, campaigns: Path
) -> None:
    later = (datetime.now(UTC) + timedelta(days=3)).replace(microsecond=0)
    add(a_campaign_folder(campaigns, "draft", in_days(9)), 'state = "draft"')
    add(a_campaign_folder(campaigns, "scheduled", in_days(5)), f"publish = {later.isoformat()}")
    add(a_campaign_folder(campaigns, "closed", in_days(3)), 'state = "closed"')
    add_outcome(a_campaign_folder(campaigns, "free", in_days(4)), "no_change")
    a_campaign_folder(campaigns, "live", in_days(7))
    a_campaign_folder(campaigns, "endless", "")
    a_campaign_folder(campaigns, "today", in_days(0))
    a_campaign_folder(campaigns, "late", in_days(-2))
    a_campaign_folder(campaigns, "over", in_days(-3), after_deadline="close")

    found = [
        (each["slug"], each["stage"], each["days_left"], each["takes_letters"])
        for each in told(run)["campaigns"]
    ]

    assert found == [
        ("today", "live", 0, True),
        ("scheduled", "scheduled", 5, False),
        ("live", "live", 7, True),
        ("draft", "draft", 9, False),
        ("endless", "live", None, True),
        ("over", "past", None, False),
        ("late", "past", None, True),
        ("closed", "closed", 3, False),
        ("free", "outcome", 4, False),
    ]
    output = run().output
    assert "outcome: no change" in output
    assert f"scheduled: {later:%Y-%m-%d %H:%M} UTC" in output


def test_letters_and_words_that_are_empty_changed_or_unreviewed_are_counted(
    run: Run, campaigns: Path
) -> None:
    folder = a_translated_folder(campaigns)
    complete = edition(run, "es")["letter"]
    correct(folder, "Please release Ada Example.", "Please, release Ada Example.")
    correct(folder, "She is 62 and lit", "She is 63 and lit")
    path = folder / "es.po"
    subject = 'msgctxt "letter.subject"\nmsgid "Ada Example"\nmsgstr "ES Ada Example"'
    assert subject in path.read_text(encoding="utf-8")
    path.write_text(
        path.read_text(encoding="utf-8").replace(subject, subject.replace("ES Ada Example", "")),
        encoding="utf-8",
    )

    letter = edition(run, "es")["letter"]

    assert complete["is_offered"]
    assert complete["unreviewed"] == complete["all"]
    assert complete["all"]["messages"] > 3
    assert not letter["is_offered"]
    assert letter["empty"] == {"messages": 1, "words": 2}
    assert letter["wording_changed"] == {"messages": 1, "words": 4}
    assert letter["fact_changed"] == {"messages": 1, "words": 10}
    output = run().output
    assert (
        "not offered: 1 (2 words) empty, 1 (10 words) changed in fact, 1 (4 words) changed in wording"
        in output
    )


def test_a_corrected_paragraph_is_named_with_every_edition_that_is_behind(run: Run, campaigns: Path) -> None:
    folder = campaigns / "gorinov"
    shutil.copytree(ROOT / "campaigns" / "gorinov", folder)
    tags = sorted(path.stem for path in folder.glob("*.po"))
    correct(folder, "On September 19, 2023, an appeal", "On September 20, 2023, an appeal")

    found = campaign(run, "gorinov")
    told = run().output

    assert [each["language"] for each in found["editions"]][1:] == tags
    for each in found["editions"][1:]:
        ((context, source),) = (tuple(text.values()) for text in each["changed"])
        assert (context, "On September 20, 2023" in source) == ("letter.text", True), each["language"]
    (line,) = (line for line in told.splitlines() if line.endswith(f": {', '.join(tags)}"))
    assert line.strip().startswith("gorinov, letter.text: “")


def test_a_review_leaves_nothing_unreviewed_until_something_changes(run: Run, campaigns: Path) -> None:
    folder = a_translated_folder(campaigns)
    renewals.record_review(folder, "es", "A.B.", anywhere_on_earth())
    reviewed = edition(run, "es")
    path = folder / "es.po"
    path.write_text(path.read_text(encoding="utf-8").replace("ES Yours", "ES Also yours"), encoding="utf-8")

    changed = edition(run, "es")["letter"]

    assert reviewed["reviewer"].startswith("A.B.")
    assert reviewed["letter"]["unreviewed"] == reviewed["page"]["unreviewed"] == {"messages": 0, "words": 0}
    assert reviewed["letter"]["review"] == "whole"
    assert changed["unreviewed"] == {"messages": 1, "words": 2}
    assert changed["review"] == "part"


def test_the_source_is_no_translation(run: Run, campaigns: Path) -> None:
    a_campaign_folder(campaigns)

    assert edition(run, "en")["letter"]["all"] == {"messages": 0, "words": 0}
    assert re.search(r"en +source text +source text +none", run().output)


def test_an_incomplete_edition_says_what_it_lacks(run: Run, campaigns: Path, tmp_path: Path) -> None:
    an_edition(a_campaign_folder(campaigns), "es", {("letter.subject", "Ada Example"): "Ada"})

    found = edition(run, "es")

    assert not found["letter"]["is_offered"]
    assert not found["page"]["is_offered"]
    assert found["letter"]["empty"]["messages"] == 5
    assert found["page"]["empty"]["messages"] == 16
    assert "not offered: 5 (" in page(run, tmp_path)[0]


@pytest.mark.parametrize("is_stored", [True, False])
def test_a_broken_file_names_the_version_that_is_served_and_why(
    run: Run, campaigns: Path, tmp_path: Path, is_stored: bool
) -> None:
    folder = a_campaign_folder(campaigns, deadline=in_days(7))
    revision = read_folder(folder).revision
    if is_stored:
        publish(tmp_path, folder)
    correct(folder, 'country = "FR"', 'country = "Lampland"')

    found = campaign(run)

    assert found["problems"][0]["file"] == "campaign.toml"
    assert 'country "Lampland"' in found["problems"][0]["message"]
    output = run().output
    if is_stored:
        assert (found["stage"], found["days_left"], found["revision"]) == ("live", 7, revision)
        assert found["older_since"]
        assert found["problems"][0]["served"] == "older version of the campaign"
        assert "live, older version" in output
        assert f"the last valid version of the campaign (revision {revision}, stored " in output
    else:
        assert (found["stage"], found["revision"], found["editions"]) == ("broken", "", [])
        assert found["problems"][0]["served"] == "nothing"
        assert "The campaign is not served" in output


@pytest.mark.parametrize("is_stored", [True, False])
def test_a_broken_po_file_is_kept_from_an_older_version_or_left_out(
    run: Run, campaigns: Path, tmp_path: Path, is_stored: bool
) -> None:
    folder = a_translated_folder(campaigns)
    if is_stored:
        publish(tmp_path, folder)
    (folder / "es.po").write_text("this is no catalogue", encoding="utf-8")

    found = campaign(run)

    editions = {each["language"]: each["is_older"] for each in found["editions"]}
    assert [each["file"] for each in found["problems"]] == ["es.po"]
    assert found["older_since"] is None
    if is_stored:
        assert found["problems"][0]["served"] == "older version of the file"
        assert editions == {"en": False, "es": True}
        assert "; older file" in run().output
    else:
        assert found["problems"][0]["served"] == "without the file"
        assert editions == {"en": False}


def test_a_file_with_a_wrong_name_is_told(run: Run, campaigns: Path) -> None:
    folder = a_campaign_folder(campaigns)
    (folder / "es.po.txt").write_text("", encoding="utf-8")

    assert "rename it to es.po" in campaign(run)["problems"][0]["message"]


@pytest.fixture
def log(store: Store) -> Iterator[ActionLog]:
    with closing(ActionLog(store.url)) as opened:
        yield opened


def record(log: ActionLog, slug: str, letters: int, burst: str = "") -> None:
    action = Action(slug, Channel.POST, "minister", "en", letters, anywhere_on_earth(), False, burst=burst)
    log.record(f"{slug}-{letters}-{burst}-a-token-of-its-own", [action])


def test_waiting_bursts_are_told_with_their_letters(
    run: Run, campaigns: Path, log: ActionLog, store: Store
) -> None:
    add(a_campaign_folder(campaigns, deadline=in_days(7)), 'redirects = ["candle"]')
    record(log, "lamp", 12)
    record(log, "candle", 3)  # under its earlier name
    record(log, "lamp", 40, "aaaa")
    record(log, "candle", 31, "bbbb")
    record(log, "lamp", 50, "cccc")
    record(log, "gone", 60, "dddd")
    log.decide("cccc", counts=False)

    found = {
        each["slug"]: (each["stage"], each["counted"], each["waiting_bursts"], each["waiting_letters"])
        for each in told(run, DATABASE_URL=store.url)["campaigns"]
    }

    assert found == {"lamp": ("live", 15, 2, 71), "gone": ("withdrawn", 0, 1, 60)}
    output = run(DATABASE_URL=store.url).output
    assert "71 in 2 bursts" in output
    assert "Not known" not in output


def test_without_a_database_the_rest_is_told_and_no_file_is_made(
    run: Run, campaigns: Path, tmp_path: Path
) -> None:
    a_campaign_folder(campaigns)

    found = told(run)

    assert found["notes"] == [
        "Counts and waiting letters are not known: there is no database yet; `appeal serve` makes it."
    ]
    assert found["campaigns"][0]["waiting_letters"] is None
    assert not (tmp_path / "data").exists()


def test_a_database_that_cannot_be_reached_is_told_without_its_password(run: Run, campaigns: Path) -> None:
    a_campaign_folder(campaigns)

    result = run(DATABASE_URL="postgresql://appeal:hidden@127.0.0.1:1/appeal")

    assert result.exit_code == 0
    assert "lamp" in result.output
    assert "Counts and waiting letters are not known: " in result.output
    assert "see DATABASE_URL" in result.output
    assert "hidden" not in result.output


@pytest.mark.parametrize("content", [b"", b"no database" * 900], ids=["empty", "another file"])
def test_a_database_that_is_none_is_told(run: Run, campaigns: Path, tmp_path: Path, content: bytes) -> None:
    a_campaign_folder(campaigns)
    (tmp_path / "some.db").write_bytes(content)

    found = told(run, DATABASE_URL=f"sqlite:///{tmp_path / 'some.db'}")

    assert found["notes"][0].startswith("Counts and waiting letters are not known: The database")
    assert found["campaigns"][0]["counted"] is None


def test_a_page_language_says_its_first_missing_messages(tmp_path: Path) -> None:
    catalogue = tmp_path / "fr" / "LC_MESSAGES" / "messages.po"
    catalogue.parent.mkdir(parents=True)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    messages = "".join(
        f'msgid "Word {number}"\nmsgstr "{"" if number else "Mot"}"\n\n' for number in range(6)
    )
    catalogue.write_text(header + messages, encoding="utf-8")
    broken = tmp_path / "it" / "LC_MESSAGES" / "messages.po"
    broken.parent.mkdir(parents=True)
    broken.write_text("no catalogue", encoding="utf-8")

    english, french, italian, dutch = page_languages(tmp_path, {"fr": ["lamp"], "nl": ["lamp", "torch"]})

    assert [each.language for each in (english, french, italian, dutch)] == ["en", "fr", "it", "nl"]
    assert english.is_complete
    assert (french.missing, french.campaigns) == (5, ("lamp",))
    assert french.first_missing == ("Word 1", "Word 2", "Word 3")
    assert italian.missing is None
    assert "messages.po" in italian.problem
    assert dutch.missing is None
    assert "not translated into Dutch" in dutch.problem


def test_a_page_language_with_a_part_in_english_is_told() -> None:
    found = PageLanguage("es", "Spanish", (), 0, (), "", ReviewState.NONE, missing_rest=3)

    assert wording.page_language(found) == (
        "complete, but the page for webmasters and errors are in English: rest.po, 3 messages to translate; "
        "not yet read by a native speaker"
    )
    assert "rest.po, no file" in wording.page_language(replace(found, missing_rest=None))
    assert "English" not in wording.page_language(replace(found, missing_rest=0))


def test_an_edition_without_a_page_language_is_told(run: Run, campaigns: Path, tmp_path: Path) -> None:
    renewals.refresh(a_campaign_folder(campaigns), "ca")

    output = run().output

    assert "; no page in this language" in output
    assert "ca: no page: the interface is not translated into Catalan" in output
    assert not edition(run, "ca")["has_page_language"]
    assert "the interface is not translated into Catalan" in page(run, tmp_path)[0]


@pytest.mark.parametrize(
    ("settings", "shared", "words"),
    [
        ({"WORKERS": "3"}, "memory", "the workers of this host (3) count together, in its memory"),
        ({"CACHE_URL": "redis://:hidden@cache.test:6379/0"}, "cache", "in the Valkey or Redis at cache.test"),
        ({"RATE_LIMITS": "off"}, "off", "Limits are off"),
    ],
)
def test_the_limits_that_hold_are_told_in_one_line(
    run: Run, settings: dict[str, str], shared: str, words: str
) -> None:
    limits = told(run, **settings)["limits"]

    assert limits["shared"] == shared
    assert words in limits["sentence"]
    assert "hidden" not in limits["sentence"]
    assert ({"most": 500, "hours": 1, "width": "connection"} in limits["letters"]) == (shared != "off")
    assert limits["sentence"] in run(**settings).output


@pytest.fixture
def nasty(campaigns: Path) -> Path:
    """One campaign for each nasty text, and one broken by it."""
    for number, text in enumerate(NASTY.values()):
        a_nasty_campaign(campaigns, number, text)
        broken = a_campaign_folder(campaigns, f"broken-{number}") / "campaign.toml"
        broken.write_text(f"{json.dumps(text)} = 1\ncountry = {json.dumps(text)}\n", encoding="utf-8")
    (a_campaign_folder(campaigns, "<script>alert(1)<") / "\x1b[31m.po").write_text("", encoding="utf-8")
    return campaigns


@pytest.mark.usefixtures("nasty")
def test_nasty_texts_stay_texts_in_the_page(run: Run, tmp_path: Path) -> None:
    text, document = page(run, tmp_path)

    assert {element.tag for element in document.iter() if isinstance(element.tag, str)} <= {
        "html", "head", "meta", "title", "style", "body", "main", "section", "h1", "h2", "h3", "p", "ul",
        "li", "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "a", "bdi", "code",
    }  # fmt: skip
    names = {name for element in document.iter() for name in element.attrib}
    assert names <= {
        "lang", "dir", "charset", "http-equiv", "content", "name", "id", "class", "scope", "href", "role",
        "aria-labelledby", "tabindex",
    }  # fmt: skip
    assert all(element.get("href").startswith("#campaign-") for element in document.iter("a"))
    assert "&lt;script&gt;alert(1)&lt;" in text
    assert "49" not in re.findall(r"<bdi[^>]*>([^<]*)", text)


@pytest.mark.usefixtures("nasty")
def test_nasty_texts_stay_texts_in_json_and_in_the_terminal(run: Run) -> None:
    found, output = told(run), run().output

    assert len(found["campaigns"]) == 2 * len(NASTY) + 1
    assert run("--json").stdout.isascii()
    assert not set(output) & {*map(chr, range(9)), *map(chr, range(11, 32)), "\x7f", "\u202e", "\x9b"}


def test_the_page_needs_no_other_file_and_runs_no_script(run: Run, campaigns: Path, tmp_path: Path) -> None:
    a_translated_folder(campaigns)

    text, document = page(run, tmp_path)

    assert not re.search(r"url\(|@import|https?:|<script|<link|<img|\sstyle=", text)
    policy = document.find(".//meta[@http-equiv]").get("content")
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[\w+/]{43}='; base-uri 'none'; form-action 'none'", policy
    )
    assert "var(--ground)" in text
    assert "prefers-color-scheme: dark" in text
    assert document.get("lang") == "en"
    for table in document.iter("table"):
        assert all(cell.get("scope") == "col" for cell in table.iterfind("thead/tr/th"))
        assert all(row[0].tag == "th" and row[0].get("scope") == "row" for row in table.iterfind("tbody/tr"))
    labels = [each.get("aria-labelledby") for each in document.iter() if each.get("aria-labelledby")]
    ids = [each.get("id") for each in document.iter() if each.get("id")]
    assert set(labels) <= set(ids)
    assert {link.get("href") for link in document.iter("a")} <= {f"#{each}" for each in ids}
    assert len(ids) == len(set(ids))


def test_the_page_is_readable_by_its_owner_alone(run: Run, campaigns: Path, tmp_path: Path) -> None:
    a_campaign_folder(campaigns)

    page(run, tmp_path)

    assert stat.S_IMODE((tmp_path / "status.html").stat().st_mode) == 0o600


def test_a_page_that_cannot_be_written_is_named(run: Run, campaigns: Path, tmp_path: Path) -> None:
    a_campaign_folder(campaigns)

    result = run("--html", tmp_path / "nowhere" / "status.html")

    assert result.exit_code == 1
    assert "status.html cannot be written: No such file or directory" in result.output
    assert run("--json", "--html", tmp_path / "x.html").exit_code == 1


def test_a_folder_of_campaigns_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    result = run(CAMPAIGNS=str(tmp_path / "nowhere"))

    assert result.exit_code == 1
    assert f"CAMPAIGNS is {tmp_path / 'nowhere'}" in result.output


def test_fifty_campaigns_are_told_in_less_processor_time_than_a_person_waits(
    run: Run, campaigns: Path
) -> None:
    first = a_translated_folder(campaigns)
    for number in range(49):
        folder = a_campaign_folder(campaigns, f"lamp-{number}")
        (folder / "es.po").write_bytes((first / "es.po").read_bytes())

    begun = time.process_time()
    found = told(run)

    assert len(found["campaigns"]) == 50
    assert time.process_time() - begun < 10


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Ada Example", 2),
        ("a – b", 2),
        ("释放她", 3),
        ("Свободу Аде!", 2),
        ("أفرجوا عن آدا", 3),
        ("12 °", 1),
    ],
)
def test_words_are_counted_as_translators_count_them(text: str, words: int) -> None:
    assert count_words(text) == words


def test_a_campaign_that_the_desk_has_published_is_one_of_all(
    run: Run, campaigns: Path, tmp_path: Path
) -> None:
    a_campaign_folder(campaigns, "lamp", in_days(7))
    folder = add(a_campaign_folder(tmp_path / "sources", "beacon", in_days(3)), 'follows = "lamp"')
    PublishedVersions(tmp_path / "data" / "published" / "publications").store(read_folder(folder))

    found = json.loads(run("--json").output)["campaigns"]

    assert [(each["slug"], each["stage"], each["problems"]) for each in found] == [
        ("beacon", "live", []),
        ("lamp", "live", []),
    ]
