"""The three-way merge: what only one changed is kept, the same field changed twice is told."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.team.drafts.merge import MISSING, FieldConflict, merge

BASE: dict[str, Any] = {
    "headline": "The lamp",
    "deadline": "2030-06-19",
    "instructions": ["Write.", "Tell us."],
    "letter": {"subject": "Ada Example", "text": "Please."},
    "targets": [
        {"id": "minister", "name": "Max", "email": ["a@lamps.example"]},
        {"id": "envoy", "name": "Eva"},
        {"id": "judge", "name": "Jo"},
    ],
}


def changed(**fields: Any) -> dict[str, Any]:
    """Return the base with other values of its top level."""
    return deepcopy(BASE) | fields


def with_targets(*ids: str, **names: str) -> dict[str, Any]:
    """Return the base with these targets in this order, some with another name."""
    known = {target["id"]: target for target in BASE["targets"]}
    targets = [dict(known.get(each, {"id": each, "name": each})) for each in ids]
    for target in targets:
        target["name"] = names.get(target["id"], target["name"])
    return changed(targets=targets)


ORDER = ("minister", "envoy", "judge")
BOTH_KEPT = [
    # mine, theirs, what both together are
    (changed(headline="New"), changed(deadline="2030-07-01"), changed(headline="New", deadline="2030-07-01")),
    (
        changed(letter={"subject": "Ada", "text": "Please."}),
        changed(letter={"subject": "Ada Example", "text": "Now."}),
        changed(letter={"subject": "Ada", "text": "Now."}),
    ),
    (
        with_targets(*ORDER, minister="Mia"),
        with_targets(*ORDER, envoy="Emma"),
        with_targets(*ORDER, minister="Mia", envoy="Emma"),
    ),
    (
        with_targets("minister", "judge"),
        with_targets(*ORDER, judge="Jan"),
        with_targets("minister", "judge", judge="Jan"),
    ),
    (with_targets(*ORDER, "chief"), with_targets("usher", *ORDER), with_targets("usher", *ORDER, "chief")),
    (
        with_targets("judge", "minister", "envoy"),
        with_targets(*ORDER, "chief"),
        with_targets("judge", "chief", "minister", "envoy"),
    ),
    (changed(goal=500), changed(theme=["expression"]), changed(theme=["expression"], goal=500)),
    (changed(headline="New"), changed(headline="New"), changed(headline="New")),
]
TOLD = [
    (changed(headline="A"), changed(headline="B"), ("headline",)),
    (changed(instructions=["Write now."]), changed(instructions=["Write.", "Tell me."]), ("instructions",)),
    (with_targets(*ORDER, envoy="A"), with_targets(*ORDER, envoy="B"), ("targets", "envoy", "name")),
    (with_targets("minister", "judge"), with_targets(*ORDER, envoy="Emma"), ("targets", "envoy")),
    (with_targets("judge", "envoy", "minister"), with_targets("envoy", "minister", "judge"), ("targets",)),
    (changed(goal=1), changed(goal=True), ("goal",)),
    ({k: v for k, v in BASE.items() if k != "deadline"}, changed(deadline="2031-01-01"), ("deadline",)),
]  # fmt: skip


@pytest.mark.parametrize(("mine", "theirs", "both"), BOTH_KEPT)
def test_changes_of_different_fields_are_both_kept(mine: Any, theirs: Any, both: Any) -> None:
    merged = merge(BASE, mine, theirs)

    assert merged.conflicts == ()
    assert merged.document == both
    assert sorted(merge(BASE, theirs, mine).document) == sorted(both)


@pytest.mark.parametrize(("mine", "theirs", "path"), TOLD)
def test_the_same_field_changed_twice_is_told(mine: Any, theirs: Any, path: tuple[str, ...]) -> None:
    assert [conflict.path for conflict in merge(BASE, mine, theirs).conflicts] == [path]
    assert [conflict.path for conflict in merge(BASE, theirs, mine).conflicts] == [path]


def test_a_conflict_has_all_three_values_and_the_merged_document_has_mine() -> None:
    merged = merge(BASE, changed(headline="A"), changed(headline="B", goal=7))

    assert merged.conflicts == (FieldConflict(("headline",), "The lamp", "A", "B"),)
    assert merged.document == changed(headline="A", goal=7)


def test_a_removed_field_is_missing() -> None:
    (conflict,) = merge(
        BASE, changed(headline="A"), {k: v for k, v in BASE.items() if k != "headline"}
    ).conflicts

    assert conflict.theirs is MISSING


FIELDS = st.sampled_from(["a", "b", "c", "d"])
FLAT = st.dictionaries(FIELDS, st.integers(0, 2))
ENTRIES = st.lists(
    st.fixed_dictionaries({"id": st.sampled_from("pqrs"), "n": st.integers(0, 2)}),
    max_size=4,
    unique_by=lambda entry: entry["id"],
)
DOCUMENTS = st.fixed_dictionaries({"flat": FLAT, "targets": ENTRIES})


@given(DOCUMENTS, DOCUMENTS)
def test_a_merge_with_oneself_or_with_nothing_changes_nothing(before: Any, mine: Any) -> None:
    assert merge(before, mine, mine).document == mine
    assert merge(before, mine, before).document == mine
    assert merge(before, before, mine).document == mine


@given(DOCUMENTS, DOCUMENTS, DOCUMENTS)
def test_the_order_of_arrival_does_not_decide_what_is_kept(before: Any, mine: Any, theirs: Any) -> None:
    first, second = merge(before, mine, theirs), merge(before, theirs, mine)

    assert {each.path for each in first.conflicts} == {each.path for each in second.conflicts}
    if not first.conflicts:
        assert first.document["flat"] == second.document["flat"]
        by_id = [{entry["id"]: entry for entry in each.document["targets"]} for each in (first, second)]
        assert by_id[0] == by_id[1]


@given(DOCUMENTS, DOCUMENTS, DOCUMENTS)
def test_nothing_that_one_alone_changed_is_lost(before: Any, mine: Any, theirs: Any) -> None:
    merged = merge(before, mine, theirs)
    told = {each.path[1] for each in merged.conflicts if each.path[0] == "flat"}

    for name in "abcd":
        was, ours, others = (each["flat"].get(name) for each in (before, mine, theirs))
        if name not in told:
            assert merged.document["flat"].get(name) == (others if ours == was else ours)
