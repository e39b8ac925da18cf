"""The officials: all, one, a correction and what it touches, and those of a campaign."""

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.desk.http.access import current_person, needs
from webapp.desk.http.errors import respond_with_error
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import pgettext
from webapp.desk.officials import wording
from webapp.team.drafts.addressees import (
    Addressee,
    AddresseeChanged,
    Addressees,
    Touched,
    UnknownAddressee,
    Use,
)
from webapp.team.drafts.drafts import TooLarge, UnknownDraft
from webapp.team.drafts.targets import SHARED_FIELDS, UnknownTarget, find_target, shared_fields, targets_of
from webapp.team.overview.overview import Overview
from webapp.team.people.permissions import Permission, may


@dataclass(frozen=True, slots=True)
class OfficialsPage:
    """What `desk/officials/officials.html` is rendered from."""

    title: str
    officials: tuple[tuple[Addressee, int], ...]
    """Each with the number of campaigns."""


@dataclass(frozen=True, slots=True)
class UsedHere:
    """A campaign that writes to an official."""

    use: Use
    differing: tuple[str, ...]
    """The fields that are others there."""
    is_readable: bool
    is_unpublished: bool


@dataclass(frozen=True, slots=True)
class OfficialPage:
    """What `desk/officials/official.html` is rendered from."""

    title: str
    official: Addressee
    uses: tuple[UsedHere, ...]
    is_corrected: bool
    may_correct: bool
    """Whether the person may write every campaign that writes to the official."""


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """What `desk/officials/correction.html` is rendered from."""

    title: str
    name: str
    official: Addressee
    use: Use
    """Where the new values come from."""
    changes: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    """Each field with its old and its new lines."""
    touched: tuple[Touched, ...]
    is_outdated: bool


@dataclass(frozen=True, slots=True)
class CampaignOfficialsPage:
    """What `desk/officials/campaign.html` is rendered from."""

    title: str
    slug: str
    targets: tuple[tuple[Mapping[str, Any], Addressee | None], ...]
    others: tuple[Addressee, ...]
    """Officials that the campaign does not write to yet."""
    is_readable: bool
    problem: str
    """Why nothing was changed, or ""."""


