"""Rules of addresses, compiled once a process: most tests make an app, and all apps have the same rules.

Werkzeug reads each rule and makes two functions of it, from a syntax tree: most of the time an app takes.
"""

from collections.abc import Callable, Hashable
from typing import Any

from werkzeug.routing.rules import Rule

Compiled = tuple[dict[str, Any], frozenset[str], Callable[..., Any], Callable[..., Any]]


def remember() -> None:
    """Let Werkzeug use again what it made of a rule that was compiled before, in whatever app."""
    compile_rule = Rule.compile
    known: dict[Hashable, Compiled] = {}

    def remembered(rule: Rule) -> None:
        key = _made_of(rule)
        if key not in known:
            compile_rule(rule)
            kept = {name: getattr(rule, name) for name in ("_parts", "_trace", "_converters")}
            builders = rule._build.__func__, rule._build_unknown.__func__  # type: ignore[attr-defined]
            known[key] = (kept, frozenset(rule.arguments), *builders)
            return
        kept, arguments, build, build_unknown = known[key]
        vars(rule).update(kept)
        rule.arguments.update(arguments)
        rule._build = build.__get__(rule)
        rule._build_unknown = build_unknown.__get__(rule)

    Rule.compile = remembered  # type: ignore[method-assign]


def _made_of(rule: Rule) -> Hashable:
    """Return all that a compiled rule depends on."""
    assert rule.map is not None
    domain = rule.host if rule.map.host_matching else rule.subdomain
    defaults = tuple((name, repr(value)) for name, value in (rule.defaults or {}).items())
    converters = tuple(rule.map.converters.items())
    return (rule.rule, domain or "", rule.merge_slashes, defaults, converters)
