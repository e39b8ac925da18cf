"""The case on the page: people, sheet, sender, count and marked texts, in every language, page and frame."""

import json
from xml.etree.ElementTree import Element

import pytest
from icalendar import Calendar

from tests.support.cases import GROUP, NAMES_ONLY, ONE, ONE_IN_FULL, SENDER, SEVERAL, SHEET, a_case_folder
from tests.support.page_client import Fetched, PageClient
from tests.web.conftest import World
from webapp.actions.log import ActionLog
from webapp.domain.action import Action
from webapp.domain.channel import Channel

PLACES = ["/en", "/ar", "/embed/ru", "/embed/ar"]
HEADLINE = "Free the keeper of the lighthouse"


def add(world: World, **parts: str) -> None:
    sheet = 'embedding = "open"\n' + parts.pop("sheet", "")
    a_case_folder(world.campaigns, "case", sheet=sheet, **parts)
    world.look_again()


def content(page: Fetched, name: str) -> str | None:
    return page.one("meta", property=name).get("content")


@pytest.mark.parametrize(
    ("people", "sheet", "who"),
    [
        (ONE, "", "Ada Example"),
        (SEVERAL, "", "Ada Example and Ben Example"),
        (NAMES_ONLY, "", "Ada Example and Ben Example"),
        ("", GROUP, "The Lampville Society"),
        (NAMES_ONLY, GROUP, "The Lampville Society"),
    ],
)
def test_everything_is_called_by_who_is_at_risk(
    client: PageClient, world: World, people: str, sheet: str, who: str
) -> None:
    add(world, people=people, sheet=sheet)
    title = f"{who}: {HEADLINE}"

    page = client.get("/en/case")

    assert page.words(next(page.root.iter("h1"))).startswith(who)
    assert page.words(next(page.root.iter("title"))) == title
    assert content(page, "og:title") == title
    told = json.loads(client.get("/oembed?url=http://localhost/en/case").body)
    assert (told["title"], f'title="{title}"' in told["html"]) == (title, True)
    assert f"&gt;{title}&lt;/a&gt;" in client.get("/en/case/embed").body.decode()
    assert who in client.get("/en").words()
    assert title in client.get("/en/case/count").words()
    assert title in client.get("/en/case/actions").words()
    (event,) = Calendar.from_ical(client.get("/en/case/deadline.ics").body).walk("VEVENT")
    assert str(event["SUMMARY"]) == f"Last day to write for {who}"


@pytest.mark.parametrize("place", PLACES)
def test_names_in_their_own_script_are_isolated_in_their_language(
    client: PageClient, world: World, place: str
) -> None:
    add(world, people=SEVERAL)
    (first, second) = client.get(f"{place}/case").all("ul", **{"class": "case-people"})[0].iter("li")

    (name,) = first.iter("bdi")
    assert (name.get("lang"), name.get("dir"), name.text) == ("bg", "ltr", "Ада Примерова")
    assert not list(second.iter("bdi"))

    add(world, people=ONE_IN_FULL)
    (heading,) = client.get(f"{place}/case").all("h1")
    (name,) = heading.iter("bdi")
    assert (name.get("lang"), name.get("dir"), name.get("data-script")) == ("ar", "rtl", "Arab")


@pytest.mark.parametrize(
    ("sheet", "reference", "told"),
    [
        ("issue = 3\n", '"UA 60/16"', "Third Urgent Action 60/16 · France"),
        ("issue = 3\n", '""', "Third Urgent Action · France"),
        ('kind = "first"\n', '"61/21"', "First Urgent Action 61/21 · France"),
        ("issue = 1\n", '"First UA 61/21"', "First Urgent Action 61/21 · France"),
        ("issue = 12\n", '"61/21"', "Urgent Action 61/21 · Issue 12 · France"),
        ("issue = 12\n", '""', "Issue 12 · France"),
        ('kind = "update"\n', '"UA: 341/09"', "Further information on Urgent Action 341/09 · France"),
        (SHEET, '"1.99"', "Further information on Urgent Action 1.99 · Issue 3 · France · February 3, 2030"),
        ('kind = "outcome"\n', '""', "Outcome of Urgent Action · France"),
        ("", '"UA 261/16"', "Urgent Action 261/16 · France"),
        ("", '"n/a"', "France"),
    ],
)
def test_the_sheet_is_named_as_it_was_issued(
    client: PageClient, world: World, sheet: str, reference: str, told: str
) -> None:
    folder = a_case_folder(world.campaigns, "case")
    path = folder / "campaign.toml"
    path.write_text(sheet + path.read_text().replace('reference = "1.99"', f"reference = {reference}"))
    world.look_again()

    for address in ("/en/case", "/en/case/count"):
        page = client.get(address)
        assert page.words(next(page.all("header", **{"class": "top"})[0].iter("p"))) == told


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("ru", "Третья акция срочной помощи 1.99"),
        ("es", "Tercera Acción Urgente 1.99"),
        ("ar", "التحرك العاجل الثالث 1.99"),
    ],
)
def test_ordinals_are_words_of_the_page_s_language(
    client: PageClient, world: World, lang: str, told: str
) -> None:
    add(world, sheet="issue = 3\n")

    assert told in client.get(f"/{lang}/case").words()