class Officials:
    """The pages."""

    def __init__(self, addressees: Addressees, overview: Overview) -> None:
        self._addressees = addressees
        self._overview = overview

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        officials = Blueprint("officials", __name__)
        sees, writes = needs(Permission.SEE), needs(Permission.WRITE)
        officials.add_url_rule("/officials", "show", sees(self.show))
        officials.add_url_rule("/officials/<official>", "official", sees(self.official))
        correct = "/officials/<official>/correct"
        officials.add_url_rule(correct, "plan", writes(self.plan))
        officials.add_url_rule(correct, "correct", writes(self.correct), methods=["POST"])
        of_campaign = "/campaigns/<slug>/officials"
        officials.add_url_rule(of_campaign, "campaign", writes(self.campaign))
        for name, view in (
            ("keep", self.keep),
            ("link", self.link),
            ("unlink", self.unlink),
            ("add", self.add),
        ):
            officials.add_url_rule(f"{of_campaign}/{name}", name, writes(view), methods=["POST"])
        for unknown in (UnknownAddressee, UnknownTarget, UnknownDraft):
            officials.register_error_handler(unknown, lambda _error: respond_with_error(404))
        return officials

    def show(self) -> ResponseReturnValue:
        """List everybody."""
        uses = self._addressees.uses()
        counted = tuple(
            (each, len({use.slug for use in uses if use.addressee == each.id}))
            for each in self._addressees.all()
        )
        page = OfficialsPage(pgettext("name of a page", "Officials"), counted)
        return render_template("desk/officials/officials.html", page=page, wording=wording)

    def official(self, official: str) -> ResponseReturnValue:
        """Show one of them, and the campaigns that write to them."""
        found = self._addressees.find(official)
        by = current_person()
        board = self._overview.board(by).campaigns
        changed = {each.slug for each in board if each.is_unpublished and each.stage != "draft"}
        everywhere = self._addressees.uses(addressee=official)
        uses = tuple(
            self._used(found, use, changed) for use in everywhere if may(by, Permission.SEE, use.slug)
        )
        may_correct = all(may(by, Permission.WRITE, use.slug) for use in everywhere)
        is_corrected = request.args.get("corrected") == str(found.version)
        page = OfficialPage(_name(found), found, uses, is_corrected, may_correct)
        return render_template("desk/officials/official.html", page=page, wording=wording)

    def plan(self, official: str) -> ResponseReturnValue:
        """Show what changes if the official becomes everywhere as a campaign has them."""
        return self._plan(official, request.args.get("campaign", ""), request.args.get("target", ""))

    def correct(self, official: str) -> ResponseReturnValue:
        """Correct the official in all campaigns."""
        slug, target = request.form.get("campaign", ""), request.form.get("target", "")
        version = request.form.get("version", 0, type=int)
        use = self._use(official, slug, target)
        fields = shared_fields(find_target(self._addressees.document(use.slug), use.target))
        if request.form.get("seen") != _digest(fields):
            return self._plan(official, slug, target, is_outdated=True)
        try:
            self._addressees.correct(current_person(), official, version, fields)
        except AddresseeChanged:
            return self._plan(official, slug, target, is_outdated=True)
        version = self._addressees.find(official).version
        return redirect(url_for(".official", official=official, corrected=version), 303)

    def campaign(self, slug: str) -> ResponseReturnValue:
        """Show which targets of a campaign are shared officials."""
        return self._campaign(slug)

    def keep(self, slug: str) -> ResponseReturnValue:
        """Keep a target as an official that other campaigns can use."""
        target = request.form.get("target", "")
        return self._changed(slug, lambda: self._addressees.keep(current_person(), slug, target))

    def link(self, slug: str) -> ResponseReturnValue:
        """Say which official a target is."""
        target, official = request.form.get("target", ""), request.form.get("official", "")
        return self._changed(slug, lambda: self._addressees.link(current_person(), slug, target, official))

    def unlink(self, slug: str) -> ResponseReturnValue:
        """Make a target the campaign's own again."""
        target = request.form.get("target", "")
        return self._changed(slug, lambda: self._addressees.unlink(current_person(), slug, target))

    def add(self, slug: str) -> ResponseReturnValue:
        """Add an official to a campaign."""
        official = request.form.get("official", "")
        return self._changed(slug, lambda: self._addressees.add(current_person(), slug, official))

    def _changed(self, slug: str, change: Callable[[], object]) -> ResponseReturnValue:
        try:
            change()
        except AddresseeChanged:
            problem = _(
                "Somebody changed this official or the campaign meanwhile. Nothing was corrected: look at it "
                "once more."
            )
            return self._campaign(slug, problem, 409)
        except TooLarge as error:
            problem = _("Nothing was saved: %(why)s. Shorten it, then save again.", why=str(error))
            return self._campaign(slug, problem, 422)
        return redirect(url_for(".campaign", slug=slug), 303)

    def _campaign(self, slug: str, problem: str = "", status: int = 200) -> ResponseReturnValue:
        known = {each.id: each for each in self._addressees.all()}
        linked = {use.target: known.get(use.addressee) for use in self._addressees.uses(slug=slug)}
        try:
            targets, is_readable = targets_of(self._addressees.document(slug)), True
        except UnknownTarget:
            targets, is_readable = (), False
        pairs = tuple((each, linked.get(each["id"])) for each in targets)
        used = {official.id for _target, official in pairs if official}
        others = tuple(each for each in known.values() if each.id not in used)
        title = pgettext("name of a page", "Officials of %(campaign)s", campaign=self._overview.name(slug))
        page = CampaignOfficialsPage(title, slug, pairs, others, is_readable, problem)
        return render_template("desk/officials/campaign.html", page=page, wording=wording), status

    def _plan(self, official: str, slug: str, target: str, *, is_outdated: bool = False) -> Response:
        found, use = self._addressees.find(official), self._use(official, slug, target)
        new = shared_fields(find_target(self._addressees.document(slug), target))
        old_facts, new_facts = dict(wording.facts(found.fields)), dict(wording.facts(new))
        changes = tuple(
            (name, old_facts.get(name, ()), new_facts.get(name, ()))
            for name in map(wording.field, SHARED_FIELDS)
            if old_facts.get(name) != new_facts.get(name)
        )
        touched = self._addressees.plan(current_person(), official, new)
        title = _("Correct the official as in %(campaign)s", campaign=self._overview.name(slug))
        page = CorrectionPage(title, _name(found), found, use, changes, touched, is_outdated)
        rendered = render_template(
            "desk/officials/correction.html", page=page, wording=wording, seen=_digest(new)
        )
        return make_response(rendered, 409 if is_outdated else 200)

    def _use(self, official: str, slug: str, target: str) -> Use:
        use = Use(slug, target, official)
        if use not in self._addressees.uses(addressee=official):
            raise UnknownTarget(target)
        return use

    def _used(self, official: Addressee, use: Use, unpublished: Collection[str]) -> UsedHere:
        try:
            here = find_target(self._addressees.document(use.slug), use.target)
        except (UnknownTarget, UnknownDraft):
            return UsedHere(use, (), is_readable=False, is_unpublished=use.slug in unpublished)
        differing = tuple(name for name in SHARED_FIELDS if here.get(name) != official.fields.get(name))
        return UsedHere(use, differing, is_readable=True, is_unpublished=use.slug in unpublished)


def _name(official: Addressee) -> str:
    return str(official.fields.get("name") or official.fields.get("office") or official.id)


def _digest(fields: Mapping[str, Any]) -> str:
    """Return what tells whether a form was made from these values."""
    return hashlib.sha256(repr(fields).encode()).hexdigest()
