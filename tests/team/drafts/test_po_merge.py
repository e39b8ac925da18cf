"""The merge of PO files by message: what only one changed is kept, two texts for one message are told."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.campaigns import catalogues
from webapp.campaigns.catalogues import InvalidCatalogue
from webapp.campaigns.po_matching import Key
from webapp.campaigns.po_reader import PoEntry
from webapp.campaigns.po_writer import write_entries
from webapp.campaigns.reviews import message_digest, read_review, write_review
from webapp.team.drafts.merge import FieldConflict
from webapp.team.drafts.merging_files import merge_files
from webapp.team.drafts.po_merge import MergedEdition, merge_edition, with_theirs

FIELDS = "Project-Id-Version: lamp\nLanguage: fr\nContent-Type: text/plain; charset=UTF-8\n"
KEYS: tuple[Key, ...] = (("headline", "Free Ada"), ("summary", "She lit a lamp."), ("letter.text", "Please."))
A, B, C = KEYS


def po(
    texts: dict[Key, str], *, fuzzy: tuple[Key, ...] = (), comments: tuple[str, ...] = (), **marks: PoEntry
) -> bytes:
    """Return a PO file with these translations; `comments` are the header's."""
    header = PoEntry(line=1, strings=[FIELDS], comments=[*comments])
    entries = [
        PoEntry(line=1, context=key[0], id=key[1], strings=[text], flags=["fuzzy"] if key in fuzzy else [])
        for key, text in texts.items()
    ]
    return write_entries([header, *entries, *marks.values()])


BASE = {A: "Libérez Ada", B: "", C: "S’il vous plaît."}


def texts_of(content: bytes) -> dict[Key, str]:
    """Return each live translation; one that needs work begins with "?"."""
    return {
        (entry.context or "", entry.id): ("? " if "fuzzy" in entry.flags else "") + entry.strings[0]
        for entry in catalogues.read(content)
        if not entry.is_header and not entry.obsolete
    }


def merge(mine: bytes, theirs: bytes, messages: tuple[Key, ...] | None = KEYS) -> MergedEdition:
    """Merge two files that were made from the base."""
    return merge_edition("fr.po", po(BASE), mine, theirs, messages)


@pytest.mark.parametrize("messages", [KEYS, None])
def test_both_changes_are_kept(messages: tuple[Key, ...] | None) -> None:
    merged = merge(po(BASE | {A: "Liberté"}), po(BASE | {B: "Une lampe."}), messages)

    assert merged.conflicts == ()
    assert texts_of(merged.content) == {A: "Liberté", B: "Une lampe.", C: BASE[C]}


def test_two_texts_for_a_message_are_a_conflict_with_its_path() -> None:
    mine, theirs = po(BASE | {A: "Liberté", B: "Moi"}), po(BASE | {A: "Liberté", B: "Elle", C: ""})
    merged = merge(mine, theirs)

    assert merged.conflicts == (FieldConflict(("fr.po", *B), "", "Moi", "Elle"),)
    assert texts_of(merged.content) == {A: "Liberté", B: "Moi", C: ""}
    assert texts_of(with_theirs(merged.content, theirs, {B}, KEYS)) == {A: "Liberté", B: "Elle", C: ""}


MARKS = [
    # mine, theirs, both together
    (po(BASE, fuzzy=(A,)), po(BASE), "? Libérez Ada"),
    (po(BASE, fuzzy=(A,)), po(BASE | {A: "Liberté"}), "Liberté"),
    (po(BASE | {A: "Liberté"}, fuzzy=(A,)), po(BASE, fuzzy=(A,)), "? Liberté"),
    (po(BASE | {A: "Liberté"}, fuzzy=(A,)), po(BASE | {A: "Liberté"}), "Liberté"),
]


@pytest.mark.parametrize(("mine", "theirs", "expected"), MARKS)
def test_marks_are_merged_with_their_texts(mine: bytes, theirs: bytes, expected: str) -> None:
    for one, other in ((mine, theirs), (theirs, mine)):
        merged = merge(one, other)
        assert (merged.conflicts, texts_of(merged.content)[A]) == ((), expected)


def test_comments_of_both_are_kept() -> None:
    def noted(*comments: str) -> bytes:
        return po({B: ""}, a=PoEntry(line=1, context=A[0], id=A[1], strings=["Ada"], comments=[*comments]))

    merged = merge_edition(
        "fr.po", noted("old", "asked"), noted("asked", "mine"), noted("old", "asked", "x"), KEYS
    )

    (entry,) = [each for each in catalogues.read(merged.content) if each.context == A[0]]
    assert entry.comments == ["asked", "x", "mine"]


