"""Embedding that is refused or limited: other sites, forged messages, no script, a sandbox."""

import re
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import hosts
from tests.browser.clocks import stop_clock
from tests.browser.conftest import unfold
from tests.browser.hosts import World, framed, link, misfit, script
from webapp.settings import ROOT

LARGEST = 2048
FORGED = """([kind, height]) => {
    const message = {appeal: 1, type: kind, height};
    postMessage(message, '*');                                      // from the host itself
    document.getElementById('stranger').contentWindow.postMessage(message, '*');  // by way of a stranger
}"""
SENDS_BACK_A_MARK = """addEventListener('message', ({data}) => {
    if (data === 'mark') parent.postMessage(data, '*');
})"""
ECHO = "<script>onmessage = event => { if (event.data.appeal) parent.postMessage(event.data, '*'); }</script>"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[World]:
    with hosts.world(tmp_path_factory.mktemp("guards"), browser) as started:
        yield started


@pytest.fixture
def page(world: World) -> Iterator[Page]:
    context = world.browser.new_context(viewport={"width": 1000, "height": 800}, accept_downloads=True)
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def warnings(page: Page) -> list[str]:
    """Begin to note what webmasters are told."""
    told: list[str] = []
    page.on("console", lambda said: told.append(said.text) if said.type == "warning" else None)
    return told


def test_the_script_is_small() -> None:
    size = len(brotli.compress((ROOT / "static" / "js" / "embed.js").read_bytes()))

    assert size <= LARGEST


def test_a_partner_s_site_may_show_what_is_for_partners(world: World, page: Page) -> None:
    page.goto(world.friend.show(link(world.app.url, "closet") + script(world.app.url)))

    framed(page)

    assert misfit(page) <= 1


def test_a_site_that_is_no_partner_keeps_the_links_and_logs_a_warning(world: World, page: Page) -> None:
    told = warnings(page)
    page.clock.install()
    stop_clock(page)
    page.goto(world.stranger.show(link(world.app.url, "closet") * 2 + script(world.app.url)))
    expect(page.locator("iframe")).to_have_count(2)
    assert all("/embed/" not in frame.url or not frame.locator("#draft").count() for frame in page.frames)

    page.clock.fast_forward(5_400)  # longer than the script waits for an answer
    page.clock.resume()  # it may begin to wait only now
    expect(page.locator("iframe")).to_have_count(0)

    expect(page.locator("a.urgent-appeal")).to_have_count(2)
    expect(page.locator("a.urgent-appeal").first).to_be_visible()
    assert len([one for one in told if "urgent-appeal" in one]) == 1
    assert f"frame-src {world.app.url}" in told[-1]
    assert page.locator("body").inner_text().strip() == "Write for Ada Example" * 2


def test_where_a_policy_blocks_frames_the_link_is_back_at_once(world: World, page: Page) -> None:
    told = warnings(page)
    strict = f"default-src 'none'; script-src {world.app.url} 'self'; img-src data:"

    with page.expect_console_message(lambda said: said.type == "warning" and "frame-src" in said.text):
        page.goto(world.friend.show(link(world.app.url) + script(world.app.url), policy=strict))

    expect(page.locator("iframe")).to_have_count(0)
    expect(page.locator("a.urgent-appeal")).to_be_visible()
    assert "frame-src" in told[-1]


@pytest.mark.parametrize(
    "address",
    ["https://elsewhere.example/en/lamp", "{app}.evil.example/en/lamp", "{app}/en", "{app}/en/lamp/letter"],
)
def test_a_link_that_is_no_campaign_of_the_script_s_site_stays_a_link(
    world: World, page: Page, address: str
) -> None:
    href = address.format(app=world.app.url)
    page.goto(
        world.friend.show(f'<a class="urgent-appeal" href="{href}">Elsewhere</a>' + script(world.app.url))
    )
    page.wait_for_timeout(200)  # the script has run at the page's load; nothing happens afterwards

    expect(page.locator("iframe")).to_have_count(0)
    expect(page.locator("a")).to_be_visible()


def test_without_the_script_the_link_leads_to_the_page(world: World, page: Page) -> None:
    page.goto(world.friend.show(link(world.app.url)))

    page.get_by_role("link", name="Write for Ada Example").click()

    expect(page.locator("#draft")).to_be_visible()


def test_forged_messages_do_nothing(world: World, page: Page) -> None:
    stranger = world.stranger.show(ECHO, name="/echo")
    page.goto(
        world.friend.show(
            link(world.app.url) + f'<iframe id="stranger" src="{stranger}"></iframe>' + script(world.app.url)
        )
    )
    framed(page)

    for kind, height in (("height", 5000), ("height", 20_001), ("recorded", None)):
        page.evaluate(FORGED, [kind, height])
    page.wait_for_function("() => said.length > 6")  # one of the frame, three each of host and stranger

    assert misfit(page) <= 1
    assert page.evaluate("heard") == []


