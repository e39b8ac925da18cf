"""The first screen, the steps, the bar at the foot of a phone's screen, and the folds."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, LANGUAGES, PHONE

LookAt = MakePage = Callable[..., Page]
SMALL = {"width": 320, "height": 568}
ON_A_PHONE = {"is_mobile": True, "has_touch": True}


def scroll_to(page: Page, name: str) -> None:
    page.evaluate("id => document.getElementById(id).scrollIntoView({ behavior: 'instant' })", name)


def bar_link(page: Page) -> str | None:
    """Return where the bar leads to; None while it is away."""
    link = page.locator("#next-step a:visible")
    return link.get_attribute("href") if link.count() else None


@pytest.mark.parametrize("viewport", [PHONE, SMALL, DESKTOP], ids=["phone", "small", "desktop"])
@pytest.mark.parametrize("path", ["/en/gorinov", "/ru/gorinov", "/ar/gorinov", "/es/gorinov", "/en/lamp"])
def test_write_now_is_in_the_first_screen(look_at: LookAt, viewport: dict[str, int], path: str) -> None:
    page = look_at(path, viewport, scripts=False)

    link = page.locator(".case-begin a")
    expect(link).to_be_in_viewport(ratio=1)
    expect(link).to_have_attribute("href", "#letter")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_steps_know_where_one_is(make_page: MakePage, viewport: dict[str, int]) -> None:
    page = make_page(viewport)
    page.goto("/en/gorinov")
    current = page.locator("#path [aria-current=step]")

    for name in ("letter", "send", "targets"):
        scroll_to(page, name)
        expect(current).to_have_attribute("href", f"#{name}")
        expect(current).to_have_count(1)
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    if viewport == PHONE:
        expect(current).to_have_count(0)


def test_the_steps_know_what_is_done(make_page: MakePage) -> None:
    page = make_page()
    page.goto("/en/lamp")
    done = page.locator("#path .path-is-done")
    expect(done).to_have_count(0)

    page.locator("#text").fill("My own words.")
    expect(done).to_have_attribute("href", "#letter")
    expect(done).to_contain_text("(done)")
    page.get_by_role("link", name="I posted it").click()
    page.get_by_role("button", name="Count it").click()
    expect(done).to_have_count(4)
    page.get_by_role("button", name="take it back").click()

    expect(done).to_have_count(0)


def test_the_bar_leads_to_the_next_step_on_a_phone(make_page: MakePage) -> None:
    page = make_page(PHONE, **ON_A_PHONE)
    page.goto("/en/gorinov")
    bar = page.locator("#next-step")

    expect(page.locator("#path")).to_be_in_viewport()
    expect(bar).not_to_be_visible()  # the first screen has a link of its own
    for here, there in (("targets", "#letter"), ("letter", "#send"), ("send", "#report")):
        scroll_to(page, here)
        expect(bar.locator(f"a[href='{there}']")).to_be_in_viewport(ratio=1)
        assert bar_link(page) == there
    scroll_to(page, "report")
    expect(bar).not_to_be_visible()


def test_the_bar_is_away_while_one_types_and_while_the_page_is_zoomed(make_page: MakePage) -> None:
    page = make_page(PHONE, alone=True, **ON_A_PHONE)
    page.goto("/en/gorinov")
    bar = page.locator("#next-step")
    scroll_to(page, "letter")
    expect(bar).to_be_visible()

    page.locator("#sender_name").focus()
    expect(bar).not_to_be_visible()
    page.locator("#sender_name").blur()
    expect(bar).to_be_visible()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setPageScaleFactor", {"pageScaleFactor": 2})
    expect(bar).not_to_be_visible()
    devtools.send("Emulation.setPageScaleFactor", {"pageScaleFactor": 1})
    expect(bar).to_be_visible()


def test_the_bar_does_not_come_between_a_press_and_what_is_pressed(make_page: MakePage) -> None:
    page = make_page(PHONE, reduced_motion="reduce")
    page.goto("/en/forms")
    bar = page.locator("#next-step")
    fold = page.locator("li[data-route=form] > details")
    page.locator("#sender_name").focus()
    fold.locator("summary").evaluate("it => it.scrollIntoView({block: 'end'})")
    box = fold.locator("summary").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 60, box["y"] + box["height"] - 4)

    page.mouse.down()
    page.wait_for_function("document.activeElement.id !== 'sender_name'")
    page.evaluate("new Promise(done => setTimeout(() => requestAnimationFrame(done)))")  # what it would take
    page.mouse.up()

    expect(fold).to_have_attribute("open", "")
    expect(bar).to_be_visible()


def test_the_bar_covers_nothing_that_has_the_focus(make_page: MakePage) -> None:
    page = make_page(PHONE, reduced_motion="reduce")
    page.goto("/en/lamp")
    scroll_to(page, "targets")
    expect(page.locator("#next-step")).to_be_visible()
    covered = []

    for _step in range(45):
        page.keyboard.press("Tab")
        covered += page.evaluate(
            """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
                const focused = document.activeElement, bar = document.querySelector("#next-step");
                const height = innerHeight; // above the foot of the page the bar lies in its own place
                const isShown = getComputedStyle(bar).visibility === "visible" && !bar.contains(focused);
                const box = focused.getBoundingClientRect(), over = bar.getBoundingClientRect();
                const isLow = box.top >= over.top && box.top < over.bottom;
                const isUnder = isShown && box.height < height && isLow;
                done(isUnder ? [focused.outerHTML.slice(0, 120)] : []);
            })))"""
        )

    assert covered == []


@pytest.mark.parametrize(
    ("path", "options"),
    [
        ("/embed/en/gorinov", {"viewport": PHONE}),
        ("/en/gorinov", {"viewport": PHONE, "scripts": False}),
        ("/en/gorinov", {"viewport": DESKTOP}),
        ("/en/closed", {"viewport": PHONE}),
    ],
    ids=["frame", "no scripts", "desktop", "closed"],
)
def test_elsewhere_there_is_no_bar(make_page: MakePage, path: str, options: dict[str, object]) -> None:
    page = make_page(**options)
    page.goto(path)
    if options.get("scripts", True):
        page.locator("html.js").wait_for(state="attached")
    page.evaluate("scrollTo(0, 900)") if options.get("scripts", True) else page.mouse.wheel(0, 900)

    expect(page.locator("#letter")).to_be_in_viewport()
    expect(page.locator("#next-step:visible")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False])
def test_what_is_folded_is_one_tap_away(make_page: MakePage, scripts: bool) -> None:
    page = make_page(PHONE, scripts=scripts)
    page.goto("/en/gorinov")
    rest = page.get_by_text("He must be released immediately and unconditionally.").first

    expect(page.get_by_text("Aleksei Gorinov was sentenced to seven years")).to_be_visible()
    expect(rest).not_to_be_visible()
    page.get_by_text("The whole case").click()
    expect(rest).to_be_visible()
    page.get_by_text("What you can do").click()
    expect(page.locator("#instructions")).to_be_visible()
    page.locator("#background summary").click()
    expect(page.locator(".background-text")).to_be_visible()


def test_on_paper_nothing_is_folded(look_at: LookAt) -> None:
    page = look_at("/en/gorinov")
    words = page.locator(".background-text p").first
    assert not words.evaluate("one => one.checkVisibility()")

    page.emulate_media(media="print")

    assert words.evaluate("one => one.checkVisibility()")


def wait_until_laid_out(page: Page, *, scripts: bool = True) -> None:
    """Wait for the scripts and the fonts: heights are read once, and a font that comes late changes them."""
    if scripts:
        page.locator("html.js").wait_for(state="attached")
    page.evaluate("document.fonts.ready.then(() => true)")


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("path", [*(f"/embed/{lang}/gorinov" for lang in LANGUAGES), "/embed/en/lamp"])
def test_a_frame_is_six_phone_screens_at_most(look_at: LookAt, path: str, scripts: bool) -> None:
    """Until something in it is opened."""
    page = look_at(path, PHONE, scripts=scripts, phone=True)
    wait_until_laid_out(page, scripts=scripts)

    height = page.evaluate("document.documentElement.getBoundingClientRect().height")

    assert height <= 6 * PHONE["height"]