@pytest.mark.parametrize("place", PLACES)
def test_who_runs_the_campaign_is_said_above_and_in_the_foot(
    client: PageClient, world: World, place: str
) -> None:
    add(world, sender=SENDER, sheet=SHEET)
    page = client.get(f"{place}/case")
    foot = next(page.root.iter("footer"))

    assert "Friends of <Lamps>" in page.words(page.by_id("story"))
    for words in (
        "Friends of <Lamps>",
        "3 Oil Lane",
        "Lampville",
        "office@friends.example",
        "A small group.",
    ):
        assert words in page.words(foot)
    links = [link.get("href") for link in foot.iter("a")]
    assert {"https://friends.example", "mailto:office@friends.example"} <= {*links}
    assert "MDE 13/021/2030" in page.words(page.by_id("background"))
    assert "freedom of expression · lamps" in page.words(page.by_id("background"))


@pytest.mark.parametrize(
    ("reported", "told", "untold"),
    [
        (0, "Their number is shown as soon as there are 20. The goal: 500", "No action has been reported"),
        (19, "Their number is shown as soon as there are 20. The goal: 500", "19"),
        (20, "20 actions reported by supporters so far", "as soon as"),
        (499, "The goal: 500", "is reached"),
        (500, "The goal of 500 is reached.", "The goal: 500"),
    ],
)
def test_a_small_count_is_not_shown_as_a_number_and_the_goal_is(
    client: PageClient, world: World, log: ActionLog, reported: int, told: str, untold: str
) -> None:
    add(world, sheet=SHEET)
    if reported:
        log.record(
            "token-of-sixteen-chars",
            [Action("case", Channel.POST, "minister", "en", reported, world.today, late=False)],
        )

    for page in (client.get("/en/case/count"), client.get("/en/case/count", htmx=True)):
        assert told in page.words()
        assert untold not in page.words()


def test_a_partner_s_share_has_the_same_threshold_and_no_goal(
    client: PageClient, world: World, log: ActionLog
) -> None:
    folder = a_case_folder(world.campaigns, "case", sheet=SHEET)
    with (folder / "campaign.toml").open("a") as toml:
        toml.write('[[partners]]\nid = "quay"\nname = "Quay"\n')
    world.look_again()
    log.record(
        "token-of-sixteen-chars",
        [Action("case", Channel.POST, "minister", "en", 19, world.today, late=False)],
    )

    words = client.get("/en/case/partners/quay").words()

    assert "19" not in words
    assert "goal" not in words


MARKED = {
    "summary": '"""\nFirst *one* & <b>.\n\n- [a report](https://lamps.example/a?b=1&c=2)\n- two\n"""',
    "background": '"""\n- one\n- *two*\n\nThen.\n"""',
    "instructions": '["Read [this](https://lamps.example) *now*."]',
}


@pytest.mark.parametrize("place", PLACES)
def test_marked_texts_are_links_emphasis_and_lists_and_nothing_else(
    client: PageClient, world: World, place: str
) -> None:
    add(world, **MARKED)
    page = client.get(f"{place}/case")
    opening, rest = page.all("div", **{"class": "case-summary"})

    assert [[each.tag for each in part] for part in (opening, rest)] == [["p"], ["ul"]]
    assert page.words(opening) == "First one & <b>."
    (link,) = rest.iter("a")
    assert (link.get("href"), link.get("target"), link.get("rel")) == (
        "https://lamps.example/a?b=1&c=2", "_blank", "noopener",
    )  # fmt: skip
    hidden = link.find("span")
    assert hidden is not None
    assert hidden.get("lang") == (None if "en" in place else place[-2:])
    assert not list(opening.iter("b"))
    background = page.by_id("background")
    assert len(list(background.iter("li"))) == 2
    assert [emphasis.text for emphasis in background.iter("em")] == ["two"]
    instructions: Element = next(page.by_id("instructions").iter("li"))
    assert [each.tag for each in instructions] == ["a", "em"]


def test_those_who_show_a_link_get_plain_text(client: PageClient, world: World) -> None:
    add(world, **MARKED)

    assert content(client.get("/en/case"), "og:description") == (
        "First one & <b>. - a report (https://lamps.example/a?b=1&c=2) - two"
    )
