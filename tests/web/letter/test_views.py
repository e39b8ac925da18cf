"""A posted draft: the page again, parts for htmx, files; and nothing typed is ever lost."""

import io
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from pypdf import PdfReader

from tests.support.page_client import Fetched, PageClient
from webapp.domain import text
from webapp.server.network_counters import MINUTE, Limit, NetworkCounters
from webapp.web.http.rate_limits import LIMITS, RateLimiter

Form = dict[str, str | list[str]]
LETTER = "/en/lamp/letter"


def a_form(**changes: str | list[str]) -> Form:
    """Make the form as the lamp's page sends it."""
    form: Form = {
        "letter": "en",
        "was": "en",
        "page": "en",
        "shown": "minister warden",
        "to": ["minister", "warden"],
        "salutation-minister": "Dear Minister,",
        "salutation-warden": "Dear Warden,",
        "text": "Please release Ada Example.\r\n\r\nShe lit a lamp.",
        "closing": "Yours sincerely,",
        "sender_name": "",
        "sender_address": "",
        "paper": "a4",
    }
    return form | changes


def mail_links(page: Fetched) -> list[str]:
    return [one.get("href", "") for one in page.root.iter("a") if one.get("href", "").startswith("mailto:")]


def field(page: Fetched, name: str) -> str:
    return dict(page.form(LETTER))[name]


def test_what_was_typed_comes_back_in_every_field(client: PageClient) -> None:
    typed = {
        "text": "My <b>own</b> words & “more”.\r\n\r\n</textarea><script>alert(1)</script>",
        "closing": '"Bye" & <i>',
        "introduction": "I am a <lamplighter> & more.",
        "salutation-minister": "Hello <Minister>",
        "sender_name": "Sam <Sender>",
        "sender_address": "3 Any Lane\r\nLampville",
    }

    page = client.post(LETTER, a_form(**typed))

    sent = dict(page.form(LETTER))
    assert {name: sent[name] for name in typed} == {
        name: value.replace("\r\n", "\n") for name, value in typed.items()
    }


def test_the_mail_link_holds_the_words_just_typed(client: PageClient) -> None:
    page = client.post(LETTER, a_form(text="My own words.\r\n\r\nAnd more.", sender_name="Sam Sender"))

    (link,) = {each for each in mail_links(page) if "body=" in each}  # on a phone and on a desktop
    parts = urlsplit(link)
    assert unquote(parts.path) == "minister@lamps.example"
    assert parse_qs(parts.query)["body"] == [
        "Dear Minister,\r\n\r\nMy own words.\r\n\r\nAnd more.\r\n\r\nYours sincerely,\r\n\r\nSam Sender"
    ]


def test_a_report_without_a_script_claims_nobody_who_may_have_been_unticked_since(client: PageClient) -> None:
    page = client.post(LETTER, a_form(to="warden", shown="warden"))
    link = next(
        one.get("href", "") for one in page.by_id("report").iter("a") if "channel=post" in one.get("href", "")
    )

    form = client.get(link)

    assert [value for name, value in form.form("/en/lamp/actions") if name == "to"] == []


def test_htmx_gets_parts_and_each_is_a_piece_of_the_page(client: PageClient) -> None:
    form = a_form(text="My own words.", shown="")  # asks for the sheet, too

    part, page = client.post(LETTER, form, htmx=True), client.post(LETTER, form)

    for name in ("send", "letter"):
        piece = part.text[part.text.index(f'<section id="{name}"') :]
        piece = piece[: piece.index("</section>")]
        assert piece in page.text
    assert "<html" not in part.text


def test_while_typing_only_what_depends_on_the_words_comes_back(client: PageClient) -> None:
    part = client.post(LETTER, a_form(text="My own words."), htmx=True)

    assert '<section id="send"' in part.text
    assert "<textarea" not in part.text.split('<section id="send"')[0]


@pytest.mark.parametrize(
    "switch", [{"letter": "ru", "was": "en"}, {"to": "ambassador", "shown": "prosecutor"}]
)
def test_another_language_or_target_brings_a_new_sheet(client: PageClient, switch: Form) -> None:
    page = client.get("/en/gorinov")
    form = dict(page.form("/en/gorinov/letter")) | switch

    part = client.post("/en/gorinov/letter", form, htmx=True)

    assert '<section id="letter"' in part.text


def test_an_untouched_letter_changes_with_its_language_and_a_touched_one_is_kept(client: PageClient) -> None:
    form = dict(client.get("/en/gorinov").form("/en/gorinov/letter")) | {"letter": "ru"}

    swapped = client.post("/en/gorinov/letter", form)
    kept = client.post("/en/gorinov/letter", form | {"text": "My own words."})

    assert "Горинов" in swapped.words(swapped.by_id("text"))
    assert kept.words(kept.by_id("text")) == "My own words."
    assert "Уважаемый" in kept.words(kept.by_id("salutation-ambassador"))
    assert kept.all("button", name="reset")


