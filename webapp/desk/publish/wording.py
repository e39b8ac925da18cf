"""The words of publishing: decisions, what they change, and what came of a case."""

from datetime import date, datetime

from markupsafe import Markup

from webapp.desk.http.shell import moment
from webapp.desk.http.text import comma, ngettext, pgettext, ui_language
from webapp.desk.http.text import gettext as _
from webapp.desk.publish.form import Decision
from webapp.domain.language import parse
from webapp.domain.life import OutcomeKind
from webapp.domain.translation import Change
from webapp.team.publishing.plan import Effect, LanguageChange, Word


def title(decision: Decision) -> str:
    """Return what a screen is about."""
    return {
        Decision.PUBLISH: pgettext("decision about a campaign", "Publish"),
        Decision.CLOSE: pgettext("decision about a campaign", "Close"),
        Decision.REOPEN: pgettext("decision about a campaign", "Open again"),
        Decision.OUTCOME: _("Tell the outcome"),
        Decision.WITHDRAW: pgettext("decision about a campaign", "Withdraw"),
        Decision.CANCEL: _("Cancel what is scheduled"),
        Decision.FOLLOW: _("Begin a new issue"),
    }[decision]


def meaning(decision: Decision) -> str:
    """Return what a decision is for, in one sentence."""
    return {
        Decision.PUBLISH: _("The draft becomes what everybody sees, now or at a moment that you choose."),
        Decision.CLOSE: _("Nobody is asked to write any more. The page stays as a record."),
        Decision.REOPEN: _(
            "People are asked to write again. What the page said of the outcome is taken off."
        ),
        Decision.OUTCOME: _("The page says what came of the case. Nobody is asked to write any more."),
        Decision.WITHDRAW: _("The page goes away, and links to it lead nowhere. What was counted stays."),
        Decision.CANCEL: _("What is scheduled does not appear. What is public stays as it is."),
        Decision.FOLLOW: _(
            "A new draft continues this case, with its texts. Once it is public, the old page leads to it."
        ),
    }[decision]


def button(decision: Decision, *, is_scheduled: bool) -> str:
    """Return the words of the button that carries a decision out."""
    if decision is Decision.PUBLISH:
        return (
            pgettext("button or link: what it does", "Schedule it")
            if is_scheduled
            else pgettext("button or link: what it does", "Publish")
        )
    return {
        Decision.CLOSE: pgettext("button or link: what it does", "Close it"),
        Decision.REOPEN: _("Open it again"),
        Decision.OUTCOME: _("Tell it on the page"),
        Decision.WITHDRAW: _("Withdraw the page"),
        Decision.CANCEL: pgettext("button or link: what it does", "Cancel it"),
        Decision.FOLLOW: pgettext("button or link: what it does", "Begin it"),
    }[decision]


def done(decision: Decision, *, is_scheduled: bool) -> str:
    """Return what has just been done."""
    if decision is Decision.PUBLISH and is_scheduled:
        return _("It is scheduled: until then nobody outside the team sees a difference.")
    return {
        Decision.PUBLISH: _("It is published: every host of the page shows it within some seconds."),
        Decision.CLOSE: _("It is closed: the page says so within some seconds."),
        Decision.REOPEN: _("It is open again: the page asks for letters within some seconds."),
        Decision.OUTCOME: _("The page tells the outcome within some seconds."),
        Decision.WITHDRAW: _("It is withdrawn: the page is gone within some seconds."),
        Decision.CANCEL: _("It is cancelled: nothing is scheduled any more."),
        Decision.FOLLOW: "",
    }[decision]


