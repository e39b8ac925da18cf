"""The pages of connections: webhooks are added and looked after, secrets and tokens are shown once."""

import logging
import re
from collections.abc import Callable

import pytest

from tests.desk.conftest import DeskWorld
from tests.support.desk_campaigns import add_person, add_version
from tests.support.desk_client import ADA, BEN, DeskClient
from webapp.server import log_format
from webapp.team.api_tokens.tokens import ApiTokens, Scope
from webapp.team.desk_database import DeskDatabase
from webapp.team.people.person import Person
from webapp.team.webhooks.deliveries import WAITS, Deliveries
from webapp.team.webhooks.messages import Event, Message
from webapp.team.webhooks.sending import Answer, Failure
from webapp.team.webhooks.webhooks import MOST_WEBHOOKS, Webhook, Webhooks

SignIn = Callable[[Person | None], DeskClient]
URL = "https://hooks.example.org/in?key=zq8key"


@pytest.fixture(autouse=True)
def ada(desk_database: DeskDatabase) -> None:
    """Ada is in the database: a token works as long as its author is a coordinator."""
    add_person(desk_database, ADA)


@pytest.fixture
def webhook(desk_database: DeskDatabase, desk_world: DeskWorld) -> Webhook:
    """A webhook of everything."""
    return Webhooks(desk_database, lambda: desk_world.moment).add(ADA, URL, set(Event) - {Event.TEST})[0]


@pytest.fixture
def deliveries(desk_database: DeskDatabase, desk_world: DeskWorld) -> Deliveries:
    """The deliveries of the desk."""
    return Deliveries(desk_database, lambda: desk_world.moment)


def test_a_webhook_is_added_and_its_secret_shown_once(desk: DeskClient) -> None:
    added = desk.post("/connections/webhooks", {"url": URL, "events": ["publication", "daily"]})
    (secret,) = re.findall(r"whsec_[A-Za-z0-9+/=]{44}", added.text)
    (address,) = set(re.findall(r"/connections/webhooks/\w+", added.text))

    listed = desk.get("/connections")
    shown = desk.get(address)

    for page in (listed, shown):
        assert "https://hooks.example.org/in?key=zq8key" in page.text
        assert secret not in page.text
    assert "Publications, Numbers of each day" in listed.text
    assert "Added by Ada Example" in listed.text


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"url": "", "events": "daily"}, "Write the address of the receiver"),
        ({"url": "http://hooks.example.org/", "events": "daily"}, "begins with https://"),
        ({"url": "https://ada:x@hooks.example.org/", "events": "daily"}, "Leave out the user name"),
        ({"url": "https://127.0.0.1/", "events": "daily"}, "Write a full host name"),
        ({"url": "https://vault.internal/", "events": "daily"}, "public addresses only"),
        ({"url": "https://hooks.example.org:22/", "events": "daily"}, "Leave out the port"),
        ({"url": "https://hooks.example.org/#a", "events": "daily"}, "Leave out the #"),
        ({"url": 'https://hooks.example.org/"><script>', "events": []}, "Choose at least one"),
        ({"url": "https://hooks.example.org/ü", "events": "daily"}, "would write with %"),
        ({"url": "https://hooks.example.org/\0", "events": "daily"}, "would write with %"),
        ({"url": "x" * 100_000, "events": "daily"}, "at most 500 characters"),
        ({"url": "https://hooks.example.org/", "events": ["test", "nothing"]}, "Choose at least one"),
    ],
)
def test_what_cannot_be_added_is_shown_again_with_the_reason(
    form: dict[str, object], said: str, desk: DeskClient, webhook: Webhook
) -> None:
    for address in ("/connections/webhooks", f"/connections/webhooks/{webhook.id}"):
        found = desk.post(address, form, status=422)

        assert said in found.text
        assert "<script>" not in found.text.replace("<script src=", "").replace('<script type="module"', "")
    assert str(form["url"])[:100].split("\0")[0].split('"')[0] in found.text


