"""What a campaign's page is made from beside the campaign and the draft."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from webapp.domain.language import Language
from webapp.printing.sheet_count import Widths


@dataclass(frozen=True, slots=True)
class PageDependencies:
    """What the page is made from and neither the campaign nor the draft knows."""

    languages: Sequence[Language]
    """The page languages that are offered."""
    public_url: str
    """The campaign's address for everybody."""
    missing: Callable[[str], Iterable[str]]
    """Returns the characters of a text that no bundled font has."""
    widths: Widths
    reported: int | None
    """The number of actions that the page shows at its head; None where it shows none."""
