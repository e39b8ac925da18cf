"""Each sentence that refuses a file is a message that the desk can translate."""

import ast
from functools import cache
from pathlib import Path

import pytest

import webapp

FOLDER = Path(webapp.__file__).parent
READERS = [*(FOLDER / "importing").rglob("*.py"), *(FOLDER / "team" / "documents").glob("*.py")]


def is_message(node: ast.expr) -> bool:
    """Whether an expression is `N_("…")`."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_"


def names_of(node: ast.expr) -> set[str]:
    """Return the constants of which one is the sentence; `reply["unreadable"]` is one of another process."""
    if isinstance(node, ast.IfExp):
        return names_of(node.body) | names_of(node.orelse)
    return {node.id} if isinstance(node, ast.Name) else set() if is_message(node) else {ast.unparse(node)}


@cache
def messages() -> set[str]:
    """Return the names of constants that are messages, in all readers."""
    return {
        target.id
        for path in READERS
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Assign) and is_message(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def test_there_are_messages() -> None:
    assert {"TOO_MUCH", "CRASHED", "BROKEN", "TOO_LARGE"} <= messages()


@pytest.mark.parametrize("path", READERS, ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_what_refuses_a_file_can_be_translated(path: Path) -> None:
    calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
    for call in calls:
        if ast.unparse(call.func) == "UnreadableDocument":
            assert names_of(call.args[0]) <= {*messages(), "reply['unreadable']"}
