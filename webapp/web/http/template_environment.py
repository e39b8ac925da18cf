"""The environment of the templates, in which an import of macros costs little."""

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment


class TemplateEnvironment(Environment):
    """Gives templates the app's globals themselves. Jinja chains a map of each template before them.

    At each `import` Jinja compares the globals of two templates. With chained maps that takes a tenth of the
    time in which a page is rendered.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template, with its own ones if it has any."""
        return {**self.globals, **d} if d else self.globals
