"""gunicorn's hooks, and what the app has ready before there is a worker."""

import gc
import os
import subprocess
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from webapp import gunicorn_config
from webapp.settings import ROOT


class Looped:
    """Only the collector can free it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def thawed() -> Iterator[None]:
    """Leave this process's own garbage collector as it was, see `tests/conftest.py`."""
    yield
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@pytest.mark.usefixtures("thawed")
def test_a_worker_s_collector_does_not_look_through_the_app() -> None:
    for hook in (gunicorn_config.when_ready, gunicorn_config.on_reload):  # workers are forked after each
        hook(SimpleNamespace())

        assert gc.get_freeze_count() > 100 * len(gc.get_objects())


@pytest.mark.usefixtures("thawed")
def test_what_a_reload_left_behind_is_collected_all_the_same() -> None:
    gunicorn_config.when_ready(SimpleNamespace())
    mine = Looped()
    gunicorn_config.on_reload(SimpleNamespace())
    left_behind = weakref.ref(mine)
    del mine

    gunicorn_config.on_reload(SimpleNamespace())

    assert left_behind() is None


@pytest.mark.usefixtures("thawed")
def test_a_worker_takes_the_first_place_that_is_free() -> None:
    worker = SimpleNamespace()

    gunicorn_config.pre_fork(
        SimpleNamespace(WORKERS={7: SimpleNamespace(slot=1), 9: SimpleNamespace(slot=3)}), worker
    )

    assert worker.slot == 2


COUNT = """
from tests.support.site import template_cache
template_cache.use()
from webapp.wsgi import app
print(len(app.jinja_env.cache))
"""
"""Counts the templates that a worker finds ready; those that this run has compiled are not compiled again."""


def test_no_visitor_waits_for_a_template_to_be_compiled(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", COUNT],
        cwd=ROOT, env=os.environ | {"DATA": str(tmp_path)}, capture_output=True, text=True, check=True,
    )  # fmt: skip

    templates = (ROOT / "templates").rglob("*.html")
    of_the_page = [path for path in templates if (ROOT / "templates" / "desk") not in path.parents]
    assert int(told.stdout) == len(of_the_page)
