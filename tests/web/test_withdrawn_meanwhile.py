"""A campaign that is withdrawn while a request for it is under way: the request ends as it began."""

import shutil

import pytest
from flask import Flask

from tests.web.conftest import World
from webapp.campaigns.registry import CampaignRegistry

FORM = {"letter": "en", "to": "minister", "text": "My own words."}


@pytest.fixture
def withdrawn(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The app, whose views still find the campaign that is not public any more."""
    client = app.test_client()
    found = {}
    find = CampaignRegistry.campaign

    def find_first(registry: CampaignRegistry, slug: str) -> object:
        return found.setdefault(slug, find(registry, slug))

    monkeypatch.setattr(CampaignRegistry, "campaign", find_first)
    client.get("/en/lamp")
    shutil.rmtree(world.campaigns / "lamp")
    world.look_again()
    return app


def test_no_address_fails(withdrawn: Flask) -> None:
    client = withdrawn.test_client()
    answers = {
        f"{method} {path}": client.open(path, method=method, data=FORM if method == "POST" else None)
        for rule in withdrawn.url_map.iter_rules()
        if rule.arguments <= {"lang", "slug"} and "slug" in rule.arguments
        for method in sorted({"GET", "POST"} & (rule.methods or set()))
        for path in [rule.rule.replace("<lang>", "en").replace("<slug>", "lamp")]
    }

    assert [address for address, answer in answers.items() if answer.status_code >= 500] == []
    assert answers["GET /en/lamp"].status_code == 200
    assert "My own words." in answers["POST /en/lamp/letter"].text
