"""The words of the numbers: what they are added up by, and their values."""

from webapp.actions.breakdown import Source
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import ngettext, npgettext, pgettext, ui_language
from webapp.desk.numbers.timeline import Step, Timeline
from webapp.domain.channel import Channel
from webapp.domain.language import UnknownLanguage, parse
from webapp.team.numbers.figures import By, Figures


def title(by: By) -> str:
    """Return the heading of a table."""
    return {
        By.CAMPAIGN: pgettext("grouping of a table", "By campaign"),
        By.DAY: pgettext("grouping of a table", "By day"),
        By.WEEK: pgettext("grouping of a table", "By week"),
        By.CHANNEL: pgettext("grouping of a table", "By channel"),
        By.LANGUAGE: _("By language of the letter"),
        By.TARGET: pgettext("grouping of a table", "By addressee"),
        By.PARTNER: pgettext("grouping of a table", "By partner"),
        By.COUNTRY: _("By country of the addressee"),
        By.LATE: _("In time and late"),
        By.SOURCE: _("From the page and from paper"),
    }[by]


def column(by: By) -> str:
    """Return the heading of the column with the values."""
    return {
        By.CAMPAIGN: pgettext("column of a table", "Campaign"),
        By.DAY: pgettext("column of a table", "Day"),
        By.WEEK: pgettext("column of a table", "Week from"),
        By.CHANNEL: pgettext("column of a table", "Channel"),
        By.LANGUAGE: pgettext("column of a table", "Language"),
        By.TARGET: pgettext("column of a table", "Addressee"),
        By.PARTNER: pgettext("column of a table", "Partner"),
        By.COUNTRY: pgettext("column of a table", "Country"),
        By.LATE: pgettext("column of a table", "Deadline"),
        By.SOURCE: pgettext("column of a table", "Where from"),
    }[by]


def channel(which: Channel) -> str:
    """Return what a channel is called beside a number."""
    return {
        Channel.POST: pgettext("channel", "Post"),
        Channel.EMAIL: pgettext("channel", "E-mail"),
        Channel.FORM: pgettext("channel", "Web form"),
        Channel.FAX: pgettext("channel", "Fax"),
        Channel.CALL: pgettext("channel", "Telephone"),
        Channel.SOCIAL: pgettext("channel", "Social media"),
    }[which]


def language(tag: str) -> str:
    """Return the name of a language; the tag, where the CLDR does not know it."""
    if not tag:
        return pgettext("no value", "Not known")
    try:
        name = parse(tag).name_in(ui_language())
    except UnknownLanguage:
        return tag
    return name[:1].upper() + name[1:]


def country(code: str) -> str:
    """Return the name of a country by its code (ISO 3166-1 alpha-2)."""
    return (
        str(ui_language().locale.territories.get(code, code)) if code else pgettext("no value", "Not known")
    )


def late(is_late: bool) -> str:
    """Return when letters were reported."""
    return _("After the deadline") if is_late else pgettext("row of a table", "In time")


def partner(name: str) -> str:
    """Return where letters were reported."""
    return name or _("The page itself, or no partner")


def target(name: str) -> str:
    """Return whom letters went to."""
    return name or _("No addressee named")


def left_out(rows: int) -> str:
    """Return the head of the row that adds up those that the page does not show."""
    return ngettext(
        "%(num)s more line, which is in the files", "%(num)s more lines, which are in the files", rows
    )


def describe(timeline: Timeline) -> str:
    """Return what a chart shows, for those who do not see it."""
    day, highest = ui_language().date, timeline.highest
    values = {
        "first": day(timeline.bars[0].day),
        "last": day(timeline.bars[-1].day),
        "highest": day(highest.day),
        "number": ui_language().number(highest.number),
    }
    if timeline.step is Step.DAY:
        return _(
            "Bar chart of the letters and calls by day, from %(first)s to %(last)s. The highest bar is "
            "%(highest)s, with %(number)s.",
            **values,
        )
    return _(
        "Bar chart of the letters and calls by week, from the week of %(first)s to the week of %(last)s. The "
        "highest bar is the week of %(highest)s, with %(number)s.",
        **values,
    )


def most(timeline: Timeline) -> str:
    """Return the highest bar in words."""
    highest = timeline.highest
    values = {"number": ui_language().number(highest.number), "day": ui_language().date(highest.day)}
    if timeline.step is Step.DAY:
        return _("Most on one day: %(number)s (%(day)s)", **values)
    return _("Most in one week: %(number)s (week of %(day)s)", **values)


def days_left(days: int | None) -> str:
    """Return how long letters can still arrive in time; None is past."""
    if days is None:
        return _("The deadline has passed.")
    if days == 0:
        return _("Today is the last day.")
    return npgettext("period of time", "%(num)s day left", "%(num)s days left", days)


def who(person: str, name: str) -> str:
    """Return who did something, by their id and the name that the team knows them by."""
    return name or (_("somebody who has left the team") if person else _("on the server"))


def source(which: Source) -> str:
    """Return where a number comes from."""
    return {
        Source.REPORTED: _("Reported on the page"),
        Source.PAPER: _("Entered by the team, from paper"),
        Source.TAKEN_OFF: _("Taken off by the team"),
    }[which]


def made_of(figures: Figures) -> tuple[str, ...]:
    """Return what a total is made of, in sentences."""
    sentences = []
    if figures.paper:
        reported = figures.total - figures.paper
        sentences.append(
            ngettext("%(num)s was reported on the page.", "%(num)s were reported on the page.", reported)
        )
        sentences.append(
            ngettext(
                "%(num)s was entered by the team, from paper.",
                "%(num)s were entered by the team, from paper.",
                figures.paper,
            )
        )
    if figures.taken_off:
        sentences.append(
            ngettext(
                "%(num)s that was reported has been taken off by the team and is not in this number.",
                "%(num)s that were reported have been taken off by the team and are not in this number.",
                figures.taken_off,
            )
        )
    if figures.late:
        sentences.append(
            ngettext("%(num)s came after the deadline.", "%(num)s came after the deadline.", figures.late)
        )
    return tuple(sentences)
