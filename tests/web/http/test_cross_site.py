"""Posts from other sites are refused by the machinery: a new view cannot forget it."""

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.support.page_client import PageClient

CROSS_SITE = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "null"},
    {"Origin": "http://["},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
]
SAME_SITE: list[dict[str, str]] = [
    {},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://localhost"},
]
FORM = {"letter": "en", "to": "minister", "text": "My own."}


def posts(app: Flask) -> list[Rule]:
    """Return the routes that take anything but a fetch."""
    return [rule for rule in app.url_map.iter_rules() if set(rule.methods or ()) - {"GET", "HEAD", "OPTIONS"}]


def url(rule: Rule) -> str:
    return rule.rule.replace("<lang>", "en").replace("<slug>", "lamp")


def test_each_route_that_is_posted_to_redirects_to_the_page_or_answers_403(app: Flask) -> None:
    statuses = {
        url(rule): app.test_client().post(url(rule), data=FORM, headers=CROSS_SITE[0]).status_code
        for rule in posts(app)
    }

    reports = {path for path in statuses if "/actions" in path or path.endswith("/signals")}
    assert len(reports) == 6
    assert {path: status for path, status in statuses.items() if status != 303} == dict.fromkeys(reports, 403)


@pytest.mark.parametrize("headers", CROSS_SITE)
def test_a_post_from_another_site_never_reaches_the_view(app: Flask, headers: dict[str, str]) -> None:
    letter = app.test_client().post("/en/lamp/letter.txt", data=FORM, headers=headers)
    report = app.test_client().post("/en/lamp/actions", data=FORM, headers=headers)

    assert (letter.status_code, letter.location) == (303, "/en/lamp")
    assert (report.status_code, "was sent from another site" in report.text) == (403, True)


@pytest.mark.parametrize("headers", SAME_SITE)
def test_a_post_from_a_page_of_ours_does(client: PageClient, headers: dict[str, str]) -> None:
    assert "My own." in client.post("/en/lamp/letter.txt", FORM, headers=headers).text


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_view_that_declares_nothing_answers_403(app: Flask, method: str) -> None:
    app.add_url_rule("/new", view_func=lambda: "done", endpoint="new", methods=[method])

    assert app.test_client().open("/new", method=method, headers=CROSS_SITE[0]).status_code == 403
    assert app.test_client().open("/new", method=method, headers=SAME_SITE[1]).status_code == 200


def test_another_site_may_link_to_a_page(client: PageClient) -> None:
    for path in ("/en/lamp", "/en/lamp/count", "/en/lamp/actions"):
        client.get(path, headers=CROSS_SITE[0])


def test_what_does_not_exist_is_not_found_from_anywhere(client: PageClient) -> None:
    client.post("/en/lamp/nothing", status=404, headers=CROSS_SITE[0])
    client.post("/en/lamp", status=405, headers=CROSS_SITE[0])
    client.post("/en/nowhere/actions", status=404, headers=CROSS_SITE[0])
