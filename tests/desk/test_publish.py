"""The screens of publishing: what is shown, what is asked, and what the page gets."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.desk.conftest import DeskWorld
from tests.support.builders import a_campaign_folder, an_edition
from tests.support.desk_campaigns import files_of
from tests.support.desk_client import ADA, BEN, DeskClient
from tests.support.page_client import Fetched
from tests.support.stores import Store
from webapp.campaigns.message_states import list_messages
from webapp.campaigns.reader import read_campaign, read_schema
from webapp.campaigns.source_files import SourceFiles
from webapp.domain.campaign import Campaign
from webapp.domain.life import OutcomeKind
from webapp.publications.store import PublicationStore
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.drafts import Drafts, Saved
from webapp.team.people.person import Person

SignIn = Callable[[Person | None], DeskClient]
HERE = "/campaigns/lamp/publish"
HEADLINE = "Free the keeper of the lighthouse"


@dataclass
class Team:
    """A coordinator, the draft of one campaign, and the page's database."""

    desk: DeskClient
    drafts: Drafts
    store: PublicationStore
    world: DeskWorld

    def edit(self, before: str, after: str) -> None:
        """Change the draft."""
        head = self.drafts.head("lamp")
        assert head
        files = self.drafts.source(head).contents["campaign.toml"]
        assert before.encode() in files
        changed = {"campaign.toml": files.replace(before.encode(), after.encode())}
        assert isinstance(self.drafts.save(BEN, "lamp", head.number, changed), Saved)

    def look(self, decision: str, **fields: str) -> Fetched:
        """Show what a decision changes."""
        return self.desk.post(f"{HERE}/{decision}/look", fields)

    def decide(self, decision: str, page: Fetched | None = None, **fields: str) -> Fetched:
        """Press the button of the screen that was shown."""
        page = page or self.desk.get(f"{HERE}/{decision}")
        (button,) = [one for one in page.all("button") if one.get("class") == "button-primary"]
        assert button.get("formaction") == f"{HERE}/{decision}"
        sent = dict(page.form(f"{HERE}/{decision}/look")) | fields
        return self.desk.post(f"{HERE}/{decision}", sent, status=303)

    def publish(self) -> Fetched:
        """Publish the draft."""
        return self.decide("publish")

    def public(self) -> Campaign | None:
        """Return what the public sees."""
        found = self.store.newest(self.world.moment).get("lamp")
        if found is None or found.withdrawn:
            return None
        return read_campaign(SourceFiles("lamp", self.store.files(found)))


@pytest.fixture
def team(
    desk: DeskClient, desk_world: DeskWorld, desk_database: DeskDatabase, page_store: Store, tmp_path: Path
) -> Iterator[Team]:
    """A team with a French edition."""
    folder = a_campaign_folder(tmp_path / "drafts")
    an_edition(folder, "fr", {("headline", HEADLINE): "Libérez la gardienne du phare"})
    drafts = Drafts(desk_database, lambda: desk_world.moment)
    drafts.create(BEN, "lamp", files_of(folder))
    with closing(PublicationStore(page_store.url)) as store:
        yield Team(desk, drafts, store, desk_world)


def test_publishing_shows_what_changes_and_then_does_it(team: Team) -> None:
    page = team.desk.get(f"{HERE}/publish")
    assert "Everybody: the page appears, with 2 offices to write to." in page.words()
    assert [a.text for a in page.all("a") if a.get("href") == "/campaigns/lamp"] == ["Ada Example"]
    assert team.public() is None

    done = team.decide("publish", page)
    assert done.headers["Location"] == f"{HERE}?done=publish"
    assert team.public()
    shown = team.desk.get(done.headers["Location"])
    assert "It is published" in shown.words(shown.one("div", role="status"))
    assert "since May 1, 2030, 13:00 UTC" in shown.words()


def test_a_character_that_no_font_has_is_named_before_it_is_public(team: Team) -> None:
    """Rare characters of names in China and Japan are in our fonts."""
    team.edit("She lit a lamp.", "She lit a lamp: ক, 镕, 髙.")

    page = team.desk.get(f"{HERE}/publish")

    notes = " ".join(page.words(one) for one in page.all("p") if one.get("class") == "note")
    assert "our fonts do not have ক (U+0995)" in notes
    assert {*"镕髙"}.isdisjoint(notes)


def test_looking_changes_nothing(team: Team) -> None:
    for decision in ("publish", "outcome", "close"):
        team.desk.get(f"{HERE}/{decision}", status=422 if decision == "close" else 200)
    team.look("publish", when="now")

    assert team.store.history("lamp") == ()


