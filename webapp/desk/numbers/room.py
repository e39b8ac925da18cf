"""The room of numbers, put together: its five groups of pages."""

from collections.abc import Callable, Iterator
from datetime import datetime

from flask import Blueprint

from webapp.actions.log import ActionLog
from webapp.desk.numbers.bursts import BurstsViews
from webapp.desk.numbers.days import DayViews
from webapp.desk.numbers.paper import PaperViews
from webapp.desk.numbers.signals import SignalViews
from webapp.desk.numbers.views import FiguresViews
from webapp.team.desk_database import DeskDatabase
from webapp.team.numbers.counted_cases import CountedCases
from webapp.team.numbers.deciding import Decisions
from webapp.team.numbers.entering import PaperLetters
from webapp.team.numbers.reading_figures import FigureReader
from webapp.team.numbers.signals import Signals


def number_blueprints(
    database: DeskDatabase,
    cases: CountedCases,
    log: ActionLog,
    patient: ActionLog,
    now: Callable[[], datetime],
) -> Iterator[Blueprint]:
    """Return the routes; `patient` waits for other writers, `log` does not wait for long."""
    reader = FigureReader(log, cases, now)
    decisions = Decisions(database, patient, cases, now)
    paper = PaperLetters(database, patient, cases, now)
    signals = Signals(log, patient, cases, now)
    yield FiguresViews(reader, log, signals).blueprint()
    yield SignalViews(signals, reader).blueprint()
    yield BurstsViews(decisions, cases.all).blueprint()
    yield PaperViews(paper, reader).blueprint()
    yield DayViews(decisions, reader).blueprint()
