"""A process is killed while the team enters and decides: what it acknowledged is there, and all agrees."""

import subprocess
import sys
from contextlib import closing
from datetime import date

from tests.support.stores import Store
from webapp.actions.log import ActionLog

WORK = """
import sys
from datetime import date
from webapp.actions.entries import Letters
from webapp.actions.log import ActionLog
from webapp.actions.stamp import Stamp
from webapp.actions.taking_off import Spoiled
from webapp.domain.action import Action
from webapp.domain.channel import Channel

log, day = ActionLog(sys.argv[1], 20), date(2024, 5, 7)
for number in range(100_000):
    entered, off = Stamp(), Stamp()
    log.enter(Letters("gorinov", day, Channel.POST, 1), entered)
    log.correct_entry(entered.id, Letters("gorinov", day, Channel.POST, 2), Stamp())
    action = Action("gorinov", Channel.EMAIL, "", "ru", 3, day, late=False, burst="b")
    log.record(f"token-number-{number:08}", [action])
    log.decide("b", counts=True)
    log.take_off(Spoiled("gorinov", day), 2, off)
    log.undo_decision("b")
    log.give_back(off.id, Stamp())
    print(number, flush=True)
"""
ROUNDS = 6


def test_what_was_acknowledged_is_there_and_every_number_agrees(store: Store) -> None:
    command = [sys.executable, "-c", WORK, store.url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        for _ in range(ROUNDS):
            worker.stdout.readline()
        worker.kill()
        acknowledged = ROUNDS + len(worker.stdout.read().split())

    with closing(ActionLog(store.url, wait=20)) as log:
        assert log.check(since=date.min) == []
        assert log.tally("gorinov").entered in range(2 * acknowledged, 2 * acknowledged + 3)
        assert len(log.entries()) in range(2 * acknowledged, 2 * acknowledged + 3)
    assert store.is_sound
