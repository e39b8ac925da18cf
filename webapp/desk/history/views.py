"""The list of versions, two of them side by side, and the way back to an earlier one."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.desk.history.wording import Words
from webapp.desk.http.access import current_person, needs
from webapp.desk.http.errors import respond_with_error
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import pgettext
from webapp.team.drafts.comparison import Comparison, Path
from webapp.team.drafts.drafts import Drafts, UnknownDraft, WasPublished
from webapp.team.drafts.history import Entry, History
from webapp.team.drafts.version import Version
from webapp.team.people.permissions import Permission, may

HISTORY = "/campaigns/<slug>/history"


@dataclass(frozen=True, slots=True)
class PutAwayPage:
    """What `desk/history/put_away.html` is rendered from."""

    title: str
    slugs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """What `desk/history/history.html` is rendered from."""

    title: str
    head: Version
    entries: tuple[Entry, ...]
    restored: Version | None
    """The version that the person has just made by restoring an earlier one."""
    is_put_away: bool
    may_be_put_away: bool

    @property
    def next_before(self) -> int | None:
        """Where the next page begins; None on the last one."""
        last = self.entries[-1].version.number if self.entries else 1
        return last if last > 1 else None


@dataclass(frozen=True, slots=True)
class ComparePage:
    """What `desk/history/compare.html` is rendered from."""

    title: str
    head: Version
    older: Version | None
    newer: Version
    comparison: Comparison


class HistoryViews:
    """The pages. `Permission.SEE` opens the history; restoring needs `Permission.WRITE`."""

    def __init__(
        self, history: History, drafts: Drafts, label: Callable[[Path], str], name: Callable[[str], str]
    ) -> None:
        """`label` returns what a field is called, `name` whom a campaign is about."""
        self._name = name
        self._history = history
        self._drafts = drafts
        self._words = Words(label)

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        history = Blueprint("history", __name__)
        history.add_url_rule("/put-away", "list_put_away", needs(Permission.SEE)(self.list_put_away))
        history.add_url_rule(HISTORY, "show", needs(Permission.SEE)(self.show))
        history.add_url_rule(f"{HISTORY}/compare", "compare", needs(Permission.SEE)(self.compare))
        restore = needs(Permission.WRITE)(self.restore)
        history.add_url_rule(f"{HISTORY}/<int:number>/restore", "restore", restore, methods=["POST"])
        puts_away = needs(Permission.PUBLISH)
        history.add_url_rule(f"{HISTORY}/put-away", "put_away", puts_away(self.put_away), methods=["POST"])
        history.add_url_rule(
            f"{HISTORY}/bring-back", "bring_back", puts_away(self.bring_back), methods=["POST"]
        )
        history.register_error_handler(WasPublished, lambda _error: respond_with_error(409))
        history.register_error_handler(UnknownDraft, lambda _error: respond_with_error(404))
        return history

    def show(self, slug: str) -> ResponseReturnValue:
        """List the versions, the newest first."""
        head = self._head(slug)
        before = min(max(_number("before", head.number + 1), 2), head.number + 1)
        is_restored = _number("restored", 0) == head.number and head.base is not None
        page = HistoryPage(
            pgettext("name of a page", "History of %(campaign)s", campaign=self._name(slug)),
            head,
            self._history.entries(slug, before),
            head if is_restored else None,
            is_put_away=slug in self._drafts.slugs(archived=True),
            may_be_put_away=not self._drafts.was_published(slug),
        )
        return render_template("desk/history/history.html", page=page, wording=self._words)

    def compare(self, slug: str) -> ResponseReturnValue:
        """Show two versions side by side: `from`, 0 for nothing, and `to`."""
        head = self._head(slug)
        to = min(max(_number("to", head.number), 1), head.number)
        since = min(max(_number("from", to - 1), 0), head.number)
        since, to = min(since, to), max(since, to)
        newer = head if to == head.number else self._history.find(slug, to)
        older = self._history.find(slug, since) if since else None
        if newer is None or (since and older is None):
            abort(404)
        name = self._name(slug)
        title = pgettext(
            "name of a page", "%(campaign)s: versions %(old)s and %(new)s", campaign=name, old=since, new=to
        )
        if older is None:
            title = pgettext("name of a page", "%(campaign)s: version %(new)s", campaign=name, new=to)
        page = ComparePage(title, head, older, newer, self._history.compare(older, newer))
        return render_template("desk/history/compare.html", page=page, wording=self._words)

    def restore(self, slug: str, number: int) -> ResponseReturnValue:
        """Make an earlier version the newest one. All versions stay: this is undone in the same way."""
        if not 1 <= number <= self._head(slug).number:
            abort(404)
        version = self._drafts.restore(current_person(), slug, number)
        return redirect(url_for(".show", slug=slug, restored=version.number), 303)

    def list_put_away(self) -> ResponseReturnValue:
        """List the drafts that are not on the board."""
        by = current_person()
        slugs = tuple(each for each in self._drafts.slugs(archived=True) if may(by, Permission.SEE, each))
        page = PutAwayPage(_("Drafts that were put away"), slugs)
        return render_template("desk/history/put_away.html", page=page)

    def put_away(self, slug: str) -> ResponseReturnValue:
        """Take a draft that was never published off the board. It is kept, with its versions."""
        self._drafts.archive(current_person(), slug)
        return redirect(url_for(".show", slug=slug), 303)

    def bring_back(self, slug: str) -> ResponseReturnValue:
        """Put it on the board again."""
        self._drafts.archive(current_person(), slug, archived=False)
        return redirect(url_for(".show", slug=slug), 303)

    def _head(self, slug: str) -> Version:
        head = self._history.find(slug)
        if head is None:
            abort(404)
        return head


def _number(name: str, otherwise: int) -> int:
    return request.args.get(name, otherwise, type=int)
