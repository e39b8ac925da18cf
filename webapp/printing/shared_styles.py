"""Computed styles that are kept from one document to the next.

WeasyPrint matches each element with all selectors, and computes the properties of an element when the layout
asks for them. It shares the styles among the elements of one document that have the same parent's style and
the same declarations. All letters have the same elements, so that both are the same work for each: a quarter
of a print. A style holds no text and no element. It holds the page size of its first document, which matters
to viewport units alone: print has none.
"""

import re
from typing import Any

MAX_STYLES = 2_000
"""Our templates in all scripts and directions come to some hundred."""
MAX_ELEMENTS = 20_000
"""Kinds of elements that are known, of some hundred bytes each."""
MAX_ATTRIBUTE_CHARS = 100
"""A document with a longer attribute is not kept: it is a photograph, perhaps."""
NOT_KEPT = frozenset({"style", "link"})
"""Elements whose text, or what they refer to, decides how others look."""
OF_ATTRIBUTES = frozenset({"lang", "anchor"})
"""Properties that WeasyPrint makes of the attributes `lang` and `id`, anew in each document."""
LOOKS_AHEAD = re.compile(r":(?:has|empty|only|nth-last|last-of)\b")
"""Selectors that depend on what comes within an element, or after the next one."""


class SharedStyles:
    """The styles of all documents that were printed with the same style sheets.

    `css` is what is in the style sheets. Raise `ValueError` if it has a selector that looks ahead.
    """

    def __init__(self, css: str = "") -> None:
        if ahead := LOOKS_AHEAD.search(css):
            raise ValueError(
                f"a style sheet for print has {ahead.group()}: the styles of an element are kept by what is "
                "around and before it; name it by a class"
            )
        self._known: dict[tuple[object, ...], Any] = {}
        self._kinds: dict[tuple[object, ...], int] = {}
        self._of_kinds: dict[int, dict[str | None, Any]] = {}

    @property
    def computed(self) -> int:
        """How many properties have been computed, of all styles that are known."""
        return sum(map(len, self._known.values()))

    def of_document(self, root: Any) -> dict[tuple[Any, str | None], Any]:
        """Return the styles by element and pseudo-element, or nothing if one of the elements is not known.

        `root` is the root of its element tree. The styles are those that `share` was given.
        """
        found: dict[tuple[Any, str | None], Any] = {}
        for element, kind in self._kinds_of(root):
            styles = self._of_kinds.get(kind)
            if styles is None:
                return {}
            for pseudo_type, style in styles.items():
                found[element, pseudo_type] = style
        return found

    def share(self, style_for: Any, root: Any) -> None:
        """Replace the styles of a document, before its layout, with equal ones of earlier documents.

        They are kept for the documents after. Values are compared by identity: those of a known style live
        as long as it does, and those of a style sheet are parsed once.
        """
        if len(self._known) > MAX_STYLES or len(self._kinds) > MAX_ELEMENTS:
            self._known.clear()
            self._kinds.clear()
            self._of_kinds.clear()
        computed = style_for.get_computed_styles()
        shared: dict[int, Any] = {}
        for place, style in computed.items():  # parents before their children
            if id(style) not in shared:
                around = (shared.get(id(each)) for each in (style.parent_style, style.root_style))
                shared[id(style)] = self.equal(style, *around)
            computed[place] = shared[id(style)]
        kinds = dict(self._kinds_of(root))
        for (element, pseudo_type), style in computed.items():
            if element in kinds:
                self._of_kinds.setdefault(kinds[element], {})[pseudo_type] = style

    def equal(self, style: Any, parent: Any, root: Any) -> Any:
        """Return the known style that equals this one, or this one, which is known from now on."""
        declarations = (
            (name, value if name in OF_ATTRIBUTES else id(value), str(weight))
            for name, (value, weight) in style.cascaded.items()
        )
        known = self._known.setdefault((id(parent), style.pseudo_type, *declarations), style)
        if known is style and parent is not None:
            style.parent_style, style.root_style, style.cache = parent, root, parent.cache
        return known

    def _kinds_of(self, root: Any) -> list[tuple[Any, int]]:
        """Return each element with the number of its kind, or nothing for a document that is not kept.

        Elements of one kind match the same selectors: their names and attributes are equal, and so are those
        of what is around and before them; each is the last of its siblings, or none is.
        """
        kinds = self._kinds
        found = [(root, kinds.setdefault((root.tag, *root.attrib.items()), len(kinds)))]
        for parent, around in found:  # which grows meanwhile
            before, last = -1, len(parent) - 1
            for index, element in enumerate(parent):
                attributes = element.attrib
                if (
                    element.tag in NOT_KEPT
                    or "id" in attributes  # an anchor, which is another one in each document
                    or any(len(value) > MAX_ATTRIBUTE_CHARS for value in attributes.values())
                ):
                    return []
                key = (around, before, index == last, element.tag, *attributes.items())
                before = kinds.setdefault(key, len(kinds))
                found.append((element, before))
        return found


class PageStyles:
    """The styles of one document whose pages and their margin boxes, too, take over those of earlier ones.

    WeasyPrint asks for them page by page. What it changes in them afterwards, their counters, it changes
    once: it looks whether that is done.
    """

    def __init__(self, style_for: Any, styles: SharedStyles) -> None:
        self._style_for, self._styles = style_for, styles

    def __call__(self, *place: Any) -> Any:
        """Return the style of an element and pseudo-element."""
        return self._style_for(*place)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._style_for, name)

    def set_computed_styles(self, element: Any, parent: Any, pseudo_type: Any = None, **others: Any) -> None:
        """Compute the style of a page or a margin box, or take over the one that is known."""
        self._style_for.set_computed_styles(element, parent, pseudo_type=pseudo_type, **others)
        computed = self._style_for.get_computed_styles()
        style = computed[element, pseudo_type]
        computed[element, pseudo_type] = self._styles.equal(style, style.parent_style, style.root_style)
