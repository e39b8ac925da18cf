"""The sentences of `check` for the form: each beside the field that it is about, in words without TOML.

`check` speaks English alone; for the usual mistakes the desk has words of its own (`own_words`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from webapp.campaigns.advice import Advice
from webapp.campaigns.diagnostics import CheckSentence, Diagnostic, shorten
from webapp.campaigns.interface import SOURCE
from webapp.desk.editor.case_fields import PARTS
from webapp.desk.editor.fields import Field, Group, Part, Repeat
from webapp.desk.editor.flat import numbers
from webapp.desk.editor.own_words import own_words
from webapp.desk.http.text import comma, in_english, pgettext, ui_language
from webapp.desk.http.text import gettext as _

_STEP = re.compile(r"([a-z_]+)|\[(\d+)\]")
_PLAIN = (
    (re.compile(r",? without quotes(, with|,|;)?"), lambda found: found[1] or ""),
    (re.compile(r"; add (it|the heading) .*$", re.DOTALL), lambda _found: "; fill it in"),
    (re.compile(r", or delete (the line|this entry)"), lambda _found: ", or leave it empty"),
    (re.compile(r'such as [a-z_]+ = \[?"([^"]*)"\]?'), lambda found: f"such as {found[1]}"),
    (re.compile(r" above the first heading"), lambda _found: ""),
    (re.compile(r" between its braces"), lambda _found: ""),
    (re.compile(r"docs/campaigns.md"), lambda _found: "the manual"),
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is wrong, and where."""

    name: str
    """The control, entry or list that it stands beside; "" where there is none in the form."""
    label: str
    text: str


def sentences(
    diagnostics: Iterable[Diagnostic], flat: Mapping[str, str], places: Mapping[str, list[int]]
) -> tuple[Sentence, ...]:
    """Return the sentences, at most one for each place."""
    found: dict[str, Sentence] = {}
    for number, diagnostic in enumerate(diagnostics):
        name, label, line = _place(diagnostic.field, flat, places)
        found.setdefault(name or f"#{number}", Sentence(name, label, _sentence(diagnostic, name, line)))
    return tuple(found.values())


def _sentence(diagnostic: Diagnostic, name: str, line: int) -> str:
    if name and (said := _own_words(diagnostic, line)):
        return said
    value = f" (“{shorten(diagnostic.value)}”)" if diagnostic.value else ""
    before = f"Entry {line}" if line else "This" if name else diagnostic.field
    return in_english(f"{before} {_plain(diagnostic.message)}{value}.")


def _own_words(diagnostic: Diagnostic, line: int = 0) -> str:
    """Return what is wrong and what stands there in the language of the desk; "" if that is English."""
    said = own_words(diagnostic.message) if ui_language() != SOURCE else ""
    if said and line:
        said = pgettext(
            "sentence", "Entry %(number)s: %(sentence)s", number=ui_language().number(line), sentence=said
        )
    if said and diagnostic.value:
        value = shorten(diagnostic.value)
        return " ".join((said, pgettext("sentence", "There stands: “%(value)s”.", value=value)))
    return said


def in_words(sentence: str) -> str:
    """Return a sentence that begins with a field, "summary is missing; …", as the form names it."""
    if isinstance(sentence, Advice):
        return own_words(sentence) if ui_language() != SOURCE else sentence
    path, _space, rest = sentence.partition(" ")
    label = _label(path)
    if not label:
        return sentence
    if ui_language() == SOURCE:
        return f"“{label}” {_plain(rest)}."
    own = _own_words(sentence.diagnostic) if isinstance(sentence, CheckSentence) else ""
    return Markup("{}: {}").format(label, own or in_english(f"It {_plain(rest)}."))


def field_label(path: str) -> str:
    """Return what the form calls a field of `check`, such as "targets[2].email"; unknown ones stay."""
    return _label(path) or path


def _label(path: str) -> str:
    parts: tuple[Part, ...] = PARTS
    labels: list[str] = []
    for step in _steps("people" if path == "person" else path):
        if isinstance(step, int):
            labels[-1] += f" {step}"
            continue
        part = _find(parts, step)
        if part is None:
            break
        labels.append(_(part.label))
        parts = () if isinstance(part, Field) else part.parts
    return comma().join(labels)


def _plain(message: str) -> str:
    for pattern, instead in _PLAIN:
        message = pattern.sub(instead, message)
    return message.strip().rstrip(".")


def _place(path: str, flat: Mapping[str, str], places: Mapping[str, list[int]]) -> tuple[str, str, int]:
    """Return name and label of what stands in the form for a path of `check`, and the line in it or 0."""
    steps = [*_steps(path)]
    if steps == ["person"] and not any(name.startswith("person.") for name in flat):
        steps = ["people"]
    parts: tuple[Part, ...] = PARTS
    name, label, part = "", "", None
    for step in steps:
        if isinstance(step, int):
            if not isinstance(part, Repeat):
                return name, label, step
            here = places.get(name, numbers(flat, f"{name}."))
            if not 0 < step <= len(here):
                return name, label, 0
            name = f"{name}.{here[step - 1]}"
            continue
        part = _find(parts, step)
        if part is None:
            return name, label, 0
        name, label = f"{name}.{step}".lstrip("."), _(part.label)
        parts = () if isinstance(part, Field) else part.parts
    if isinstance(part, Repeat) and part.short and name[-1:].isdecimal():
        name = f"{name}.{part.short}"
    return name, label, 0


def _find(parts: tuple[Part, ...], name: str) -> Part | None:
    for part in parts:
        if part.name == name:
            return part
        if isinstance(part, Group) and not part.name and (inner := _find(part.parts, name)):
            return inner
    return None


def _steps(path: str) -> Iterator[str | int]:
    if not re.fullmatch(r"[a-z_]+(\[\d+\]|\.[a-z_]+)*", path):
        return
    for word, number in _STEP.findall(path):
        yield word or int(number)