def test_there_are_twenty_at_most(desk: DeskClient, webhook: Webhook) -> None:
    for number in range(MOST_WEBHOOKS - 1):
        desk.post("/connections/webhooks", {"url": f"{URL}{number}", "events": "daily"})

    found = desk.post("/connections/webhooks", {"url": URL, "events": "daily"}, status=422)

    assert "There are 20 webhooks already" in found.text


def test_a_test_message_waits_and_its_answers_are_in_words(
    desk: DeskClient, webhook: Webhook, deliveries: Deliveries, desk_world: DeskWorld
) -> None:
    address = f"/connections/webhooks/{webhook.id}"
    desk.post(f"{address}/test", status=303)
    assert "Waiting" in desk.get(address).text
    answers = [
        (Answer(500), "Status 500"),
        (Answer(302), "the receiver is at another address"),
        *(
            (Answer(None, failure), words)
            for failure, words in (
                (Failure.NAME, "The host name is not known."),
                (Failure.NOT_PUBLIC, "leads to a private network"),
                (Failure.UNREACHABLE, "cannot be reached"),
                (Failure.CERTIFICATE, "certificate is not valid"),
                (Failure.TIMEOUT, "did not answer in time"),
                (Failure.NO_HTTP, "no answer of a web server"),
            )
        ),
    ]
    assert {each.failure for each, _ in answers} == {*Failure, None}
    for number, (answer, words) in enumerate(answers):
        (claimed,) = deliveries.claim()
        deliveries.complete(claimed, answer)
        shown = desk.get(address).text
        assert words in shown
        assert "Will be tried again" in shown
        assert ("1 try" if number == 0 else f"{number + 1} tries") in shown
        desk_world.moment = deliveries.log(ADA, webhook.id)[0].next_try or desk_world.moment
        desk_world.sessions.confirmed = int(desk_world.moment.timestamp())
    (claimed,) = deliveries.claim()
    deliveries.complete(claimed, Answer(204))

    assert "Delivered" in desk.get(address).text
    assert len(answers) < len(WAITS)


def test_a_message_is_sent_again_by_one_press(
    desk: DeskClient, webhook: Webhook, deliveries: Deliveries
) -> None:
    deliveries.note([(webhook.id, Message(Event.PUBLICATION, "lamp 1", "{}"))])
    (claimed,) = deliveries.claim()
    deliveries.complete(claimed, Answer(410))
    address = f"/connections/webhooks/{webhook.id}"
    given_up = desk.get(address).text

    desk.post(f"{address}/activate", status=303)
    desk.post(f"{address}/replay", {"delivery": claimed.id}, status=303)

    assert "Given up" in given_up
    assert "wants no more messages" in given_up
    assert "This webhook is deactivated" in given_up
    assert deliveries.claim()[0].id == claimed.id


def test_a_webhook_is_changed_renewed_deactivated_and_removed(desk: DeskClient, webhook: Webhook) -> None:
    address = f"/connections/webhooks/{webhook.id}"
    desk.post(address, {"url": "https://hooks.example.org/new", "events": "outcome"}, status=303)
    renewed = desk.post(f"{address}/secret").text
    desk.post(f"{address}/deactivate", status=303)
    listed = desk.get("/connections").text
    desk.post(f"{address}/remove", status=303)

    assert "whsec_" in renewed
    assert "signed with the earlier secret, too" in renewed
    assert "https://hooks.example.org/new" in listed
    assert "Deactivated" in listed
    desk.get(address, status=404)
    assert "No other system is told" in desk.get("/connections").text


@pytest.mark.parametrize("rule", ["", "/test", "/replay", "/secret", "/activate", "/deactivate", "/remove"])
def test_an_unknown_webhook_is_answered_404(rule: str, desk: DeskClient) -> None:
    form = {"url": URL, "events": "daily", "delivery": "x"}

    desk.post(f"/connections/webhooks/nobody{rule}", form, status=404)
    desk.post(f"/connections/webhooks/a%00b{rule}", form, status=404)


