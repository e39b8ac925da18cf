"""The table of fields, and what a form says."""

import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from webapp.campaigns.message_rules import models_in
from webapp.campaigns.schema import CampaignSchema
from webapp.desk.editor.case_fields import PARTS
from webapp.desk.editor.changes import apply
from webapp.desk.editor.fields import Kind, paths_of
from webapp.desk.editor.flat import flatten, read_case
from webapp.desk.editor.sentences import in_words
from webapp.desk.editor.values import normal, read, shown
from webapp.settings import ROOT
from webapp.team.drafts.document import parse, write

CEST = timezone(timedelta(hours=2))
GORINOV = (ROOT / "campaigns" / "gorinov" / "campaign.toml").read_bytes()
FULL: dict[str, Any] = {
    "headline": "Free Ada",
    "unknown": {"deep": [1, 2]},
    "deadline": date(2030, 5, 1),
    "publish": datetime(2030, 5, 1, 9, tzinfo=CEST),
    "goal": 500,
    "people": [{"name": "Ada Example", "unknown": 7}, {"name": "Ben Example"}],
    "letter": {
        "subject": "Free her",
        "demands": ["Free Ada.", {"text": "Now.", "locked": True, "why": "Law."}],
    },
    "targets": [
        {
            "id": "one",
            "name": "Leo Example",
            "email": ["leo@lamps.example"],
            "phone": ["+1 202 555 0100", {"number": "+1 202 555 0102", "extension": "7"}],
            "social": {"x": "Lamps", "bluesky": ["a.example", "b.example"]},
            "notes": ["Slow.", {"channel": "post", "text": "None."}],
            "no_post_from": ["US", "CA"],
        },
        {"id": "two", "name": "Mia Example", "post": "suspended"},
    ],
    "partners": [{"id": "lamp", "name": "Lamp", "origins": ["https://www.lamps.example"]}],
}


def schema_paths(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    """Return the path of each field of the schema that is no table."""
    for name, info in model.model_fields.items():
        inner = models_in(info.annotation)
        if inner:
            yield from schema_paths(inner[0], f"{prefix}{name}.")
        else:
            yield prefix + name


def test_the_form_has_every_field_of_the_schema() -> None:
    assert sorted(paths_of(PARTS)) == sorted(schema_paths(CampaignSchema))


@pytest.mark.parametrize("document", [FULL, parse(GORINOV), {}, {"targets": {"not": "a list"}, "letter": 3}])
def test_a_form_that_nobody_changed_says_what_the_file_says(document: dict[str, Any]) -> None:
    assert read_case(flatten(document), document).document == document


def test_a_file_that_nobody_changed_keeps_its_bytes() -> None:
    document = parse(GORINOV)

    assert write(read_case(flatten(document), document).document, GORINOV) == GORINOV


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Kind.LINE, "  Free Ada ", "Free Ada"),
        (Kind.AREA, "One\n\nTwo", "One\n\nTwo\n"),
        (Kind.LINES, "one\n\n two ", ["one", "two"]),
        (Kind.HANDLES, "Lamps", "Lamps"),
        (Kind.HANDLES, "a\nb", ["a", "b"]),
        (Kind.CODES, "es, en", ["es", "en"]),
        (Kind.DATE, "2030-06-19", date(2030, 6, 19)),
        (Kind.DATE, "31.2.2027", "31.2.2027"),
        (Kind.DATE, "2027-02-31", "2027-02-31"),
        (Kind.MOMENT, "2030-05-08 09:00 +02:00", datetime(2030, 5, 8, 9, tzinfo=CEST)),
        (Kind.MOMENT, "2030-05-08 9:00 UTC", datetime(2030, 5, 8, 9, tzinfo=UTC)),
        (Kind.MOMENT, "2030-05-08 09:00", "2030-05-08 09:00"),
        (Kind.MOMENT, "2030-05-08 25:00 UTC", "2030-05-08 25:00 UTC"),
        (Kind.NUMBER, "500", 500),
        (Kind.NUMBERS, " 500 ", 500),
        (Kind.NUMBERS, "100\n\n500", [100, 500]),
        (Kind.NUMBERS, "100\n5,000", [100, "5,000"]),
        (Kind.NUMBERS, "1,500", "1,500"),
        (Kind.NUMBER, "five hundred", "five hundred"),
        (Kind.NUMBER, "٥٠٠", "٥٠٠"),
        (Kind.YES_NO, "yes", True),
        (Kind.CHOICE, "whatever", "whatever"),
        (Kind.LANGUAGE, "pt-BR", "pt-BR"),
        (Kind.COUNTRY, "France", "France"),
        (Kind.FILE, "photo.jpg", "photo.jpg"),
        *((kind, "  \n ", None) for kind in Kind),
    ],
)
def test_a_typed_text_becomes_a_value_or_stays_as_it_is(kind: Kind, typed: str, value: object) -> None:
    assert read(kind, typed) == value
    if value is not None and kind is not Kind.AREA:
        assert read(kind, shown(kind, value)) == value