def test_the_pages_language_can_be_switched_and_the_words_go_along(client: PageClient) -> None:
    form = dict(client.get("/en/gorinov").form("/en/gorinov/letter")) | {"text": "My own words."}

    page = client.post("/ru/gorinov/letter", form)

    assert page.root.get("lang") == "ru"
    assert page.words(page.by_id("text")) == "My own words."
    assert dict(page.form("/ru/gorinov/letter"))["letter"] == "en"


def test_an_untouched_letter_follows_the_pages_language(client: PageClient) -> None:
    form = dict(client.get("/en/gorinov").form("/en/gorinov/letter"))

    page = client.post("/es/gorinov/letter", form)

    assert dict(page.form("/es/gorinov/letter"))["letter"] == "es"


def test_the_suggested_text_comes_back_and_goes_again_without_a_script(client: PageClient) -> None:
    suggested = client.post(LETTER, a_form(text="My own words.", closing="Bye,", reset="1"))
    aside = dict(suggested.form(LETTER))
    assert aside["text"].startswith("Please release")

    back = client.post(LETTER, aside | {"restore": "1"})

    assert (field(back, "text"), field(back, "closing")) == ("My own words.", "Bye,")


REFUSED = [
    ({"text": "x" * (text.MAX_TEXT_CHARS + 1)}, "20,001 characters"),
    ({"text": "x\r\n\r\n" * 61}, "61 paragraphs"),
    ({"text": ""}, "no text"),
    ({"closing": "x" * 121}, "121 characters"),
    ({"to": []}, "Choose at least one"),
    ({"sender_address": "x\r\n" * 9}, "9 lines"),
]


@pytest.mark.parametrize("route", ["letter", "letter.pdf", "letter.eml", "letter.txt"])
@pytest.mark.parametrize(("changes", "said"), REFUSED)
def test_over_a_bound_the_page_says_so_and_keeps_every_word(
    client: PageClient, route: str, changes: Form, said: str
) -> None:
    page = client.post(f"/en/lamp/{route}", a_form(**changes), status=422)

    assert said in page.words(page.by_id("problems"))
    assert not mail_links(page)
    ((name, typed),) = changes.items()
    if isinstance(typed, str):
        assert field(page, name).strip() == typed.replace("\r\n", "\n").strip()


WRONG = [
    ("letter", "xx", "not offered in the language that was chosen"),
    ("letter", "es", "not offered in the language that was chosen"),
    ("to", "nobody", "no longer among those to write to"),
    ("only", "nobody", "no longer among those to write to"),
    ("paper", "a5", "“a5” is not possible here for “paper”"),
]


@pytest.mark.parametrize(("name", "value", "said"), WRONG)
def test_a_field_that_no_longer_fits_is_named_and_the_words_stay(
    client: PageClient, name: str, value: str, said: str
) -> None:
    page = client.post(LETTER, a_form(**{"text": "My own words.", name: value}), status=422)

    assert said in page.words(page.by_id("problem"))
    assert field(page, "text") == "My own words."


def test_the_draft_file_is_for_the_one_target_with_an_address(client: PageClient) -> None:
    answer = client.post("/en/lamp/letter.eml", a_form(text="My own words."))

    message = message_from_bytes(answer.body, policy=default)
    assert message["To"] == "minister@lamps.example"
    assert "Dear Minister," in message.get_content()
    assert "Warden" not in message.as_string()
    assert answer.headers["Content-Disposition"] == "attachment; filename=lamp-en.eml"


def test_there_is_no_draft_file_for_a_target_without_an_address(client: PageClient) -> None:
    page = client.post("/en/lamp/letter.eml", a_form(to="warden"), status=422)

    assert "no e-mail address" in page.words(page.by_id("problem"))


def test_an_introduction_is_one_paragraph_in_each_file(client: PageClient) -> None:
    form = a_form(introduction="I am a lamplighter.\r\n\r\nI write \x07 by night.")
    sentence = "I am a lamplighter. I write by night."

    text_file = client.post("/en/lamp/letter.txt", form).text
    assert text_file.count(f",\n\n{sentence}\n\nPlease") == 2
    message = message_from_bytes(
        client.post("/en/lamp/letter.eml", form | {"only": "minister"}).body, policy=default
    )
    body = message.get_body()
    assert body is not None
    assert f"Dear Minister,\n\n{sentence}\n\n" in body.get_content().replace("\r\n", "\n")
    for route in ("letter.pdf", "postcard.pdf"):
        pages = PdfReader(io.BytesIO(client.post(f"/en/lamp/{route}", form).body)).pages
        printed = " ".join("".join(page.extract_text() for page in pages).split())
        assert sentence in printed


def test_an_introduction_over_its_bound_is_told_beside_it_and_kept(client: PageClient) -> None:
    page = client.post(LETTER, a_form(introduction="x" * 301), status=422)

    assert "301" in page.words(page.by_id("introduction-problem"))
    assert page.by_id("introduction").get("aria-invalid") == "true"
    assert page.words(page.by_id("introduction")) == "x" * 301
    assert mail_links(page) == []


