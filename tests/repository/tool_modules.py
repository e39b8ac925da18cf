"""Programs of tools/ as modules: their names have no ending."""

import importlib.util
from importlib.machinery import SourceFileLoader
from typing import Any

from tests.repository.checkout import ROOT


def load_tool(name: str) -> Any:
    """Load a program without running it."""
    spec = importlib.util.spec_from_loader(name, SourceFileLoader(name, str(ROOT / "tools" / name)))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
