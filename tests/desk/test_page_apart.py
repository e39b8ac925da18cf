"""The page knows nothing of the desk: neither its code nor its files, even with its settings and folder."""

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.desk_client import ADA
from tests.support.stores import Stores
from webapp.domain.dates import utc_now
from webapp.server.key_file import signing_keys
from webapp.settings import ROOT, read
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.drafts import Drafts

SERVE = """
import json, sys
from tests.support.site import template_cache
template_cache.use()
opened = set()
def note(event, arguments):
    if event in ("open", "sqlite3.connect") and isinstance(arguments[0], (str, bytes)):
        opened.add(arguments[0] if isinstance(arguments[0], str) else arguments[0].decode("utf-8", "replace"))
sys.addaudithook(note)
import webapp.gunicorn_config
from webapp.wsgi import app
client = app.test_client()
answers = {}
for path in ("/", "/en", "/en/gorinov", "/en/gorinov/count", "/en/gorinov/actions", "/readyz", "/sitemap.xml",
             "/sign-in", "/join", "/people", "/account", "/campaigns/lamp", "/preview/lamp"):
    response = client.get(path, base_url="http://localhost", headers={"Cookie": "appeal-desk=zq8cookie"})
    answers[path] = [response.status_code, "Set-Cookie" in response.headers, "zq8" in response.text]
json.dump({"opened": sorted(opened), "modules": sorted(sys.modules), "answers": answers}, sys.stdout)
"""
"""Serves pages as a worker does, and notes each file that is opened (Python's audit events)."""
WORDS = ("zq8draft", "zq8cookie", "Ada Example", ADA.id)


@pytest.fixture(scope="module")
def page(stores: Stores, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, list[object]], str]:
    """What a page did beside a desk that has a draft, and all that it printed."""
    data = tmp_path_factory.mktemp("data")
    store = stores.new_desk("sqlite", data)
    stores.new("sqlite", data)
    with closing(DeskDatabase(store.url)) as database:
        Drafts(database, utc_now).create(ADA, "lamp", {"campaign.toml": b'headline = "zq8draft"\n'})
    signing_keys((), read({"DATA": str(data)}).desk_key_file)
    environ = {"DATA": str(data), "DESK_ORIGIN": "https://desk.test", "DESK_DATABASE_URL": store.url}
    ran = subprocess.run(
        [sys.executable, "-c", SERVE], cwd=ROOT, env=os.environ | environ, capture_output=True, timeout=180
    )
    assert ran.returncode == 0, ran.stderr.decode()
    told = json.loads(ran.stdout.decode().splitlines()[-1])
    written = [path for path in data.rglob("*") if path.is_file() and not path.name.startswith("desk")]
    printed = ran.stdout + ran.stderr + b"".join(path.read_bytes() for path in written)
    return told, printed.decode("utf-8", "replace").replace(json.dumps(told), "")


Page = tuple[dict[str, list[str]], str]


def test_it_opens_no_file_of_the_desk(page: Page) -> None:
    opened = page[0]["opened"]

    assert any(Path(path).name == "secret-key" for path in opened)
    assert any("appeal.db" in path for path in opened)
    assert [path for path in opened if Path(path).name.startswith(("desk.db", "desk-key"))] == []


def test_it_loads_no_code_of_the_desk(page: Page) -> None:
    modules = page[0]["modules"]

    assert "webapp.web.page.views" in modules
    assert [name for name in modules if name.startswith(("webapp.team", "webapp.desk"))] == []


def test_it_answers_no_address_of_the_desk_and_sets_no_cookie(page: Page) -> None:
    answers: dict[str, tuple[int, bool, bool]] = page[0]["answers"]  # type: ignore[assignment]

    assert answers["/en/gorinov"][0] == answers["/readyz"][0] == 200
    for path in ("/sign-in", "/join", "/people", "/account", "/campaigns/lamp", "/preview/lamp"):
        assert answers[path][0] == 404, path
    assert [path for path, (_, sets_cookie, echoes) in answers.items() if sets_cookie or echoes] == []


@pytest.mark.parametrize("word", WORDS)
def test_it_writes_no_word_of_the_desk(page: Page, word: str) -> None:
    assert word not in page[1]
