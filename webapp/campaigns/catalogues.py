"""PO files of campaigns and of the interface: check them as `msgfmt -c` does."""

import re
from collections.abc import Iterable
from gettext import c2py  # the standard library's parser of plural rules

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message

from webapp.campaigns.po_charset import UTF_8, decode
from webapp.campaigns.po_mistakes import PoSyntaxError
from webapp.campaigns.po_reader import PoEntry, read_entries
from webapp.campaigns.reviews import read_review, translation_of
from webapp.domain.language import Language
from webapp.domain.translation import ReviewState

_PLURALS = re.compile(r"^Plural-Forms:\s*nplurals\s*=\s*(\d{1,3})\s*;\s*plural\s*=\s*([^;\n]+)", re.MULTILINE)
_DATE = re.compile(r"^(POT-Creation-Date|PO-Revision-Date):.*\n?", re.MULTILINE)
_OWN_FIELDS = re.compile(r"^(Language|Content-Type):.*\n?", re.MULTILINE | re.IGNORECASE)
_VALID_DATE = re.compile(  # no 29th, 30th and 31st: losing them is cheaper than a calendar
    r"^[A-Za-z-]+: \d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8]) "
    r"([01]\d|2[0-3]):[0-5]\d[+-](0\d|1[0-4])[0-5]\d\n?"
)


class InvalidCatalogue(ValueError):
    """Bytes that gettext would not take as a PO file. `line` counts from 1; 0 where no line is meant."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line


def parse(content: bytes, tag: str) -> Catalog:
    """Parse the PO file of a language; raise `InvalidCatalogue` with a sentence for its translator."""
    entries = read(content)
    return _catalogue(entries, header_of(entries), tag)


def read(content: bytes) -> tuple[PoEntry, ...]:
    """Return the entries of a PO file, its header among them; raise `InvalidCatalogue`."""
    try:
        text = decode(content)
    except PoSyntaxError as error:
        raise InvalidCatalogue(str(error), error.line) from None
    try:
        entries = tuple(_with_previous(entry) for entry in read_entries(text))
    except PoSyntaxError as error:
        raise InvalidCatalogue(f"cannot be read here: {error}", error.line) from None
    header = next((entry for entry in entries if entry.is_header), None)
    if header is None or not header.strings[0]:
        raise InvalidCatalogue(
            "has no header, the first message, which names the language and the charset; "
            "begin the file with `tools/appeal edition`",
            header.line if header else 0,
        )
    _check_each_is_there_once(entries)
    number = _number_of_plurals(header)
    for entry in entries:
        _check_forms(entry, number)
    return entries


def _with_previous(entry: PoEntry) -> PoEntry:
    """Take the earlier source text out of comments: earlier versions of this app wrote `# | msgid "…"`."""
    lost = [comment for comment in entry.comments if comment.startswith("| ")]
    if lost and "fuzzy" in entry.flags and not entry.previous:
        lines = "\n".join(f"#{comment}" for comment in lost)
        try:
            (read,) = read_entries(f'{lines}\nmsgid "x"\nmsgstr ""')
        except PoSyntaxError:  # a comment of somebody's own
            return entry
        entry.previous = read.previous
        entry.comments = [comment for comment in entry.comments if comment not in lost]
    return entry


def language_named(header: PoEntry) -> str:
    """Return the language's code in a header, without script and region; "" where none is named by a code."""
    named = re.search(r"^Language:\s*([A-Za-z]{2,3})(?![A-Za-z])", header.strings[0], re.MULTILINE)
    return named[1].lower() if named else ""


def header_of(entries: tuple[PoEntry, ...]) -> PoEntry:
    """Return the header of a PO file that was read."""
    return next(entry for entry in entries if entry.is_header)


def _check_each_is_there_once(entries: tuple[PoEntry, ...]) -> None:
    lines: dict[tuple[str | None, str], int] = {}
    for entry in entries:
        first = lines.setdefault((entry.context, entry.id), entry.line)
        if first != entry.line:
            name = f'the message "{_short(entry.id)}"' if entry.id else "the header"
            raise InvalidCatalogue(
                f"has {name} twice, in line {first} and in line {entry.line}; "
                "keep the right one and delete the other",
                entry.line,
            )


