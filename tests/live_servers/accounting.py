"""Compare what is stored with the responses that supporters got."""

from collections import Counter
from contextlib import closing
from datetime import date
from pathlib import Path

from tests.live_servers.reporters import Report
from tests.support.stores import Store
from webapp import settings
from webapp.actions.log import ActionLog, Mismatch, Recorded
from webapp.actions.tokens import Tokens
from webapp.domain.action import Action
from webapp.domain.channel import Channel
from webapp.server.key_file import signing_keys

CAMPAIGN = "gorinov"


class Accounts:
    """A server's database, read when nobody writes any more; its keys are in its data folder."""

    def __init__(self, store: Store, data: Path, reports: list[Report]) -> None:
        tokens = Tokens(signing_keys((), settings.read({"DATA": str(data)}).key_file))
        self._reports = reports
        self._held: dict[str, Recorded] = {}
        with closing(ActionLog(store.url)) as log:
            for report in reports:
                if recorded := log.find(tokens.identify(report.token, CAMPAIGN)):
                    self._held[report.token] = recorded
            self.tally = log.tally(CAMPAIGN)
            self.mismatches: list[Mismatch] = log.check(since=date.min)
        [(self.receipts,)] = store.rows("SELECT count(*) FROM receipts")
        self.is_sound = store.is_sound

    @property
    def lost(self) -> list[Report]:
        """Reports that were acknowledged and are not stored."""
        return [report for report in self._reports if report.counted and report.token not in self._held]

    @property
    def changed(self) -> list[Report]:
        """Reports that are stored otherwise than they were sent: all of this campaign's are late."""
        return [
            report
            for report in self._reports
            if (held := self._held.get(report.token)) and _facts(held.actions) != _sent(report)
        ]

    @property
    def undone_wrongly(self) -> list[Report]:
        """Reports that were taken back and still count, or the other way round."""
        undone = {token for token, held in self._held.items() if held.undone}
        return [
            report
            for report in self._reports
            if (report.undone and report.token not in undone)
            or (report.token in undone and not report.undo_asked)
        ]

    @property
    def expected_receipts(self) -> int:
        """How many receipts there are if there is one a report and target, and none of anybody else."""
        return sum(len(report.to) for report in self._reports if report.token in self._held)

    @property
    def expected_count(self) -> dict[str, object]:
        """What the public count must be if each stored report counts once."""
        channels = Counter[Channel]()
        for held in self._held.values():
            if not held.undone:
                channels[held.actions[0].channel] += held.total
        total = channels.total()
        count = {"campaign": CAMPAIGN, "total": total, "late": total, "entered": 0}
        return count | {"channels": dict(+channels)}


def _facts(actions: tuple[Action, ...]) -> list[tuple[object, ...]]:
    return [
        (action.target, action.channel, action.letter_language, action.quantity, action.late)
        for action in actions
    ]


def _sent(report: Report) -> list[tuple[object, ...]]:
    return [(target, report.channel, report.letter, report.quantity, True) for target in sorted(report.to)]
