"""The screens of publishing: what can be decided, what a decision changes, and what was done."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.desk.http.access import asks_again, current_person, needs
from webapp.desk.http.check_sentences import sentence_link
from webapp.desk.http.errors import respond_with_error
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import pgettext
from webapp.desk.publish import wording
from webapp.desk.publish.form import Decision, DecisionForm, read_form
from webapp.desk.publish.wrong import ShownWrong, show_wrong
from webapp.domain.text import line
from webapp.team.drafts.drafts import InvalidSlug, SlugTaken
from webapp.team.overview.overview import Overview
from webapp.team.overview.summary import Summary
from webapp.team.people.permissions import Permission
from webapp.team.people.person import Person
from webapp.team.publishing.plan import CannotPublish, Plan, PlanOutdated
from webapp.team.publishing.public_state import PublicState
from webapp.team.publishing.publishing import Publishing
from webapp.team.translating.outcomes import NoEdition, UnknownMessage, Unreadable


@dataclass(frozen=True, slots=True)
class PublishPage:
    """What `desk/publish/publish.html` is rendered from."""

    title: str
    slug: str
    state: PublicState
    possible: tuple[Decision, ...]
    done: Decision | None
    """What has just been done."""


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """What `desk/publish/decision.html` is rendered from."""

    title: str
    slug: str
    decision: Decision
    form: DecisionForm
    plan: Plan | None
    refusals: tuple[str, ...] = ()
    """Why it cannot be done."""
    notice: str = ""

    @property
    def wrong(self) -> tuple[ShownWrong, ...]:
        """Translations with other facts than their source, those that stop the publication first."""
        found = sorted(self.plan.wrong, key=lambda each: each.is_public) if self.plan else ()
        return tuple(map(show_wrong, found))

    @property
    def refusal_links(self) -> tuple[tuple[str, str], ...]:
        """The refusals, each with the address of what it is about."""
        told = {each.sentence for each in self.plan.wrong} if self.plan else set()
        return tuple(sentence_link(each) for each in self.refusals if each not in told)

    @property
    def stopping(self) -> tuple[ShownWrong, ...]:
        """The wrong translations that stop the publication."""
        return tuple(each for each in self.wrong if not each.wrong.is_public)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the team should know besides."""
        told = {each.sentence for each in self.plan.wrong} if self.plan else set()
        return tuple(each for each in self.plan.notes if each not in told) if self.plan else ()

    @property
    def problem_links(self) -> tuple[tuple[str, str], ...]:
        """What is wrong with the fields here, each with the address of its field."""
        return tuple((f"#{name}", sentence) for name, sentence in self.form.problems.items())

    @property
    def asks_for_word(self) -> bool:
        """Whether the team has to say what the corrected texts were."""
        return self.plan is not None and (self.plan.asks_for_word or self.form.word is not None)

    @property
    def may_go_on(self) -> bool:
        """Whether the decision can be carried out as it is shown."""
        has_plan = self.decision is Decision.FOLLOW or self.plan is not None
        is_told = self.form.word is not None or not self.asks_for_word
        return has_plan and is_told and not self.refusals and not self.form.problems


class SaysRight(Protocol):
    """Keeps the team's word on a translation; see `team.publishing.right_words`."""

    def __call__(self, by: Person, slug: str, language: str, key: str, seen: str, /) -> object:
        """Keep it for the text that was seen."""


