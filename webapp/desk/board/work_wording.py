"""The words of the work that is left."""

from webapp.desk.http.text import language_name, ngettext, pgettext
from webapp.team.overview.lacks import Duty, Kind
from webapp.team.overview.work import Task


def lacking(task: Task) -> tuple[str, ...]:
    """Return what a task is made of, one line for each kind."""
    return tuple(_lacking(kind, amount.messages) for kind, amount in task.amounts.items())


def _lacking(kind: Kind, number: int) -> str:
    match kind:
        case Kind.EMPTY:
            return ngettext("%(num)s text is empty", "%(num)s texts are empty", number)
        case Kind.FACT:
            return ngettext("%(num)s text has another fact now", "%(num)s texts have other facts now", number)
        case Kind.WORDING:
            return ngettext(
                "%(num)s text has another wording now", "%(num)s texts have another wording now", number
            )
        case Kind.UNFINISHED:
            return ngettext("%(num)s text is not finished", "%(num)s texts are not finished", number)
        case Kind.UNREVIEWED:
            return ngettext("%(num)s text is not reviewed", "%(num)s texts are not reviewed", number)


def duty(which: str) -> str:
    """Return what somebody does."""
    return {Duty.TRANSLATE: pgettext("task", "Translate"), Duty.REVIEW: pgettext("task", "Review")}[
        Duty(which)
    ]


def link(task: Task) -> str:
    """Return the words of the link to a task."""
    language = language_name(task.language)
    if task.duty is Duty.REVIEW:
        return pgettext("task", "Review: %(language)s", language=language)
    return pgettext("task", "Translate: %(language)s", language=language)


def address(slug: str, task: Task) -> str:
    """Return where it is done."""
    shown = "not-reviewed" if task.duty is Duty.REVIEW else "open"
    return f"/campaigns/{slug}/translate/{task.language}?show={shown}"