def test_a_moment_is_in_the_zone_that_is_named(team: Team) -> None:
    moment = {"when": "at", "day": "2030-05-02", "time": "17:00", "zone": "Europe/Paris"}
    page = team.look("publish", **moment)
    assert "Schedule it" in page.words()
    team.decide("publish", page)

    scheduled = team.store.scheduled("lamp", team.world.moment)
    assert scheduled
    assert scheduled.starts == datetime(2030, 5, 2, 15, tzinfo=UTC)
    assert team.public() is None
    assert "May 2, 2030, 15:00 UTC" in team.desk.get(HERE).words()


def test_a_moment_wants_one_press(team: Team) -> None:
    page = team.desk.get(f"{HERE}/publish")
    (seal,) = [field.get("value") for field in page.all("input", name="seal")]
    moment = {"when": "at", "day": "2030-05-02", "time": "17:00", "zone": "UTC"}
    team.desk.post(f"{HERE}/publish", {"seal": seal, **moment}, status=303)

    scheduled = team.store.scheduled("lamp", team.world.moment)
    assert scheduled
    assert scheduled.starts == datetime(2030, 5, 2, 17, tzinfo=UTC)
    assert team.public() is None


def test_what_is_scheduled_can_be_cancelled(team: Team) -> None:
    page = team.look("publish", when="at", day="2030-05-02", time="17:00", zone="UTC")
    done = team.decide("publish", page)
    shown = team.desk.get(done.headers["Location"])
    assert f"{HERE}/cancel" in [a.get("href") for a in shown.all("a")]
    told = shown.words(shown.one("div", role="status"))
    assert "It is scheduled" in told
    assert "It is published" not in told
    question = team.desk.get(f"{HERE}/cancel")
    assert "What was scheduled for May 2, 2030, 17:00 UTC does not appear." in question.words()
    team.decide("cancel", question)

    assert team.store.scheduled("lamp", team.world.moment) is None
    team.world.moment = datetime(2030, 5, 3, tzinfo=UTC)
    assert team.public() is None


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("day", "31.2.2030"),
        ("day", ""),
        ("time", "five"),
        ("time", "17:00+05:00"),
        ("zone", "Nowhere/Land"),
        ("zone", "../etc/passwd"),
    ],
)
def test_a_moment_that_is_none_is_refused_and_stays(team: Team, field: str, typed: str) -> None:
    fields = {"when": "at", "day": "2030-05-02", "time": "17:00", "zone": "UTC"} | {field: typed}
    page = team.desk.post(f"{HERE}/publish/look", fields, status=422)

    control = page.by_id(field)
    assert control.get("aria-invalid") == "true"
    assert control.get("value") == (typed or None) or control.get("value") == typed
    assert page.by_id("when-at").get("checked") is not None


def test_a_moment_that_is_past_is_refused_by_the_service(team: Team) -> None:
    page = team.look("publish", when="at", day="2030-04-30", time="17:00", zone="UTC")

    assert "is past" in page.words(page.by_id("problems"))
    assert not [one for one in page.all("button") if one.get("class") == "button-primary"]


def test_a_slip_of_the_key_in_the_year_is_refused(team: Team) -> None:
    typed = {"when": "at", "day": "9999-12-31", "time": "23:59", "zone": "America/New_York"}
    page = team.look("publish", **typed)

    assert "is more than ten years ahead" in page.words(page.by_id("problems"))
    team.desk.post(f"{HERE}/publish", dict(page.form(f"{HERE}/publish/look")) | typed, status=422)
    team.desk.get("/")


def test_what_check_refuses_leads_to_its_field(team: Team) -> None:
    team.edit("deadline = 2030-05-08", 'deadline = "31.2.2030"')
    page = team.desk.get(f"{HERE}/publish")
    links = [link.get("href") for link in page.by_id("problems").iter("a")]

    assert links == ["/campaigns/lamp/edit#deadline"]
    sent = dict(page.form(f"{HERE}/publish/look"))
    team.desk.post(f"{HERE}/publish", sent, status=422)
    assert team.public() is None


def test_a_correction_asks_what_it_is_and_shows_the_texts(team: Team) -> None:
    team.publish()
    team.edit(HEADLINE, "Free the keeper of the old lighthouse")
    page = team.desk.get(f"{HERE}/publish")

    words = page.words()
    assert "What was corrected?" in words
    assert [one.text for one in page.all("del")] == [HEADLINE]
    assert [one.text for one in page.all("ins")] == ["Free the keeper of the old lighthouse"]
    assert not [one for one in page.all("button") if one.get("class") == "button-primary"]
    sent = dict(page.form(f"{HERE}/publish/look"))
    team.desk.post(f"{HERE}/publish", sent, status=422)

    looked = team.look("publish", **(sent | {"word": "wording"}))
    team.decide("publish", looked)
    assert team.public()


