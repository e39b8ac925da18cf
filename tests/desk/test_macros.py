"""The macros that all pages of the desk are made of."""

import pytest
from flask import Flask, render_template_string

from tests.support.desk_client import ORIGIN
from tests.support.page_client import Fetched, check_part
from webapp.domain.language import parse

FORMS = '{% from "desk/macros/forms.html" import area, buttons, choose, field, radios, tick %}'
NOTICES = '{% from "desk/macros/notices.html" import badge, done, empty, help, notice, path, problems %}'


def rendered(app: Flask, source: str, **values: object) -> Fetched:
    """Return the part that a template's source makes, held to the rules of parts."""
    with app.test_request_context(base_url=ORIGIN):
        part = Fetched(app.make_response(render_template_string(source, **values)))
    check_part(part)
    return part


@pytest.mark.parametrize(
    "source", ["field('who', 'Name', 'x', hint, problem)", "area('who', 'Name', 'x', hint, problem)"]
)
@pytest.mark.parametrize(
    ("hint", "problem", "described"),
    [
        ("", "", None),
        ("As on the page.", "", "who-hint"),
        ("As on the page.", "Write a name.", "who-hint who-problem"),
        ("", "Write a name.", "who-problem"),
    ],
)
def test_a_field_is_described_by_its_hint_and_by_what_is_wrong(
    desk_app: Flask, source: str, hint: str, problem: str, described: str | None
) -> None:
    part = rendered(desk_app, f"{FORMS}{{{{ {source} }}}}", hint=hint, problem=problem)
    control = part.by_id("who")

    assert control.get("aria-describedby") == described
    assert control.get("aria-invalid") == ("true" if problem else None)
    assert part.one("label", for_="who").text == "Name"


def test_what_was_typed_is_text_and_its_lines_are_kept(desk_app: Flask) -> None:
    typed = '\n<b>"one"</b>\n\ntwo'
    part = rendered(desk_app, FORMS + "{{ field('a', 'A', v) }}{{ area('b', 'B', v) }}", v=typed)

    assert part.by_id("a").get("value") == typed
    assert part.by_id("b").text == typed


def test_a_field_has_the_language_of_what_is_typed(desk_app: Flask) -> None:
    part = rendered(desk_app, FORMS + "{{ area('b', 'B', '', language=ar) }}", ar=parse("ar"))

    assert (part.by_id("b").get("lang"), part.by_id("b").get("dir")) == ("ar", "rtl")


def test_one_of_several_is_chosen(desk_app: Flask) -> None:
    source = (
        FORMS + "{{ choose('a', 'A', o, 'y') }}{{ radios('b', 'B', o, 'x', problem='Say which.') }}"
        "{{ tick('c', 'C', true) }}"
    )
    part = rendered(desk_app, source, o=[("x", "X"), ("y", "Y")])

    assert [one.get("value") for one in part.all("option", selected="")] == ["y"]
    assert [one.get("id") for one in part.all("input", checked="")] == ["b-x", "c"]
    assert part.by_id("b").get("aria-describedby") == "b-problem"


def test_problems_lead_to_their_fields_and_none_are_silent(desk_app: Flask) -> None:
    source = NOTICES + "{{ problems('Not saved', found) }}"
    found = [("#who", "Name: write one."), ("", "The photograph is too large.")]

    assert [a.get("href") for a in rendered(desk_app, source, found=found).all("a")] == ["#who"]
    assert rendered(desk_app, source, found=[]).all("section") == []


def test_notices_hold_what_the_page_adds(desk_app: Flask) -> None:
    source = (
        NOTICES
        + "{% call empty('None yet') %}<p>Begin one.</p>{% endcall %}{% call help('How?') %}<p>So.</p>"
        "{% endcall %}{{ done('Saved.') }}{{ notice('Wait.') }}{{ badge('live', 'On the page') }}"
        "{{ path([('/', 'Campaigns')]) }}"
    )

    words = rendered(desk_app, source).words()

    assert words.endswith("None yet Begin one. How? So. Saved. Wait. On the page Campaigns")
