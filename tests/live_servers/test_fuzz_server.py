"""What is invented from the table of routes goes to a real server, too: all that was promised holds."""

import time
from collections.abc import Iterator

import pytest
from schemathesis import Case
from schemathesis.core.transport import Response

from tests.live_servers.processes import workers
from tests.support import fuzzing, servers
from tests.support.builders import a_campaign_folder, a_reachable_campaign_folder
from tests.support.fuzzing import Invented
from webapp.actions.log import ActionLog
from webapp.actions.tokens import Tokens
from webapp.domain.dates import anywhere_on_earth

KEY = "a-key-for-tests-that-is-long-enough"
KNOWN = {
    "Slug": ["lamp", "beacon"],
    "Target": ["minister", "warden"],
    "LetterLanguage": ["en"],
    "Country": ["", "FR"],
    "Token": [Tokens([KEY], lambda: time.time() - 10).issue(slug) for slug in ("lamp", "beacon") * 8],
}
EXAMPLES = max(3, fuzzing.EXAMPLES // 3)
invented = Invented.of(fuzzing.description(("en", "ar", "es", "ru"), KNOWN))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    """A server for all requests; at the end it stands, its books balance and it stops as it should."""
    root = tmp_path_factory.mktemp("fuzz")
    a_campaign_folder(root / "campaigns", "lamp", deadline="")
    a_reachable_campaign_folder(root / "campaigns")
    settings = {
        "CAMPAIGNS": str(root / "campaigns"),
        "SECRET_KEYS": KEY,
        "RATE_LIMITS": "off",
        "WORKERS": "2",
    }
    started = servers.start(root / "data", **settings)
    before = workers(started, 2)
    yield started
    after = started.workers()
    assert started.stop() == 0
    assert set(after) == set(before)  # no worker died and was replaced
    log = ActionLog(started.database_url)
    assert log.check(anywhere_on_earth()) == []
    log.close()


@pytest.mark.soak
@pytest.mark.parametrize("operation", invented.operations)
def test_a_real_server_answers_as_described(server: servers.Server, operation: str) -> None:
    def send(case: Case) -> Response:
        return case.call(base_url=server.url, timeout=fuzzing.TIMEOUT_SECONDS)

    invented.ask(operation, send, examples=EXAMPLES)