def test_an_introduced_letter_stays_in_its_language_when_the_pages_is_switched(client: PageClient) -> None:
    page = client.post("/es/lamp/letter", a_form(introduction="I light lamps."))

    sent = dict(page.form("/es/lamp/letter"))
    assert (sent["letter"], sent["introduction"]) == ("en", "I light lamps.")


def test_the_plain_text_holds_each_letter_whole(client: PageClient) -> None:
    answer = client.post("/en/lamp/letter.txt", a_form(text="My own words."))

    assert answer.text.count("My own words.") == 2
    assert answer.text.index("Dear Minister,") < answer.text.index("Dear Warden,")


def test_one_letter_as_plain_text_has_its_date_and_address_and_nothing_of_another(client: PageClient) -> None:
    answer = client.post("/en/lamp/letter.txt", a_form(text="My own words.", to="warden"))

    head, letter = answer.text.split("Dear Warden,")
    assert letter == "\n\nMy own words.\n\nYours sincerely,\n"
    assert head.split("\n\n")[1].startswith("House of Shutters\nWanda Warden\nWarden\n2 Bolt Road")
    assert "2030" in head.split("\n\n")[0]


def test_the_pdf_holds_one_letter_a_target(client: PageClient) -> None:
    answer = client.post("/en/lamp/letter.pdf", a_form(text="My own words."))

    pages = [page.extract_text() for page in PdfReader(io.BytesIO(answer.body)).pages]
    assert len(pages) == 2
    assert "Dear Minister," in pages[0]
    assert "Warden" not in pages[0]
    assert "Minister" not in pages[1]
    assert all("My own words." in page for page in pages)
    assert answer.headers["Content-Type"] == "application/pdf"


def test_only_one_of_two_chosen_targets_can_be_asked_for(client: PageClient) -> None:
    answer = client.post("/en/lamp/letter.txt", a_form(only="warden"))

    assert "Minister" not in answer.text


@pytest.mark.parametrize("route", ["letter.pdf", "letter.eml", "letter.txt"])
def test_a_closed_campaign_gives_no_files(client: PageClient, route: str) -> None:
    page = client.post(f"/en/closed/{route}", a_form(text="My own words."), status=410)

    assert "closed" in page.words(page.by_id("problem"))
    assert page.words(page.by_id("text")) == "My own words."


@pytest.mark.parametrize("route", ["letter", "letter.pdf", "letter.eml", "letter.txt"])
def test_an_address_that_was_posted_to_leads_back_to_the_page(client: PageClient, route: str) -> None:
    answer = client.get(f"/en/lamp/{route}", status=303)

    assert answer.headers["Location"] == "/en/lamp"


@pytest.mark.parametrize("route", ["letter", "letter.pdf", "letter.eml", "letter.txt"])
@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_another_site_cannot_put_its_words_where_the_supporters_stand(
    client: PageClient, route: str, headers: dict[str, str]
) -> None:
    answer = client.post(f"/en/lamp/{route}", a_form(text="Foreign words."), headers=headers, status=303)

    assert answer.headers["Location"] == "/en/lamp"


def test_characters_our_fonts_lack_are_named(client: PageClient) -> None:
    page = client.post(LETTER, a_form(text="Please 🕯 help ক"))

    said = page.words(page.by_id("send"))
    assert "🕯" in said
    assert "ক" in said


class TestLimits:
    """Over the limit: the page still holds the draft."""

    @pytest.fixture
    def world(self, world: "object") -> "object":
        limits = dict.fromkeys(LIMITS, Limit(1, MINUTE))
        world.limiter = RateLimiter(NetworkCounters(), limits=limits)  # type: ignore[attr-defined]
        return world

    @pytest.mark.parametrize("route", ["letter", "letter.pdf", "letter.txt"])
    def test_too_many_requests_keep_the_draft(self, client: PageClient, route: str) -> None:
        form = a_form(text="My own words.")
        fetch: Callable[..., Fetched] = client.post
        fetch(f"/en/lamp/{route}", form)

        page = fetch(f"/en/lamp/{route}", form, status=429)

        assert page.words(page.by_id("text")) == "My own words."
        assert "try again in a minute" in page.words(page.by_id("problem"))
        assert page.headers["Retry-After"] == "60"

    @pytest.mark.parametrize("route", ["letter", "letter.pdf"])
    def test_a_network_that_goes_on_gets_a_short_page_before_its_form_is_read(
        self, client: PageClient, route: str
    ) -> None:
        """What was typed is still in the browser, and no field of the form costs the server anything."""
        form = a_form(text="My own words.")
        for status in (200, 429):
            client.post(f"/en/lamp/{route}", form, status=status)

        page = client.post(
            f"/en/lamp/{route}", {**form, **dict.fromkeys(map(str, range(500)), "")}, status=429
        )

        assert "My own words." not in page.words()
        assert page.headers["Retry-After"] == "60"
