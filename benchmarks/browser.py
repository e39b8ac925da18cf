"""The suite's browser, looking at the app under gunicorn, with a font for each script."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks import load
from tests.browser.conftest import FLAGS
from tests.support import reader_fonts


@contextmanager
def browsing() -> Iterator[tuple[Browser, str]]:
    """Give a browser and the site's address, until the block is left."""
    chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryDirectory() as fonts,
        load.served("webapp.wsgi:app", Path(folder)) as app,
        sync_playwright() as playwright,
    ):
        path = chromium if Path(chromium).exists() else None
        browser = playwright.chromium.launch(
            executable_path=path, args=FLAGS, env=reader_fonts.environment(Path(fonts))
        )
        yield browser, f"http://localhost:{app.port}"
        browser.close()
