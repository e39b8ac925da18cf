"""Each label of each metric is raised by what it is for."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.builders import a_campaign_folder
from tests.support.stores import Stores
from webapp import settings
from webapp.actions.burst_detection import BurstDetector
from webapp.actions.leap_detection import LEAST_LETTERS
from webapp.actions.log import ActionLog
from webapp.actions.outcomes import RejectionReason
from webapp.actions.signalling import SALT
from webapp.actions.tokens import MAX_AGE_SECONDS, Tokens
from webapp.app import Dependencies, create_app, make_dependencies
from webapp.printing.printer import Printer
from webapp.server.metrics.registry import OTHER, REFUSALS, Metrics
from webapp.server.network_counters import HOUR, MINUTE, Limit, NetworkCounters
from webapp.web.http.rate_limits import LIMITS, RateLimiter

TODAY = date(2030, 5, 1)
RECORD = "/en/lamp/actions"
ELSEWHERE = {
    ("prints", "busy"), ("prints", "killed"), ("prints", "crashed"), ("prints", "refused"),
    ("prints", "printed"),
    ("limits", "trouble"),
    ("refusals", "more-work"),  # with a proof of work only
    ("refusals", "unknown-letter-language"),  # the form falls back to a language that is offered
    ("database", "trouble"), ("database", "retried"), ("database", "reconnected"),
}  # fmt: skip
"""Raised in the tests of printer, shared cache, log and reporting."""


class Site:
    """The app with its own metrics, a clock, and limits that a test can reach."""

    def __init__(self, folder: Path, store: str, printer: Printer) -> None:
        self.now, self.today = 1_900_000_000.0, TODAY
        campaigns = folder / "campaigns"
        campaigns.mkdir()
        a_campaign_folder(campaigns, "lamp")
        a_campaign_folder(campaigns, "closed", deadline="2020-01-01", after_deadline="close")
        chosen = settings.read({"CAMPAIGNS": str(campaigns), "DATA": str(folder / "data")})
        self.metrics = Metrics()
        self.log = ActionLog(store, wait=0.1)
        self.dependencies: Dependencies = make_dependencies(
            chosen,
            metrics=self.metrics,
            log=self.log,
            tokens=Tokens(["a-key-for-tests-that-is-long-enough"], lambda: self.now),
            printer=printer,
            limiter=RateLimiter(
                NetworkCounters(),
                limits={**LIMITS, "file": Limit(0, MINUTE)},
                on_refused=lambda: self.metrics.limits("refused"),
            ),
            bursts=BurstDetector(
                NetworkCounters(on_unreadable=lambda: self.metrics.limits("unreadable")),
                receipts_limit=Limit(1, HOUR),
                on_summed=lambda: self.metrics.limits("summed"),
            ),
            today=lambda: self.today,
            now=lambda: datetime.combine(self.today, time(13), UTC),
            clock=lambda: self.now,
        )
        self.app: Flask = create_app(chosen, self.dependencies)
        self.client: FlaskClient = self.app.test_client()

    def token(self) -> str:
        token = self.dependencies.tokens.issue("lamp")
        self.now += 3
        return token

    def report(self, *, address: str = "192.0.2.1", path: str = RECORD, **changes: str) -> int:
        form = {
            "token": changes.get("token") or self.token(),
            "channel": "email",
            "to": "minister",
            "quantity": "1",
        } | changes
        return self.client.post(path, data=form, environ_base={"REMOTE_ADDR": address}).status_code

    def raised(self) -> set[tuple[str, str]]:
        """Return the metrics and labels that are above zero."""
        return {
            (sample.name.removeprefix("appeal_").removesuffix("_total"), sample.labels["outcome"])
            for family in self.metrics.registry.collect()
            for sample in family.samples
            if sample.name.endswith("_total") and sample.labels.get("outcome") and sample.value
        }

    def labels(self) -> set[tuple[str, str]]:
        return {
            (sample.name.removeprefix("appeal_").removesuffix("_total"), sample.labels["outcome"])
            for family in self.metrics.registry.collect()
            for sample in family.samples
            if sample.name.endswith("_total") and sample.labels.get("outcome")
        }


@pytest.fixture
def site(tmp_path: Path, stores: Stores, printer: Printer) -> Iterator[Site]:
    made = Site(tmp_path, stores.new("sqlite", tmp_path).url, printer)
    yield made
    made.log.close()


def test_each_label_is_raised_by_what_it_is_for(site: Site, tmp_path: Path) -> None:
    client = site.client

    page = client.get("/en/lamp")
    site.now += 10
    client.get("/en/lamp")
    client.get("/en/lamp", headers={"If-None-Match": page.headers["ETag"]})
    site.today += timedelta(days=1)
    site.now += 10
    client.get("/en/lamp")

    first = site.token()
    site.report(token=first)
    site.report(token=first)
    site.report(quantity="31")
    client.post(f"{RECORD}/undo", data={"token": first})
    client.post(f"{RECORD}/undo", data={"token": "forged"})
    site.report(website="spam.example")
    site.report(to="", channel="post")
    of_a_signal = site.dependencies.tokens.with_salt(SALT).issue("lamp")
    site.now += 3
    client.post("/en/lamp/signals", data={"token": of_a_signal, "kind": "smoke"})
    site.report(to="nobody")
    site.report(channel="pigeon", to="minister")
    site.report(quantity="0")
    site.report(evening_day="1999-01-01")
    site.report(token="forged")
    site.report(path="/en/closed/actions", token="forged")
    client.post(
        RECORD, data={"token": site.dependencies.tokens.issue("lamp"), "channel": "email", "to": "minister"}
    )
    old = site.token()
    site.now += MAX_AGE_SECONDS + 1
    site.report(token=old)
    client.post(RECORD, data={}, headers={"Sec-Fetch-Site": "cross-site"})
    client.get("/en/lamp", headers={"Host": "evil.example"})
    client.post("/en/lamp/letter.txt", data={})
    for _ in range(2):
        site.report(address="192.0.2.9", quantity="31")
    site.report(address="unknown")
    site.dependencies.leap_detector.add("lamp", LEAST_LETTERS + 1)
    for _ in range(2):
        site.dependencies.print_cache.get("a key", lambda: b"%PDF-", store=True)
    (tmp_path / "appeal.db").rename(tmp_path / "gone.db")
    site.report()

    silent = site.labels() - site.raised() - ELSEWHERE
    assert {pair for pair in silent if pair[1] != OTHER} == set()
    assert not [pair for pair in site.raised() if pair[1] == OTHER]


def test_no_refusal_is_without_a_label() -> None:
    assert {reason.value for reason in RejectionReason} <= set(REFUSALS)
