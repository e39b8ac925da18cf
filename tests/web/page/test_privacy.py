"""The page on privacy: each page links to it, and what it says is what the app does."""

import pytest

from tests.support.page_client import PageClient
from tests.support.page_languages import OFFERED
from tests.web.conftest import World
from webapp.actions.retention import RECEIPT_MAX_AGE

HEADINGS = {"en": "Privacy", "ru": "Конфиденциальность", "es": "Privacidad", "ar": "الخصوصية"}
LANGUAGES = [*HEADINGS]


@pytest.mark.parametrize(
    "path",
    [
        "/en",
        "/ar/gorinov",
        "/es/lamp/count",
        "/ru/lamp/actions",
        "/en/lamp/embed",
        "/ru/no-page",
        "/privacy/en",
    ],
)
def test_each_page_links_to_it_in_its_language(path: str, client: PageClient) -> None:
    page = client.get(path, status=404 if path.endswith("no-page") else 200)

    lang = "en" if path == "/privacy/en" else path[1:3]
    foot = next(page.root.iter("footer"))
    assert f"/privacy/{lang}" in [link.get("href") for link in foot.iter("a")]


def test_out_of_a_frame_it_opens_a_tab_of_its_own(client: PageClient) -> None:
    link = client.get("/embed/ar/gorinov").one("a", href="http://localhost/privacy/ar")

    assert (link.get("target"), link.get("rel")) == ("_blank", "noopener")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_leads_to_itself_in_the_other_languages(client: PageClient, lang: str) -> None:
    page = client.get(f"/privacy/{lang}")

    assert page.root.get("lang") == lang
    assert [page.words(each) for each in page.root.iter("h1")] == [HEADINGS[lang]]
    assert {link.get("href") for link in page.one("nav").iter("a")} == {
        f"/privacy/{one}" for one in OFFERED if one != lang
    }


def test_it_names_the_days_that_receipts_are_kept(client: PageClient) -> None:
    assert f"For about {RECEIPT_MAX_AGE.days} days" in client.get("/privacy/en").words()


@pytest.fixture
def named(world: World) -> None:
    world.environ = {"OPERATOR_NAME": "Lamps & <Letters>", "OPERATOR_CONTACT": "office@lamps.example"}


@pytest.mark.usefixtures("named")
def test_it_says_who_runs_the_site(client: PageClient) -> None:
    main = client.get("/privacy/es").by_id("main")

    assert "Lamps & <Letters>" in "".join(main.itertext())
    assert [link.get("href") for link in main.iter("a")] == ["mailto:office@lamps.example"]


def test_it_says_that_the_operator_has_not_said_so(client: PageClient) -> None:
    assert "have not given a name" in client.get("/privacy/en").words()


def test_a_campaign_may_be_called_privacy(client: PageClient, world: World) -> None:
    (world.campaigns / "lamp").rename(world.campaigns / "privacy")
    world.look_again()

    assert client.get("/en/privacy").by_id("letter") is not None


def test_a_language_that_is_not_offered_has_none(client: PageClient) -> None:
    client.get("/privacy/xx", status=404)
