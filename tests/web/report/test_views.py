"""Reporting: one token, one count; every refusal keeps the form; the count is read back."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.support.page_client import PageClient
from tests.web.conftest import World
from webapp.actions.burst_detection import BurstDetector
from webapp.actions.log import ActionLog
from webapp.actions.tokens import Tokens
from webapp.domain.action import Tally
from webapp.domain.channel import Channel
from webapp.server.network_counters import HOUR, MINUTE, Limit, NetworkCounters
from webapp.web.http.rate_limits import LIMITS, RateLimiter

RECORD = "/en/lamp/actions"
UNDO = f"{RECORD}/undo"


def a_report(
    client: PageClient, world: World, channel: str = "email", slug: str = "lamp", seconds: int = 3
) -> dict[str, list[str]]:
    """Open the form, wait as a person does, and give what it sends."""
    page = client.get(f"/en/{slug}/actions?channel={channel}&to=minister&to=warden")  # as htmx asks for it
    world.now += seconds
    form: dict[str, list[str]] = {}
    for name, value in page.form(f"/en/{slug}/actions"):
        form.setdefault(name, []).append(value)
    return form


def count(client: PageClient, slug: str = "lamp") -> dict[str, object]:
    return dict(json.loads(client.get(f"/api/campaigns/{slug}/count").text))


def test_a_report_is_counted_once_however_often_it_is_sent(
    client: PageClient, world: World, log: ActionLog
) -> None:
    form = a_report(client, world)

    pages = [client.post(RECORD, form) for _ in range(3)]

    assert all("1 action of yours is counted" in page.words() for page in pages)
    assert count(client) == {
        "campaign": "lamp",
        "total": 1,
        "late": 0,
        "entered": 0,
        "channels": {"email": 1},
    }
    assert log.tally("lamp").total == 1


def an_evening(client: PageClient, world: World, **changes: str) -> dict[str, list[str]]:
    """Open the form of a group as the kit's code does, and fill it in."""
    page = client.get("/en/lamp/actions?channel=post&evening=1")
    world.now += 3
    form = dict(page.form(RECORD))
    assert form["quantity"] == form["evening_day"] == ""
    day = (world.today - timedelta(days=2)).isoformat()
    filled = {"to": "minister", "quantity": "12", "evening_day": day}
    return {name: [value] for name, value in (form | filled | changes).items()}


def test_a_group_reports_an_evening_and_the_team_sees_its_day(
    client: PageClient, world: World, log: ActionLog
) -> None:
    form = an_evening(client, world)

    pages = [client.post(RECORD, form) for _ in range(2)]

    assert all("the campaign team looks at it before it is counted" in page.words() for page in pages)
    assert log.tally("lamp").total == 0
    (burst,) = log.bursts()
    assert (burst.number, burst.evening) == (12, world.today - timedelta(days=2))
    assert burst.days == (world.today,)  # receipts are deleted by their days


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"evening_day": ""}, "Please give the day on which you wrote together."),
        ({"evening_day": "1999-01-01"}, "“1999-01-01” is no day of the last 60 days."),
        ({"evening_day": "2999-01-01"}, "“2999-01-01” is no day of the last 60 days."),
        ({"evening_day": "07.05.2030"}, "Write year, month and day, such as 2030-05-31."),
        ({"evening_day": "<b>7 May 2030"}, "Write year, month and day, such as 2030-05-31."),
        ({"quantity": "0000000003999"}, "You gave “0000000003999”."),
        ({"quantity": ""}, "Please give a whole number from 1 to 500."),
    ],
)
def test_a_faulty_report_of_a_group_comes_back_as_it_was_filled_in(
    client: PageClient, world: World, log: ActionLog, changes: dict[str, str], said: str
) -> None:
    form = an_evening(client, world, **changes)

    page = client.post(RECORD, form, status=422)

    assert said in page.words(page.by_id("report-problem"))
    shown = dict(page.form(RECORD))
    assert shown["quantity"] == form["quantity"][0]
    assert shown["evening_day"] == form["evening_day"][0]
    assert not log.bursts()


