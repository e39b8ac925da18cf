"""Templates have the app's globals themselves, and one's own do not reach the others."""

from flask import Flask


def test_templates_have_the_app_s_globals(app: Flask) -> None:
    template = app.jinja_env.get_template("base.html")

    assert template.globals is app.jinja_env.globals


def test_a_template_s_own_globals_are_its_own(app: Flask) -> None:
    template = app.jinja_env.from_string("{{ lamp }}{{ range(2)|list }}", {"lamp": "lit"})

    with app.app_context():
        assert template.render() == "lit[0, 1]"
    assert "lamp" not in app.jinja_env.globals
