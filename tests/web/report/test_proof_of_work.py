"""The proof of work: asked for only when it is switched on, and never a reason to refuse a report."""

import pytest

from tests.actions.test_proof_of_work import solved
from tests.support.page_client import Fetched, PageClient
from tests.web.conftest import World
from tests.web.report.test_bursts import HELD
from tests.web.report.test_views import RECORD, count
from webapp.actions.log import ActionLog
from webapp.actions.proof_of_work import ProofOfWork

LANGUAGES = ("en", "ru", "es", "ar")


@pytest.fixture
def world(world: World) -> World:
    """Under attack."""
    world.proofs = ProofOfWork(["a-key-for-tests-that-is-long-enough"])
    return world


def the_form(page: Fetched) -> dict[str, str]:
    """Give what a browser without scripts sends."""
    return dict(page.form(RECORD))


def challenge(page: Fetched) -> str:
    return next(field.get("data-challenge", "") for field in page.all("input", name="proof"))


def a_form(client: PageClient, world: World) -> tuple[Fetched, dict[str, str]]:
    page = client.get(f"{RECORD}?channel=email")
    world.now += 3
    return page, the_form(page)


def test_a_report_with_its_proof_counts_at_once(client: PageClient, world: World) -> None:
    page, form = a_form(client, world)

    done = client.post(RECORD, form | {"proof": solved(challenge(page))})

    assert "1 action of yours is counted" in done.words()


def test_a_report_without_one_is_taken_and_held_apart(
    client: PageClient, world: World, log: ActionLog
) -> None:
    page, form = a_form(client, world)

    done = client.post(RECORD, form)

    assert "so the campaign team will look at it" in page.words(page.by_id("proof-words"))
    assert HELD in done.words()
    assert count(client)["total"] == 0
    assert [burst.number for burst in log.bursts()] == [1]


@pytest.mark.parametrize(
    "proof", ["forged", "\0", "A" * 10_000, "eyJjaGFsbGVuZ2UiOiAxfQ==", "доказательство"]
)
def test_a_wrong_one_is_treated_as_none_and_not_shown_again(
    client: PageClient, world: World, proof: str
) -> None:
    _, form = a_form(client, world)

    refused = client.post(RECORD, form | {"proof": proof, "quantity": "0"}, status=422)
    done = client.post(RECORD, form | {"proof": proof})

    assert the_form(refused)["proof"] == ""
    assert challenge(refused)
    assert HELD in done.words()


def test_a_solution_is_good_for_its_own_token_once(client: PageClient, world: World) -> None:
    page, first = a_form(client, world)
    _, second = a_form(client, world)
    proof = solved(challenge(page))

    client.post(RECORD, first | {"proof": proof})
    client.post(RECORD, first | {"proof": proof})
    other = client.post(RECORD, second | {"proof": proof})

    assert HELD in other.words()
    assert count(client)["total"] == 1


def test_a_refused_report_keeps_what_was_calculated(client: PageClient, world: World) -> None:
    page, form = a_form(client, world)
    form["proof"] = solved(challenge(page))

    refused = client.post(RECORD, form | {"quantity": "0"}, status=422)
    done = client.post(RECORD, the_form(refused) | {"quantity": "1"})

    assert the_form(refused)["proof"] == form["proof"]
    assert not challenge(refused)
    assert "1 action of yours is counted" in done.words()


def test_many_letters_come_back_with_a_larger_challenge_and_a_form_that_sends_itself(
    client: PageClient, world: World
) -> None:
    page, form = a_form(client, world)
    many = {"quantity": "25", "proof": solved(challenge(page))}

    asked = client.post(RECORD, form | many, status=422)
    done = client.post(RECORD, the_form(asked) | {"proof": solved(challenge(asked))})

    [field] = asked.all("input", name="proof")
    assert "data-sends" in field.attrib
    assert "calculates for longer" in asked.words(asked.by_id("report"))
    assert not asked.all("div", role="alert")
    assert the_form(asked)["quantity"] == "25"
    assert "25 actions of yours are counted" in done.words()


def test_an_expired_form_comes_back_with_another_challenge(client: PageClient, world: World) -> None:
    page, form = a_form(client, world)
    form["proof"] = solved(challenge(page))
    world.now += 3 * 86_400

    renewed = client.post(RECORD, form, status=422)
    world.now += 3
    again = the_form(renewed) | {"proof": solved(challenge(renewed))}

    assert "1 action of yours is counted" in client.post(RECORD, again).words()


def test_the_policy_lets_our_own_worker_run_and_no_other(client: PageClient) -> None:
    policy = client.get("/en/lamp").headers["Content-Security-Policy"]

    assert "worker-src 'self';" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("frame", ["", "/embed"])
def test_form_and_script_are_there_in_each_language(client: PageClient, lang: str, frame: str) -> None:
    page = client.get(f"{frame}/{lang}/lamp")
    form = client.get(f"{frame}/{lang}/lamp/actions?channel=post", htmx=True)
    words = form.by_id("proof-words")

    assert [script for script in page.all("script") if "/static/js/proof.js" in (script.get("src") or "")]
    assert len({words.get(f"data-{name}") for name in ("working", "waiting", "done", "failed")}) == 4
    if lang != "en":
        assert "campaign team" not in form.text


class TestOff:
    """As nearly always."""

    @pytest.fixture
    def world(self, world: World) -> World:
        world.proofs = None
        return world

    @pytest.mark.parametrize(
        "path", ["/en/lamp", "/embed/en/lamp", f"{RECORD}?channel=email", "/en/lamp/embed"]
    )
    def test_no_byte_of_it_is_on_a_page(self, client: PageClient, path: str) -> None:
        page = client.get(path)

        assert "proof" not in page.text
        assert "altcha" not in page.text
        assert "worker-src" not in page.headers["Content-Security-Policy"]

    def test_a_proof_that_nobody_asked_for_changes_nothing(self, client: PageClient, world: World) -> None:
        _, form = a_form(client, world)

        done = client.post(RECORD, form | {"proof": "from yesterday, when it was on"})

        assert "1 action of yours is counted" in done.words()
