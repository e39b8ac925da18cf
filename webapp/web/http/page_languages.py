"""The page languages that are offered, by their catalogues on the disk as they are now.

A language has two catalogues. `messages.po` has what a supporter reads: the language is offered when it is
complete. `rest.po` has the page for webmasters and the errors: until it is complete, too, they are in English
and marked as such.

The files are looked at every two seconds at most, and read without a compiler in between: what was checked is
what is shown. A `messages.po` that was complete and is not so now stays in use as it was, as a campaign does;
a `rest.po` does not.
"""

import io
import logging
import os
import threading
import time
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import overload

from babel.messages.mofile import write_mo
from babel.support import NullTranslations, Translations

from webapp.campaigns import catalogues, interface
from webapp.campaigns.catalogues import InvalidCatalogue
from webapp.campaigns.interface import MESSAGES, REST, SOURCE
from webapp.domain import language
from webapp.domain.language import Language
from webapp.domain.translation import ReviewState

NONE = NullTranslations()
POLL_SECONDS = 2.0
"""As for the campaigns: docs/translating.md promises it."""
LOG = logging.getLogger("appeal")
Contents = tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class _Catalogues:
    """What was read from the disk at one time."""

    seen: Hashable = None
    """Name, time and size of each file."""
    complete: Mapping[str, bytes] = field(default_factory=dict)
    """`messages.po` of each language that is offered, by its tag."""
    rest: Mapping[str, bytes] = field(default_factory=dict)
    """`rest.po` of those that need no English."""


class PageLanguages(Sequence[Language]):
    """English first, the others by tag. Safe to use from several threads and after a fork."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder, self._clock = folder, clock
        self._locks: dict[int, threading.Lock] = {}
        self._read_at = float("-inf")
        self._catalogues = _Catalogues()
        self._languages: tuple[Language, ...] = (SOURCE,)

    @overload
    def __getitem__(self, index: int) -> Language: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Language]: ...
    def __getitem__(self, index: int | slice) -> Language | Sequence[Language]:
        return self.offered[index]

    def __len__(self) -> int:
        return len(self.offered)

    def __iter__(self) -> Iterator[Language]:
        return iter(self.offered)

    @property
    def offered(self) -> tuple[Language, ...]:
        """The languages, as they are now."""
        self._read_if_due()
        return self._languages

    @property
    def revision(self) -> Hashable:
        """Another one means that pages may differ."""
        self._read_if_due()
        return self._catalogues.seen

    def of_the_rest(self, ui_language: Language) -> Language:
        """Return the language of the webmasters' page and of errors where the page is in a language."""
        return ui_language if ui_language.tag in self._catalogues.rest else SOURCE

    def review_of(self, ui_language: Language) -> ReviewState:
        """Return how far a native speaker has read what supporters read."""
        content = self._catalogues.complete.get(ui_language.tag)
        return interface.review_in(content) if content else ReviewState.WHOLE

    def translations(self, tag: str) -> NullTranslations:
        """Return a language's messages as gettext has them; none for one that is not offered."""
        now = self._catalogues
        if tag not in now.complete:
            return NONE
        return _translations((now.complete[tag], *filter(None, [now.rest.get(tag)])), tag)

    def _read_if_due(self) -> None:
        if self._clock() - self._read_at < POLL_SECONDS:
            return
        # A lock for each process: one that another thread held during the fork stays locked in the child.
        lock = self._locks.setdefault(os.getpid(), threading.Lock())
        is_first = self._catalogues.seen is None
        if not lock.acquire(blocking=is_first):
            return
        try:
            paths = sorted(self._folder.glob("*/LC_MESSAGES/*.po"))
            seen = tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in _stats(paths))
            if seen != self._catalogues.seen:
                self._catalogues = self._read(seen)
                self._languages = (SOURCE, *map(language.parse, sorted(self._catalogues.complete)))
        finally:
            self._read_at = self._clock()
            lock.release()

    def _read(self, seen: Hashable) -> _Catalogues:
        before, complete, rest = self._catalogues, {}, {}
        for path in sorted(self._folder.glob(f"*/LC_MESSAGES/{MESSAGES}.po")):
            tag = interface.tag_of(path)
            content, why = _complete(path)
            if why:
                kept = before.complete.get(tag)
                LOG.warning(
                    "the page language %s %s: %s", tag, "stays as it was" if kept else "is not offered", why
                )
                content = kept or b""
            if not content:
                continue
            complete[tag] = content
            others, why = _complete(path.with_name(f"{REST}.po"))
            if why:
                LOG.warning("in %s the page for webmasters and errors are in English: %s", tag, why)
            else:
                rest[tag] = others
        return _Catalogues(seen, complete, rest)


def _stats(paths: Sequence[Path]) -> Iterator[tuple[Path, os.stat_result]]:
    for path in paths:
        try:
            yield path, path.stat()
        except FileNotFoundError:  # it went meanwhile
            continue


def _complete(path: Path) -> tuple[bytes, str]:
    """Return a catalogue if it is complete, else why it is not."""
    try:
        content = path.read_bytes()
        missing = interface.missing_in(content, path)
    except InvalidCatalogue as error:
        return b"", str(error)
    except OSError as error:
        return b"", f"{path} cannot be read: {error.strerror}"
    return (b"", interface.describe_missing(path, missing)) if missing else (content, "")


@lru_cache(maxsize=64)  # what they return is never changed, and each worker and each test asks again
def _translations(contents: Contents, tag: str) -> NullTranslations:
    merged: Translations | None = None
    for content in contents:
        compiled = io.BytesIO()
        write_mo(compiled, catalogues.parse(content, tag))
        compiled.seek(0)
        translations = Translations(compiled)
        merged = merged.merge(translations) if merged else translations
    return merged or NONE
