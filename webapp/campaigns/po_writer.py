"""Write PO files: the entries that `po_reader` reads, without loss, each line of a text in one line."""

from collections.abc import Iterable, Iterator

from webapp.campaigns.po_reader import PoEntry

_ESCAPES = str.maketrans(
    {
        "\\": "\\\\",
        '"': '\\"',
        "\n": "\\n",
        "\t": "\\t",
        "\r": "\\r",
        "\b": "\\b",
        "\f": "\\f",
        "\v": "\\v",
        "\a": "\\a",
    }
)


def write_entries(entries: Iterable[PoEntry]) -> bytes:
    """Return the PO file with these entries in UTF-8, those without use (`#~`) after the others."""
    ordered = sorted(entries, key=lambda entry: entry.obsolete)
    return "\n".join("\n".join(_lines(entry)) + "\n" for entry in ordered).encode()


def _lines(entry: PoEntry) -> Iterator[str]:
    yield from (f"# {comment}".rstrip() for comment in entry.comments)
    yield from (f"#. {comment}".rstrip() for comment in entry.extracted)
    yield from (f"#: {reference}" for reference in entry.references)
    if entry.flags:
        yield f"#, {', '.join(entry.flags)}"
    mark = "#~| " if entry.obsolete else "#| "
    for keyword in ("msgctxt", "msgid", "msgid_plural"):
        if keyword in entry.previous:
            yield from _text(mark, keyword, entry.previous[keyword])
    mark = "#~ " if entry.obsolete else ""
    if entry.context is not None:
        yield from _text(mark, "msgctxt", entry.context)
    yield from _text(mark, "msgid", entry.id)
    if entry.plural is None:
        yield from _text(mark, "msgstr", entry.strings[0])
        return
    yield from _text(mark, "msgid_plural", entry.plural)
    for number, form in enumerate(entry.strings):
        yield from _text(mark, f"msgstr[{number}]", form)


def _text(mark: str, keyword: str, text: str) -> Iterator[str]:
    """Yield a text, a line of the file for each of its lines."""
    lines = text.split("\n")
    pieces = [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] or not lines[:-1] else [])
    if len(pieces) > 1:
        yield f'{mark}{keyword} ""'
        yield from (f'{mark}"{piece.translate(_ESCAPES)}"' for piece in pieces)
    else:
        yield f'{mark}{keyword} "{pieces[0].translate(_ESCAPES)}"'
