"""The texts for reports that are not recorded: what is wrong, which value, what to do."""

from webapp.actions.outcomes import RejectionReason
from webapp.actions.submitted_report import MAX_QUANTITY, MIN_QUANTITY
from webapp.domain import letter_evening
from webapp.web.http.locales import gettext as _


def rejection_text(reason: RejectionReason, value: str = "") -> str:
    """Return the text for a rejected report, form or undo. `value` is what was filled in."""
    match reason:
        case RejectionReason.HONEYPOT:
            return _("The hidden field has to stay empty. Please try again.")
        case RejectionReason.NO_TARGET:
            return _("Choose at least one person to write to.")
        case RejectionReason.TARGET:
            return _("“%(given)s” is nobody this letter goes to. Please choose again.", given=value)
        case RejectionReason.TOKEN_TOO_NEW:
            return _(
                "One moment, please: a report can be counted two seconds after its form was opened. "
                "Press the button again."
            )
        case RejectionReason.TOKEN_EXPIRED:
            return _("This form was opened more than two days ago. Here is a new one: please press again.")
        case RejectionReason.TOKEN_INVALID:
            return _("This form is not valid here. Here is a new one: please press again.")
        case RejectionReason.CLOSED:
            return _("This action is closed; nothing more is counted.")
        case RejectionReason.CHANNEL if not value:
            return _("Please choose how you sent it: by one of the buttons.")
        case RejectionReason.CHANNEL:
            return _(
                "“%(given)s” is no way of sending that we know. Please choose one of the buttons.",
                given=value,
            )
        case RejectionReason.LETTER_LANGUAGE:
            return _("This campaign has no letter in that language any more. Please choose again.")
        case RejectionReason.QUANTITY:
            return _(
                "Please give a whole number from %(least)s to %(most)s. You gave “%(given)s”.",
                given=value,
                least=MIN_QUANTITY,
                most=MAX_QUANTITY,
            )
        case RejectionReason.EVENING if not value:
            return _("Please give the day on which you wrote together.")
        case RejectionReason.EVENING if not letter_evening.is_day(value):
            return _(
                "This is no day of the calendar. Write year, month and day, such as %(example)s.",
                example="2030-05-31",
            )
        case RejectionReason.EVENING:
            return _(
                "“%(given)s” is no day of the last %(days)s days. "
                "Please give the day on which you wrote together.",
                given=value,
                days=letter_evening.MAX_AGE.days,
            )
        case RejectionReason.MORE_WORK:
            return _(
                "Your report is for many letters, so your browser calculates for longer. It goes by itself "
                "as soon as that is done."
            )
        case RejectionReason.SIGNAL:
            return _("Please press one of the two buttons.")
        case RejectionReason.NOTHING_TO_UNDO:
            return _("There is nothing to take back: a report can be taken back for two days.")


def signal_rejection_text(reason: RejectionReason) -> str:
    """Return the text for a rejected signal."""
    match reason:
        case RejectionReason.NO_TARGET | RejectionReason.TARGET:
            return _("Please choose whom it is about.")
        case RejectionReason.TOKEN_TOO_NEW:
            return _("One moment, please: that was quick. Press the button again.")
        case _:
            return rejection_text(reason)


def signal_unavailable_text() -> str:
    """Return the text for a signal while the database cannot be reached."""
    return _("This could not be recorded just now. Please try again in a few seconds.")


def unavailable_text() -> str:
    """Return the text for a report while the database cannot be reached."""
    return _(
        "The report could not be recorded just now. It is not counted yet: please try again in a few seconds."
    )


def undo_unavailable_text() -> str:
    """Return the text for an undo while the database cannot be reached."""
    return _("Your report could not be taken back just now. Please try again in a few seconds.")


def cross_site_text() -> str:
    """Return the text for a form that another site sent."""
    return _("This report was sent from another site.")
