"""Whatever is asked of the API is answered as its OpenAPI document says: no 5xx, no hang."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from schemathesis import Case
from schemathesis.core.transport import Response

from tests.desk.conftest import DeskWorld
from tests.support.desk_campaigns import add_person, add_version
from tests.support.desk_client import ADA, ORIGIN
from tests.support.fuzzing import Invented
from webapp.desk.api.description import document
from webapp.team.api_tokens.tokens import ApiTokens, Scope
from webapp.team.desk_database import DeskDatabase


def description() -> Any:
    """Return the document, its campaigns narrowed to some that are there or not.

    Without what it says of tokens: every request here has one. test_api.py asks without.
    """
    whole: Any = document()
    del whole["security"], whole["components"]["securitySchemes"]
    for path, operations in whole["paths"].items():
        operations["get"].pop("security", None)
        for parameter in operations["get"].get("parameters", []):
            if parameter["name"] == "slug":
                assert "{slug}" in path
                parameter["schema"] = {"type": "string", "enum": ["lamp", "beacon", "nowhere"]}
    return whole


invented = Invented.of(description())


@pytest.fixture
def send(desk_app: Flask, desk_database: DeskDatabase, desk_world: DeskWorld) -> Callable[[Case], Response]:
    """Send a request with a token that may read all."""
    add_person(desk_database, ADA)
    add_version(desk_database, "lamp", {"campaign.toml": b'headline = "The lamp"\n'}, desk_world.moment)
    tokens = ApiTokens(desk_database, lambda: desk_world.moment)
    token = tokens.make(ADA, "Everything", tuple(Scope), None, 30)

    def sent(case: Case) -> Response:
        case.headers["Authorization"] = f"Bearer {token}"
        answer: Response = case.call(app=desk_app, base_url=ORIGIN)
        return answer

    return sent


@pytest.mark.parametrize("label", invented.operations)
def test_every_question_is_answered_as_described(label: str, send: Callable[[Case], Response]) -> None:
    invented.ask(label, send, examples=40)
