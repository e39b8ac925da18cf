"""The number of actions comes when it is near, and nothing on the page moves."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, LANGUAGES, PHONE
from tests.browser.test_weight import SHIFT, UNSEEN_SHIFT

MakePage = Callable[..., Page]
MANY = """<hx-partial hx-target="#count" hx-swap="outerMorph">
<section id="count" class="count" aria-labelledby="count-title" aria-live="polite">
<h2 id="count-title" class="visually-hidden">How many have acted</h2>
<p><b class="count-number">123,456</b> actions reported by supporters so far</p>
<ul class="count-channels">
<li>post: 100,000</li><li>e-mail: 20,000</li><li>fax: 3,000</li><li>call: 400</li></ul>
</section></hx-partial>"""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_the_number_comes_in_when_it_is_scrolled_to_and_nothing_jumps(
    make_page: MakePage, lang: str, viewport: dict[str, int]
) -> None:
    page = make_page(viewport)
    page.route("**/count", lambda route: route.fulfill(body=MANY, content_type="text/html"))
    page.goto(f"/{lang}/gorinov")
    assert page.locator("#count a").count() == 1

    while page.evaluate("scrollY + innerHeight < document.querySelector('#background').offsetTop"):
        page.evaluate("scrollBy(0, 320)")  # as a thumb does; a jump may be there before the number
        page.wait_for_timeout(40)  # the pace of a thumb

    expect(page.locator("#count a")).to_have_count(0)
    assert page.evaluate(SHIFT) < UNSEEN_SHIFT
    expect(page.locator("#problem")).to_be_empty()


def test_a_number_that_cannot_be_fetched_leaves_its_link(make_page: MakePage) -> None:
    page = make_page(PHONE)
    page.route("**/count", lambda route: route.fulfill(status=404, body="<h1>Not ours</h1>"))
    with page.expect_response("**/count"):  # on a busy machine it is fetched before the style has come
        page.goto("/en/gorinov")
        page.locator("#background").scroll_into_view_if_needed()

    expect(page.locator("#count a")).to_have_text("How many have acted so far (opens in a new tab)")
    expect(page.locator("#problem")).to_be_empty()
