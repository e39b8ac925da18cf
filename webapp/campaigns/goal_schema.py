"""The goal of a campaign: one number of actions, or several that rise."""

from itertools import pairwise
from typing import Annotated

import pydantic
from pydantic import AfterValidator, Discriminator, Field

from webapp.campaigns.advice import BrokenRule, FieldFault
from webapp.campaigns.field_types import whole_number
from webapp.campaigns.strict_schema import TABLE, TEXT, entry_form

MAX_NUMBER = 100_000_000
MAX_GOALS = 10
Goal = Annotated[int, whole_number(1, MAX_NUMBER)]


def _rising(goals: list[int]) -> list[int]:
    if any(later <= earlier for earlier, later in pairwise(goals)):
        raise BrokenRule(FieldFault.NOT_RISING, "must rise; write each number larger than the one before it")
    return goals


Goals = Annotated[
    Annotated[Goal, pydantic.Tag(TEXT)]
    | Annotated[
        list[Goal], Field(min_length=1, max_length=MAX_GOALS), AfterValidator(_rising), pydantic.Tag(TABLE)
    ],
    Discriminator(entry_form),
]
"""A number, or a list of numbers."""
