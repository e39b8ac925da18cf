"""What is typed comes back from the PO file as it was typed, whatever the characters."""

from hypothesis import given
from hypothesis import strategies as st

from webapp.campaigns import catalogues
from webapp.campaigns.po_reader import PoEntry
from webapp.campaigns.po_writer import write_entries
from webapp.team.translating.typed_texts import normal, with_text

HEADER = PoEntry(line=1, strings=["Language: ar\nContent-Type: text/plain; charset=UTF-8\n"])
TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=60)


@given(TEXTS, TEXTS, st.booleans())
def test_a_text_is_read_as_it_was_typed(before: str, typed: str, is_done: bool) -> None:
    entry = PoEntry(line=1, context="letter.text", id="Please.", strings=[before])
    new = with_text(entry, normal(typed), is_done=is_done)

    read = catalogues.read(write_entries([HEADER, new]))[1]
    assert read.strings == [normal(typed)]
    assert ("fuzzy" in read.flags) == (bool(normal(typed)) and not is_done)
