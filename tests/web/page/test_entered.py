"""Letters that the team has entered are in the public count, and the page says so in every language."""

import json
from datetime import date

import pytest

from tests.support.page_client import PageClient
from webapp.actions.entries import Letters
from webapp.actions.log import ActionLog
from webapp.actions.stamp import Stamp
from webapp.domain.action import Action
from webapp.domain.channel import Channel

CAMPAIGN, DAY = "gorinov", date(2030, 4, 7)
WORDS = {
    "en": "Among them, counted by the campaign team itself, such as letters on paper: 1,200",
    "es": "contadas por el propio equipo de la campaña, por ejemplo cartas en papel: 1.200",
    "ru": "подсчитано самой командой кампании",
    "ar": "منها ما أحصاه فريق الحملة بنفسه",
}


def enter(log: ActionLog) -> None:
    log.enter(Letters(CAMPAIGN, DAY, Channel.POST, 1_200, place="Canary Town"), Stamp("a-person", "canary"))
    log.record("token-of-22-characters", [Action(CAMPAIGN, Channel.EMAIL, "", "ru", 34, DAY, late=False)])


@pytest.mark.parametrize("language", WORDS)
def test_the_count_says_how_many_the_team_has_entered(
    client: PageClient, log: ActionLog, language: str
) -> None:
    enter(log)

    for htmx in (False, True):
        page = client.get(f"/{language}/{CAMPAIGN}/count", htmx=htmx)
        assert WORDS[language] in page.words()
        assert "anary" not in page.text


def test_nothing_is_said_where_nothing_was_entered(client: PageClient, log: ActionLog) -> None:
    log.record("token-of-22-characters", [Action("lamp", Channel.POST, "", "en", 3, DAY, late=False)])

    assert "campaign team" not in client.get("/en/lamp/count").words()


def test_the_json_has_the_number_and_no_more(client: PageClient, log: ActionLog) -> None:
    enter(log)

    answer = client.get(f"/api/campaigns/{CAMPAIGN}/count").text

    assert json.loads(answer) == {
        "campaign": CAMPAIGN,
        "total": 1_234,
        "late": 0,
        "entered": 1_200,
        "channels": {"email": 34, "post": 1_200},
    }


def test_the_list_of_cases_counts_them(client: PageClient, log: ActionLog) -> None:
    enter(log)

    assert "1,234" in client.get("/en").words()
