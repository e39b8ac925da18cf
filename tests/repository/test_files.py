"""What every file of the checkout keeps to.

The patterns are written so that they do not find themselves: `inde[x]` is found in no file that spells it so.
"""

import ast
import os

import pytest

from tests.repository.checkout import ROOT, files, hits, name, texts

MAX_MODULE_LINES = 280
"""A longer file has a second noun in it. Never split one for its length alone."""

NOWHERE = [
    ("the option that names a package index", r"--(extra-)?inde[x]-url|PIP_INDE[X]|registr[y]="),
    ("the address of a package index", r"https?://[^\s\"]*/simpl[e]/|\"resolved\": *\"h[t]tp"),
    ("a path of one machine", r"(?<![\w.\-<>])/(hom[e]|roo[t]|User[s]|wor[k])/[\w.]\S*"),
    ("a merge that was left half done", r"(?m)^(<{7}|>{7}) "),
]  # fmt: skip

NOT_IN_THE_APP = [
    ("a cookie", r"(?i)set[-_]cooki[e]|\.cookie[s]\b"),
    ("Flask's session, which is a cookie", r"\bsessio[n]\s*\[|\bimport\b.*\bsessio[n]\b|flask\.sessio[n]"),
    ("something left undone", r"\b(TOD[O]|FIXM[E]|XX[X]|NotImplementedErro[r])\b"),
    ("a breakpoint or a print", r"\bbreakpoin[t]\(|(?m:^\s*prin[t]\()"),
]


@pytest.mark.parametrize(("what", "pattern"), NOWHERE, ids=[what for what, _ in NOWHERE])
def test_no_file_holds(what: str, pattern: str) -> None:
    assert not hits(pattern), f"{what}; name no machine and no index"


OUTSIDE_THE_PAGE = (":!webapp/desk/*.py",)
"""The desk signs people in, by a cookie of its own."""


@pytest.mark.parametrize(("what", "pattern"), NOT_IN_THE_APP, ids=[what for what, _ in NOT_IN_THE_APP])
def test_no_module_of_the_app_holds(what: str, pattern: str) -> None:
    assert not hits(pattern, "webapp/*.py", *OUTSIDE_THE_PAGE), what


def test_no_file_names_this_very_checkout() -> None:
    assert not [name(path) for path, text in texts().items() if f"{ROOT}/" in text]


def test_every_module_of_the_app_is_about_one_noun() -> None:
    lengths = {name(path): text.count("\n") for path, text in texts("webapp/*.py").items()}

    assert lengths
    assert not {path: lines for path, lines in lengths.items() if lines > MAX_MODULE_LINES}


def test_every_module_says_what_it_is_for() -> None:
    modules = texts("webapp/*.py", "tests/**/test_*.py", "benchmarks/*.py")

    assert not [name(path) for path, text in modules.items() if not ast.get_docstring(ast.parse(text))]


def test_every_tool_can_be_called_and_says_how_it_is_run() -> None:
    tools = [path for path in files("tools/*", ".ci/run") if path.suffix != ".py"]  # a module of a tool's

    assert tools
    assert not [name(path) for path in tools if not os.access(path, os.X_OK)]
    assert not [name(path) for path in tools if not path.read_bytes().startswith(b"#!")]
