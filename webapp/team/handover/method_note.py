"""The method note: how the figures came about, and what they do not say. Every sentence has to be true."""

from dataclasses import dataclass

from webapp.actions.breakdown import Source
from webapp.team.handover.catalogue import Catalogue
from webapp.team.handover.pack import Pack


@dataclass(frozen=True, slots=True)
class MethodNote:
    """Sentences in paragraphs."""

    how: tuple[str, ...]
    limits: tuple[str, ...]
    """What the figures do not say."""


def method_note(pack: Pack, catalogue: Catalogue) -> MethodNote:
    """Return the note on the figures of a pack."""
    return MethodNote(tuple(_how(pack, catalogue)), tuple(_limits(catalogue)))


def _how(pack: Pack, catalogue: Catalogue) -> list[str]:
    _, numbers = catalogue.gettext, pack.numbers
    found = [
        _(
            "The figures count letters, calls and messages that people reported. After writing or calling, a "
            "person presses a button on the page of the campaign. What nobody reported is not counted."
        ),
        _(
            "One report may stand for several letters: one to each official who was written to, or as many "
            "as the person says they posted or faxed."
        ),
        _(
            "The names and addresses of those who write are not stored, and no account is needed. A report "
            "that is sent twice by mistake is counted once, and a report can be taken back."
        ),
        _(
            "Reports that come in unusual numbers from one network, and those that may come from a machine, "
            "are kept apart. They are counted only if the campaign’s team has looked at them and agreed."
        ),
    ]
    if numbers.waiting:
        found.append(
            catalogue.ngettext(
                "%(num)s letter or call is still kept apart in this way and is in no figure here.",
                "%(num)s letters and calls are still kept apart in this way and are in no figure here.",
                numbers.waiting,
            )
        )
    sources = {row.value for row in numbers.sources}
    if Source.PAPER in sources:
        found.append(
            _(
                "Some letters were written on paper, for example at an event. The campaign’s team has "
                "entered their number. One of the tables shows it by itself."
            )
        )
    if Source.TAKEN_OFF in sources:
        found.append(
            _(
                "The campaign’s team has taken numbers off again that could not be right. One of the tables "
                "shows how many. They are in no other table."
            )
        )
    if pack.deadline:
        found.append(
            _(
                "The campaign asked people to write by %(date)s, and what was reported on a later day is "
                "shown as after the deadline.",
                date=catalogue.language.date(pack.deadline),
            )
        )
    found.append(
        _(
            "A report counts on the day on which it was made, in the last time zone on Earth to reach that "
            "day (UTC−12). A week begins on Monday. Weeks without a report are left out of the table."
        )
    )
    return found


def _limits(catalogue: Catalogue) -> list[str]:
    _ = catalogue.gettext
    return [
        _("They do not say that a letter has arrived or was read. Nobody but its recipient can know that."),
        _("They do not say how many different people wrote: one person may have written more than once."),
        _("They do not say what each person wrote: people may change the suggested letter."),
        _("The countries are those of the offices that were written to, not of the people who wrote."),
    ]
