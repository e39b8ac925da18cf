"""Catalogues of the interface, read once a process: most tests make an app, and all have the same ones."""

from collections.abc import Hashable

from webapp.settings import ROOT
from webapp.web.http.page_languages import PageLanguages, _Catalogues


def remember() -> None:
    """Let an app use again what another one read from the repository, while no file changes."""
    read = PageLanguages._read
    known: dict[Hashable, _Catalogues] = {}

    def remembered(languages: PageLanguages, seen: Hashable) -> _Catalogues:
        is_first = languages._catalogues.seen is None
        if not is_first or languages._folder != ROOT / "translations":
            return read(languages, seen)
        if seen not in known:
            known[seen] = read(languages, seen)
        return known[seen]

    PageLanguages._read = remembered  # type: ignore[method-assign]
