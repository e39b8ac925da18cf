"""Pages that the app keeps in memory are compressed as quickly as those that it does not keep.

Brotli at its highest quality takes longer than to render a page, and most tests do not measure its bytes.
Servers that are executed keep the quality, and `small_app`; so do static files, compressed once a process.
"""

from webapp.web.http import compression, page_cache


def use() -> None:
    """Let the apps of this process compress so."""
    page_cache.SMALL = compression.QUICK  # type: ignore[attr-defined]


def leave() -> None:
    """Let them compress as well as outside tests."""
    page_cache.SMALL = compression.SMALL  # type: ignore[attr-defined]
