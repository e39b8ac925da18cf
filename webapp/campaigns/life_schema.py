"""The fields of `campaign.toml` about a campaign's life; see `domain.life`."""

import datetime
import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from webapp.campaigns.advice import BrokenRule, FieldFault
from webapp.campaigns.field_types import PageBlock
from webapp.campaigns.strict_schema import StrictSchema
from webapp.campaigns.toml_values import MOMENT_EXAMPLE
from webapp.domain.life import Life, Outcome, OutcomeKind, State

_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[Tt ](\d{1,2}):(\d{2})(?::(\d{2}))?\s*([Zz]|[+-]\d{2}:?\d{2})?")


def _moment(value: object) -> object:
    if isinstance(value, datetime.datetime) and value.tzinfo:
        return value
    if isinstance(value, datetime.datetime):
        raise BrokenRule(
            FieldFault.MOMENT,
            "has no time zone; write it behind the time: %(time)s+01:00 is an hour ahead of UTC, "
            "%(time)sZ is UTC itself",
            time=value.isoformat(),
        )
    if isinstance(value, str) and (found := _MOMENT.fullmatch(value.strip())):
        day, hour, minute, second, zone = found.groups()
        right = f"{day}T{hour:0>2}:{minute}:{second or '00'}{zone or '+01:00'}"
        raise BrokenRule(
            FieldFault.MOMENT,
            "is a moment; write it without quotes, with its time zone: %(moment)s",
            moment=right,
        )
    if isinstance(value, datetime.date):
        raise BrokenRule(
            FieldFault.MOMENT,
            "has no time; write day, time and time zone: %(day)sT09:00:00+01:00",
            day=value.isoformat(),
        )
    raise BrokenRule(
        FieldFault.MOMENT,
        "must be a day, a time and its time zone, without quotes, such as %(example)s",
        example=MOMENT_EXAMPLE,
    )


Moment = Annotated[datetime.datetime, BeforeValidator(_moment)]
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,59}$")]


class OutcomeSchema(StrictSchema):
    """What came of the campaign."""

    kind: Literal["released", "improved", "no_change", "died", "other"]
    date: datetime.date
    text: PageBlock


class LifeFields(StrictSchema):
    """What `CampaignSchema` has of these fields."""

    state: Literal["draft", "live", "closed"] = "live"
    publish: Moment | None = None
    follows: Slug | None = None
    redirects: Annotated[list[Slug], Field(max_length=20)] = Field(default_factory=list)
    outcome: OutcomeSchema | None = None

    def to_life(self) -> Life:
        """Return the fields as the domain knows them."""
        outcome = Outcome(OutcomeKind(self.outcome.kind), self.outcome.date) if self.outcome else None
        redirects = tuple(dict.fromkeys(self.redirects))
        return Life(State(self.state), self.publish, self.follows or "", redirects, outcome)
