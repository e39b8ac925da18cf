"""What a supporter sees and hears when something goes wrong, on a shared computer, and with large type."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, LANGUAGES, PHONE
from tests.browser.seen import Seen

LookAt = MakePage = Callable[..., Page]
DRAFTS = "() => Object.keys(sessionStorage).length"


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("path", ["/en/lamp", "/embed/en/lamp"])
def test_all_that_was_typed_is_forgotten(make_page: MakePage, path: str, scripts: bool) -> None:
    page = make_page(PHONE, scripts=scripts)
    page.goto(path)
    page.locator("#sender_name").fill("Sam Sender")
    page.locator("#text").fill("My own words.")
    page.locator("#posted_in").select_option("FR")
    if scripts:
        page.wait_for_function(f"() => ({DRAFTS})() === 1")

    page.get_by_role("button", name="Forget everything here").click()

    expect(page.locator("#forgotten")).to_be_in_viewport()
    expect(page.locator("#sender_name")).to_have_value("")
    expect(page.locator("#text")).not_to_have_value("My own words.")
    if scripts:
        assert page.evaluate(DRAFTS) == 0
        page.wait_for_load_state()  # its script has seen the address
        page.reload()
        expect(page.locator("#forgotten")).to_be_hidden()
        expect(page.locator("#sender_name")).to_have_value("")
        page.go_back()
        expect(page.locator("#sender_name")).to_have_value("")
        expect(page.locator("#posted_in")).to_have_value("")


def test_a_draft_of_another_campaign_in_this_tab_is_forgotten_too(make_page: MakePage) -> None:
    page = make_page()
    for slug in ("gorinov", "lamp"):
        page.goto(f"/ar/{slug}")
        page.locator("#sender_name").fill("Sam Sender")
        page.wait_for_function("name => sessionStorage.getItem('appeal:' + name)", arg=slug)

    page.locator("#forgetting button").click()

    expect(page.locator("#forgotten")).to_be_visible()
    assert page.evaluate(DRAFTS) == 0


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
@pytest.mark.parametrize("field", ["#sender_name", "#text", "#closing"])
def test_a_lost_connection_is_seen_where_one_is_typing(
    make_page: MakePage, seen: Seen, viewport: dict[str, int], field: str
) -> None:
    seen.bring_about("a status of 502")
    page = make_page(viewport)
    page.goto("/en/gorinov")
    page.route("**/letter", lambda route: route.fulfill(status=502, body="Bad gateway"))
    page.locator(field).fill("x")

    message = page.locator("#problem")
    expect(message).to_contain_text("cannot be reached")
    expect(message).to_be_in_viewport()
    page.unroute("**/letter")
    page.locator(field).fill("y")
    expect(message).to_be_empty()
    expect(message).not_to_have_class("problem-pinned")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "path", ["/{}/gorinov", "/{}/beacon", "/{}/gorinov/actions?channel=post", "/embed/{}/lamp"]
)
def test_large_type_on_a_phone_scrolls_in_one_direction(look_at: LookAt, lang: str, path: str) -> None:
    page = look_at(path.format(lang), PHONE)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("path", ["/en/beacon", "/ar/beacon"])
def test_no_field_of_the_letter_is_so_small_that_a_phone_enlarges_the_page(
    look_at: LookAt, path: str
) -> None:
    page = look_at(path, PHONE)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")

    small = page.evaluate(
        """() => [...document.querySelectorAll("#letter :is(.typed, select)")]
            .filter(one => parseFloat(getComputedStyle(one).fontSize) < 16
                || one.getBoundingClientRect().height < 43.9)
            .map(one => one.id)"""
    )
    assert small == []


def test_no_name_runs_into_the_word_beside_it(look_at: LookAt) -> None:
    for lang in LANGUAGES:
        page = look_at(f"/{lang}/gorinov", PHONE)
        met = page.evaluate(
            """() => [...document.querySelectorAll(".target")].filter(target => {
                const words = target.querySelector("summary").getBoundingClientRect();
                const name = document.createRange();
                name.selectNodeContents(target.querySelector("label"));
                return [...name.getClientRects()].some(line => line.left < words.right
                    && line.right > words.left && line.top < words.bottom - 8 && line.bottom > words.top + 8);
            }).map(target => target.textContent.trim())"""
        )
        assert met == [], lang


@pytest.mark.parametrize("path", ["/en/beacon", "/ar/beacon", "/ar/beacon/actions?channel=post"])
def test_what_is_pressed_is_large_enough_for_a_thumb(look_at: LookAt, path: str) -> None:
    page = look_at(path, PHONE)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")

    small = page.evaluate(
        """() => [...document.querySelectorAll("button, .button, select, summary")]
            .filter(one => one.offsetParent && getComputedStyle(one).visibility === "visible")
            .map(one => [one.textContent.trim(), one.getBoundingClientRect()])
            .filter(([, box]) => box.width > 1 && (box.width < 43.9 || box.height < 43.9))
            .map(([words, box]) => `${words}: ${box.width} x ${box.height}`)"""
    )
    assert small == []
    missed = page.evaluate(  # in one step, so that nothing moves between the measuring and the touch
        """() => [...document.querySelectorAll("input[type=checkbox]")].filter(box => {
            box.scrollIntoView({ block: "center", behavior: "instant" });
            const { x, y, width, height } = box.getBoundingClientRect();
            const middle = [x + width / 2, y + height / 2];
            const touched = [[0, 20], [-20, 0]].map(([dx, dy]) =>
                document.elementFromPoint(middle[0] + dx, middle[1] + dy)?.closest("label")?.control);
            return touched.some(one => one !== box);
        }).map(box => box.name)"""
    )
    assert missed == []
