"""The page in a frame on another site, with third-party cookies and storage blocked."""

import io
import json
import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Frame, Page, expect
from pypdf import PdfReader

from tests.browser import hosts
from tests.browser.conftest import choose_language, unfold
from tests.browser.hosts import World, framed, link, misfit, script, shifts
from tests.browser.seen import is_trouble

WORDS = "Please let her light it again."
GROWS = "\n\n".join([WORDS] * 8)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[World]:
    with hosts.world(tmp_path_factory.mktemp("embed"), browser) as started:
        yield started


@pytest.fixture
def page(world: World) -> Iterator[Page]:
    context = world.browser.new_context(viewport={"width": 1000, "height": 800}, accept_downloads=True)
    errors: list[str] = []
    context.set_default_timeout(60_000)
    opened = context.new_page()
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda said: errors.append(said.text) if is_trouble(said) else None)
    yield opened
    assert context.cookies() == []
    assert errors == []
    context.close()


def policy(world: World) -> str:
    """The two directives that docs/embedding.md names; 'self' is for what the tests note and how it looks."""
    return (
        f"default-src 'none'; script-src {world.app.url} 'self'; frame-src {world.app.url}; "
        "style-src 'self'; img-src data:"
    )


def count(world: World, share: str = "") -> int:
    with urllib.request.urlopen(f"{world.app.url}/api/campaigns/lamp{share}/count") as answer:  # noqa: S310
        return int(json.load(answer)["total"])


def walk(page: Page, frame: Frame, number: int = 0) -> list[float]:
    """Change what changes the height, and return the misfit after each step."""
    found = [misfit(page, number)]
    frame.locator("#text").fill(GROWS)
    expect(frame.locator("#mail-minister, #copying-minister").locator("visible=true").first).to_be_visible()
    found.append(misfit(page, number))
    frame.get_by_text("Other ways by e-mail", exact=True).first.click()
    found.append(misfit(page, number))
    frame.locator("#to-warden").uncheck()
    expect(frame.locator(".letter-address")).to_have_count(1)
    found.append(misfit(page, number))
    frame.locator("#report .report-channels a").first.click()
    expect(frame.locator("#report form")).to_be_visible()
    found.append(misfit(page, number))
    frame.locator("#closing").fill("x" * 121)
    expect(frame.locator("#problems")).to_be_visible()
    found.append(misfit(page, number))
    choose_language(frame, "Русский")
    expect(frame.locator("html")).to_have_attribute("lang", "ru")
    expect(frame.locator("html")).to_have_class("framed js fitted")
    found.append(misfit(page, number))
    return found


def test_the_browser_of_these_tests_blocks_storage_and_cookies_in_frames(world: World, page: Page) -> None:
    page.goto(world.friend.show(link(world.app.url) + script(world.app.url)))

    kept = framed(page).evaluate(
        """() => ["sessionStorage", "localStorage"].map(name => {
            try { window[name].x = 1; return "kept"; } catch (e) { return e.name; }
        }).concat((document.cookie = "x=1; SameSite=None; Secure", document.cookie))"""
    )

    assert kept == ["SecurityError", "SecurityError", ""]


def test_the_whole_journey_in_a_hostile_page_with_a_strict_policy(
    world: World, page: Page, tmp_path: Path
) -> None:
    before, share = count(world), count(world, "/partners/friend")
    page.goto(
        world.friend.show(
            "<main><p>Before</p><p>" + link(world.app.url, partner="friend") + "</p><p>After</p></main>",
            head='<link rel="stylesheet" href="/hostile.css">' + script(world.app.url),
            html='lang="ar" dir="rtl"',
            policy=policy(world),
        )
    )
    frame = framed(page)
    found = [misfit(page)]
    expect(page.locator("a.urgent-appeal")).to_be_hidden()
    expect(page.locator("iframe")).to_have_attribute("title", "Write for Ada Example")

    with page.expect_response("**/letter*"):
        frame.locator("#text").fill(WORDS)
    expect(frame.locator("#mail-minister")).to_have_attribute("target", "_top")
    expect(frame.locator("#mail-minister")).to_have_attribute("href", re.compile("light%20it"))
    mail = urlsplit(frame.locator("#mail-minister").get_attribute("href") or "")
    assert WORDS in parse_qs(mail.query)["body"][0]
    found.append(misfit(page))
    unfold(frame)
    with page.expect_download() as waiting:
        frame.get_by_role("button", name="Download the letters (PDF)").click()
    waiting.value.save_as(tmp_path / "letter.pdf")
    text = PdfReader(io.BytesIO((tmp_path / "letter.pdf").read_bytes())).pages[0].extract_text()
    assert WORDS in text
    frame.get_by_role("link", name="I posted it").click()
    expect(frame.locator("#report form")).to_be_visible()
    found.append(misfit(page))
    frame.get_by_role("button", name="Count it").click()
    expect(frame.locator("#report")).to_contain_text("2 actions of yours are counted")
    found.append(misfit(page))

    assert max(found) <= 1
    assert shifts(page) < 0.02
    assert count(world) == before + 2
    assert count(world, "/partners/friend") == share + 2
    page.wait_for_function("() => heard.length")
    assert page.evaluate("heard") == ["friend"]
    assert [one for one in page.evaluate("said") if one["type"] == "recorded"] == [
        {"appeal": 1, "type": "recorded"}
    ]
    assert {key for one in page.evaluate("said") for key in one} == {"appeal", "type", "height"}

    frame.get_by_role("button", name="take it back").click()
    expect(frame.locator("#report")).to_contain_text("no longer counted")
    assert page.evaluate("heard") == ["friend"]


