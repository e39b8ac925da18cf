"""The figures of a pack: sums of the page's database, with the names of the pack's language."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from webapp.actions.breakdown import Breakdown, Dimension, Source
from webapp.domain.action import Burst
from webapp.domain.campaign import Campaign
from webapp.domain.channel import Channel
from webapp.printing.letter_document import TextRun
from webapp.printing.line_breaking import with_break_opportunities
from webapp.team.handover.case_texts import CaseTexts
from webapp.team.handover.catalogue import Catalogue
from webapp.team.handover.pack import Numbers, Row

DIMENSIONS = (Dimension.WEEK, Dimension.CHANNEL, Dimension.TARGET, Dimension.LATE, Dimension.SOURCE)


OTHERS = "other"
"""The value of the row of all targets that the campaign has no more. `targets` may have one of this id."""


class ReadsBreakdowns(Protocol):
    """What a pack needs of the log of actions."""

    def breakdowns(
        self,
        groups: Sequence[Sequence[Dimension]],
        *,
        campaigns: Collection[str] = (),
        since: date | None = None,
        until: date | None = None,
    ) -> tuple[Breakdown, ...]:
        """Add up the same letters by each of these groups of dimensions, as of one moment."""

    def bursts(self) -> list[Burst]:
        """Return what waits for the team, and what it has refused."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Reads the figures of one campaign."""

    log: ReadsBreakdowns
    campaign: Campaign
    texts: CaseTexts
    catalogue: Catalogue

    def read(self, since: date | None, until: date | None) -> Numbers:
        """Return the figures of the days from `since` to `until`. Raise `ActionsUnavailable`."""
        slugs = (self.campaign.slug, *self.campaign.former_slugs)
        groups = [(each,) for each in DIMENSIONS]
        breakdowns = self.log.breakdowns(groups, campaigns=slugs, since=since, until=until)
        weeks, channels, targets, late, sources = map(_numbers, breakdowns)
        waiting = sum(
            burst.number
            for burst in self.log.bursts()
            if burst.waits(since, until) and burst.campaign in slugs
        )
        return Numbers(
            since=since,
            until=until,
            total=breakdowns[0].total,
            waiting=waiting,
            timeliness=self._timeliness(late),
            sources=self._sources(sources),
            channels=self._channels(channels),
            countries=self._countries(targets),
            targets=self._targets(targets),
            weeks=tuple(Row(week, self._text(self._week(week)), weeks[week]) for week in sorted(weeks)),
        )

    def _sources(self, sources: Mapping[str, int]) -> tuple[Row, ...]:
        if not sources.keys() - {Source.REPORTED}:
            return ()
        _ = self.catalogue.gettext
        names = {
            # L10N: where a number of letters comes from; so are the next two
            Source.REPORTED: _("Reported on the page"),
            Source.PAPER: _("Written on paper, and entered by the team"),
            Source.TAKEN_OFF: _("Taken off again by the team"),
        }
        return tuple(
            Row(each, self._text(name), sources[each]) for each, name in names.items() if each in sources
        )

    def _timeliness(self, late: Mapping[str, int]) -> tuple[Row, ...]:
        if self.campaign.deadline is None and not late.get("True"):
            return ()
        _ = self.catalogue.gettext
        in_time, after = _("By the deadline"), _("After the deadline")
        return (
            Row("no", self._text(in_time), late.get("False", 0)),
            Row("yes", self._text(after), late.get("True", 0)),
        )

    def _channels(self, channels: Mapping[str, int]) -> tuple[Row, ...]:
        names = channel_names(self.catalogue)
        return self._rows(channels, lambda value: self._text(names[Channel(value)]))

    def _countries(self, targets: Mapping[str, int]) -> tuple[Row, ...]:
        countries = Counter[str]()
        for target_id, number in targets.items():
            target = self.campaign.target(target_id)
            countries[target.country if target else ""] += number
        return self._rows(countries, self._country)

    def _country(self, code: str) -> TextRun:
        _ = self.catalogue.gettext
        name = self.catalogue.language.locale.territories.get(code, code)
        return self._text(name or _("Country not named"))

    def _targets(self, targets: Mapping[str, int]) -> tuple[Row, ...]:
        numbers = Counter[str]()
        for target_id, number in targets.items():
            numbers[target_id if not target_id or self.texts.office(target_id) else OTHERS] += number
        return self._rows(numbers, self._target)

    def _target(self, target_id: str) -> TextRun:
        _ = self.catalogue.gettext
        if not target_id:  # the team may enter letters without saying to whom
            return self._text(_("Office not named"))
        return self.texts.office(target_id) or self._text(_("Offices that are no longer written to"))

    def _rows(self, numbers: Mapping[str, int], label: Callable[[str], TextRun]) -> tuple[Row, ...]:
        largest_first: Iterable[tuple[str, int]] = sorted(
            numbers.items(), key=lambda each: (-each[1], each[0])
        )
        return tuple(Row(value, label(value), number) for value, number in largest_first)

    def _week(self, week: str) -> str:
        return self.catalogue.language.date(monday_of(week))

    def _text(self, text: str) -> TextRun:
        return TextRun(with_break_opportunities(text), self.catalogue.language.direction)


def _numbers(breakdown: Breakdown) -> Counter[str]:
    """Return the numbers of a breakdown by one dimension."""
    return Counter({str(value): number for (value,), number in breakdown.rows})


def monday_of(week: str) -> date:
    """Return the first day of a week by ISO 8601, such as `2024-W19`."""
    year, _sign, number = week.partition("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def channel_names(catalogue: Catalogue) -> Mapping[Channel, str]:
    """Return what the pack calls the channels."""
    _, pgettext = catalogue.gettext, catalogue.pgettext
    return {
        # L10N: how letters were sent, in a table of the handover pack; so are the next five
        Channel.POST: _("Letters by post"),
        Channel.EMAIL: pgettext("channel", "E-mails"),
        # L10N: the contact form on an official's own site
        Channel.FORM: _("Messages by a web form"),
        Channel.FAX: pgettext("channel", "Faxes"),
        Channel.CALL: pgettext("channel", "Telephone calls"),
        Channel.SOCIAL: _("Messages on social media"),
    }
