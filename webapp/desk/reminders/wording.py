"""The sentences of reminders."""

from webapp.desk.http.text import language_name, ngettext, pgettext, ui_language
from webapp.team.overview.lacks import Duty
from webapp.team.reminders.reminders import Deadline, Work


def deadline(reminder: Deadline) -> str:
    """Return the title of a deadline."""
    return pgettext("entry of a calendar", "Deadline: %(campaign)s", campaign=reminder.name)


def work(reminder: Work) -> str:
    """Return the title of a task."""
    number, language = reminder.task.amount.messages, language_name(reminder.task.language)
    if reminder.task.duty is Duty.REVIEW:
        return ngettext(
            "%(campaign)s: %(num)s translation to review (%(language)s)",
            "%(campaign)s: %(num)s translations to review (%(language)s)",
            number,
            campaign=reminder.name,
            language=language,
        )
    return ngettext(
        "%(campaign)s: %(num)s text to translate (%(language)s)",
        "%(campaign)s: %(num)s texts to translate (%(language)s)",
        number,
        campaign=reminder.name,
        language=language,
    )


def since(reminder: Work) -> str:
    """Return how long a task has waited."""
    return pgettext("sentence", "Waiting since %(day)s.", day=ui_language().date(reminder.task.since.date()))


def more(number: int) -> str:
    """Return the title that stands for further tasks."""
    return ngettext("%(num)s more task waits", "%(num)s more tasks wait", number)


def path(reminder: Work) -> str:
    """Return where a task is done."""
    shown = "not-reviewed" if reminder.task.duty is Duty.REVIEW else "open"
    return f"/campaigns/{reminder.slug}/translate/{reminder.task.language}?show={shown}"
