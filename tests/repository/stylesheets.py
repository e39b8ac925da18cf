"""Our style sheets, parsed: rules with their selectors and declarations, whatever they are nested in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import tinycss2

from tests.repository.checkout import ROOT, files

CSS = files("static/css/*.css")
_NESTED = {"media", "supports", "layer", "container"}


@dataclass(frozen=True)
class Declaration:
    """One declaration and where it stands."""

    file: str
    line: int
    around: str
    """The at-rule's condition, "" outside of one."""
    selector: str
    property: str
    value: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.selector} {{ {self.property}: {self.value} }}"


@cache
def declarations() -> tuple[Declaration, ...]:
    """Read all declarations of all sheets."""
    return tuple(one for path in CSS for one in _of(path))


def _of(path: Path) -> Iterator[Declaration]:
    sheet = path.read_text(encoding="utf-8")
    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    yield from _rules(path.relative_to(ROOT / "static" / "css").as_posix(), rules, "")


def _rules(file: str, rules: list[Any], around: str) -> Iterator[Declaration]:
    for rule in rules:
        assert rule.type != "error", f"{file}:{rule.source_line}: {rule.message}"
        prelude = re.sub(r"/\*.*?\*/|\s+", " ", tinycss2.serialize(rule.prelude)).strip()
        if rule.type == "at-rule" and rule.lower_at_keyword in _NESTED:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            yield from _rules(file, inner, f"@{rule.lower_at_keyword} {prelude}")
            continue
        selector = f"@{rule.at_keyword} {prelude}" if rule.type == "at-rule" else prelude
        for one in tinycss2.parse_blocks_contents(
            rule.content or [], skip_comments=True, skip_whitespace=True
        ):
            if one.type == "at-rule" and rule.type == "at-rule":  # a margin box of a page
                yield from _rules(file, [one], selector)
                continue
            assert one.type == "declaration", f"{file}:{one.source_line}: {one}"
            value = tinycss2.serialize(one.value).strip()
            yield Declaration(file, one.source_line, around, selector, one.name, value)
