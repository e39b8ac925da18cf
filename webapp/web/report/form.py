"""A report as it is filled in: what a form says, and what it is preset with."""

from dataclasses import dataclass, field

from webapp.actions import reporting
from webapp.domain import text
from webapp.domain.action import MOST_AT_ONCE
from webapp.domain.campaign import Campaign
from webapp.domain.drafting import default_language
from webapp.domain.language import Language
from webapp.web.campaign.choices import Form


@dataclass(frozen=True, slots=True)
class ReportForm:
    """The reporting form as it stands."""

    token: str
    channel: str
    letter: str
    to: tuple[str, ...]
    choices: tuple[str, ...]
    """The targets that can be meant: those the channel reaches, or all where it reaches none."""
    quantity: str = "1"
    refusal: str = ""
    wait: int = 0
    """Seconds after which htmx sends the form again by itself; 0 for never."""
    most: int = field(default=MOST_AT_ONCE)
    challenge: str = ""
    """What the browser is to calculate, as JSON; "" where no proof of work is asked for."""
    proof: str = ""
    """The solution as it was sent; only a right one is ever shown again."""

    @property
    def number(self) -> int:
        """The quantity as a number; 0 where it is none, which is refused as out of bounds."""
        return int(self.quantity) if self.quantity.isdecimal() and self.quantity.isascii() else 0


@dataclass(frozen=True, slots=True)
class ReportOutcome:
    """What became of a report."""

    token: str
    quantity: int
    undone: bool
    held: bool
    """True if it is held apart for the campaign team and not in the tally."""


def read_report(campaign: Campaign, ui_language: Language, given: Form) -> ReportForm:
    """Read a posted report, cut to lengths that can be shown again."""
    channel = text.line(given.get("channel", ""))[:20]
    choices = reachable(campaign, channel)
    return ReportForm(
        token=given.get("token", "")[:200],
        channel=channel,
        letter=letter_tag(campaign, ui_language, given.get("letter", "")),
        to=tuple(dict.fromkeys(given.getlist("to")))[:20] or (choices if len(choices) == 1 else ()),
        choices=choices,
        quantity=text.line(given.get("quantity", "1"))[:10],
        proof=given.get("proof", ""),
    )


def letter_tag(campaign: Campaign, ui_language: Language, tag: str) -> str:
    """Give the letter's language; the page's default where none is offered by that tag."""
    return tag if campaign.letter_edition(tag) else default_language(campaign, ui_language).tag


def reachable(campaign: Campaign, channel: str) -> tuple[str, ...]:
    """Give the targets a channel reaches; all where we know no way, since a supporter may have found one."""
    able = tuple(target.id for target in campaign.targets if channel in target.channels)
    return able or tuple(target.id for target in campaign.targets)


def preselected(choices: tuple[str, ...], chosen: list[str]) -> tuple[str, ...]:
    """Preselect whom the letter went to; everybody who can be meant where that is nobody."""
    return tuple(one for one in choices if one in chosen) or choices


def rejected_value(refused: reporting.ReportRejected, report: ReportForm) -> str:
    """Give what was filled in where it is refused."""
    match refused.why:
        case reporting.RejectionReason.QUANTITY:
            return report.quantity
        case reporting.RejectionReason.CHANNEL:
            return report.channel
        case reporting.RejectionReason.TARGET:
            return ", ".join(text.line(one)[:40] for one in report.to)
        case _:
            return ""
