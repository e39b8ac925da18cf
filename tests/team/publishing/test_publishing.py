"""Decisions about what the public sees: planned, shown, carried out as shown, and noted where they fail."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.team.publishing.conftest import AUTHOR, COORDINATOR, NOW, Desk, Planner
from webapp.domain.life import OutcomeKind, State
from webapp.publications.store import PublicationStore
from webapp.team.people.permissions import NotAllowed
from webapp.team.people.person import Grant, Person, Role
from webapp.team.publishing.plan import CannotPublish, Effect, Kind, PlanOutdated


def test_the_first_publication_appears(desk: Desk) -> None:
    plan = desk.publishing.plan_publish(COORDINATOR, "lamp")

    assert plan.effects == ((Effect.APPEARS, "2"),)
    assert plan.refusals == ()
    assert desk.public() is None

    desk.apply(plan)

    public = desk.public()
    assert public
    assert public.source.who == "Ada Example"
    state = desk.publishing.state("lamp")
    assert state.public
    assert (state.public.by, state.scheduled, state.failed) == (COORDINATOR.id, None, None)


def test_a_draft_of_a_folder_is_live_at_once(desk: Desk) -> None:
    desk.edit("headline =", 'state = "draft"\npublish = 2999-01-01T09:00:00Z\nheadline =')

    desk.publish()

    public = desk.public()
    assert public
    assert public.life.is_public(desk.now)
    assert "2999" not in desk.text()


def test_what_check_refuses_is_refused_with_its_sentence(desk: Desk) -> None:
    desk.edit("2030-05-08", '"31.2.2027"')
    plan = desk.publishing.plan_publish(COORDINATOR, "lamp")

    assert "lamp/campaign.toml, line 4: deadline" in plan.refusals[0]
    with pytest.raises(CannotPublish, match="deadline"):
        desk.publishing.apply(COORDINATOR, plan)
    assert desk.public() is None


def test_a_file_that_is_no_toml_is_refused_with_its_sentence(desk: Desk) -> None:
    desk.edit('headline = "', "headline = ")

    assert "lamp/campaign.toml" in desk.publishing.plan_publish(COORDINATOR, "lamp").refusals[0]


def test_nothing_new_is_not_published_again(desk: Desk) -> None:
    desk.publish()

    plan = desk.publishing.plan_publish(COORDINATOR, "lamp")

    assert plan.refusals == ("Nothing was changed since the last publication",)


def test_a_correction_says_who_is_not_written_to_any_more(desk: Desk) -> None:
    desk.publish()
    start = desk.text().index('[[targets]]\nid = "warden"')
    desk.edit(desk.text()[start:], "")
    desk.edit("2030-05-08", "2030-06-01")

    plan = desk.publish()

    assert plan.effects == (
        (Effect.TARGET_REMOVED, "Wanda Warden"),
        (Effect.DEADLINE, "2030-06-01"),
    )


def test_a_scheduled_publication_appears_at_its_moment(desk: Desk) -> None:
    desk.publish()
    desk.edit("Ada Example", "Ada Sample")
    moment = NOW + timedelta(hours=1)

    desk.apply(desk.publishing.plan_publish(COORDINATOR, "lamp", at=moment))

    now, waiting = desk.public(), desk.publishing.state("lamp").scheduled
    desk.now = moment
    later = desk.public()
    assert now
    assert now.source.who == "Ada Example"
    assert waiting
    assert waiting.starts == moment
    assert later
    assert later.source.who == "Ada Sample"


def test_a_moment_that_is_past_is_refused(desk: Desk) -> None:
    plan = desk.publishing.plan_publish(COORDINATOR, "lamp", at=NOW - timedelta(hours=1))

    assert "2030-01-07 11:00 UTC is past" in plan.refusals[0]


@pytest.mark.parametrize(
    "at", [NOW + timedelta(days=4_000), datetime(9999, 12, 31, 23, 59, tzinfo=ZoneInfo("America/New_York"))]
)
def test_a_moment_too_far_ahead_is_refused_before_anything_is_kept(desk: Desk, at: datetime) -> None:
    plan = desk.publishing.plan_publish(COORDINATOR, "lamp", at=at)

    assert "is more than ten years ahead" in plan.refusals[0]
    with pytest.raises(CannotPublish, match="ten years"):
        desk.publishing.apply(COORDINATOR, plan)
    assert desk.decisions.last(NOW) == {}


def test_a_moment_of_no_calendar_that_was_kept_once_hides_no_decision(desk: Desk) -> None:
    at = datetime(9999, 12, 31, 23, 59, tzinfo=ZoneInfo("America/New_York"))
    plan = replace(desk.publishing.plan_publish(COORDINATOR, "lamp"), at=at)
    desk.decisions.fail(desk.decisions.begin(plan, 1, COORDINATOR.id, NOW), "Nothing was published")

    (found,) = desk.decisions.history("lamp", NOW)
    assert found.failure == "Nothing was published"
    assert desk.publishing.state("lamp").failed == found


def test_what_is_scheduled_can_be_cancelled(desk: Desk) -> None:
    desk.publish()
    desk.edit("Ada Example", "Ada Sample")
    desk.apply(desk.publishing.plan_publish(COORDINATOR, "lamp", at=NOW + timedelta(hours=1)))

    plan = desk.apply(desk.publishing.plan_cancel(COORDINATOR, "lamp"))

    desk.now += timedelta(hours=2)
    public = desk.public()
    assert public
    assert public.source.who == "Ada Example"
    assert plan.effects == (
        (Effect.STAYS, ""),
        (Effect.REPLACES_SCHEDULED, "2030-01-07T13:00:00+00:00"),
    )
    assert "Ada Sample" in desk.text()


def test_a_first_publication_that_is_cancelled_never_appears(desk: Desk) -> None:
    desk.apply(desk.publishing.plan_publish(COORDINATOR, "lamp", at=NOW + timedelta(hours=1)))

    desk.apply(desk.publishing.plan_cancel(COORDINATOR, "lamp"))

    desk.now += timedelta(hours=2)
    assert desk.public() is None


def test_closing_publishes_nothing_that_is_only_drafted(desk: Desk) -> None:
    desk.publish()
    desk.edit("Ada Example", "Ada Sample")

    plan = desk.apply(desk.publishing.plan_close(COORDINATOR, "lamp"))

    closed = desk.public()
    assert plan.effects == ((Effect.CLOSES, ""),)
    assert closed
    assert (closed.life.state, closed.source.who) == (State.CLOSED, "Ada Example")
    assert "Ada Sample" in desk.text()
    assert 'state = "closed"' in desk.text()

    plan = desk.apply(desk.publishing.plan_reopen(COORDINATOR, "lamp"))

    reopened = desk.public()
    assert plan.effects == ((Effect.REOPENS, ""),)
    assert reopened
    assert (reopened.life.state, reopened.source.who) == (State.LIVE, "Ada Example")
    assert "closed" not in desk.text()


def test_good_news_are_told_and_can_be_taken_back(desk: Desk) -> None:
    desk.publish()
    words = 'Ada is "home".\n\nHer lamp \\ is lit.'

    plan = desk.apply(
        desk.publishing.plan_outcome(COORDINATOR, "lamp", OutcomeKind.RELEASED, date(2030, 1, 6), words)
    )

    told = desk.public()
    assert plan.effects == ((Effect.CLOSES, ""), (Effect.OUTCOME, "released"))
    assert told
    assert told.source.text.outcome == ('Ada is "home".', "Her lamp \\ is lit.")

    desk.apply(desk.publishing.plan_reopen(COORDINATOR, "lamp"))

    public = desk.public()
    assert public
    assert public.life.outcome is None


def test_an_outcome_that_check_refuses_is_refused(desk: Desk) -> None:
    desk.publish()

    plan = desk.publishing.plan_outcome(COORDINATOR, "lamp", OutcomeKind.OTHER, date(2030, 1, 6), " ")

    assert "outcome.text" in plan.refusals[0]


def test_a_withdrawn_page_is_gone_and_can_be_published_again(desk: Desk) -> None:
    desk.publish()

    plan = desk.apply(desk.publishing.plan_withdraw(COORDINATOR, "lamp"))

    assert plan.effects == ((Effect.DISAPPEARS, ""),)
    assert desk.public() is None
    assert desk.publish().effects == ((Effect.APPEARS, "2"),)
    assert desk.public() is not None


def test_a_new_issue_continues_the_older_one(desk: Desk) -> None:
    desk.publish()
    desk.apply(desk.publishing.plan_close(COORDINATOR, "lamp"))

    desk.publishing.follow(COORDINATOR, "lamp", "lamp-2")
    plan = desk.apply(desk.publishing.plan_publish(COORDINATOR, "lamp-2"))

    newer = desk.public("lamp-2")
    assert plan.effects == ((Effect.APPEARS, "2"), (Effect.CONTINUES, "lamp"))
    assert newer
    assert (newer.life.follows, newer.issue.number, newer.life.state) == ("lamp", 2, State.LIVE)
    assert "es" in newer.editions


@pytest.mark.parametrize("field", ["redirects", "follows"])
@pytest.mark.parametrize(
    ("grants", "allowed"),
    [
        ([Grant(Role.COORDINATOR)], True),
        ([Grant(Role.COORDINATOR, frozenset({"lamp", "beacon"}))], True),
        ([Grant(Role.COORDINATOR, frozenset({each})) for each in ("lamp", "beacon")], True),
        ([Grant(Role.COORDINATOR, frozenset({"lamp"}))], False),
        ([Grant(Role.COORDINATOR, frozenset({"lamp"})), Grant(Role.AUTHOR)], False),
        ([Grant(Role.COORDINATOR, frozenset({"lamp"})), Grant(Role.TRANSLATOR), Grant(Role.REVIEWER)], False),
    ],
)
def test_a_campaign_gets_what_was_another_s_from_somebody_who_may_publish_both(
    desk: Desk, field: str, grants: list[Grant], allowed: bool
) -> None:
    person = Person("dora-0123456789abcdef", "Dora Example", tuple(grants))
    if field == "follows":
        desk.drafts.create(COORDINATOR, "beacon", {"campaign.toml": desk.text().encode()})
    value = '["beacon"]' if field == "redirects" else '"beacon"'
    desk.edit("headline =", f"{field} = {value}\nheadline =")

    refusals = desk.publishing.plan_publish(person, "lamp").refusals

    assert (refusals == ()) is allowed
    assert all(
        f'lamp/campaign.toml: {field} "beacon" is a campaign that you may not publish' in each
        for each in refusals
    )


def test_what_a_campaign_was_called_stays_in_the_corrections_of_its_own_coordinator(desk: Desk) -> None:
    desk.edit("headline =", 'redirects = ["beacon"]\nheadline =')
    desk.publish()
    desk.edit("Ada Example", "Ada Sample")
    person = Person("dora-0123456789abcdef", "Dora Example", (Grant(Role.COORDINATOR, frozenset({"lamp"})),))

    assert desk.publishing.plan_publish(person, "lamp").refusals == ()
    assert desk.publishing.plan_close(person, "lamp").refusals == ()
    desk.edit('["beacon"]', '["beacon", "lantern"]')
    (refusal,) = desk.publishing.plan_publish(person, "lamp").refusals
    assert 'redirects "lantern"' in refusal


def test_who_continues_a_campaign_does_not_get_its_address_for_that(desk: Desk) -> None:
    desk.drafts.create(COORDINATOR, "beacon", {"campaign.toml": desk.text().encode()})
    desk.edit("headline =", 'follows = "beacon"\nheadline =')
    desk.publish()
    person = Person("dora-0123456789abcdef", "Dora Example", (Grant(Role.COORDINATOR, frozenset({"lamp"})),))

    desk.edit('follows = "beacon"', 'redirects = ["beacon"]')

    told = {
        by.id: " ".join(desk.publishing.plan_publish(by, "lamp").refusals) for by in (person, COORDINATOR)
    }
    assert 'redirects "beacon" is a campaign that you may not publish' in told[person.id]
    assert "that you may not publish" not in told[COORDINATOR.id]


def test_what_follows_nothing_is_refused(desk: Desk) -> None:
    desk.edit("headline =", 'follows = "nowhere"\nheadline =')

    assert "follows" in desk.publishing.plan_publish(COORDINATOR, "lamp").refusals[0]


def test_a_slug_lives_in_one_place(desk: Desk) -> None:
    desk.folders.append("lamp")

    with pytest.raises(CannotPublish, match="is a folder on the host"):
        desk.publishing.plan_publish(COORDINATOR, "lamp")


PLANNERS: list[Planner] = [
    lambda publishing, by: publishing.plan_publish(by, "lamp"),
    lambda publishing, by: publishing.plan_close(by, "lamp"),
    lambda publishing, by: publishing.plan_reopen(by, "lamp"),
    lambda publishing, by: publishing.plan_outcome(by, "lamp", OutcomeKind.DIED, date(2030, 1, 1), "…"),
    lambda publishing, by: publishing.plan_withdraw(by, "lamp"),
    lambda publishing, by: publishing.plan_cancel(by, "lamp"),
    lambda publishing, by: publishing.follow(by, "lamp", "lamp-2"),
]


@pytest.mark.parametrize("planner", PLANNERS)
def test_only_who_may_publish_plans(desk: Desk, planner: Planner) -> None:
    with pytest.raises(NotAllowed):
        planner(desk.publishing, AUTHOR)


def test_only_who_may_publish_carries_a_plan_out(desk: Desk) -> None:
    plan = desk.publishing.plan_publish(COORDINATOR, "lamp")

    with pytest.raises(NotAllowed):
        desk.publishing.apply(AUTHOR, plan)
    assert desk.public() is None


@pytest.mark.parametrize("planner", PLANNERS[1:6])
def test_what_is_not_public_cannot_be_changed(desk: Desk, planner: Planner) -> None:
    with pytest.raises(CannotPublish, match=r"is not public|is scheduled"):
        planner(desk.publishing, COORDINATOR)


def test_a_plan_from_before_a_save_is_outdated(desk: Desk) -> None:
    plan = desk.publishing.plan_publish(COORDINATOR, "lamp")
    desk.edit("Ada Example", "Ada Sample")

    with pytest.raises(PlanOutdated):
        desk.publishing.apply(COORDINATOR, plan)
    assert desk.public() is None


def test_a_plan_from_before_another_publication_is_outdated(desk: Desk) -> None:
    plan = desk.publishing.plan_publish(COORDINATOR, "lamp")
    desk.publish()

    with pytest.raises(PlanOutdated):
        desk.publishing.apply(COORDINATOR, plan)


def test_only_what_was_shown_is_carried_out(desk: Desk) -> None:
    shown = desk.publishing.plan_publish(COORDINATOR, "lamp").seal
    desk.edit("Ada Example", "Ada Sample")

    with pytest.raises(PlanOutdated):
        desk.publishing.apply(COORDINATOR, desk.publishing.plan_publish(COORDINATOR, "lamp"), shown)


def test_a_failure_is_noted_until_a_publication_succeeds(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = desk.publishing.plan_publish(COORDINATOR, "lamp")
    with monkeypatch.context() as patched:
        patched.setattr(PublicationStore, "publish", _fail)
        with pytest.raises(CannotPublish, match="cannot be reached"):
            desk.publishing.apply(COORDINATOR, plan)

    failed = desk.publishing.state("lamp").failed
    assert failed
    assert (failed.kind, failed.by) == (Kind.PUBLISH, COORDINATOR.id)
    assert "nothing was published" in failed.failure

    desk.publish()
    assert desk.publishing.state("lamp").failed is None


def test_a_decision_whose_process_was_killed_is_told_unless_it_was_published(desk: Desk) -> None:
    plan = desk.publishing.plan_publish(COORDINATOR, "lamp")
    desk.decisions.begin(plan, 1, COORDINATOR.id, desk.now)
    desk.now += timedelta(minutes=2)

    failed = desk.publishing.state("lamp").failed
    desk.store.publish("lamp", plan.files, NOW, COORDINATOR.id, after=0)

    assert failed
    assert failed.failure == "The desk was stopped before the page had it"
    assert desk.publishing.state("lamp").failed is None


def _fail(*_arguments: object, **_named: object) -> None:
    from webapp.publications.store import ActionsUnavailable

    raise ActionsUnavailable("it is away")