def test_an_invalid_height_is_ignored_even_from_the_frame(world: World, page: Page) -> None:
    page.goto(world.friend.show(link(world.app.url) + script(world.app.url)))
    frame = framed(page)

    for height in (20_001, -1, "900", float("inf"), float("nan"), None, {}):
        frame.evaluate(
            "([height, host]) => parent.postMessage({appeal: 1, type: 'height', height}, host)",
            [height, world.friend.url],
        )
    page.wait_for_function("() => said.length > 7")

    assert misfit(page) <= 1


def test_the_frame_answers_nothing_but_a_hello(world: World, page: Page) -> None:
    page.goto(world.friend.show(f'<iframe src="{world.app.url}/embed/en/lamp"></iframe>'))
    page.frames[1].wait_for_selector("html.js")
    page.frames[1].evaluate(SENDS_BACK_A_MARK)
    wrong = [{"type": "hello"}, {"appeal": 2, "type": "hello"}, {"appeal": 1, "type": "height"}]

    for message in ("hello", None, *wrong, "mark", {"appeal": 1, "type": "hello"}):
        page.evaluate("message => frames[0].postMessage(message, '*')", message)
    page.wait_for_function("() => said.length > 1")

    mark, answer = page.evaluate("said.slice(0, 2)")  # in the order of the messages
    assert (mark, answer["type"]) == ("mark", "height")


def test_the_frame_answers_no_other_window_than_its_host(world: World, page: Page) -> None:
    hello = "top.frames[0].postMessage({appeal: 1, type: 'hello'}, '*')"
    stranger = world.stranger.show(
        f"<script>var got = []; onmessage = event => got.push(event.data); "
        f"setTimeout(() => {{ {hello}; window.asked = true }}, 300)</script>",
        name="/hello",
    )
    page.goto(
        world.friend.show(
            f'<iframe src="{world.app.url}/embed/en/lamp"></iframe><iframe src="{stranger}"></iframe>'
        )
    )
    page.frames[2].wait_for_function("() => window.asked")
    page.wait_for_timeout(200)  # no answer comes

    assert page.evaluate("said") == []
    assert page.frames[2].evaluate("got") == []


SANDBOX = (
    "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox "
    "allow-downloads allow-top-navigation-by-user-activation"
)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_the_plain_frame_in_a_sandbox_scrolls_and_takes_the_journey(
    world: World, scripts: bool, tmp_path: Path
) -> None:
    context = world.browser.new_context(java_script_enabled=scripts, accept_downloads=True)
    context.set_default_timeout(60_000)
    page = context.new_page()
    address = f"{world.app.url}/embed/en/lamp?partner=friend"
    page.goto(
        world.friend.show(f'<iframe sandbox="{SANDBOX}" width="600" height="500" src="{address}"></iframe>')
    )
    frame = page.frame_locator("iframe")

    frame.locator("#text").fill("My own words.")
    if not scripts:
        frame.get_by_role("button", name="Check my changes").last.click()
    expect(frame.locator("#mail-minister")).to_have_attribute("href", re.compile("My%20own%20words"))
    unfold(frame)
    with page.expect_download() as waiting:
        frame.get_by_role("button", name="Download the letters (PDF)").click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF")
    report = frame.get_by_role("link", name="I posted it")
    if scripts:
        report.click()
        frame.get_by_role("button", name="Count it").click()
        expect(frame.locator("#report")).to_contain_text("2 actions of yours are counted")
    else:
        with context.expect_page() as opened:
            report.click()
        for name in ("Max Muster", "Wanda Warden"):
            opened.value.get_by_label(name).check()
        opened.value.get_by_role("button", name="Count it").click()
        expect(opened.value.locator("#report")).to_contain_text("2 actions of yours are counted")
    context.close()


def test_in_the_sandbox_of_wordpress_the_frame_links_to_the_page(world: World, page: Page) -> None:
    address = f"{world.app.url}/embed/en/lamp?partner=friend#?secret=aB3"
    page.goto(
        world.friend.show(
            f'<iframe sandbox="allow-scripts" width="600" height="400" src="{address}"></iframe>'
        )
    )
    frame = page.frame_locator("iframe")

    expect(frame.locator("form")).to_have_count(0)
    frame.locator("html").evaluate("() => document.fonts.ready.then(() => true)")
    frame.get_by_role("link", name="To the letter").click()
    page.wait_for_function("() => said.some(one => one.message === 'link')")

    public = f"{world.app.url}/en/lamp?partner=friend"
    said = page.evaluate("said")
    links = [one for one in said if one["message"] == "link"]
    assert links == [{"message": "link", "value": public, "secret": "aB3"}]
    assert {one["message"] for one in said} == {"height", "link"}
    height = frame.locator("html").evaluate("one => one.getBoundingClientRect().height")
    page.wait_for_function(
        """height => {
            const told = said.filter(one => one.message === 'height').pop();
            return Math.abs(told.value - height) <= 1;
        }""",
        arg=height,
    )