def effect(which: Effect, value: str) -> str:
    """Return what changes, and for whom."""
    match which:
        case Effect.APPEARS:
            return ngettext(
                "Everybody: the page appears, with %(num)s office to write to.",
                "Everybody: the page appears, with %(num)s offices to write to.",
                int(value),
            )
        case Effect.DISAPPEARS:
            return _("Everybody: the page is gone, and links to it lead nowhere.")
        case Effect.STAYS:
            return _("Nobody sees a difference: what is public stays.")
        case Effect.CLOSES:
            return _("Supporters: nobody is asked to write any more. The page stays as a record.")
        case Effect.REOPENS:
            return _("Supporters: they are asked to write again.")
        case Effect.OUTCOME:
            return _(
                "Everybody: the page says what came of the case: %(what)s.", what=outcome(OutcomeKind(value))
            )
        case Effect.TARGET_ADDED:
            return _("Supporters: they can write to %(who)s, too.", who=value)
        case Effect.TARGET_REMOVED:
            return _(
                "Supporters: nobody writes to %(who)s any more. Letters that were begun go to the others.",
                who=value,
            )
        case Effect.DEADLINE if value:
            return _(
                "Supporters: the last day is %(day)s.", day=ui_language().date(date.fromisoformat(value))
            )
        case Effect.DEADLINE:
            return _("Supporters: there is no deadline any more.")
        case Effect.CONTINUES:
            return _("Readers of the older page %(slug)s: it leads here.", slug=value)
        case Effect.PARTNERS:
            return ngettext(
                "%(num)s partner: the change shows in the frame on their site.",
                "%(num)s partners: the change shows in the frames on their sites.",
                int(value),
            )
        case Effect.REPLACES_SCHEDULED:
            sentence = _("What was scheduled for %(moment)s does not appear.", moment="{}")
            before, _here, after = sentence.partition("{}")
            return Markup("{}{}{}").format(before, moment(datetime.fromisoformat(value)), after)


def language(tag: str) -> str:
    """Return the name of a language."""
    return parse(tag).name_in(ui_language())


def in_language(change: LanguageChange) -> str:
    """Return what readers of a language see."""
    said = []
    if change.had_page and not change.has_page:
        said.append(_("the page is not offered any more"))
    elif change.has_page and not change.had_page:
        said.append(_("the page is offered"))
    if change.loses_letter:
        said.append(_("the letter is not offered until it is translated anew"))
    elif change.has_letter and not change.had_letter:
        said.append(_("the letter is offered"))
    if change.changed:
        said.append(ngettext("%(num)s text is new", "%(num)s texts are new", change.changed))
    if change.in_source_language:
        said.append(
            ngettext(
                "%(num)s text stands there in the language of the source",
                "%(num)s texts stand there in the language of the source",
                len(change.in_source_language),
            )
        )
    if change.of_earlier_wording:
        said.append(
            ngettext(
                "%(num)s text stays as a translation of the earlier wording",
                "%(num)s texts stay as translations of the earlier wording",
                change.of_earlier_wording,
            )
        )
    return comma().join(said)


def change(which: Change) -> str:
    """Return what a comparison says that a correction is."""
    return {Change.FACT: _("looks like a fact"), Change.WORDING: _("looks like wording")}[which]


def words() -> list[tuple[str, str, str]]:
    """Return what a correction can be: value, label, hint."""
    return [
        (
            Word.WORDING.value,
            pgettext("choice of a field", "The wording"),
            _("The facts are the same. The translations stay in use, and are marked for your translators."),
        ),
        (
            Word.FACT.value,
            pgettext("choice of a field", "A fact"),
            _(
                "A name, a date, a number, an address. Translations of the old text are taken off: there "
                "the page shows the source text, and a letter with it is not offered until they are renewed."
            ),
        ),
        (
            Word.TOGETHER.value,
            _("A fact, and the translations were corrected with it"),
            _("What your translators changed belongs to the new text. Nothing is taken off."),
        ),
    ]


def outcome(kind: OutcomeKind) -> str:
    """Return what came of a case."""
    return {
        OutcomeKind.RELEASED: pgettext("outcome of a case", "released"),
        OutcomeKind.IMPROVED: _("things are better"),
        OutcomeKind.NO_CHANGE: _("nothing has changed"),
        OutcomeKind.DIED: _("the person has died"),
        OutcomeKind.OTHER: pgettext("outcome of a case", "something else"),
    }[kind]


def outcomes() -> list[tuple[str, str]]:
    """Return what can come of a case: value, label."""
    return [(kind.value, outcome(kind)) for kind in OutcomeKind]