def _number_of_plurals(header: PoEntry) -> int:
    """Return the number of plural forms that the header gives; 0 where it gives none."""
    if "plural-forms:" not in header.strings[0].lower():
        return 0
    found = _PLURALS.search(header.strings[0])
    try:
        if found is None or not int(found[1]):
            raise ValueError
        c2py(found[2].strip())
    except (ValueError, RecursionError, OverflowError):
        raise InvalidCatalogue(
            'has a header whose "Plural-Forms" cannot be understood; '
            "in Poedit choose the language again under Translation, Properties",
            header.line,
        ) from None
    return int(found[1])


def _check_forms(entry: PoEntry, number: int) -> None:
    if entry.obsolete or "fuzzy" in entry.flags or not entry.strings[0]:
        return
    name = f'the message "{_short(entry.id)}"'
    if entry.plural is not None and not number:
        raise InvalidCatalogue(
            f'has plural forms for {name}, but no "Plural-Forms" in its header; '
            "in Poedit choose the language again under Translation, Properties",
            entry.line,
        )
    if entry.plural is not None and len(entry.strings) != number:
        raise InvalidCatalogue(
            f"has {len(entry.strings)} plural forms of {name}; its header wants {number}", entry.line
        )
    if not entry.id:
        return
    sources = (entry.id, *([entry.plural] if entry.plural is not None else []))
    for side, edge in (("beginning", str.startswith), ("end", str.endswith)):
        if len({edge(text, "\n") for text in (*sources, *entry.strings)}) > 1:
            raise InvalidCatalogue(
                f"has a line break at the {side} of {name} or of its translation only; "
                "in Poedit add or delete it",
                entry.line,
            )


def locale_named(tag: str) -> str:
    """Return the name that gettext has for a language; raise `InvalidCatalogue` for an unknown one."""
    try:
        name = Language(tag).locale_name
        Locale.parse(name)
    except (ValueError, UnknownLocaleError) as error:
        raise InvalidCatalogue(f"is of an unknown language: {error}", 0) from None
    return name


def _catalogue(entries: tuple[PoEntry, ...], header: PoEntry, tag: str) -> Catalog:
    catalogue = Catalog(locale=locale_named(tag), charset=UTF_8)
    fields = _DATE.sub(lambda date: date[0] if _VALID_DATE.fullmatch(date[0]) else "", header.strings[0])
    fields = _OWN_FIELDS.sub("", fields)  # the file's name says the language, and what we write is UTF-8
    catalogue[""] = Message("", fields, flags=header.flags, user_comments=header.comments)
    for entry in (entry for entry in entries if entry is not header):
        message = _message(entry)
        if entry.obsolete:
            catalogue.obsolete[entry.id if entry.context is None else (entry.id, entry.context)] = message
        elif message.id:
            catalogue[message.id] = message
    return catalogue


def _message(entry: PoEntry) -> Message:
    previous = tuple(entry.previous[part] for part in ("msgid", "msgid_plural") if part in entry.previous)
    message = Message(
        entry.id if entry.plural is None else (entry.id, entry.plural),
        entry.strings[0] if entry.plural is None else tuple(entry.strings),
        auto_comments=entry.extracted,
        user_comments=entry.comments,
        previous_id=previous,
        lineno=entry.line,
        context=entry.context,
    )
    message.flags = set(entry.flags)  # Babel sets flags by what the text looks like: "50 % de" is no format
    return message


def missing(entries: Iterable[PoEntry]) -> tuple[str, ...]:
    """Return the messages that are not translated, by their source texts.

    A fuzzy message is not, nor is one with plural forms of which one is empty.
    """
    messages = (entry for entry in entries if entry.id and not entry.obsolete)
    return tuple(entry.id for entry in messages if not _is_translated(entry))


def _is_translated(entry: PoEntry) -> bool:
    return "fuzzy" not in entry.flags and all(form.strip() for form in entry.strings)


def review_of(entries: Iterable[PoEntry]) -> ReviewState:
    """Return how far a catalogue was read by a native speaker."""
    messages = [entry for entry in entries if not entry.obsolete and not entry.is_header]
    review = read_review(header_of(tuple(entries)).comments)
    if not review.reviewer:
        return ReviewState.NONE
    is_read = all(review.covers(entry.context or "", entry.id, translation_of(entry)) for entry in messages)
    return ReviewState.WHOLE if is_read else ReviewState.PART


def _short(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= 40 else folded[:39] + "…"
