"""What a translator calls the parts of a case: the label of each message, and how its text is used."""

from collections.abc import Callable

from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import pgettext
from webapp.domain.translation import MessageState

PAGE, LETTER = "page", "letter"
_OFFICIAL = "official."


def group_of(context: str) -> str:
    """Return the group that a message stands in: the page, the letter, or one official's."""
    table, _dot, rest = context.partition(".")
    if table == "targets":
        return _OFFICIAL + rest.partition(".")[0]
    return LETTER if table == "letter" else PAGE


def group_title(group: str, official: str) -> str:
    """Return the heading of a group; `official` is the name of the one that it is about."""
    if group == PAGE:
        return pgettext("heading", "The page")
    return (
        pgettext("heading", "The letter")
        if group == LETTER
        else pgettext("heading", "Official: %(name)s", name=official)
    )


def field_of(context: str) -> str:
    """Return a context without the id of an official: `targets.salutation`."""
    table, _dot, rest = context.partition(".")
    if table == "people":
        return f"person.{rest}"
    return f"targets.{rest.partition('.')[2]}" if table == "targets" else context


def label(context: str) -> str:
    """Return what a message is."""
    field = field_of(context)
    if field.startswith("targets.") and field.endswith(".note"):
        return _("Note on an address or a number")
    found = _labels().get(field)
    return found() if found else context


def _labels() -> dict[str, Callable[[], str]]:
    return {
        "headline": lambda: pgettext("label of a field: campaign", "Headline"),
        "summary": lambda: _("Paragraph of the summary"),
        "instructions": lambda: pgettext("label of a field: campaign", "Instruction"),
        "background": lambda: _("Paragraph of the background"),
        "group": lambda: _("Name of the group"),
        "theme": lambda: pgettext("label of a field: campaign", "Theme"),
        "alt": lambda: _("Description of the photograph"),
        "credit": lambda: _("Who took the photograph"),
        "outcome.text": lambda: _("Paragraph on the outcome"),
        "person.name": lambda: _("Name of a person"),
        "person.pronouns": lambda: pgettext("label of a field: person", "Pronouns"),
        "person.about": lambda: _("About the person"),
        "person.alt": lambda: _("Description of the photograph"),
        "person.credit": lambda: _("Who took the photograph"),
        "sender.name": lambda: _("Name of the organization"),
        "sender.note": lambda: _("About the organization"),
        "letter.subject": lambda: pgettext("label of a field: letter", "Subject"),
        "letter.salutation": lambda: pgettext("label of a field: letter", "Salutation"),
        "letter.text": lambda: _("Paragraph of the letter"),
        "letter.closing": lambda: pgettext("label of a field: letter", "Closing"),
        "letter.demands": lambda: pgettext("label of a field: letter", "Demand"),
        "letter.demands.why": lambda: _("Why the demand stays"),
        "letter.card": lambda: _("Paragraph of the postcard"),
        "letter.post": lambda: pgettext("label of a field: letter", "Post"),
        "targets.office": lambda: pgettext("label of a field: official", "Office"),
        "targets.name": lambda: _("Name of the official"),
        "targets.title": lambda: pgettext("label of a field: official", "Title"),
        "targets.salutation": lambda: pgettext("label of a field: official", "Salutation"),
        "targets.demands": lambda: _("Demand to this official alone"),
        "targets.demands.why": lambda: _("Why the demand stays"),
        "targets.notes": lambda: pgettext("label of a field: official", "Note"),
    }


def use(context: str) -> str:
    """Return who reads the text of a message, and where: what decides how it is worded."""
    field = field_of(context)
    if field in ("alt", "person.alt"):
        return _("A screen reader says it to people who cannot see the photograph.")
    if field in ("letter.subject", "letter.text", "letter.card", "letter.demands", "targets.demands"):
        return {
            "letter.subject": _("The subject of a mail to an official: formal."),
            "letter.card": _("To an official, on a postcard: formal and short."),
        }.get(field, _("To an official: formal."))
    if field in ("letter.salutation", "letter.closing", "targets.salutation"):
        return _("To an official: formal, as such a letter begins or ends in this language.")
    if field == "letter.post":
        return _("For social media, to be read by everybody: short.")
    if field in ("person.name", "targets.name"):
        return _("The name as this language writes it. It may stay as it is.")
    if field == "headline":
        return _("The first words of the page, and of links to it: short.")
    if field == "person.pronouns":
        return _("How one speaks of the person: “she/her”, or what this language has.")
    if field == "instructions":
        return _("To the people who write the letter.")
    if field in ("targets.office", "targets.title"):
        return _("On the page, beside the name. The address on the letter stays as it is.")
    return _("On the page, to its readers.")


def state(row_state: MessageState, *, is_empty: bool, needs_work: bool, is_reviewed: bool) -> tuple[str, str]:
    """Return the badge of a message: its kind (see desk/macros/notices.html) and its words."""
    if is_empty:
        return "draft", pgettext("state of a text", "Empty")
    if needs_work:
        return "warn", pgettext("state of a text", "Needs work")
    if row_state is MessageState.FACT:
        return "red", _("Changed: a fact")
    if row_state is MessageState.WORDING:
        return "warn", _("Changed: the wording")
    if row_state is MessageState.MISSING:
        return "warn", pgettext("state of a text", "Needs work")
    return (
        ("over", pgettext("state of a text", "Reviewed"))
        if is_reviewed
        else ("live", pgettext("state of a text", "Done"))
    )