def test_a_refusal_has_the_numbers_of_its_language(client: PageClient, world: World) -> None:
    page = client.get("/fa/lamp/actions?channel=post&to=minister")
    world.now += 3
    form = dict(page.form("/fa/lamp/actions")) | {"to": "minister", "quantity": "0"}

    refused = client.post("/fa/lamp/actions", {name: [value] for name, value in form.items()}, status=422)

    assert "۱ تا ۵۰۰" in refused.words(refused.by_id("report-problem"))


def test_an_acknowledged_report_stays_so_after_its_target_left_the_campaign(
    client: PageClient, world: World
) -> None:
    form = a_report(client, world)
    first = client.post(RECORD, form)
    source = world.campaigns / "lamp" / "campaign.toml"
    source.write_text(source.read_text().replace("minister", "chancellor"))
    world.look_again()

    again = client.post(RECORD, form)
    other = client.post(RECORD, a_report(client, world) | {"to": ["minister"]}, status=422)

    assert "chancellor" in client.get(f"{RECORD}?channel=email").text
    assert "1 action of yours is counted" in first.words()
    assert "1 action of yours is counted" in again.words()
    assert "“minister” is nobody this letter goes to" in other.words()
    assert count(client)["total"] == 1


def test_all_a_browser_without_a_script_must_send_is_in_the_form(client: PageClient, world: World) -> None:
    form = a_report(client, world, "post")

    assert form["to"] == ["minister", "warden"]
    assert form["quantity"] == ["1"]
    assert form["channel"] == ["post"]
    assert len(form["token"][0]) <= 105


def test_a_letter_to_each_of_two_targets_is_two_actions(client: PageClient, world: World) -> None:
    form = a_report(client, world, "post") | {"quantity": ["3"]}

    page = client.post(RECORD, form)

    assert "6 actions of yours are counted" in page.words()
    assert count(client)["channels"] == {"post": 6}


def test_only_those_a_channel_reaches_are_preselected(client: PageClient, world: World) -> None:
    assert a_report(client, world, "email")["to"] == ["minister"]


def test_a_channel_that_reaches_one_target_needs_no_choice(
    client: PageClient, world: World, log: ActionLog
) -> None:
    form = a_report(client, world, "email")
    del form["to"]

    client.post(RECORD, form)

    assert log.tally("lamp").total == 1


def offered(client: PageClient, query: str, slug: str = "lamp") -> dict[str, bool]:
    """Return the targets that the form offers, and whether each is ticked."""
    form = client.get(f"/en/{slug}/actions?{query}", htmx=True)
    boxes = [one for one in form.root.iter("input") if one.get("type") == "checkbox"]
    return {one.get("value", ""): one.get("checked") is not None for one in boxes}


def test_by_a_way_we_know_no_number_for_everybody_can_be_meant(client: PageClient) -> None:
    assert list(offered(client, "channel=fax")) == ["minister", "warden"]


@pytest.mark.parametrize("channel", ["post", "fax", "call", "social"])
def test_nobody_is_ticked_whom_the_letter_is_not_known_to_go_to(client: PageClient, channel: str) -> None:
    assert offered(client, f"channel={channel}") == {"minister": False, "warden": False}
    assert offered(client, f"channel={channel}&to=nobody") == {"minister": False, "warden": False}
    assert offered(client, f"channel={channel}&to=warden") == {"minister": False, "warden": True}


@pytest.mark.parametrize(("channel", "ticked"), [("post", True), ("fax", False), ("call", False)])
def test_of_several_only_those_whose_letters_come_in_one_file_are_ticked(
    client: PageClient, channel: str, ticked: bool
) -> None:
    boxes = offered(client, f"channel={channel}&to=minister&to=warden")

    assert boxes == {"minister": ticked, "warden": ticked}


