"""Passing a campaign on, after a report and for people who report nothing."""

import re
from urllib.parse import unquote

import pytest

from tests.support.builders import a_campaign_folder
from tests.support.page_client import PageClient
from tests.web.conftest import World
from tests.web.report.test_views import RECORD, a_report

PARTNER = (
    '\n[[partners]]\nid = "harbour"\nname = "Friends of the Harbour"\norigins = ["https://harbour.example"]\n'
)


def with_partner(world: World) -> None:
    """Give the campaign a partner."""
    source = world.campaigns / "lamp" / "campaign.toml"
    source.write_text(source.read_text(encoding="utf-8") + PARTNER, encoding="utf-8")
    world.look_again()


def test_the_share_page_has_links_a_text_and_no_request_to_elsewhere(client: PageClient) -> None:
    page = client.get("/en/lamp/share")

    outward = [one for one in page.root.iter("a") if one.get("href", "").startswith("https://")]
    assert len(outward) >= 7
    assert {(one.get("target"), one.get("rel")) for one in outward} == {("_blank", "noopener noreferrer")}
    assert "http://localhost/en/lamp" in page.words(page.by_id("share-text"))
    assert page.words(page.by_id("share-url")) == "http://localhost/en/lamp"
    assert page.one("meta", name="robots").get("content") == "noindex"
    assert not re.findall(r'(?:src|action)="https?://', page.text)


@pytest.mark.parametrize("lang", ["ru", "ar"])
def test_the_shared_address_is_the_page_in_this_language(client: PageClient, lang: str) -> None:
    page = client.get(f"/{lang}/gorinov/share")

    (whatsapp,) = [one.get("href", "") for one in page.root.iter("a") if "wa.me" in one.get("href", "")]
    assert unquote(whatsapp).endswith(f"\nhttp://localhost/{lang}/gorinov")


def test_a_partner_s_page_is_passed_on_as_that_partner_s(client: PageClient, world: World) -> None:
    with_partner(world)

    shown = client.get("/en/lamp?partner=harbour")
    page = client.get("/en/lamp/share?partner=harbour")
    stranger = client.get("/en/lamp/share?partner=nobody")

    assert "/en/lamp/share?partner=harbour" in shown.text
    assert page.words(page.by_id("share-url")) == "http://localhost/en/lamp?partner=harbour"
    assert stranger.words(stranger.by_id("share-url")) == "http://localhost/en/lamp"


def test_out_of_a_frame_the_page_by_itself_is_passed_on(client: PageClient, world: World) -> None:
    with_partner(world)
    framed = client.get("/embed/en/lamp?partner=harbour&scheme=dark")

    (link,) = [one for one in framed.root.iter("a") if "/share" in one.get("href", "")]
    inside = client.get("/embed/en/lamp/share?partner=harbour&scheme=dark")

    assert link.get("href") == "/en/lamp/share?partner=harbour"
    assert link.get("target") == "_blank"
    assert inside.words(inside.by_id("share-url")) == "http://localhost/en/lamp?partner=harbour"


def test_nothing_is_asked_for_where_the_action_is_closed(client: PageClient) -> None:
    assert "Please write a letter" not in client.get("/en/closed/share").words()
    assert "Please write a letter" in client.get("/en/lamp/share").words()


def test_after_a_report_it_says_how_many_to_whom_and_by_what(client: PageClient, world: World) -> None:
    done = client.post(RECORD, a_report(client, world, "post") | {"quantity": ["3"]})

    told = done.words(done.by_id("report"))
    assert "6 actions of yours are counted. All together: 6." in told
    assert re.search(r"post: .+ · .+", told)
    assert "What helps now: ask one more person to write." in told
    assert done.by_id("share-text") is not None
    assert done.form(f"{RECORD}/undo")


def test_below_the_number_from_which_it_is_shown_it_is_not_said_either(
    client: PageClient, world: World
) -> None:
    source = world.campaigns / "lamp" / "campaign.toml"
    source.write_text("show_count_from = 5\n" + source.read_text(encoding="utf-8"), encoding="utf-8")
    world.look_again()

    few = client.post(RECORD, a_report(client, world, "post"))
    enough = client.post(RECORD, a_report(client, world, "post") | {"quantity": ["2"]})

    assert "2 actions of yours are counted." in few.words()
    assert "All together" not in few.words()
    assert "All together: 6." in enough.words()


def test_it_says_that_the_date_had_passed(client: PageClient, world: World) -> None:
    in_time = client.post(RECORD, a_report(client, world))
    world.today = world.today.replace(year=3001)
    late = client.post(RECORD, a_report(client, world))

    assert "had passed" not in in_time.words()
    assert "The date for this action had passed; the campaign team sees that." in late.words()


def test_what_was_taken_back_is_not_passed_on(client: PageClient, world: World) -> None:
    done = client.post(RECORD, a_report(client, world))
    undone = client.post(f"{RECORD}/undo", dict(done.form(f"{RECORD}/undo")))

    assert "share-text" not in undone.text


def test_the_next_case_is_the_open_one_of_another_line_with_the_nearest_deadline(
    client: PageClient, world: World
) -> None:
    for slug, deadline in (("later", "2030-07-01"), ("sooner", "2030-06-01"), ("over", "2030-04-01")):
        a_campaign_folder(world.campaigns, slug, deadline=deadline)
    newer = a_campaign_folder(world.campaigns, "newer", deadline="2030-05-02") / "campaign.toml"
    newer.write_text('follows = "lamp"\n' + newer.read_text(encoding="utf-8"), encoding="utf-8")
    world.look_again()

    page = client.get("/en/lamp/share")
    of_other = client.get("/en/sooner/share")

    assert 'href="/en/sooner"' in page.text
    assert 'href="/en/newer"' in of_other.text  # and not the action that it continues
    assert "Remind me of the last day" in of_other.words()


def test_a_reminder_needs_a_day_that_is_ahead(client: PageClient) -> None:
    assert "Remind me" not in client.get("/en/endless/share").words()
    assert "Remind me" not in client.get("/en/closed/share").words()
