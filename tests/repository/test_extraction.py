"""Messages are written so that `tools/messages` finds them."""

import ast

from tests.repository.checkout import ROOT

CALLS = {"_", "gettext", "pgettext", "ngettext", "npgettext"}


def test_no_message_stands_within_a_formatted_string() -> None:
    """The extraction does not look into them, and the message would stay English."""
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in (ROOT / "webapp").rglob("*.py")
        for string in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in CALLS
        and any(isinstance(argument, ast.Constant) for argument in call.args)
    ]

    assert hidden == []
