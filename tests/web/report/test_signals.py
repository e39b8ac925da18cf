"""What became of a letter: two buttons without words, for the team alone."""

import re

import pytest

from tests.support.builders import a_campaign_with_targets
from tests.support.page_client import Fetched, PageClient
from tests.web.conftest import World
from tests.web.report.test_views import RECORD, a_report, count
from webapp.actions.log import ActionLog
from webapp.domain.signal import SignalKind

SIGNALS = "/en/lamp/signals"


def a_signal(page: Fetched, **changes: str) -> dict[str, str]:
    """Return what the form on a page sends, with a button."""
    return dict(page.form(SIGNALS)) | {"kind": "bounced", "target": "minister"} | changes


def told(log: ActionLog) -> list[tuple[str, str, int]]:
    """Return what is stored."""
    return [(each.target, each.kind.value, each.number) for each in log.signals(["lamp"])]


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize(
    ("kind", "words"), [("answered", "has answered"), ("bounced", "an address of .* does not work")]
)
def test_one_press_is_told_to_the_team_and_to_nobody_else(
    client: PageClient, world: World, log: ActionLog, kind: str, words: str, htmx: bool
) -> None:
    form = a_signal(client.get(SIGNALS, htmx=htmx), kind=kind)
    world.now += 3
    before = count(client)

    pages = [client.post(SIGNALS, form, htmx=htmx) for _ in range(2)]

    assert all(re.search(words, page.words()) for page in pages)
    assert told(log) == [("minister", kind, 1)]
    assert count(client) == before
    assert "signal" not in client.get("/en/lamp/count").text
    assert "answered" not in client.get("/api/campaigns/lamp/count").text


def test_the_page_leads_to_it_and_so_does_the_thank_you_part(
    client: PageClient, world: World, log: ActionLog
) -> None:
    shown = client.get("/en/lamp")
    part = client.get(SIGNALS, htmx=True)
    (link,) = [one for one in shown.by_id("report").iter("a") if one.get("href") == SIGNALS]
    done = client.post(RECORD, a_report(client, world))
    world.now += 3
    client.post(SIGNALS, a_signal(done))

    assert (link.get("hx-get"), link.get("hx-target"), link.get("target")) == (SIGNALS, "#report", "_blank")
    assert part.text.count('<hx-partial hx-target="#report"') == 1  # htmx swaps nothing else
    assert told(log) == [("minister", "bounced", 1)]


def test_whom_the_report_went_to_is_chosen_already(client: PageClient, world: World) -> None:
    done = client.post(RECORD, a_report(client, world, "email"))
    both = client.post(RECORD, a_report(client, world, "post"))

    chosen = [one.get("value") for one in done.root.iter("option") if one.get("selected") is not None]
    assert chosen == ["minister"]
    assert not [one for one in both.root.iter("option") if one.get("selected") is not None]


def test_with_one_target_nothing_is_chosen(client: PageClient, world: World, log: ActionLog) -> None:
    a_campaign_with_targets(world.campaigns, 1, "single")
    world.look_again()
    page = client.get("/en/single/signals")
    world.now += 3

    client.post("/en/single/signals", dict(page.form("/en/single/signals")) | {"kind": "answered"})

    assert not [*page.root.iter("option")]
    assert [each.number for each in log.signals(["single"])] == [1]


def test_nothing_but_the_three_fields_is_asked(client: PageClient) -> None:
    page = client.get(SIGNALS)
    form = next(one for one in page.root.iter("form") if one.get("action") == SIGNALS)

    names = {one.get("name") for one in form.iter() if isinstance(one.tag, str) and one.get("name")}
    assert names == {"token", "target", "kind"}
    assert not [*form.iter("textarea")]
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"token": "forged"}, "This form is not valid here"),
        ({"target": "nobody"}, "Please choose whom it is about"),
        ({"target": ""}, "Please choose whom it is about"),
        ({"kind": "angry"}, "Please press one of the two buttons"),
        ({"kind": ""}, "Please press one of the two buttons"),
    ],
)
def test_what_cannot_be_counted_says_why_and_the_same_form_goes_then(
    client: PageClient, world: World, log: ActionLog, changes: dict[str, str], words: str
) -> None:
    form = a_signal(client.get(SIGNALS))
    world.now += 3

    refused = client.post(SIGNALS, form | changes, status=422)
    world.now += 3
    client.post(SIGNALS, a_signal(refused))

    assert words in refused.words()
    assert told(log) == [("minister", "bounced", 1)]


def test_a_quick_press_is_no_alarm_and_goes_again_by_itself(
    client: PageClient, world: World, log: ActionLog
) -> None:
    form = a_signal(client.get(SIGNALS, htmx=True), kind="answered")

    quick = client.post(SIGNALS, form, htmx=True, status=422)
    world.now += 3
    client.post(SIGNALS, dict(quick.form(SIGNALS)), htmx=True)

    assert "Counting…" in quick.words()
    assert 'role="alert"' not in quick.text
    assert re.search(r'hx-trigger="submit, load delay:[12]s"', quick.text)
    assert quick.headers["Retry-After"] in ("1", "2")
    assert told(log) == [("minister", "answered", 1)]


def test_another_site_tells_nothing(client: PageClient, world: World, log: ActionLog) -> None:
    form = a_signal(client.get(SIGNALS))
    world.now += 3

    client.post(SIGNALS, form, status=403, headers={"Sec-Fetch-Site": "cross-site"})
    client.get(SIGNALS, status=403, headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "image"})

    assert told(log) == []


def test_a_frame_may_not_hold_the_form_as_a_page(client: PageClient) -> None:
    page = client.get("/embed/en/lamp/signals")

    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]


def test_an_answer_may_come_after_the_end(client: PageClient, world: World, log: ActionLog) -> None:
    page = client.get("/en/closed/signals")
    world.now += 3

    fields = dict(page.form("/en/closed/signals")) | {"kind": "answered", "target": "minister"}
    client.post("/en/closed/signals", fields)

    assert [each.kind for each in log.signals(["closed"])] == [SignalKind.ANSWERED]


def test_a_long_form_is_not_read(client: PageClient, world: World, log: ActionLog) -> None:
    form = a_signal(client.get(SIGNALS)) | {"more": "x" * 5_000}
    world.now += 3

    client.post(SIGNALS, form, status=413)

    assert told(log) == []
