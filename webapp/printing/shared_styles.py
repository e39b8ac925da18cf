"""Computed styles that are kept from one document to the next.

WeasyPrint computes the properties of an element when the layout asks for them, and shares them among the
elements of one document that have the same parent's style and the same declarations. All letters have the
same elements, so that it is the same work for each: a fifth of a print. A style holds no text and no element.
It holds the page size of its first document, which matters to viewport units alone: print has none.
"""

from typing import Any

MAX_STYLES = 2_000
"""Our templates in all scripts and directions come to some hundred."""
OF_ATTRIBUTES = frozenset({"lang", "anchor"})
"""Properties that WeasyPrint makes of the attributes `lang` and `id`, anew in each document."""


class SharedStyles:
    """The styles of all documents that were printed with the same style sheets."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], Any] = {}

    @property
    def computed(self) -> int:
        """How many properties have been computed, of all styles that are known."""
        return sum(map(len, self._known.values()))

    def share(self, style_for: Any) -> None:
        """Replace the styles of a document, before its layout, with equal ones of earlier documents.

        Values are compared by identity: those of a known style live as long as it does, and those of a style
        sheet are parsed once.
        """
        if len(self._known) > MAX_STYLES:
            self._known.clear()
        computed = style_for.get_computed_styles()
        shared: dict[int, Any] = {}
        for place, style in computed.items():  # parents before their children
            if id(style) not in shared:
                parent = shared.get(id(style.parent_style))
                declarations = (
                    (name, value if name in OF_ATTRIBUTES else id(value), weight)
                    for name, (value, weight) in style.cascaded.items()
                )
                known = self._known.setdefault((id(parent), style.pseudo_type, *declarations), style)
                if known is style and parent is not None:
                    style.parent_style = parent
                    style.root_style, style.cache = shared[id(style.root_style)], parent.cache
                shared[id(style)] = known
            computed[place] = shared[id(style)]