def test_the_link_to_the_form_claims_nothing_about_the_targets(client: PageClient) -> None:
    page = client.get("/en/lamp?to=minister")

    links = [one for one in page.by_id("report").iter("a") if "channel=" in one.get("href", "")]
    assert len(links) == 2
    assert not [one for one in links if "to=" in one.get("href", "") + one.get("hx-get", "")]
    assert {one.get("hx-include") for one in links} == {"#draft [name=to]:checked, #letter-language"}


def test_a_form_that_asks_nothing_counts_by_itself_on_our_page_alone(client: PageClient) -> None:
    part = client.get(f"{RECORD}?channel=email", htmx=True)
    page = client.get(f"{RECORD}?channel=email")
    asks = client.get(f"{RECORD}?channel=post&to=minister", htmx=True)

    assert 'hx-trigger="submit, load delay:2s"' in part.text
    assert "Counting…" in part.words()
    assert "load delay" not in page.text
    assert "load delay" not in asks.text
    assert "Retry-After" not in part.headers


def test_the_count_is_shown_by_channel(client: PageClient, world: World) -> None:
    client.post(RECORD, a_report(client, world, "post"))
    client.post(RECORD, a_report(client, world, "email"))

    page = client.get("/en/lamp/count")

    assert "3 actions reported" in page.words(page.by_id("count"))
    assert "post: 2" in page.words(page.by_id("count"))


def test_a_report_can_be_taken_back_once(client: PageClient, world: World) -> None:
    form = a_report(client, world)
    done = client.post(RECORD, form)
    undo = dict(done.form(UNDO))

    first, second = client.post(UNDO, undo), client.post(UNDO, undo)

    assert "no longer counted" in first.words()
    assert "no longer counted" in second.words()
    assert count(client)["total"] == 0
    assert "Taken back" in client.post(RECORD, form).words()  # the same token answers the same


def test_actions_after_the_deadline_are_kept_apart(client: PageClient, world: World) -> None:
    client.post(RECORD, a_report(client, world))
    world.today = date(2030, 5, 9)
    client.post(RECORD, a_report(client, world))

    assert count(client) == {
        "campaign": "lamp",
        "total": 2,
        "late": 1,
        "entered": 0,
        "channels": {"email": 2},
    }
    assert (
        "deadline" not in client.get("/en/lamp/count").words()
    )  # for the team; to a visitor it is a reproach


def test_htmx_gets_the_thanks_and_the_new_count(client: PageClient, world: World) -> None:
    part = client.post(RECORD, a_report(client, world), htmx=True)

    assert "Thank you" in part.text
    assert re.search(r'<b class="count-number">1</b>', part.text)
    assert "<html" not in part.text


def test_the_form_is_a_part_for_htmx_and_a_page_for_the_rest(client: PageClient) -> None:
    part = client.get(f"{RECORD}?channel=post", htmx=True)
    page = client.get(f"{RECORD}?channel=post")

    assert "<html" not in part.text
    assert page.headers["Cache-Control"] == part.headers["Cache-Control"] == "no-store"
    assert "HX-Request" in page.headers["Vary"]


REFUSED: list[tuple[dict[str, list[str]], int, str]] = [
    ({"quantity": ["0"]}, 422, "“0”"),
    ({"quantity": ["501"]}, 422, "1 to 500"),
    ({"quantity": ["many"]}, 422, "“many”"),
    ({"quantity": ["²"]}, 422, "whole number"),
    ({"to": ["nobody"]}, 422, "nobody"),
    ({"to": [], "channel": ["post"]}, 422, "at least one"),
    ({"to": ["warden"]}, 422, "warden"),  # has no e-mail address
    ({"token": ["forged"]}, 422, "new one"),
    ({"token": [""]}, 422, "new one"),
    ({"website": ["spam.example"]}, 422, "has to stay empty"),
]


