"""The page of a conflict, where a message of a translation is among what two people changed."""

import json
from datetime import UTC, datetime

from flask import Flask, render_template

from webapp.desk.editor.conflicts import conflict_page, resolved
from webapp.team.drafts.drafts import Conflict, Version
from webapp.team.drafts.merge import FieldConflict

HEAD = Version("lamp", 3, 2, "ben", "Ben Example", datetime(2030, 5, 1, tzinfo=UTC), "", {})
PATH = ("fr.po", "letter.text", "Please release Ada Example.")


def test_a_message_of_a_translation_is_named_by_file_field_and_source(desk_app: Flask) -> None:
    conflict = Conflict(HEAD, {}, (FieldConflict(PATH, "", "Mon texte", "Son texte"),))
    with desk_app.test_request_context("/"):
        page = conflict_page("lamp", conflict)
        shown = render_template("desk/editor/_conflict.html", page=page)

    assert page.fields[0].label == "fr.po · The letter · Text · Please release Ada Example."
    assert (page.fields[0].mine, page.fields[0].theirs) == ("Mon texte", "Son texte")
    assert "Mon texte" in shown
    assert "Son texte" in shown


def test_a_file_that_cannot_be_merged_is_named(desk_app: Flask) -> None:
    conflict = Conflict(HEAD, {}, (FieldConflict(("fr.po",), b"", b"mine", b"theirs"),))
    with desk_app.test_request_context("/"):
        page = conflict_page("lamp", conflict)

    assert (page.fields[0].label, page.fields[0].mine) == ("fr.po", "mine")


def test_a_choice_about_a_translation_never_gets_into_the_case(desk_app: Flask) -> None:
    form = {"merged": 'headline = "Free Ada"\n', "path.0": json.dumps(PATH), "choice.0": "theirs"}
    with desk_app.test_request_context("/"):
        assert resolved(form, b'headline = "Other"\n') == b'headline = "Free Ada"\n'
