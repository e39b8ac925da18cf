"""Short names of addressees and partners: made once, of other words, and never changed by the form."""

import tomllib
from collections.abc import Callable

import pytest

from tests.desk.editor.conftest import EDIT, fields
from tests.support.desk_client import ADA, DeskClient
from webapp.desk.editor.short_names import with_short_names
from webapp.team.drafts.drafts import Drafts

MADE = [
    ({"office": "Minister of Lamps", "name": "Max Muster"}, "minister-of-lamps"),
    ({"title": "Judge", "name": "Max Muster"}, "judge"),
    ({"name": "Čeněk Müster"}, "cenek-muster"),
    ({"name": "وزير المصابيح"}, "addressee"),
    ({"name": "Max", "id": "minister"}, "minister"),
    ({"email": "a@lamps.example"}, ""),
]


def a_form(*entries: dict[str, str]) -> dict[str, str]:
    """Return the flat values of a form with these addressees."""
    flat = {"targets.here": ""}
    for number, entry in enumerate(entries):
        values = {"from": "", "id": "", "office": "", "title": "", "name": "", **entry}
        flat |= {f"targets.{number}.{name}": value for name, value in values.items()}
    return flat


@pytest.mark.parametrize(("entry", "name"), MADE)
def test_a_short_name_is_made_of_other_words(entry: dict[str, str], name: str) -> None:
    assert with_short_names(a_form(entry))["targets.0.id"] == name


def test_no_two_have_one_short_name() -> None:
    judge = {"office": "Judge"}
    filled = with_short_names(a_form(judge | {"id": "judge"}, judge, judge))

    assert [filled[f"targets.{number}.id"] for number in range(3)] == ["judge", "judge-2", "judge-3"]


@pytest.mark.parametrize("htmx", [False, True])
def test_a_saved_addressee_has_a_short_name_that_stays(
    htmx: bool, drafts: Drafts, form: dict[str, str], desk: DeskClient, lamp: Callable[[], str]
) -> None:
    typed = form | {"targets.0.id": "", "do": "save"}
    desk.post(EDIT, typed, htmx=htmx, status=200 if htmx else 303)
    (first, *_) = tomllib.loads(lamp())["targets"]
    again = fields(desk.get(EDIT)) | {"targets.0.office": "Another office", "do": "save"}
    desk.post(EDIT, again, status=303)

    assert first["id"]
    assert tomllib.loads(lamp())["targets"][0]["id"] == first["id"]
    assert drafts.head("lamp").author == ADA.id  # type: ignore[union-attr]