def test_what_changed_after_the_look_is_shown_first(team: Team) -> None:
    page = team.desk.get(f"{HERE}/publish")
    team.edit("deadline = 2030-05-08", "deadline = 2030-06-08")
    sent = dict(page.form(f"{HERE}/publish/look"))
    again = team.desk.post(f"{HERE}/publish", sent)

    assert "Look at what changes now" in again.words()
    assert team.public() is None


def test_closing_opening_and_withdrawing(team: Team) -> None:
    team.publish()
    done = team.decide("close")
    public = team.public()
    assert public and public.life.is_over  # noqa: PT018 (for mypy)
    assert f"{HERE}/reopen" in [a.get("href") for a in team.desk.get(done.headers["Location"]).all("a")]

    team.decide("reopen")
    public = team.public()
    assert public and not public.life.is_over  # noqa: PT018

    team.decide("withdraw")
    assert team.public() is None


def test_the_outcome_needs_its_words_and_keeps_what_was_typed(team: Team) -> None:
    team.publish()
    page = team.desk.post(f"{HERE}/outcome/look", {"outcome": "released", "day": "x", "text": ""}, status=422)
    assert {"#day", "#text"} == {link.get("href") for link in page.by_id("problems").iter("a")}
    assert page.by_id("outcome-released").get("checked") is not None

    told = {"outcome": "released", "day": "2030-05-01", "text": 'Ada is home.\n\nShe said: """Thanks\\o/"""'}
    page = team.look("outcome", **told)
    assert "the page says what came of the case: released" in page.words()
    team.decide("outcome", page)
    public = team.public()
    assert public and public.life.outcome  # noqa: PT018
    assert public.life.outcome.kind is OutcomeKind.RELEASED


def test_the_outcome_is_told_whole_or_not_at_all(team: Team) -> None:
    team.publish()
    text = "\r\n".join(["012345678 0123456789"] * 237)  # 4,976 characters as a browser counts them
    told = {"outcome": "released", "day": "2030-05-01", "text": text}

    long = team.desk.post(f"{HERE}/outcome/look", told | {"text": text + "…" * 24 + "!"}, status=422)
    assert "at most 5,000 characters" in long.words(long.by_id("text-problem"))
    assert long.by_id("text").text.strip().endswith("…!")

    team.decide("outcome", team.look("outcome", **(told | {"text": f"{text}, end"})))
    last = team.store.last("lamp")
    assert last
    assert b"0123456789, end" in team.store.files(last)["campaign.toml"]


def test_a_new_issue_is_a_draft_of_its_own(team: Team) -> None:
    team.publish()
    team.decide("follow", new_slug="lamp-2")
    head = team.drafts.head("lamp-2")

    assert head
    assert b'follows = "lamp"' in team.drafts.source(head).contents["campaign.toml"]


@pytest.mark.parametrize("slug", ["lamp", "Lamp 3", "", "../x", "new\r\nX: y"])
def test_the_address_of_a_new_issue_is_checked(team: Team, slug: str) -> None:
    team.publish()
    page = team.desk.post(f"{HERE}/follow", {"new_slug": slug}, status=422)

    assert page.by_id("new_slug").get("aria-invalid") == "true"


@pytest.mark.parametrize("decision", ["close", "reopen", "withdraw", "cancel"])
def test_what_cannot_be_decided_says_why(team: Team, decision: str) -> None:
    page = team.desk.get(f"{HERE}/{decision}", status=422)

    assert page.by_id("problems") is not None


def test_an_old_confirmation_is_asked_for_again_before_anything_is_published(team: Team) -> None:
    page = team.desk.get(f"{HERE}/publish")
    sent = dict(page.form(f"{HERE}/publish/look"))
    team.world.sessions.confirmed = None
    asked = team.desk.post(f"{HERE}/publish", sent, status=401)

    assert team.public() is None
    assert sent["seal"] in asked.text


def test_only_who_may_publish_sees_the_way_there(sign_in: SignIn, team: Team) -> None:
    assert HERE in sign_in(ADA).get("/campaigns/lamp").text
    assert HERE not in sign_in(BEN).get("/campaigns/lamp").text
    sign_in(BEN).get(HERE, status=403)


@pytest.mark.parametrize(
    "path", [f"{HERE}/burn", "/campaigns/nothing/publish", "/campaigns/nothing/publish/close"]
)
def test_what_there_is_not_is_404(team: Team, path: str) -> None:
    team.desk.get(path, status=404)


def test_without_the_page_s_database_nothing_is_published_and_it_says_so(
    team: Team, page_store: Store
) -> None:
    Path(page_store.url.removeprefix("sqlite:///")).unlink()
    page = team.desk.get(f"{HERE}/publish", status=503)

    assert "cannot reach its database" in page.words()