def test_a_text_that_was_corrected_meanwhile_keeps_both_translations_of_it() -> None:
    corrected = ("headline", "Free Ada now")
    renewed = replace(
        PoEntry(line=1, context=A[0], id=corrected[1], strings=["Libérez Ada"], flags=["fuzzy"]),
        previous={"msgctxt": A[0], "msgid": A[1]},
    )
    theirs = po({B: "Une lampe.", C: BASE[C]}, a=renewed)
    merged = merge(po(BASE | {A: "Liberté pour Ada"}), theirs, (corrected, B, C))

    assert merged.conflicts == ()
    assert texts_of(merged.content) == {corrected: "? Liberté pour Ada", B: "Une lampe.", C: BASE[C]}
    (entry,) = [each for each in catalogues.read(merged.content) if each.id == corrected[1]]
    assert entry.previous == {"msgctxt": A[0], "msgid": A[1]}


def test_a_text_that_is_gone_keeps_its_translation_at_the_end() -> None:
    merged = merge(po(BASE | {A: "Liberté"}), po(BASE | {B: "Une lampe."}), (B, C))

    assert texts_of(merged.content) == {B: "Une lampe.", C: BASE[C]}
    assert b'#~ msgstr "Libert\xc3\xa9"' in merged.content


def reviewed(texts: dict[Key, str], by: str, *read: Key) -> bytes:
    """Return a PO file in which these messages were read."""
    return po(
        texts, comments=(*write_review([], by, date(2030, 5, 1), [(*key, texts[key]) for key in read]),)
    )


def test_reviews_of_both_are_kept_as_far_as_they_are_true() -> None:
    mine, theirs = reviewed(BASE, "C.E.", A, C), reviewed(BASE | {A: "Liberté"}, "D.E.", A)
    merged = merge(mine, theirs)

    review = read_review(catalogues.header_of(catalogues.read(merged.content)).comments)
    assert review.reviewer == "C.E., D.E., 2030-05-01"
    assert review.digests == {message_digest(*A, "Liberté"), message_digest(*C, BASE[C])}


def test_a_file_that_cannot_be_read_is_one_field() -> None:
    with pytest.raises(InvalidCatalogue):
        merge(b"nonsense", po(BASE))
    merged = merge_files({"fr.po": po(BASE)}, {"fr.po": b"nonsense"}, {"fr.po": po(BASE | {A: "x"})})

    assert [conflict.path for conflict in merged.conflicts] == [("fr.po",)]
    assert merged.changes == {"fr.po": b"nonsense"}


def test_two_that_begin_a_language_have_one_file() -> None:
    changes = {"fr.po": po(BASE | {A: "Liberté"})}
    merged = merge_files({}, changes, {"fr.po": po(BASE | {A: "", B: "Une lampe."})})

    assert [conflict.path for conflict in merged.conflicts] == [("fr.po", *A)] or not merged.conflicts
    assert b"Une lampe." in (merged.changes["fr.po"] or b"")


_TEXTS = st.fixed_dictionaries({key: st.sampled_from(["", "un", "deux", "trois"]) for key in KEYS})
_FUZZY = st.sets(st.sampled_from(KEYS)).map(tuple)
_FILES = st.builds(lambda texts, fuzzy: po(texts, fuzzy=fuzzy), _TEXTS, _FUZZY)


@settings(max_examples=200, deadline=None)
@given(before=_FILES, mine=_FILES, theirs=_FILES, messages=st.sampled_from([KEYS, None]))
def test_no_text_that_somebody_typed_is_lost(
    before: bytes, mine: bytes, theirs: bytes, messages: tuple[Key, ...] | None
) -> None:
    merged = merge_edition("fr.po", before, mine, theirs, messages)

    told = {conflict.path[1:]: {conflict.mine, conflict.theirs} for conflict in merged.conflicts}
    was, ours, others, now = (
        {key: re.sub(r"^\? ", "", text) for key, text in texts_of(each).items()}
        for each in (before, mine, theirs, merged.content)
    )
    for key in KEYS:
        for side in (ours, others):
            if side[key] != was[key]:  # changed: it stands there, or both are told
                assert now[key] == side[key] or told[key] == {ours[key], others[key]}
        if ours[key] == was[key] == others[key]:
            assert now[key] == was[key]
    assert merge_edition("fr.po", before, theirs, theirs, messages).conflicts == ()
