"""Delivery options in a browser: copying, files and links."""

import json
import re
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.browser.clocks import STAYS_TOLD, keep_told
from tests.browser.conftest import DESKTOP, PHONE, unfold
from tests.support.builders import FORM_LINKS
from tests.support.servers import Server

LookAt = MakePage = Callable[..., Page]
DENIED = (
    "navigator.clipboard.writeText = () => Promise.reject(new Error('denied'));"
    "document.execCommand = () => false"
)


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize(
    ("button", "begins", "ends"),
    [
        ("Copy Address", "rusembusa@mid.ru", "rusembusa@mid.ru"),
        ("Copy Subject", "Aleksei Gorinov: please", "unconditionally"),
        ("Copy Letter", "Dear Ambassador", "Yours sincerely,"),
        ("Copy all of it", "rusembusa@mid.ru", "Yours sincerely,"),
    ],
)
def test_each_part_and_all_of_it_can_be_copied(
    make_page: MakePage, button: str, begins: str, ends: str
) -> None:
    page = make_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/en/gorinov")
    keep_told(page)
    page.get_by_text("Other ways by e-mail", exact=True).click()

    page.get_by_role("button", name=button, exact=True).click()

    expect(page.locator("#status")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()").strip()
    assert copied.startswith(begins)
    assert copied.endswith(ends)


@pytest.mark.parametrize("button", ["Copy the letter", "Copy all of it"])
def test_where_the_clipboard_is_denied_the_text_is_shown(make_page: MakePage, button: str) -> None:
    page = make_page(alone=True)
    page.add_init_script(DENIED)
    page.add_init_script(STAYS_TOLD)
    page.goto("/en/gorinov")
    if button != "Copy the letter":
        page.get_by_text("Other ways by e-mail", exact=True).click()

    page.get_by_role("button", name=button).click()

    expect(page.locator("#copy-ambassador")).to_be_focused()
    expect(page.locator("#status")).to_contain_text("does not allow copying")
    marked = page.evaluate("(a => a.value.slice(a.selectionStart, a.selectionEnd))(document.activeElement)")
    assert marked.strip().startswith("Dear Ambassador")


def test_unfolded_parts_stay_open_and_keep_their_choice(make_page: MakePage) -> None:
    page = make_page()
    page.goto("/en/gorinov")
    unfold(page)
    page.get_by_text("Envelope without a window, postcard").click()
    page.get_by_label("Envelope", exact=True).select_option("no10")

    page.locator("#closing").fill("Bye,")

    expect(page.locator("#copy-ambassador")).to_have_value(re.compile("Bye,"))
    expect(page.get_by_label("Envelope", exact=True)).to_have_value("no10")
    expect(page.get_by_role("button", name="Download the envelope")).to_be_visible()


def test_where_it_is_posted_changes_the_address_on_the_sheet_at_once(make_page: MakePage) -> None:
    page = make_page()
    page.goto("/en/gorinov")
    address = page.locator(".letter-address").nth(1)
    expect(address).to_contain_text("UNITED STATES")
    page.locator("#text").fill("My own words.")

    unfold(page)
    page.get_by_label("Paper").select_option("a4")
    page.get_by_label("You write from").focus()
    page.get_by_label("You write from").select_option("US")

    expect(address).not_to_contain_text("UNITED STATES")
    expect(page.locator("#posting-prosecutor")).to_contain_text("Please write to", ignore_case=True)
    expect(page.locator("#text")).to_have_value("My own words.")
    expect(page.get_by_label("You write from")).to_be_focused()
    expect(page.get_by_label("Paper")).to_have_value("a4")


def test_the_country_is_kept_in_the_draft_and_serves_paper_and_date(make_page: MakePage) -> None:
    page = make_page()
    page.goto("/en/gorinov")
    date = page.locator(".letter-date")
    expect(page.get_by_label("Paper")).to_have_value("letter")

    page.get_by_label("You write from").select_option("GB")

    expect(page.get_by_label("Paper")).to_have_value("a4")
    expect(date).to_have_text(re.compile(r"^\d+ \w+ \d{4}$"))
    page.reload()
    expect(date).to_have_text(re.compile(r"^\d+ \w+ \d{4}$"))
    expect(page.get_by_label("You write from")).to_have_value("GB")
    expect(page.get_by_label("Paper")).to_have_value("a4")
    assert "GB" not in page.url


def test_a_letter_that_outgrows_its_sheet_is_reported_while_typing(make_page: MakePage) -> None:
    page = make_page()
    page.goto("/en/gorinov")
    expect(page.get_by_text("past one sheet")).to_have_count(0)

    page.locator("#text").fill("One more sentence of the letter. " * 100)

    expect(page.get_by_text("past one sheet")).to_be_visible()
    expect(page.locator("#status")).to_contain_text("more than one sheet")


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize(
    ("button", "name", "words"),
    [
        ("Download the letters", "gorinov-en.pdf", ["My own words.", "RUSSIA", "UNITED STATES"]),
        ("Download the envelope", "gorinov-en-envelope.pdf", ["RUSSIA", "UNITED STATES"]),
        ("Download postcards", "gorinov-en-postcard.pdf", ["A few words."]),
    ],
)
def test_the_papers_are_downloaded_with_the_words_just_typed(
    make_page: MakePage, tmp_path: Path, scripts: bool, button: str, name: str, words: list[str]
) -> None:
    page = make_page(PHONE, scripts=scripts)
    page.goto("/en/gorinov")
    page.locator("#text").fill("My own words.")
    if scripts:  # the answer may bring a hint above what is pressed next
        expect(page.locator("#copy-ambassador")).to_have_value(re.compile(r"My own words\."))
    page.get_by_text("Short text for a postcard").click()
    page.locator("#card").fill("A few words.")
    unfold(page)
    page.get_by_text("Envelope without a window, postcard").click()

    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()

    assert download.value.suggested_filename == name
    download.value.save_as(tmp_path / name)
    text = text_of(tmp_path / name)
    assert [one for one in words if one not in text] == []


def test_a_post_s_and_a_call_s_links_are_there_without_scripts(make_page: MakePage) -> None:
    page = make_page(PHONE, scripts=False)
    page.goto("/en/beacon")

    routes = page.locator("[data-route]").evaluate_all("all => all.map(one => one.dataset.route)")

    assert routes == ["email", "post", "fax", "call", "social", "text"]
    for route in ("call", "social"):
        unfold(page, route)
    expect(page.get_by_role("link", name=re.compile("Call"))).to_have_attribute("href", "tel:+12025550100")
    expect(page.get_by_role("link", name=re.compile("^Bluesky"))).to_have_attribute(
        "href", re.compile("^https://bsky.app/intent/compose.text=")
    )
    unfold(page, "fax")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the fax").click()
    assert download.value.suggested_filename == "beacon-en-fax.pdf"
    assert "+1 202 555 0101" in text_of(download.value.path())


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_letter_by_web_form_is_copied_in_parts_and_counted(
    make_page: MakePage, server: Server, scripts: bool
) -> None:
    page = make_page(PHONE, scripts=scripts, permissions=["clipboard-read", "clipboard-write"])
    page.goto("/en/forms")
    page.locator("#text").fill("In my own words.")
    if not scripts:
        page.get_by_role("button", name="Check my changes").first.click()
    unfold(page, "form")
    form = page.locator("li[data-route=form]")
    letter = form.get_by_label("Letter", exact=True)
    expect(letter).to_have_value(re.compile("In my own words."))

    links = form.get_by_role("link", name="Open the web form")
    expect(links).to_have_count(len(FORM_LINKS))
    for n, address in enumerate(FORM_LINKS):
        expect(links.nth(n)).to_have_attribute("href", address)
        expect(links.nth(n)).to_have_attribute("target", "_blank")
        expect(links.nth(n)).to_have_attribute("rel", "noopener")
    if scripts:
        keep_told(page)
        form.get_by_role("button", name="Copy Letter").click()
        expect(page.locator("#status")).to_have_text("Copied")
        assert "In my own words." in page.evaluate("navigator.clipboard.readText()")
        form.get_by_role("button", name="Copy Subject").click()
        subject = form.get_by_label("Subject", exact=True).input_value()
        page.wait_for_function(
            "subject => navigator.clipboard.readText().then(text => text === subject)", arg=subject
        )

    report = page.get_by_role("link", name="I sent the web form")
    if scripts:
        report.click()
    else:
        with page.expect_popup() as opened:
            report.click()
        page = opened.value
        page.get_by_role("button", name="Count it").click()

    expect(page.locator("#report")).to_contain_text("1 action of yours is counted")
    with urllib.request.urlopen(f"{server.url}/api/campaigns/forms/count") as response:  # noqa: S310
        assert json.load(response)["channels"]["form"] >= 1


def touch_page(make_page: MakePage, *, scripts: bool = True, **more: object) -> Page:
    return make_page(PHONE, scripts=scripts, has_touch=True, is_mobile=True, **more)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("tag", ["en", "ru", "ar"])
def test_a_telephone_s_own_mail_program_is_first_and_has_the_whole_letter(
    look_at: LookAt, tag: str, scripts: bool
) -> None:
    page = look_at(f"/{tag}/gorinov", PHONE, scripts=scripts, phone=True)
    email = page.locator("li[data-route=email]")
    letter = page.locator("#copy-ambassador").input_value()

    shown = email.locator("a, button, summary").locator("visible=true")

    ids = [one.get_attribute("id") or one.evaluate("one => one.parentElement.id") for one in shown.all()]
    assert [one for one in ids if one][:3] == ["mail-ambassador", "cut-off-ambassador", "by-hand-ambassador"]
    href = page.locator("#mail-ambassador").evaluate("link => link.href")  # as the browser opens it
    assert href.isascii()
    assert parse_qs(urlsplit(href).query, strict_parsing=True)["body"] == [
        letter.rstrip("\n").replace("\n", "\r\n")
    ]


def test_on_a_telephone_a_letter_that_was_cut_off_is_copied(make_page: MakePage) -> None:
    page = touch_page(make_page, permissions=["clipboard-read", "clipboard-write"])
    page.goto("/en/gorinov")
    keep_told(page)
    page.locator("#cut-off-ambassador > summary").click()

    page.get_by_role("button", name="Copy the letter").click()

    expect(page.locator("#status")).to_have_text("Copied")
    assert "Dear Ambassador" in page.evaluate("navigator.clipboard.readText()")
    short = page.get_by_role("link", name="Open an e-mail and paste the letter")
    expect(short).to_have_attribute("href", re.compile(r"^mailto:rusembusa@mid.ru\?subject=[^&]*$"))


def test_on_a_telephone_webmail_is_folded_and_for_work_and_school_too(look_at: LookAt) -> None:
    page = look_at("/en/gorinov", PHONE, phone=True)
    expect(page.get_by_role("link", name="Gmail")).to_have_count(0)

    page.get_by_text("Other ways by e-mail", exact=True).click()

    for name in ("Gmail", "Outlook.com", "Outlook for work or school", "Yahoo"):
        expect(page.get_by_role("link", name=name)).to_be_visible()


def test_at_a_desk_what_takes_the_whole_letter_is_first(make_page: MakePage) -> None:
    page = make_page()
    page.goto("/en/gorinov")
    first = page.locator("li[data-route=email] a, li[data-route=email] button").locator("visible=true").first
    expect(first).to_have_attribute("id", "gmail-ambassador")

    page.locator("#text").fill("Please release him.")

    expect(first).to_have_attribute("id", "mail-ambassador")
    expect(page.locator("#cut-off-ambassador")).to_be_hidden()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_nothing_stands_twice_on_the_page(look_at: LookAt, viewport: dict[str, int]) -> None:
    page = look_at("/en/gorinov", viewport, phone=viewport == PHONE)
    page.locator("#send details").evaluate_all("all => all.forEach(one => { one.open = true; })")

    shown = page.locator("#send a, #send button").locator("visible=true").all_inner_texts()

    assert sorted(shown) == sorted({*shown})
    ids = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
    assert sorted(ids) == sorted({*ids})


@pytest.mark.parametrize("can_share", [True, False])
def test_the_letter_s_text_is_handed_to_another_app_where_the_browser_can(
    make_page: MakePage, can_share: bool
) -> None:
    page = touch_page(make_page, alone=True)
    share = "data => { window.handedOver = data.text; return Promise.reject(new Error('closed')); }"
    page.add_init_script(f"navigator.share = {share if can_share else 'undefined'};")
    page.goto("/en/gorinov")
    page.get_by_text("Other ways by e-mail", exact=True).click()
    button = page.get_by_role("button", name="Hand the text to another app")
    if not can_share:
        expect(button).to_have_count(0)
        return
    page.locator("#text").fill("The very last words.")

    button.click()

    page.wait_for_function("() => (window.handedOver ?? '').includes('The very last words.')")


def test_after_the_first_button_the_ways_to_send_take_little_room(look_at: LookAt) -> None:
    page = look_at("/en/gorinov", PHONE, phone=True)
    page.evaluate("document.fonts.ready.then(() => true)")

    send, targets = (page.locator(one).bounding_box() for one in ("#send", "#targets"))
    button = page.locator("#mail-ambassador").bounding_box()

    assert send is not None
    assert targets is not None
    assert button is not None
    assert targets["height"] <= 380
    assert button["y"] - send["y"] <= 190  # the deadline of this campaign has passed, which is said before
    assert send["y"] + send["height"] - (button["y"] + button["height"]) <= 350  # a report is among it
