"""The reporting form: how it is read, and what it is filled in with."""

from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict

from webapp.actions.burst_detection import LARGE_REPORT_LETTERS
from webapp.actions.log import Recorded
from webapp.actions.outcomes import Credentials, RejectionReason
from webapp.actions.reportable import reachable_targets
from webapp.actions.submitted_report import MAX_QUANTITY, SubmittedReport
from webapp.domain import letter_evening, text
from webapp.domain.campaign import Campaign
from webapp.domain.channel import Channel, ChannelLabels
from webapp.domain.drafting import default_language
from webapp.domain.language import Language
from webapp.web.campaign.choices import Form, chosen

MAX_TOKEN_CHARS = 200
MAX_CHANNEL_CHARS = 20
MAX_TARGETS = 20
MAX_QUANTITY_CHARS = 40
EVENING, EVENING_DAY = "evening", "evening_day"
"""The address asks for the form of a group by the one; the form sends its day as the other."""


@dataclass(frozen=True, slots=True)
class ReportForm:
    """The values of the form's fields, cut to lengths that can be shown again."""

    token: str
    channel: str
    letter: str
    to: tuple[str, ...]
    choices: tuple[str, ...]
    """The targets to choose from: those the channel reaches, or all where it reaches none."""
    quantity: str = "1"
    evening: str | None = None
    """The day of a letter evening; None where the report is not for a group."""
    website: str = ""
    """The honeypot. It is never shown again."""
    refusal: str = ""
    """Why the form is shown again; "" the first time."""
    refused_field: str = ""
    """The field that the refusal is about, or ""."""
    wait: int = 0
    """Seconds after which htmx sends the form again by itself; 0 for never."""
    sends_itself: bool = False
    """True if the form goes as soon as the proof of work is done."""
    most: int = MAX_QUANTITY
    challenge: str = ""
    """The proof of work that the browser solves, as JSON; "" where none is needed."""
    proof: str = ""
    """The solution as it was sent. Only a correct one is shown again."""

    @property
    def has_known_channel(self) -> bool:
        """Return True if the form can be shown: an unknown channel has no labels."""
        return self.channel in tuple(Channel)

    @property
    def channel_labels(self) -> ChannelLabels:
        """What the page calls the channel. Raises ValueError for an unknown one."""
        return Channel(self.channel).labels

    @property
    def asks_quantity(self) -> bool:
        """Return True if the form asks how many: one person can send several, or another number was sent."""
        return Channel(self.channel).is_sent_in_numbers or self.quantity != "1"

    @property
    def asks_nothing(self) -> bool:
        """Return True if all that is reported is known: one target, one letter, no calculation."""
        return (
            len(self.choices) == 1 and not self.asks_quantity and not self.challenge and self.evening is None
        )

    @property
    def number(self) -> int:
        """The quantity as a number; 0 where it is none."""
        return int(self.quantity) if self.quantity.isdecimal() else 0

    def submitted(self, *, partner: str, address: str | None) -> SubmittedReport:
        """Return what the reporting service needs."""
        return SubmittedReport(
            token=self.token,
            channel=self.channel,
            targets=self.to,
            quantity=self.number,
            letter_language=self.letter,
            proof=self.proof,
            evening=self.evening,
            honeypot=self.website,
            partner=partner,
            address=address,
        )

    def with_credentials(self, credentials: Credentials) -> "ReportForm":
        """Return the form with another token, challenge and proof."""
        return replace(
            self, token=credentials.token, challenge=credentials.challenge, proof=credentials.proof
        )


@dataclass(frozen=True, slots=True)
class ReportOutcome:
    """What the page says of a recorded report."""

    token: str
    quantity: int
    undone: bool
    held: bool
    """True if it is held for the campaign team's review and is in no tally."""
    channel: Channel
    targets: tuple[str, ...]
    """The ids of those it went to; one may have left the campaign since."""
    large: bool = False
    """True if it is held because it is for so many letters."""
    summed: bool = False
    """True if it cannot be undone: it is held as one of thousands, in one sum."""
    late: bool = False
    """True if the campaign's deadline had passed."""

    @classmethod
    def of(cls, recorded: Recorded, token: str) -> "ReportOutcome":
        """Return it for the report recorded under this token."""
        first = recorded.actions[0]
        return cls(
            token,
            recorded.total,
            recorded.undone,
            recorded.held,
            first.channel,
            tuple(action.target for action in recorded.actions),
            large=recorded.held
            and (recorded.total > LARGE_REPORT_LETTERS or letter_evening.day_of(first.burst) is not None),
            summed=recorded.summed,
            late=first.late,
        )


def new_form(
    campaign: Campaign,
    ui_language: Language,
    channel: str,
    args: MultiDict[str, str],
    credentials: Credentials,
) -> ReportForm:
    """Return the form for a channel. Nobody is preselected who may not have been written to.

    Where there is a choice, an address without targets says nothing about the letter: the page's script adds
    them. A call or an e-mail goes to one person at a time, and who chose several may have reached one.
    """
    choices = reachable_targets(campaign, channel)
    written_to = tuple(target_id for target_id in choices if target_id in args.getlist("to"))
    is_evening = EVENING in args
    is_certain = len(written_to) == 1 or Channel(channel).reaches_all_at_once
    return ReportForm(
        token=credentials.token,
        channel=channel,
        letter=letter_tag(campaign, ui_language, args.get("letter", "")),
        to=written_to if is_certain else (),
        choices=choices,
        quantity="" if is_evening else "1",
        evening="" if is_evening else None,
        challenge=credentials.challenge,
    )


def read_report(campaign: Campaign, ui_language: Language, form: Form) -> ReportForm:
    """Read a posted form. Where only one target can be meant, it need not be named."""
    channel = read_channel(form)
    choices = reachable_targets(campaign, channel)
    to = tuple(dict.fromkeys(chosen(form, "to")))[:MAX_TARGETS]
    quantity = text.line(form.get("quantity", ""))[:MAX_QUANTITY_CHARS]
    evening = text.line(form[EVENING_DAY])[: letter_evening.MAX_DAY_CHARS] if EVENING_DAY in form else None
    return ReportForm(
        token=read_token(form),
        channel=channel,
        letter=letter_tag(campaign, ui_language, form.get("letter", "")),
        to=to or (choices if len(choices) == 1 else ()),
        choices=choices,
        quantity=quantity or ("1" if evening is None else ""),
        evening=evening,
        website=form.get("website", ""),
        proof=form.get("proof", ""),
    )


def read_channel(values: Form) -> str:
    """Return the channel of an address or a form, short enough to be shown where it is unknown."""
    return text.line(values.get("channel", ""))[:MAX_CHANNEL_CHARS]


def read_token(form: Form) -> str:
    """Return the token of a posted form."""
    return form.get("token", "")[:MAX_TOKEN_CHARS]


def letter_tag(campaign: Campaign, ui_language: Language, tag: str) -> str:
    """Return the tag of the letter's language, or the default's where the campaign offers no such letter."""
    if campaign.draft_edition(tag).language.tag == tag:
        return tag
    return default_language(campaign, ui_language).tag


def rejected_value(reason: RejectionReason, form: ReportForm) -> str:
    """Return the value that was rejected, as it was filled in; "" where the reason is no single value."""
    match reason:
        case RejectionReason.QUANTITY:
            return form.quantity
        case RejectionReason.CHANNEL:
            return form.channel
        case RejectionReason.EVENING:
            return form.evening or ""
        case RejectionReason.TARGET:
            strangers = (target_id for target_id in form.to if target_id not in form.choices)
            return text.line(", ".join(strangers))[:100]
        case _:
            return ""