class PublishViews:
    """Plans decisions, shows them, and carries them out."""

    def __init__(
        self,
        publishing: Publishing,
        overview: Overview,
        slugs: Callable[[], Collection[str]],
        say_right: SaysRight,
        now: Callable[[], datetime],
    ) -> None:
        """`slugs` returns the campaigns of the desk; `say_right` keeps that a translation is right."""
        self._publishing = publishing
        self._overview = overview
        self._slugs = slugs
        self._say_right = say_right
        self._now = now

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        publish, may_publish = Blueprint("publish", __name__), needs(Permission.PUBLISH)
        rule = "/campaigns/<slug>/publish"
        publish.add_url_rule(rule, "show", may_publish(self.show))
        publish.add_url_rule(f"{rule}/<decision>", "decide", may_publish(self.decide))
        publish.add_url_rule(f"{rule}/<decision>/look", "look", may_publish(self.look), methods=["POST"])
        publish.add_url_rule(f"{rule}/<decision>/right", "right", may_publish(self.right), methods=["POST"])
        for unknown in (NoEdition, UnknownMessage):
            publish.register_error_handler(unknown, lambda _error: respond_with_error(404))
        publish.add_url_rule(
            f"{rule}/<decision>", "apply", may_publish(asks_again(self.apply)), methods=["POST"]
        )
        return publish

    def show(self, slug: str) -> ResponseReturnValue:
        """Show what is public, and what can be decided."""
        self._require(slug)
        (campaign,) = self._overview.campaign(current_person(), slug).campaigns
        state = self._publishing.state(slug)
        done = next((each for each in Decision if each.value == request.args.get("done")), None)
        page = PublishPage(
            pgettext("name of a page", "Publish"), slug, state, _possible(state, campaign.public), done
        )
        return render_template("desk/publish/publish.html", page=page, wording=wording)

    def decide(self, slug: str, decision: str) -> ResponseReturnValue:
        """Show what a decision would change, as far as nothing has to be said first."""
        kind = self._require_decision(slug, decision)
        if kind in (Decision.OUTCOME, Decision.FOLLOW):
            return self._render(slug, kind, DecisionForm({"day": self._now().date().isoformat()}), None)
        return self._planned(slug, kind, DecisionForm({"when": "now", "zone": "UTC"}))

    def look(self, slug: str, decision: str) -> ResponseReturnValue:
        """Show what a decision would change with what was typed."""
        kind = self._require_decision(slug, decision)
        return self._planned(slug, kind, read_form(request.form, kind))

    def right(self, slug: str, decision: str) -> ResponseReturnValue:
        """Keep that a translation is right as it is, and show what the decision would change now."""
        kind = self._require_decision(slug, decision)
        language, _space, rest = request.form.get("right", "").partition(" ")
        key, _space, seen = rest.partition(" ")
        form = read_form(request.form, kind)
        try:
            self._say_right(current_person(), slug, language, key, seen)
            notice = _("It is kept that this translation is right as it is, until it or its source changes.")
        except (PlanOutdated, Unreadable):
            notice = _("Somebody saved or published meanwhile. Look at what changes now, and decide again.")
        return self._planned(slug, kind, form, notice)

    def apply(self, slug: str, decision: str) -> ResponseReturnValue:
        """Carry out a decision that was shown, or show it again if it is another one by now."""
        kind = self._require_decision(slug, decision)
        form = read_form(request.form, kind)
        if kind is Decision.FOLLOW:
            return self._follow(slug, form)
        try:
            plan = self._plan(slug, kind, form)
            page = _page(slug, kind, form, plan)
            if not page.may_go_on:
                return self._shown(page, 422)
            if request.form.get("seal") != plan.seal:
                notice = _(
                    "Nothing is done yet: this is not what was shown before. Look at what changes now, then "
                    "press the button once more."
                )
                return self._planned(slug, kind, form, notice)
            self._publishing.apply(current_person(), plan, plan.seal)
        except CannotPublish as refused:
            return self._refused(slug, kind, form, refused.sentences)
        except PlanOutdated:
            notice = _("Somebody saved or published meanwhile. Look at what changes now, and decide again.")
            return self._planned(slug, kind, form, notice)
        return redirect(url_for("publish.show", slug=slug, done=kind.value), 303)

    def _follow(self, slug: str, form: DecisionForm) -> ResponseReturnValue:
        new = line(form["new_slug"])
        try:
            self._publishing.follow(current_person(), slug, new)
        except CannotPublish as refused:
            return self._refused(slug, Decision.FOLLOW, form, refused.sentences)
        except SlugTaken:
            problem = _("Another campaign has this address. Choose another one.")
        except InvalidSlug:
            problem = _("Use small letters, digits and hyphens, and begin with a letter.")
        else:
            return redirect(f"/campaigns/{new}", 303)
        wrong = DecisionForm(form.typed, problems={"new_slug": problem})
        return self._render(slug, Decision.FOLLOW, wrong, None, 422)

    def _plan(self, slug: str, kind: Decision, form: DecisionForm) -> Plan:
        by, service = current_person(), self._publishing
        match kind:
            case Decision.CLOSE:
                return service.plan_close(by, slug)
            case Decision.REOPEN:
                return service.plan_reopen(by, slug)
            case Decision.WITHDRAW:
                return service.plan_withdraw(by, slug)
            case Decision.CANCEL:
                return service.plan_cancel(by, slug)
            case Decision.OUTCOME if form.outcome and form.day:
                return service.plan_outcome(by, slug, form.outcome, form.day, form["text"])
            case _:
                return service.plan_publish(by, slug, at=form.at, word=form.word)

    def _planned(
        self, slug: str, kind: Decision, form: DecisionForm, notice: str = ""
    ) -> ResponseReturnValue:
        if form.problems:
            return self._render(slug, kind, form, None, 422)
        try:
            page = _page(slug, kind, form, self._plan(slug, kind, form), notice)
        except CannotPublish as refused:
            return self._refused(slug, kind, form, refused.sentences)
        return self._shown(page)

    def _refused(
        self, slug: str, kind: Decision, form: DecisionForm, sentences: tuple[str, ...]
    ) -> ResponseReturnValue:
        page = DecisionPage(wording.title(kind), slug, kind, form, None, sentences)
        return self._shown(page, 422)

    def _render(
        self, slug: str, kind: Decision, form: DecisionForm, plan: Plan | None, status: int = 200
    ) -> ResponseReturnValue:
        return self._shown(_page(slug, kind, form, plan), status)

    def _shown(self, page: DecisionPage, status: int = 200) -> ResponseReturnValue:
        return render_template("desk/publish/decision.html", page=page, wording=wording), status

    def _require(self, slug: str) -> None:
        if slug not in self._slugs():
            abort(404)

    def _require_decision(self, slug: str, decision: str) -> Decision:
        self._require(slug)
        return next((each for each in Decision if each.value == decision), None) or abort(404)


def _page(slug: str, kind: Decision, form: DecisionForm, plan: Plan | None, notice: str = "") -> DecisionPage:
    refusals = plan.refusals if plan else ()
    return DecisionPage(wording.title(kind), slug, kind, form, plan, refusals, notice)


def _possible(state: PublicState, public: Summary | None) -> tuple[Decision, ...]:
    """Return what can be decided in a state."""
    found = [Decision.PUBLISH]
    if state.scheduled:
        found.append(Decision.CANCEL)
    if public and public.life:
        found.append(Decision.OUTCOME)
        found.append(Decision.REOPEN if public.life.is_over else Decision.CLOSE)
        found.append(Decision.FOLLOW)
    if state.public or state.scheduled:
        found.append(Decision.WITHDRAW)
    return tuple(found)
