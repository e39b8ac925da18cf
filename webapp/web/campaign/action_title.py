"""How an urgent action is called: its number, and which issue it is."""

from collections.abc import Callable

from webapp.domain.campaign import Campaign
from webapp.domain.issue import Kind
from webapp.web.http.locales import gettext as _
from webapp.web.http.locales import pgettext


def action_parts(campaign: Campaign) -> tuple[str, ...]:
    """Return "Third Urgent Action 60/16" and the like, in parts; none without number, issue and kind."""
    issue, reference = campaign.issue, campaign.reference
    number = 1 if issue.number is None and issue.kind is Kind.FIRST else issue.number
    if issue.kind in (None, Kind.FIRST):
        if number in _ORDINALS:
            return (_ORDINALS[number](reference).strip(),)
        name = pgettext(
            "name of an action, with its number", "Urgent Action %(reference)s", reference=reference
        )
        title = (name,) if reference else ()
    elif issue.kind is Kind.UPDATE:
        title = (_("Further information on Urgent Action %(reference)s", reference=reference).strip(),)
    else:
        title = (_("Outcome of Urgent Action %(reference)s", reference=reference).strip(),)
    if number is None:
        return title
    return (*title, pgettext("number after the name of an action", "Issue %(number)s", number=number))


_ORDINALS: dict[int | None, Callable[[str], str]] = {
    # L10N: the reference, such as "60/16", may be missing: write it last, or leave a space on each side
    1: lambda reference: _("First Urgent Action %(reference)s", reference=reference),
    2: lambda reference: _("Second Urgent Action %(reference)s", reference=reference),
    3: lambda reference: _("Third Urgent Action %(reference)s", reference=reference),
    4: lambda reference: _("Fourth Urgent Action %(reference)s", reference=reference),
    5: lambda reference: _("Fifth Urgent Action %(reference)s", reference=reference),
    6: lambda reference: _("Sixth Urgent Action %(reference)s", reference=reference),
    7: lambda reference: _("Seventh Urgent Action %(reference)s", reference=reference),
    8: lambda reference: _("Eighth Urgent Action %(reference)s", reference=reference),
}