@pytest.mark.parametrize(("changes", "status", "said"), REFUSED)
def test_a_refused_report_comes_back_with_the_reason_and_is_not_counted(
    client: PageClient, world: World, changes: dict[str, list[str]], status: int, said: str
) -> None:
    page = client.post(RECORD, a_report(client, world) | changes, status=status)

    assert said in page.words(page.by_id("report"))
    assert dict(page.form(RECORD))["token"]
    assert count(client)["total"] == 0


@pytest.mark.parametrize(
    "changes", [{}, {"quantity": ["0"]}, {"token": ["forged"]}, {"website": ["spam.example"]}]
)
def test_an_unknown_channel_is_called_by_no_other_name_and_the_known_ones_are_offered(
    client: PageClient, world: World, changes: dict[str, list[str]]
) -> None:
    page = client.post(RECORD, a_report(client, world) | {"channel": ["pigeon"]} | changes, status=422)

    offered = [one.get("href", "") for one in page.by_id("report").iter("a")]
    assert page.by_id("report").find(".//*[@role='alert']") is not None
    reported = [channel for channel in Channel if any(f"channel={channel}" in href for href in offered)]
    assert reported == [Channel.POST, Channel.EMAIL]  # those that reach somebody
    assert page.words(page.by_id("report-title")) == "Tell us when it is done"
    assert count(client)["total"] == 0


def test_an_unknown_channel_is_named(client: PageClient, world: World) -> None:
    page = client.post(RECORD, a_report(client, world) | {"channel": ["pigeon"]}, status=422)

    assert "“pigeon”" in page.words(page.by_id("report"))


def test_a_click_faster_than_a_person_is_asked_to_wait_and_htmx_does_it(
    client: PageClient, world: World
) -> None:
    page = client.get(f"{RECORD}?channel=email")
    form = dict(page.form(RECORD))

    early = client.post(RECORD, form, htmx=True, status=422)
    world.now += 3
    late = client.post(RECORD, form)

    assert "load delay:2s" in early.text
    assert early.headers["Retry-After"] == "2"
    assert "counted" in late.words()


def test_a_form_of_three_days_ago_comes_back_fresh(client: PageClient, world: World) -> None:
    form = a_report(client, world)
    world.now += 3 * 86_400

    page = client.post(RECORD, form, status=422)
    world.now += 3
    again = client.post(RECORD, dict(page.form(RECORD)))

    assert "two days ago" in page.words()
    assert "1 action of yours" in again.words()


def test_a_token_is_good_for_its_own_campaign_only(client: PageClient, world: World) -> None:
    form = a_report(client, world)

    client.post("/en/endless/actions", form, status=422)

    assert count(client, "endless")["total"] == 0


