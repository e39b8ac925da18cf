"""gunicorn's hooks, and what the app has ready before there is a worker."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

from tests.support.forked_servers import ForkedProcess
from webapp import gunicorn_config
from webapp.settings import ROOT

FROZEN = """
import gc
from types import SimpleNamespace
from webapp import gunicorn_config

for hook in (gunicorn_config.when_ready, gunicorn_config.on_reload):  # workers are forked after each
    hook(SimpleNamespace())
    print(gc.get_freeze_count(), len(gc.get_objects()))
"""
LEFT_BEHIND = """
import weakref
from types import SimpleNamespace
from webapp import gunicorn_config

class Looped:
    "Only the collector can free it."
    def __init__(self):
        self.itself = self

gunicorn_config.when_ready(SimpleNamespace())
mine = Looped()
gunicorn_config.on_reload(SimpleNamespace())
left_behind = weakref.ref(mine)
del mine
print(left_behind() is not None)
gunicorn_config.on_reload(SimpleNamespace())
print(left_behind() is None)
"""


def told_by(script: str) -> str:
    """Return what a process of its own prints: to collect the garbage of this one takes a second."""
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return told.stdout


def test_a_worker_s_collector_does_not_look_through_the_app() -> None:
    lines = [tuple(map(int, line.split())) for line in told_by(FROZEN).splitlines()]

    assert len(lines) == 2
    for frozen, others in lines:
        assert frozen > 100 * others


def test_what_a_reload_left_behind_is_collected_all_the_same() -> None:
    assert told_by(LEFT_BEHIND).split() == ["True", "True"]


def test_a_worker_takes_the_first_place_that_is_free() -> None:
    worker = SimpleNamespace()

    gunicorn_config.pre_fork(
        SimpleNamespace(WORKERS={7: SimpleNamespace(slot=1), 9: SimpleNamespace(slot=3)}), worker
    )

    assert worker.slot == 2


def count_templates(data: Path, told: Path) -> None:
    """Load gunicorn's entry point, and count the templates that a worker finds ready."""
    os.environ.clear()
    os.environ["DATA"] = str(data)
    from webapp.wsgi import app

    told.write_text(str(len(app.jinja_env.cache or ())), "utf-8")


def test_no_visitor_waits_for_a_template_to_be_compiled(tmp_path: Path) -> None:
    told = tmp_path / "told"
    assert ForkedProcess(count_templates, tmp_path / "data", told).wait(60) == 0

    templates = (ROOT / "templates").rglob("*.html")
    of_the_page = [path for path in templates if (ROOT / "templates" / "desk") not in path.parents]
    assert int(told.read_text("utf-8")) == len(of_the_page)
