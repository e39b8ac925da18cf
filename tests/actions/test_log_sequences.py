"""In whatever order reports, repeats, undos and purges come, the log agrees with a model of a few lines."""

from collections.abc import Iterable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.rounds import rounds
from tests.support.stores import KINDS, Stores
from webapp.actions.log import ActionLog
from webapp.domain.action import Action
from webapp.domain.channel import Channel

Step = tuple[str, object, object]

DEADLINE = date(2024, 5, 8)
DAYS = [DEADLINE + timedelta(days=number) for number in (-1, 0, 1)]


class Model:
    """What the log should hold."""

    def __init__(self) -> None:
        self.held: dict[str, list[Action]] = {}
        self.undone: set[str] = set()
        self.total = self.late = 0
        self.held_since = date.min

    def record(self, token: str, actions: list[Action]) -> None:
        if token not in self.held:
            self.held[token] = actions
            self.undone.discard(token)
            self._count(actions, 1)

    def undo(self, token: str) -> None:
        if token in self.held and token not in self.undone:
            self.undone.add(token)
            self._count(self.held[token], -1)

    def purge(self, before: date) -> None:
        self.held = {token: actions for token, actions in self.held.items() if actions[0].day >= before}
        self.held_since = max(self.held_since, before)

    def _count(self, actions: Iterable[Action], sign: int) -> None:
        for action in actions:
            self.total += sign * action.quantity
            self.late += sign * action.quantity if action.late else 0


def some_actions(targets: list[str], day: date, channel: Channel, quantity: int) -> list[Action]:
    late = day > DEADLINE
    return [Action("gorinov", channel, target, "ru", quantity, day, late) for target in targets]


tokens = st.sampled_from([f"token-number-{number:05}" for number in range(4)])
actions_of_a_report = st.builds(
    some_actions,
    targets=st.sampled_from([[""], ["ambassador"], ["prosecutor", "ambassador"]]),
    day=st.sampled_from(DAYS),
    channel=st.sampled_from([Channel.POST, Channel.EMAIL]),
    quantity=st.integers(1, 3),
)
steps = st.one_of(
    st.tuples(st.just("record"), tokens, actions_of_a_report),
    st.tuples(st.just("undo"), tokens, st.none()),
    st.tuples(st.just("purge"), st.sampled_from(DAYS), st.none()),
)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=rounds(20), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sequence=st.lists(steps, max_size=15))
def test_the_tally_is_always_what_was_reported_and_not_taken_back(
    kind: str, stores: Stores, sequence: list[Step]
) -> None:
    model = Model()
    with TemporaryDirectory() as folder, closing(ActionLog(stores.new(kind, Path(folder)).url)) as log:
        for step in sequence:
            match step:
                case ("record", str(token), list(actions)):
                    assert log.record(token, actions).repeated == (token in model.held)
                    model.record(token, actions)
                case ("undo", str(token), _):
                    assert (log.undo(token, "gorinov") is None) == (token not in model.held)
                    model.undo(token)
                case ("purge", date() as before, _):
                    log.purge(before)
                    model.purge(before)

        tally = log.tally("gorinov")
        assert (tally.total, tally.late) == (model.total, model.late)
        assert log.check(since=model.held_since) == []