FROM = [
    ({"Sec-Fetch-Site": "cross-site"}, 403),
    ({"Sec-Fetch-Site": "same-site"}, 403),
    ({"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}, 200),
    ({"Origin": "https://partner.example"}, 403),
    ({"Origin": "null"}, 403),
    ({"Origin": "http://["}, 403),
    ({"Origin": "http://localhost"}, 200),
    ({}, 200),  # an old browser that says nothing: the token still has to be right
]


@pytest.mark.parametrize(("headers", "status"), FROM)
def test_only_our_own_pages_can_report(
    client: PageClient, world: World, headers: dict[str, str], status: int
) -> None:
    form = a_report(client, world)

    client.post(RECORD, form, headers=headers, status=status)

    assert count(client)["total"] == (1 if status == 200 else 0)


def test_a_closed_campaign_counts_nothing_more(client: PageClient, world: World) -> None:
    world.today = date(2020, 1, 1)
    form = a_report(client, world, slug="closed")
    world.today = date(2020, 1, 2)

    page = client.post("/en/closed/actions", form, status=410)

    assert "closed" in page.words()
    assert count(client, "closed")["total"] == 0
    client.get("/en/closed/actions?channel=email", status=410)


def test_without_its_database_the_page_stands_and_the_report_says_that_it_is_not_counted(
    client: PageClient, world: World, log: ActionLog, tmp_path: "object"
) -> None:
    form = a_report(client, world)
    log.close()
    for path in tmp_path.glob("appeal.db*"):  # type: ignore[attr-defined]
        path.unlink()

    page, report = client.get("/en/lamp"), client.post(RECORD, form, status=503)
    number = client.get("/en/lamp/count")

    assert "How many have acted so far" in page.words(page.by_id("count"))
    assert "cannot be read" in number.words(number.by_id("count"))
    assert number.headers["Cache-Control"] == "no-store"
    assert "not counted yet" in report.words()
    assert dict(report.form(RECORD))["token"] == form["token"][0]
    assert report.headers["Retry-After"]
    client.get("/readyz", status=503)


@pytest.mark.parametrize("htmx", [False, True])
def test_without_its_database_an_undo_says_so_and_keeps_its_button(
    client: PageClient, world: World, log: ActionLog, tmp_path: "object", htmx: bool
) -> None:
    done = client.post(RECORD, a_report(client, world))
    undo = dict(done.form(UNDO))
    log.close()
    for path in tmp_path.glob("appeal.db*"):  # type: ignore[attr-defined]
        path.unlink()

    page = client.post(UNDO, undo, status=503, htmx=htmx)

    assert "Your report could not be taken back just now" in page.words(page.by_id("report"))
    assert "Too many requests" not in page.words()
    assert dict(page.form(UNDO))["token"] == undo["token"]
    assert page.headers["Retry-After"]


class TestFlood:
    @pytest.fixture
    def world(self, world: World) -> World:
        none = Limit(0, HOUR)
        world.bursts = BurstDetector(NetworkCounters(), limits=(none,), receipts_limit=none)
        return world

    def test_a_report_is_held_and_offers_no_undo(self, client: PageClient, world: World) -> None:
        report = a_report(client, world)

        page, again = client.post(RECORD, report), client.post(RECORD, report)

        for each in (page, again):
            assert "recorded" in each.words(each.by_id("report"))
            assert "/undo" not in each.text
        assert count(client)["total"] == 0


def test_forms_are_not_limited(client: PageClient, world: World) -> None:
    world.limiter = RateLimiter(NetworkCounters(), limits=dict.fromkeys(LIMITS, Limit(0, MINUTE)))

    for _ in range(3):
        client.get(f"{RECORD}?channel=post")


class TestWhoAsksForAForm:
    FORM = f"{RECORD}?channel=post"

    @pytest.mark.parametrize(
        "headers",
        [
            {"Sec-Fetch-Dest": "image", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Dest": "image", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Dest": "image", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Site": "same-origin"},
            {"Sec-Fetch-Dest": "script", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Dest": "style", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Dest": "object", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Dest": "empty", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Dest": "empty", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Dest": "a word of tomorrow", "Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Dest": "image"},
            {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Site": "cross-site"},
        ],
    )
    @pytest.mark.parametrize("frame", ["", "/embed"])
    def test_what_another_site_loads_by_itself_is_refused(
        self, client: PageClient, headers: dict[str, str], frame: str
    ) -> None:
        page = client.get(f"{frame}{self.FORM}", status=403, headers=headers)

        assert 'name="token"' not in page.text
        assert page.headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize(
        "headers",
        [
            {},  # an old browser
            {"Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "none"},
            {"Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "same-origin"},
            {"Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "same-origin"},
            {"Sec-Fetch-Dest": "empty", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "same-origin"},  # htmx
            {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "cross-site"},  # Chromium before 80
        ],
    )
    def test_pages_and_their_scripts_get_one(self, client: PageClient, headers: dict[str, str]) -> None:
        assert dict(client.get(self.FORM, headers=headers).form(RECORD))["token"]

    @pytest.mark.parametrize(
        ("path", "status"),
        [
            (FORM, 200),
            (f"/embed{FORM}", 200),
            (f"{RECORD}?channel=pigeon", 422),
            ("/en/closed/actions?channel=post", 410),
        ],
    )
    def test_head_issues_no_token(
        self, app: Flask, monkeypatch: pytest.MonkeyPatch, path: str, status: int
    ) -> None:
        issued: list[str] = []
        monkeypatch.setattr(Tokens, "issue", lambda _self, slug: issued.append(slug) or "a-token")

        response = app.test_client().head(path)
        got = app.test_client().get(path)

        assert response.status_code == got.status_code == status
        assert response.headers["Cache-Control"] == "no-store"
        assert len(issued) == (status == 200), "only the GET has one"


@pytest.mark.parametrize("token", [{}, {"token": "forged"}], ids=["none", "forged"])
@pytest.mark.parametrize("lang", ["en", "ru", "es", "ar"])
def test_a_closed_campaign_says_so_and_offers_no_form(
    client: PageClient, token: dict[str, str], lang: str
) -> None:
    path = f"/{lang}/closed/actions"

    page = client.post(path, {"channel": "post", "to": "minister", "quantity": "1"} | token, status=410)

    assert f'action="{path}"' not in page.text
    if lang == "en":
        assert "This action is closed; nothing more is counted." in page.words()
        assert "new one" not in page.words()


def test_a_large_report_is_held_and_told_why(client: PageClient, world: World) -> None:
    page = client.post(RECORD, a_report(client, world) | {"quantity": ["31"]})
    again = client.post(RECORD, a_report(client, world))

    assert "It is for many letters at once" in page.words()
    assert "1 action of yours is counted" in again.words()
    assert count(client)["total"] == 1


def test_the_count_is_open_to_every_site(client: PageClient) -> None:
    answer = client.get("/api/campaigns/lamp/count")

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert json.loads(client.get("/api/campaigns/nowhere/count", status=404).text) == {
        "error": "There is no such page"
    }


@pytest.mark.parametrize("path", ["/en/lamp/count", "/embed/ar/gorinov/count"])
def test_the_count_is_a_part_for_htmx_and_the_same_in_a_page_for_the_rest(
    client: PageClient, path: str
) -> None:
    part, page = client.get(path, htmx=True), client.get(path)

    pieces = dict(re.findall(r'<hx-partial hx-target="(#\w+)"[^>]*>(.*?)</hx-partial>', part.text, re.DOTALL))
    assert pieces.keys() == {"#progress", "#count"}
    assert pieces["#count"].strip() in page.text
    assert "<html" not in part.text
    for answer in (part, page):
        assert "HX-Request" in answer.headers["Vary"]
        assert answer.headers["Cache-Control"] == "public, no-cache"
    assert part.headers["ETag"] != page.headers["ETag"]  # where a cache does not heed Vary


def test_the_count_is_sent_again_only_when_it_has_changed(client: PageClient, world: World) -> None:
    first = client.get("/en/lamp/count", htmx=True)
    known = {"If-None-Match": first.headers["ETag"]}

    client.get("/en/lamp/count", htmx=True, headers=known, status=304)
    client.post(RECORD, a_report(client, world))
    assert "1 action" in client.get("/en/lamp/count", htmx=True, headers=known).words()


@pytest.mark.parametrize(
    "path", ["/en/lamp", "/embed/en/lamp", "/en/lamp/actions", "/en/lamp/actions?channel=post"]
)
def test_without_a_script_the_page_says_no_number_and_links_to_it(client: PageClient, path: str) -> None:
    page = client.get(path)

    place = page.by_id("count")
    (link,) = place.iter("a")
    assert link.get("href") == place.get("hx-get")
    assert not re.search(r"\d", page.words(place))
    assert "No action has been reported yet" in client.get(str(link.get("href"))).words()


@pytest.mark.parametrize(
    "path", ["/api/campaigns/lamp/count", "/en/lamp/count", "/en/lamp", RECORD, f"{RECORD}?channel=post"]
)
def test_to_get_a_page_writes_nothing_to_the_database(
    client: PageClient, world: World, log: ActionLog, tmp_path: Path, path: str
) -> None:
    client.post(RECORD, a_report(client, world))
    world.today += timedelta(days=5)  # its receipt is old enough to be deleted
    files = [tmp_path / "appeal.db", tmp_path / "appeal.db-wal"]
    before = [file.read_bytes() for file in files]

    client.get(path)

    assert [file.read_bytes() for file in files] == before
    assert log.purge(world.today) == 1


OWN = {"text": "My own words.", "to": "ambassador"}


class NoDatabase(ActionLog):
    """A database that nobody may ask for a number."""

    def tally(self, campaign: str, partner: str | None = None) -> Tally:
        raise AssertionError("the database was asked")


class TestOnlyReportsAndCountsAskTheDatabase:
    @pytest.fixture
    def log(self) -> ActionLog:
        return NoDatabase("sqlite:////nowhere/appeal.db")

    @pytest.mark.parametrize("frame", ["", "/embed"])
    @pytest.mark.parametrize("path", ["", "?letter=ru", "/actions", "/actions?channel=post"])
    def test_to_be_fetched(self, client: PageClient, frame: str, path: str) -> None:
        client.get(f"{frame}/en/gorinov{path}")
        client.get(f"{frame}/en/gorinov{path}", htmx="actions" in path)

    @pytest.mark.parametrize("htmx", [False, True])
    def test_to_revise_a_draft(self, client: PageClient, htmx: bool) -> None:
        client.post("/en/gorinov/letter", OWN, htmx=htmx)

    @pytest.mark.parametrize("name", ["letter.pdf", "letter.txt", "fax.pdf"])
    def test_to_make_a_file_or_to_refuse_it(self, client: PageClient, name: str) -> None:
        client.post(f"/en/gorinov/{name}", OWN, status=422 if name == "fax.pdf" else 200)


def test_alive_and_ready(client: PageClient) -> None:
    assert client.get("/healthz").text == "alive\n"
    assert client.get("/readyz").text == "ready\n"


def test_a_number_in_the_reader_s_digits_is_a_number(client: PageClient, world: World) -> None:
    page = client.post(RECORD, a_report(client, world) | {"quantity": ["٣"]})

    assert count(client)["channels"] == {"email": 3}
    assert "Thank you" in page.words()


def test_a_number_that_cannot_be_counted_is_told_at_its_field(client: PageClient, world: World) -> None:
    page = client.post(RECORD, a_report(client, world) | {"quantity": ["many"]}, status=422)

    quantity = page.by_id("quantity")
    assert (quantity.get("aria-describedby"), quantity.get("aria-invalid")) == ("report-problem", "true")
    assert "You gave “many”." in page.words(page.by_id("report-problem"))
    assert not {"required", "min", "max"} & set(quantity.keys())  # a browser would speak its own language


def test_a_press_that_was_too_quick_is_no_alarm(client: PageClient, world: World) -> None:
    page = client.post(RECORD, a_report(client, world, seconds=0), status=422)

    assert page.by_id("report").find(".//*[@role='alert']") is None
    assert "Counting…" in page.words(page.by_id("report"))
    assert page.one("input", name="token").get("value")


def test_thanks_and_undo_stand_below_a_heading_that_is_true(client: PageClient, world: World) -> None:
    form = a_report(client, world)
    thanks = client.post(RECORD, form)
    undone = client.post(f"{RECORD}/undo", {"token": form["token"]})

    assert [thanks.words(page) for page in thanks.root.iter("h1")] == ["Your report"]
    assert [undone.words(page) for page in undone.root.iter("h1")] == ["Your report"]


@pytest.mark.parametrize("path", [RECORD, UNDO])
@pytest.mark.parametrize("field", ["token", "channel", "quantity", "website", "proof", "to"])
def test_a_report_of_the_size_of_a_letter_is_not_read(
    client: PageClient, world: World, path: str, field: str
) -> None:
    """Reports are not limited in number, so each must be cheap."""
    client.post(path, {**a_report(client, world), field: "\u0627" * 20_000}, status=413)

    assert count(client)["total"] == 0
