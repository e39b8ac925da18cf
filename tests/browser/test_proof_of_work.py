"""The proof of work in a real browser: it runs while one reads, is announced, and locks nobody out."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import hosts
from tests.browser.axe import violations
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.seen import Seen
from tests.browser.test_behaviours import wait_for_one
from tests.support import servers
from tests.support.builders import a_campaign_folder
from webapp.actions.log import ActionLog

MakePage = Callable[..., Page]
COUNTED, HELD = "1 action of yours is counted", "looks at some reports before they are counted"
SOLVER = "**/altcha-pbkdf2-*.js*"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    """The app under attack."""
    root = tmp_path_factory.mktemp("attacked")
    a_campaign_folder(root / "campaigns", "lamp", deadline="2999-01-01")
    path = root / "campaigns" / "lamp" / "campaign.toml"
    path.write_text('embedding = "open"\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
    started = servers.start(
        root / "data", eager=True, CAMPAIGNS=str(root / "campaigns"), PROOF_OF_WORK="on", RATE_LIMITS="off"
    )
    yield started
    assert started.stop() == 0


def totals(server: servers.Server) -> tuple[int, int]:
    """Return how many actions are counted, and how many held apart."""
    with closing(ActionLog(server.database_url)) as log:
        return log.tally("lamp").total, sum(burst.number for burst in log.bursts())


def open_form(page: Page, lang: str = "en", channel: str = "email") -> None:
    page.goto(f"/{lang}/lamp")
    page.locator(f"#report .report-channels a[href*='channel={channel}']").click()
    expect(page.locator("#report form.report-form")).to_be_visible()


def count_it(page: Page) -> None:
    page.locator("#report form.report-form button[type=submit]").click()


def test_a_report_of_many_letters_calculates_again_and_goes_by_itself(
    make_page: MakePage, server: servers.Server
) -> None:
    page, (counted, held) = make_page(PHONE), totals(server)
    open_form(page, channel="post")
    page.locator("#report summary").click()
    page.locator("#quantity").fill("6")  # to each of two
    count_it(page)

    expect(page.locator("#report[data-recorded]")).to_be_visible()
    assert totals(server) == (counted + 12, held)


@pytest.mark.parametrize("lang", ["en", "ru", "es", "ar"])
def test_the_browser_calculates_and_the_report_counts(
    make_page: MakePage, server: servers.Server, lang: str
) -> None:
    page, (counted, held) = make_page(PHONE), totals(server)
    open_form(page, lang)
    words = page.locator("#proof-words")

    done = words.get_attribute("data-done")
    expect(words).to_have_text(done or "?")
    expect(words).to_have_attribute("role", "status")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    count_it(page)
    expect(page.locator("#report [data-recorded], #report[data-recorded]")).to_be_visible()

    assert totals(server) == (counted + 1, held)


def test_a_click_before_the_calculation_ends_is_counted_without_another_click(
    make_page: MakePage, server: servers.Server
) -> None:
    page, (counted, held) = make_page(DESKTOP), totals(server)
    slow: list[Route] = []
    page.route(SOLVER, lambda route: slow.append(route))
    open_form(page)
    expect(page.locator("#proof-words")).to_contain_text("is doing a small calculation")
    page.locator("#report form.report-form button[type=submit]").press("Enter")
    expect(page.locator("#proof-words")).to_contain_text("as soon as the calculation is done")
    assert totals(server) == (counted, held)

    wait_for_one(page, slow)
    slow[0].continue_()

    expect(page.locator("#report")).to_contain_text(COUNTED)
    assert totals(server) == (counted + 1, held)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_without_scripts_the_report_is_recorded_held_and_both_are_said(
    make_page: MakePage, server: servers.Server, lang: str
) -> None:
    page, (counted, held) = make_page(PHONE, scripts=False), totals(server)
    page.goto(f"/{lang}/lamp")
    with page.expect_popup() as opened:
        page.locator("#report .report-channels a").nth(1).click()
    form = opened.value

    expect(form.locator("#proof-words")).to_be_visible()
    assert form.evaluate("document.documentElement.scrollWidth <= innerWidth")
    count_it(form)

    expect(form.locator("#report form[action$='undo'] button")).to_be_visible()
    if lang == "en":
        expect(form.locator("#report")).to_contain_text(HELD)
    assert totals(server) == (counted, held + 1)
    form.locator("#report form[action$='undo'] button").click()  # it can be taken back
    expect(form.locator("#report form")).to_have_count(0)
    assert totals(server) == (counted, held)


@pytest.mark.parametrize("why", ["no workers", "solver out of reach", "solver too new for the browser"])
def test_a_report_whose_calculation_fails_is_recorded_and_held(
    make_page: MakePage, server: servers.Server, seen: Seen, why: str
) -> None:
    page, (counted, held) = make_page(DESKTOP, alone=True), totals(server)
    match why:
        case "no workers":
            page.add_init_script("delete window.Worker")
        case "solver out of reach":
            page.route(SOLVER, lambda route: route.abort())
        case _:
            page.route(
                SOLVER,
                lambda route: route.fulfill(body="class A { x ==> 1 }", content_type="text/javascript"),
            )
    open_form(page)

    expect(page.locator("#proof-words")).to_contain_text("could not do the calculation")
    count_it(page)

    expect(page.locator("#report")).to_contain_text(HELD)
    assert totals(server) == (counted, held + 1)
    seen.errors.clear()  # the browser tells of what was held back from it


def test_the_solver_is_fetched_with_the_form_only(make_page: MakePage, seen: Seen) -> None:
    page = make_page(DESKTOP)

    page.goto("/en/lamp", wait_until="networkidle")
    before = [request.url for request in seen.requests if "altcha" in request.url]
    page.locator("#report .report-channels a").first.click()
    expect(page.locator("#proof-words")).to_have_text("The calculation is done.")

    assert before == []
    assert len([request for request in seen.requests if "altcha" in request.url]) == 1


def test_a_form_that_is_closed_and_opened_again_gets_a_new_calculation(
    make_page: MakePage, server: servers.Server
) -> None:
    page, (counted, held) = make_page(DESKTOP), totals(server)
    open_form(page)
    page.get_by_role("link", name="Not yet").click()
    page.locator("#report .report-channels a").first.click()
    expect(page.locator("#proof-words")).to_have_text("The calculation is done.")

    count_it(page)

    expect(page.locator("#report")).to_contain_text("2 actions of yours are counted")  # the post reaches both
    assert totals(server) == (counted + 2, held)


def test_the_form_has_no_fault_that_axe_knows(make_page: MakePage) -> None:
    page = make_page(PHONE)
    open_form(page)
    expect(page.locator("#proof-words")).to_have_text("The calculation is done.")
    page.locator("#report").evaluate("one => one.scrollIntoView({ block: 'start', behavior: 'instant' })")
    expect(page.locator("#next-step")).to_contain_class("next-step-away")  # it lies on half of a line

    assert violations(page, {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}) == []


def test_in_a_partners_frame(make_page: MakePage, server: servers.Server, seen: Seen) -> None:
    page, (counted, held) = make_page(DESKTOP), totals(server)
    with hosts.host("127.0.0.1") as partner:
        page.goto(
            partner.show(f'<iframe src="{server.url}/embed/en/lamp" width="700" height="3000"></iframe>')
        )
        frame = page.frame_locator("iframe")
        frame.locator("#report .report-channels a").nth(1).click()
        expect(frame.locator("#proof-words")).to_have_text("The calculation is done.")
        frame.locator("#report form.report-form button[type=submit]").click()
        expect(frame.locator("#report")).to_contain_text(COUNTED)

    assert totals(server) == (counted + 1, held)
    seen.requests.clear()  # the partner's page is another site's
