"""What the public page in a preview says of the desk's: that it is a preview."""

from webapp.desk.http.text import gettext as _
from webapp.team.previewing.links import Look
from webapp.team.previewing.previews import Shown


def not_counted() -> str:
    """Return what answers a report."""
    return _("This is a preview: nothing was counted.")


def back_to_page() -> str:
    """Return the words of the link back."""
    return _("Back to the page")


def bar(shown: Shown, look: Look) -> str:
    """Return what the bar says; "" where there is none."""
    if shown.problems and shown.is_typed:
        return _(
            "What is typed now cannot be shown yet. This is version %(number)s · not public",
            number=shown.number,
        )
    if shown.problems:
        return _(
            "Version %(wanted)s cannot be shown yet. This is version %(number)s · not public",
            wanted=shown.wanted,
            number=shown.number,
        )
    return _("Preview of version %(number)s · not public", number=shown.number) if look is Look.PAGE else ""