@given(st.sampled_from(Kind), st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_is_typed_is_a_value_of_toml_and_comes_back(kind: Kind, typed: str) -> None:
    value = read(kind, normal(typed))
    there = {} if value is None else {"value": value}

    assert tomllib.loads(write(there).decode()) == there
    if isinstance(value, str):
        assert normal(typed).strip() in value


def test_only_what_was_changed_is_changed() -> None:
    flat = flatten(FULL) | {"targets.0.name": "Leo New", "people.1.about": "A teacher", "goal": ""}
    case = read_case(flat, FULL).document

    expected = {**FULL, "targets": [{**FULL["targets"][0], "name": "Leo New"}, FULL["targets"][1]]}
    expected["people"] = [FULL["people"][0], {"name": "Ben Example", "about": "A teacher"}]
    del expected["goal"]
    assert case == expected


def test_an_entry_without_note_is_a_text_and_with_one_a_table() -> None:
    flat = flatten(FULL) | {"targets.0.phone.0.note": "Mornings", "letter.demands.0.text": "Free her."}
    case = read_case(flat, FULL).document

    assert case["targets"][0]["phone"][0] == {"number": "+1 202 555 0100", "note": "Mornings"}
    assert case["letter"]["demands"][0] == "Free her."


@pytest.mark.parametrize(
    ("action", "name", "ids", "focus"),
    [
        ("up", "targets.1", ["two", "one"], "targets.0"),
        ("down", "targets.0", ["two", "one"], "targets.1"),
        ("up", "targets.0", ["one", "two"], "targets.0"),
        ("remove", "targets.0", ["two"], "targets.1"),
        ("remove", "targets.1", ["one"], "targets.0"),
        ("add", "targets", ["one", "two"], "targets.2"),
    ],
)
def test_entries_are_added_removed_and_moved(action: str, name: str, ids: list[str], focus: str) -> None:
    changed = apply(flatten(FULL), action, name)

    assert changed is not None
    assert changed.focus == focus
    targets = read_case(changed.flat, FULL).document["targets"]
    assert targets == [each for wanted in ids for each in FULL["targets"] if each["id"] == wanted]


def test_removing_the_last_entry_removes_the_list() -> None:
    changed = apply(flatten(FULL), "remove", "partners.0")

    assert changed is not None
    assert "partners" not in read_case(changed.flat, FULL).document


@pytest.mark.parametrize(
    ("action", "name"),
    [
        ("add", "nothing"), ("add", ""), ("add", "headline"), ("add", "targets.0"), ("remove", "targets.9"),
        ("remove", "targets.x"), ("burn", "targets.0"), ("up", "targets.99999"),
        ("add", "targets.99999.phone"),
    ],
)  # fmt: skip
def test_a_button_that_the_form_does_not_have_does_nothing(action: str, name: str) -> None:
    assert apply(flatten(FULL), action, name) is None


def test_the_one_person_of_an_older_file_becomes_the_first_of_several() -> None:
    before = {"person": {"name": "Ada Example", "unknown": 1}}
    changed = apply(flatten(before), "add", "people")

    assert changed is not None
    flat = changed.flat | {"people.1.name": "Ben Example"}
    assert read_case(flat, before).document == {
        "people": [{"name": "Ada Example", "unknown": 1}, {"name": "Ben Example"}]
    }


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            "summary is missing; add it above the first heading",
            "“Who is at risk, and why now” is missing; fill it in.",
        ),
        (
            'person is missing; add the heading "[person]" and its fields below it',
            "“People” is missing; fill it in.",
        ),
        ('targets[2].email "x" is no address', '“Addressees 2, E-mail addresses” "x" is no address.'),
        ("Nothing was changed since the last publication", "Nothing was changed since the last publication"),
        ("fr.po: headline is too long", "fr.po: headline is too long"),
    ],
)
def test_a_sentence_about_a_field_has_the_name_of_the_form(desk_app: Flask, sentence: str, said: str) -> None:
    with desk_app.test_request_context():
        assert in_words(sentence) == said
