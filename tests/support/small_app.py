"""The app of `webapp.wsgi` with pages as small as outside tests, for those that measure bytes."""

from tests.support import quick_pages

quick_pages.leave()

from webapp.wsgi import app  # noqa: E402, F401