def test_what_a_publication_leaves_behind_is_one_table(team: Team, tmp_path: Path) -> None:
    assert "1 language is not up to date." in team.desk.get(f"{HERE}/publish").words()
    folder = a_campaign_folder(tmp_path / "more")
    for tag in ("ar", "fr"):
        path = an_edition(folder, tag, {("headline", HEADLINE): "Libérez-la"})
        saved = team.drafts.save(ADA, "lamp", team.drafts.head("lamp").number, {path.name: path.read_bytes()})  # type: ignore[union-attr]
        assert isinstance(saved, Saved)
    page = team.desk.get(f"{HERE}/publish")

    assert "2 languages are not up to date." in page.words()
    rows = [page.words(each) for each in page.all("tr")][1:]
    assert rows == ["Arabic not offered not offered 63 0 0 6", "French not offered not offered 63 0 0 6"]
    leads = [link.get("href") for link in page.all("a")]
    assert "/campaigns/lamp/translate/fr?show=open" in leads
    assert "would leave behind" in team.desk.get("/campaigns/lamp").words()


WRONG_HEADLINE = "Libérez la gardienne du phare, le 8 mai 2042"


def with_a_wrong_year(team: Team) -> None:
    """Give the headline a date, and its translation another one."""
    team.edit(HEADLINE, f"{HEADLINE} on 8 May 2024")
    head = team.drafts.head("lamp")
    assert head
    text = team.drafts.source(head).contents["fr.po"].decode()
    text = text.replace(HEADLINE, f"{HEADLINE} on 8 May 2024").replace("du phare", "du phare, le 8 mai 2042")
    french = complete(text, team)
    assert isinstance(team.drafts.save(BEN, "lamp", head.number, {"fr.po": french}), Saved)


def complete(text: str, team: Team) -> bytes:
    """Translate the rest of a PO file, so that its page is offered."""
    head = team.drafts.head("lamp")
    assert head
    blocks = [text]
    for context, source in list_messages(read_schema(team.drafts.source(head)), "fr"):
        if f'"{source}"' not in text:
            quoted = source.replace('"', '\\"').replace("\n", "\\n")
            blocks.append(f'msgctxt "{context}"\nmsgid "{quoted}"\nmsgstr "{quoted} (fr)"\n')
    return "\n".join(blocks).encode()


def test_a_wrong_year_in_a_translation_stops_it_with_the_place_marked(team: Team) -> None:
    with_a_wrong_year(team)

    page = team.desk.get(f"{HERE}/publish")

    assert "French, Headline: the translation has another fact than its source." in page.words()
    assert "The source text has “2024”; here stands “2042”." in page.words()
    assert [mark.text for mark in page.all("mark")] == ["2024", "2042"]
    assert not [one for one in page.all("button") if one.text == "Publish now"]
    (link,) = [a.get("href") for a in page.all("a") if a.text == "Correct the translation"]
    assert re.fullmatch(r"/campaigns/lamp/translate/fr\?at=(\w+)#m-\1", str(link))
    (anchor,) = [str(a.get("href")) for a in page.all("a") if "another fact" in a.text]
    assert page.one("article", id=anchor.removeprefix("#")) is not None


def test_pressing_publish_all_the_same_publishes_nothing(team: Team) -> None:
    with_a_wrong_year(team)
    page = team.desk.get(f"{HERE}/publish")

    team.desk.post(f"{HERE}/publish", dict(page.form(f"{HERE}/publish/look")), status=422)

    assert team.public() is None


def test_a_translation_may_be_right_as_it_is(team: Team) -> None:
    with_a_wrong_year(team)
    page = team.desk.get(f"{HERE}/publish")
    (button,) = [one for one in page.all("button") if one.get("name") == "right"]
    fields = {
        "right": str(button.get("value")),
        "when": "at",
        "day": "2030-05-02",
        "time": "17:00",
        "zone": "UTC",
    }

    after = team.desk.post(str(button.get("formaction")), fields)

    assert "It is kept that this translation is right as it is" in after.words()
    assert after.all("mark") == []
    assert "Schedule it" in after.words()  # what was typed is still there
    assert "2042" in team.desk.get("/campaigns/lamp/translate/fr").words()
    assert not team.desk.get("/campaigns/lamp/translate/fr").all("mark")
    again = team.desk.post(str(button.get("formaction")), fields)  # pressed twice
    assert "It is kept" in again.words()
    team.decide("publish")
    assert team.public()


@pytest.mark.parametrize(
    ("value", "status"),
    [("", 404), ("fr", 404), ("xx 0 0", 404), ("fr 0123456789abcdef 01234567", 404), ("fr \0 \0", 404)],
)
def test_a_word_on_no_translation_is_refused(team: Team, value: str, status: int) -> None:
    with_a_wrong_year(team)

    team.desk.post(f"{HERE}/publish/right", {"right": value}, status=status)