CELLS = {
    "flex": '<div style="display:flex"><nav>Menu menu</nav>{}<aside>Aside</aside></div>',
    "grid": '<div style="display:grid;grid-template-columns:8rem auto">Menu<p>{}</p></div>',
    "giant fonts in a column": "<style>* {{ font: 60px/3 monospace !important; letter-spacing: 1em }}</style>"
    '<div style="display:flex;flex-direction:column;align-items:center">{}</div>',
    "narrow and right to left": '<div dir="rtl" style="width:280px">{}</div>',
}


@pytest.mark.parametrize("cell", CELLS)
def test_the_frame_is_as_tall_as_its_content_after_every_change(world: World, page: Page, cell: str) -> None:
    page.goto(world.friend.show(CELLS[cell].format(link(world.app.url)) + script(world.app.url)))

    steps = walk(page, framed(page))

    assert max(steps) <= 1, steps
    assert shifts(page) < 0.02
    box = page.locator("iframe").bounding_box()
    assert box
    assert box["width"] >= 270
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") or "giant" in cell


def test_a_frame_that_is_shown_late_is_fitted_then(world: World, page: Page) -> None:
    body = f'<button>Act</button><div id="tab" style="display:none">{link(world.app.url)}</div>'
    page.clock.install()
    page.goto(world.friend.show(body + script(world.app.url)))
    page.clock.fast_forward(65_000)  # longer than the script waits for an answer

    page.evaluate("document.getElementById('tab').style.display = 'block'")
    framed(page)

    assert misfit(page) <= 1
    page.evaluate("document.getElementById('tab').style.display = 'none'")
    expect(page.locator("iframe")).to_be_hidden()
    page.evaluate("document.getElementById('tab').style.display = 'block'")
    assert misfit(page) <= 1


def test_several_frames_on_a_page_have_their_own_heights(world: World, page: Page) -> None:
    page.goto(world.friend.show(link(world.app.url) + link(world.app.url, lang="ar") + script(world.app.url)))
    first, second = framed(page, 0), framed(page, 1)
    page.evaluate("document.body.insertAdjacentHTML('beforeend', " + json.dumps(link(world.app.url)) + ")")
    page.locator("iframe").nth(2).scroll_into_view_if_needed()
    framed(page, 2)

    with page.expect_response("**/letter*"):
        first.locator("#text").fill(GROWS)

    assert second.evaluate("document.documentElement.dir") == "rtl"
    assert max(misfit(page, number) for number in range(3)) <= 1


def test_the_script_twice_makes_one_frame(world: World, page: Page) -> None:
    twice = script(world.app.url) + f'<script src="{world.app.url}/static/js/embed.js"></script>'
    page.goto(world.friend.show(twice + link(world.app.url) + script(world.app.url)))

    framed(page)

    expect(page.locator("iframe")).to_have_count(1)
    assert misfit(page) <= 1
    assert page.evaluate("Object.keys(window).filter(name => /appeal/i.test(name))") == []


def test_a_link_to_a_part_scrolls_the_host_and_takes_the_focus(world: World, page: Page) -> None:
    page.goto(
        world.friend.show('<p style="height:300px">Before</p>' + link(world.app.url) + script(world.app.url))
    )
    frame = framed(page)

    frame.locator(".skip").focus()
    frame.locator(".skip").press("Enter")
    page.wait_for_function("() => scrollY > 600")

    assert frame.evaluate("document.activeElement.id") == "letter"
    assert frame.evaluate("scrollY") == 0
    below = frame.evaluate("document.getElementById('letter').getBoundingClientRect().top")
    page.wait_for_function(
        """below => {
            const top = document.querySelector('iframe').getBoundingClientRect().top + below;
            return top >= -2 && top <= 60;
        }""",
        arg=below,
    )


def test_the_focus_stays_in_sight_when_a_part_above_grows(world: World, page: Page) -> None:
    page.goto(world.friend.show(link(world.app.url) + script(world.app.url)))
    frame = framed(page)
    frame.locator("#closing").focus()

    frame.evaluate("document.getElementById('text').style.minHeight = '1900px'")

    inside = frame.locator("#closing").evaluate("one => one.getBoundingClientRect().toJSON()")
    page.wait_for_function(
        """inside => {
            const top = document.querySelector('iframe').getBoundingClientRect().top + inside.top;
            return top >= -1 && top <= innerHeight - inside.height + 1;
        }""",
        arg=inside,
    )


def test_a_printed_page_shows_the_link_instead_of_the_frame(world: World, page: Page) -> None:
    page.goto(world.friend.show(link(world.app.url) + script(world.app.url)))
    framed(page)

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    printed = page.locator("a.urgent-appeal").is_visible(), page.locator("iframe").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")

    assert printed == (True, False)
    assert page.locator("iframe").is_visible()
    assert not page.locator("a.urgent-appeal").is_visible()
    assert misfit(page) <= 1


def test_a_frame_far_below_is_fetched_when_it_comes_near(world: World, page: Page) -> None:
    page.goto(
        world.friend.show('<p style="height:20000px">Long</p>' + link(world.app.url) + script(world.app.url))
    )
    page.wait_for_timeout(300)  # nothing happens meanwhile
    early = len(page.evaluate("said"))

    page.evaluate("scrollTo(0, 20000)")
    framed(page)

    assert early == 0
    assert misfit(page) <= 1
