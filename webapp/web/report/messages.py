"""Refusals put into the supporter's words: what it is about, what was given, what to do."""

from webapp.actions import reporting, tokens
from webapp.actions.reporting import RejectionReason
from webapp.web.http.locales import gettext as _


def refusal_text(refused: reporting.ReportRejected, given: str) -> str:
    """Say why a report was not taken, or not taken back."""
    match refused.why:
        case RejectionReason.CLOSED:
            return _("This action is closed; nothing more is counted.")
        case RejectionReason.CHANNEL:
            return _(
                "“%(given)s” is no way of sending that we know. Please choose one of the buttons.",
                given=given,
            )
        case RejectionReason.TARGET:
            return _("“%(given)s” is nobody this letter goes to. Please choose again.", given=given)
        case RejectionReason.QUANTITY:
            return _(
                "The number of letters is “%(given)s”. Please give a whole number, %(least)s to %(most)s.",
                given=given,
                least=refused.least,
                most=refused.most,
            )
        case RejectionReason.LETTER_LANGUAGE:
            return _("This campaign has no letter in that language any more. Please choose again.")
        case RejectionReason.NOTHING_HELD:
            return _("There is nothing to take back: a report can be taken back for two days.")


def token_text(refused: tokens.TokenRejected) -> str:
    """Say why a form is not good, and what to do."""
    match refused:
        case tokens.TokenTooNew():
            return _("That was quick. One moment, please: the same button works in two seconds.")
        case tokens.TokenExpired():
            return _("This form was opened more than two days ago. Here is a new one: please press again.")
        case _:
            return _("This form is not valid here. Here is a new one: please press again.")