def test_an_unknown_message_is_answered_404(desk: DeskClient, webhook: Webhook) -> None:
    for delivery in ("", "msg_0", "a\0b", "x" * 5_000):
        desk.post(f"/connections/webhooks/{webhook.id}/replay", {"delivery": delivery}, status=404)


def test_a_token_is_made_shown_once_and_revoked(
    desk: DeskClient, desk_database: DeskDatabase, desk_world: DeskWorld
) -> None:
    add_version(desk_database, "lamp", {"campaign.toml": b""}, desk_world.moment)
    form = {
        "name": "The website",
        "scopes": ["campaigns:read", "numbers:read"],
        "whose": "some",
        "campaigns": "lamp",
        "days": "30",
    }

    made = desk.post("/connections/tokens", form)

    (token,) = re.findall(r"uad_[A-Za-z0-9_-]{43}", made.text)
    found = ApiTokens(desk_database, lambda: desk_world.moment).find(token)
    assert found
    assert (found.name, found.campaigns) == ("The website", {"lamp"})
    assert found.scopes == {Scope.CAMPAIGNS, Scope.NUMBERS}
    listed = desk.get("/connections").text
    assert "The website" in listed
    assert "Made by Ada Example" in listed
    assert token not in listed
    desk.post("/connections/tokens/revoke", {"token": found.digest}, status=303)
    assert ApiTokens(desk_database, lambda: desk_world.moment).find(token) is None
    assert "No system may ask." in desk.get("/connections").text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": " "}, "what the token is for"),
        ({"name": "a\0b"}, "what the token is for"),
        ({"name": "x" * 81}, "what the token is for"),
        ({"scopes": []}, "Choose at least one thing"),
        ({"scopes": "everything"}, "Choose at least one thing"),
        ({"whose": "some"}, "Mark at least one campaign"),
        ({"whose": "some", "campaigns": "elsewhere"}, "Mark at least one campaign"),
        ({"days": "0"}, "at most 365"),
        ({"days": "366"}, "at most 365"),
        ({"days": "-1"}, "at most 365"),
        ({"days": "٣x"}, "at most 365"),
        ({"days": "9" * 5_000}, "at most 365"),
    ],
)
def test_a_token_that_cannot_be_made_loses_nothing_that_was_typed(
    change: dict[str, object], said: str, desk: DeskClient
) -> None:
    form: dict[str, object] = {"name": "The website", "scopes": "numbers:read", "whose": "all", "days": "30"}

    found = desk.post("/connections/tokens", form | change, status=422)

    assert said in found.text
    if "name" not in change:
        assert 'value="The website"' in found.text


def test_secrets_and_addresses_are_in_no_log(
    desk: DeskClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger(log_format.APP), "propagate", True)
    caplog.set_level(logging.DEBUG)
    added = desk.post("/connections/webhooks", {"url": URL, "events": "daily"}).text
    form = {"name": "zq8name", "scopes": "numbers:read", "whose": "all", "days": "30"}
    made = desk.post("/connections/tokens", form).text
    secrets = [*re.findall(r"whsec_\S{40}", added), *re.findall(r"uad_\S{40}", made)]
    token = re.findall(r"uad_[A-Za-z0-9_-]{43}", made)[0]
    desk.flask.get(
        "/api/v1/numbers",
        base_url="http://desk.localhost:8001",
        headers={"Authorization": f"Bearer {token}"},
    )

    written = str([vars(record) for record in caplog.records])

    assert len(secrets) == 2
    assert "webhook added" in written
    assert "token made" in written
    for hidden in (*secrets, "zq8key", "zq8name", "hooks.example.org"):
        assert hidden not in written


def test_only_coordinators_see_the_room(sign_in: SignIn, desk: DeskClient) -> None:
    assert 'href="/connections"' in desk.get("/").text
    assert 'href="/connections"' not in sign_in(BEN).get("/").text
