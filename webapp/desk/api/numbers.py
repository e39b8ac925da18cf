"""Numbers as the API gives them: what is asked for, and the rows. They add up to the public count."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from werkzeug.datastructures import MultiDict

from webapp.actions.breakdown import Dimension, Value
from webapp.actions.log import ActionLog
from webapp.team.overview.campaign import CampaignOverview

MOST_DIMENSIONS = 4
MOST_ROWS = 20_000
OF_ONE = tuple(each for each in Dimension if each is not Dimension.CAMPAIGN)
OF_ALL = tuple(each for each in Dimension if each is not Dimension.TARGET)
"""Without the addressees: the same id may be another person in another campaign."""
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")

Json = dict[str, object]


class InvalidQuery(ValueError):
    """A question that cannot be answered. The message names parameter, value and remedy."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for."""

    by: tuple[Dimension, ...]
    since: date | None
    until: date | None

    @classmethod
    def read(cls, arguments: MultiDict[str, str], offered: Collection[Dimension]) -> Self:
        """Read the query; raise `InvalidQuery`."""
        names = [name for name in arguments.get("by", "").split(",") if name]
        known = {each.value: each for each in offered}
        for name in names:
            if name not in known:
                raise InvalidQuery(f'by: "{name[:40]}" is none of {", ".join(known)}')
        if len(names) > MOST_DIMENSIONS or len(set(names)) < len(names):
            raise InvalidQuery(f"by: name at most {MOST_DIMENSIONS}, each once")
        since, until = (_day(arguments, name) for name in ("since", "until"))
        if since and until and since > until:
            raise InvalidQuery(f"since: {since} is after {until}, the day in until")
        return cls(tuple(known[name] for name in names), since, until)


def _day(arguments: MultiDict[str, str], name: str) -> date | None:
    text = arguments.get(name, "")
    if not text:
        return None
    try:
        return date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError:
        raise InvalidQuery(f'{name}: "{text[:40]}" is no day; write it as 2030-05-01') from None


def numbers_json(log: ActionLog, campaigns: Collection[CampaignOverview], query: Query) -> Json:
    """Add up the letters and calls of campaigns; raise `InvalidQuery` for too many rows."""
    names = _names(campaigns)
    rows: Counter[tuple[Value, ...]] = Counter()
    if names:
        dimensions = query.by or (Dimension.LATE,)
        breakdown = log.breakdown(dimensions, campaigns=tuple(names), since=query.since, until=query.until)
        for values, number in breakdown.rows:
            key = tuple(
                names[str(value)] if dimension is Dimension.CAMPAIGN else value
                for dimension, value in zip(query.by, values, strict=False)
            )
            rows[key] += number
    if len(rows) > MOST_ROWS:
        raise InvalidQuery(f"by: more than {MOST_ROWS} rows; ask for a shorter time, or by less")
    return {
        "by": [each.value for each in query.by],
        "since": query.since.isoformat() if query.since else None,
        "until": query.until.isoformat() if query.until else None,
        "total": sum(rows.values()),
        "rows": [_row(query.by, values, number) for values, number in sorted(rows.items()) if query.by],
    }


def _row(by: Collection[Dimension], values: Collection[Value], number: int) -> Json:
    row: Json = {
        dimension.value: value.isoformat() if isinstance(value, date) else value
        for dimension, value in zip(by, values, strict=True)
    }
    return row | {"number": number}


def _names(campaigns: Collection[CampaignOverview]) -> Mapping[str, str]:
    """Return each campaign's slug by it, and by those that it had before, as its public page says."""
    found: dict[str, str] = {}
    for each in campaigns:
        life = each.public.life if each.public else None
        found |= dict.fromkeys((*(life.redirects if life else ()), each.slug), each.slug)
    return found
