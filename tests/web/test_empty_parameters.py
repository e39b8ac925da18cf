"""A parameter that is empty counts as absent: in an address, and where a form offers choices."""

import pytest

from tests.support.page_client import PageClient
from tests.web.conftest import World

DRAFT = {"letter": "en", "to": "minister", "text": "My own."}
ADDRESSES = [
    ("/en/lamp", "letter=&to="),
    ("/en/lamp", "to=&to=&partner="),
    ("/embed/en/lamp", "to=&accent=&scheme=&corners=&face=&partner="),
    ("/en/lamp/count", "partner="),
    ("/en/lamp/actions", "channel="),
    ("/en/lamp/embed", "language=&partner=&accent=&corners="),
    ("/embed/theme.css", "accent=&corners="),
    ("/static/site.css", "v="),
    ("/api/campaigns/lamp/count", "anything="),
    ("/en", "letter="),
]
CHOICES = ["letter", "to", "only", "paper", "window", "envelope", "posted_in", "was", "page", "shown", "view"]


@pytest.mark.parametrize(("path", "query"), ADDRESSES)
def test_an_address_with_empty_parameters_is_the_address_without(
    client: PageClient, path: str, query: str
) -> None:
    with_empty = client.get(f"{path}?{query}")

    assert with_empty.body == client.get(path).body


def test_an_empty_parameter_beside_a_choice_changes_nothing(client: PageClient) -> None:
    for query in ("to=&to=warden&letter=&letter=en", "letter=en&to=warden&to=&letter="):
        assert client.get(f"/en/lamp?{query}").body == client.get("/en/lamp?letter=en&to=warden").body


@pytest.mark.parametrize("field", CHOICES)
@pytest.mark.parametrize("name", ["letter", "letter.txt", "letter.pdf", "envelope.pdf"])
def test_a_draft_with_an_empty_choice_is_one_without(client: PageClient, field: str, name: str) -> None:
    form = {**DRAFT, field: [*filter(None, [DRAFT.get(field)]), ""]}

    client.post(f"/en/lamp/{name}", form)


def test_a_file_for_only_nobody_holds_every_letter(client: PageClient) -> None:
    form = DRAFT | {"to": ["minister", "warden"]}

    assert (
        client.post("/en/lamp/letter.txt", form | {"only": ""}).text
        == client.post("/en/lamp/letter.txt", form).text
    )


def a_report(client: PageClient, world: World) -> dict[str, list[str]]:
    form = client.get("/en/lamp/actions?channel=post&to=minister").form("/en/lamp/actions")
    world.now += 60
    fields: dict[str, list[str]] = {}
    for name, value in form:
        fields.setdefault(name, []).append(value)
    return fields


@pytest.mark.parametrize(
    "changes", [{"quantity": ""}, {"quantity": " "}, {"letter": ""}, {"to": ["", "minister"]}]
)
def test_a_report_with_an_empty_field_is_one_without(
    client: PageClient, world: World, changes: dict[str, object]
) -> None:
    client.post("/en/lamp/actions", a_report(client, world) | changes)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("to", "Choose at least one person"),
        ("channel", "Please choose how you sent it"),
        ("token", "Here is a new one"),
    ],
)
def test_what_a_report_needs_is_asked_for_without_quoting_nothing(
    client: PageClient, world: World, field: str, words: str
) -> None:
    for empty in ({field: ""}, {field: []}):
        page = client.post("/en/lamp/actions", a_report(client, world) | empty, status=422)

        assert words in page.words()
        assert "“”" not in page.words()
