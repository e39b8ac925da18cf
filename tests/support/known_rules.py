"""Rules of addresses, compiled once a process: most tests make an app, and all apps have the same rules.

Werkzeug makes two functions of each rule, from a syntax tree. That is nearly all of the time an app takes.
"""

from collections.abc import Callable, Hashable

from werkzeug.routing.rules import Rule


def remember_builders() -> None:
    """Let Werkzeug use a function again for a rule that was compiled before, in whatever app."""
    compile_builder = Rule._compile_builder
    known: dict[Hashable, Callable[..., tuple[str, str]]] = {}

    def remembered(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        defaults = tuple((name, repr(value)) for name, value in (rule.defaults or {}).items())
        key = (rule.rule, tuple(rule._trace), defaults, append_unknown)  # all that the function is made of
        if key not in known:
            known[key] = compile_builder(rule, append_unknown)
        return known[key]

    Rule._compile_builder = remembered  # type: ignore[method-assign]
