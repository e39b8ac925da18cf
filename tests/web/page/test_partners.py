"""Partners: the page in their frames, their share of the count, and nobody else's."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.support.builders import a_campaign_folder
from tests.support.page_client import PageClient
from tests.web.conftest import World
from webapp.actions.log import ActionLog
from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.folder import read_folder
from webapp.campaigns.reader import read_campaign
from webapp.database import schema
from webapp.domain.action import Action
from webapp.domain.channel import Channel

DAY = date(2030, 1, 2)
PARTNERS = """
[[partners]]
id = "harbour"
name = "Friends of the Harbour"
origins = ["https://harbour.example", "https://*.harbour.example:8443"]

[[partners]]
id = "mole"
name = "The Mole"
"""


@pytest.fixture(autouse=True)
def with_partners(world: World) -> None:
    """The lamp's campaign has two partners, the beacon's is open to all."""
    path = world.campaigns / "lamp" / "campaign.toml"
    path.write_text(path.read_text() + PARTNERS)
    path = world.campaigns / "beacon" / "campaign.toml"
    path.write_text('embedding = "open"\n' + path.read_text())


def report(client: PageClient, world: World, query: str = "", base: str = "/en/lamp") -> None:
    page = client.get(f"{base}/actions?channel=email{query.replace('?', '&')}")
    world.now += 3
    (form,) = (one for one in page.root.iter("form") if "/actions" in (one.get("action") or ""))
    sent: dict[str, list[str]] = {}
    for name, value in page.form(form.get("action", "")):
        sent.setdefault(name, []).append(value)
    client.post(form.get("action", ""), sent)


def count(client: PageClient, partner: str = "") -> dict[str, object]:
    share = f"/partners/{partner}" if partner else ""
    return dict(json.loads(client.get(f"/api/campaigns/lamp{share}/count").text))


def ancestors(client: PageClient, path: str, status: int = 200) -> str:
    policy = client.get(path, status=status).headers["Content-Security-Policy"]
    return policy.rpartition("frame-ancestors ")[2]


@pytest.mark.parametrize("base", ["/en/lamp", "/embed/en/lamp"])
@pytest.mark.parametrize(
    ("query", "harbour"),
    [("?partner=harbour", 1), ("?partner=stranger", 0), ("", 0), ("?partner=Harbour", 0), ("?partner=", 0)],
)
def test_an_action_is_counted_for_the_partner_in_the_address(
    client: PageClient, world: World, base: str, query: str, harbour: int
) -> None:
    report(client, world, query, base)

    assert count(client)["total"] == 1
    assert count(client, "harbour") == {
        "campaign": "lamp",
        "partner": "harbour",
        "total": harbour,
        "late": 0,
        "entered": 0,
        "channels": {"email": 1} if harbour else {},
    }
    assert count(client, "mole")["total"] == 0


@pytest.mark.parametrize("base", ["/en/lamp", "/embed/en/lamp"])
def test_every_address_on_the_page_takes_the_partner_along(client: PageClient, base: str) -> None:
    page = client.get(f"{base}?partner=harbour")

    ours = [
        value
        for one in page.root.iter()
        for name in ("action", "formaction", "hx-post", "hx-get", "data-page")
        if (value := one.get(name))
    ]
    assert len(ours) > 10
    assert [one for one in ours if "partner=harbour" not in one] == []
    assert {one.startswith("/embed/") for one in ours} == {base.startswith("/embed/")}


def test_a_partner_nobody_knows_is_not_repeated_anywhere(client: PageClient) -> None:
    page = client.get("/embed/en/lamp?partner=stranger&scheme=evil&accent=url(x)")

    assert "stranger" not in page.text
    assert "evil" not in page.text


def test_the_public_address_has_no_partner_and_no_frame(client: PageClient) -> None:
    page = client.get("/embed/es/lamp?partner=harbour&accent=00509e")

    addresses = [
        one.get("href", "") for one in page.root.iter("link") if one.get("rel") in ("canonical", "alternate")
    ]
    assert addresses
    assert [one for one in addresses if "embed" in one or "partner" in one or "accent" in one] == []


def test_a_frame_stays_a_frame_without_scripts(client: PageClient) -> None:
    page = client.post(
        "/embed/en/lamp/letter?partner=harbour", {"letter": "en", "to": "minister", "text": "Mine."}
    )

    assert "framed" in page.root.get("class", "")
    assert client.get("/embed/en/lamp/letter.pdf", status=303).headers["Location"] == "/embed/en/lamp"


def test_only_whom_the_campaign_names_may_show_it_in_a_frame(client: PageClient) -> None:
    own = "'self' https://harbour.example https://*.harbour.example:8443"

    assert ancestors(client, "/embed/en/lamp") == own
    assert ancestors(client, "/embed/es/lamp") == own
    assert ancestors(client, "/embed/en/beacon") == "'self' *"
    assert ancestors(client, "/embed/en/endless") == "'self'", "no partners, no frames"


@pytest.mark.parametrize("site", ["/embed/en/lamp", "/embed/en/beacon"])
def test_the_reporting_form_by_itself_is_in_no_frame(client: PageClient, site: str) -> None:
    """One press there counts: a site that frames it could lay itself over the button."""
    assert ancestors(client, f"{site}/actions?channel=post&to=minister") == "'none'"
    assert ancestors(client, f"{site}/actions") == "'none'"


@pytest.mark.parametrize(
    "path", ["/en/lamp", "/en/beacon", "/en/beacon/actions?channel=email", "/en/lamp/partners/harbour", "/"]
)
def test_the_page_itself_is_never_in_a_frame(client: PageClient, path: str) -> None:
    assert ancestors(client, path) == "'none'"


@pytest.mark.parametrize("path", ["/embed/en/nothing", "/embed/en", "/embed", "/embed/en/lamp/x"])
def test_what_is_not_there_is_in_no_frame_either(client: PageClient, path: str) -> None:
    assert "*" not in ancestors(client, path, status=404)


def test_a_partner_has_a_page_with_its_count(client: PageClient, world: World) -> None:
    report(client, world, "?partner=harbour")
    report(client, world)

    page = client.get("/en/lamp/partners/harbour")

    assert "Friends of the Harbour" in page.words()
    assert "1 action reported" in page.words()
    assert "total: 2" in page.words()
    client.get("/en/lamp/partners/stranger", status=404)
    client.get("/api/campaigns/lamp/partners/stranger/count", status=404)


def test_a_frame_cannot_be_posted_to_from_another_site(client: PageClient, world: World) -> None:
    client.post(
        "/embed/en/lamp/actions?partner=harbour",
        {"token": "x"},
        headers={"Sec-Fetch-Site": "cross-site"},
        status=403,
    )

    assert count(client)["total"] == 0


SITE = 'origins = ["https://harbour.example"'
SLIPS = [
    (SITE, 'origins = ["harbour.example"', "the host alone"),
    (SITE, 'origins = ["https://harbour.example/page"', "the host alone"),
    (SITE, 'origins = ["https://h.example; script-src *"', "the host alone"),
    (SITE, 'origins = ["*"', "the host alone"),
    (SITE, 'origins = ["https://*.example"', "the host alone"),  # nearly everybody
    (SITE, 'origins = ["https://harbour.example:443"', "the host alone"),  # no browser says so
    (SITE, 'origins = ["https://harbour.example:99999"', "the host alone"),
    (SITE, 'origins = ["https://harbour..example"', "the host alone"),
    ('id = "mole"', 'id = "harbour"', "give each its own"),
    ('id = "mole"', 'id = "The Mole"', "small letters"),
]


@pytest.mark.parametrize(("right", "wrong", "advice"), SLIPS)
def test_a_slip_in_a_partner_is_named(tmp_path: Path, right: str, wrong: str, advice: str) -> None:
    folder = a_campaign_folder(tmp_path)
    path = folder / "campaign.toml"
    path.write_text(path.read_text() + PARTNERS.replace(right, wrong))

    with pytest.raises(InvalidCampaign, match=advice):
        read_campaign(read_folder(folder))


def test_the_partners_shares_and_the_rest_add_up_to_the_total(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'appeal.db'}"
    schema.upgrade(url)
    partners = ("harbour", "mole", "")

    with closing(ActionLog(url)) as log:

        def record(number: int) -> None:
            token, partner, quantity = f"token-number-{number:06}", partners[number % 3], 1 + number % 2
            log.record(
                token,
                [Action("lamp", Channel.EMAIL, "minister", "en", quantity, DAY, late=False, partner=partner)],
            )
            if number % 5 == 0:
                log.undo(token, "lamp")

        with ThreadPoolExecutor(12) as crowd:
            list(crowd.map(record, range(300)))
        shares = {partner: log.tally("lamp", partner).total for partner in partners}
        total = log.tally("lamp").total

    kept = [number for number in range(300) if number % 5]
    expected = {
        partner: sum(1 + number % 2 for number in kept if partners[number % 3] == partner)
        for partner in partners
    }
    assert shares == expected
    assert total == sum(shares.values())
