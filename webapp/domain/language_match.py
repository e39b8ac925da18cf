"""Which of some languages suits a reader who asks for another: RFC 4647's lookup and CLDR's likely subtags.

`zh-CN` and `zh-SG` are Chinese in simplified characters, `pt-PT` is Portuguese. Another script is another
language to its reader: `zh-TW`, in traditional characters, is not answered with `zh-Hans`, as in the CLDR,
where neither inherits from the other. A browser that also sends a bare `zh` asks for any Chinese.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from webapp.domain.language import Language, UnknownLanguage, parse

_CORE = re.compile(r"([a-z]{2,3})(?:-[a-z]{3}){0,3}(-[a-z]{4})?(-(?:[a-z]{2}|\d{3}))?(?:-.*)?")
"""Language, script and territory of a tag in small letters (RFC 5646, 2.1); the rest tells of variants."""


def match(wanted: str, offered: Sequence[Language]) -> Language | None:
    """Return the language nearest to a tag, however it is spelt, or None."""
    by_tag = {each.tag.lower(): each for each in offered}
    parts = wanted.lower().split("-")
    while parts:  # RFC 4647, 3.4
        found = by_tag.get("-".join(parts))
        if found and _agree(wanted, found):
            return found
        parts.pop()
    return next((each for each in offered if _agree(wanted, each)), None)


def _agree(wanted: str, offered: Language) -> bool:
    """Check whether a tag means an offered language, in the script of it."""
    return _language_and_script(wanted.lower()) == (offered.locale.language, offered.script)


@lru_cache(maxsize=512)
def _language_and_script(tag: str) -> tuple[str, str] | None:
    """Return a tag's language and its likely script; None for a tag of no known language."""
    core = _CORE.fullmatch(tag)
    if core is None:
        return None
    language, script, territory = (part or "" for part in core.groups())
    for known in _spellings(language, script, territory):
        try:
            found = parse(known)
        except UnknownLanguage:
            continue
        return found.locale.language, script[1:].title() or found.script
    return None


def _spellings(language: str, script: str, territory: str) -> Iterable[str]:
    """Yield a tag, and the same without what the CLDR may not know."""
    yield language + script + territory
    yield language + territory
    yield language
