"""Pages that the app keeps in memory are compressed as quickly as those that it does not keep.

Brotli at its highest quality takes longer than to render a page, and most tests never read it compressed.
Servers in processes of their own keep the quality; so do static files, compressed once a process.
"""

from webapp.web.http import page_cache
from webapp.web.http.compression import QUICK


def use() -> None:
    """Let the apps of this process compress so."""
    page_cache.SMALL = QUICK  # type: ignore[attr-defined]
