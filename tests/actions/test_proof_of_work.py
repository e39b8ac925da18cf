"""Proofs of work: good for one token of one campaign, and no answer but yes or no whatever is sent."""

import json
from base64 import b64encode

import pytest
from altcha import Challenge, Payload, Solution, solve_challenge
from hypothesis import given
from hypothesis import strategies as st

from webapp.actions.proof_of_work import MAX_SOLUTION_CHARS, TRIES, UNLIMITED, ProofOfWork

OLD, NEW = "an-old-key-for-tests-that-is-long-enough", "a-new-key-for-tests-that-is-long-enough"
PROOFS = ProofOfWork([NEW])


def solved(challenge: str) -> str:
    """Do what a browser does."""
    asked = Challenge.from_dict(json.loads(challenge))
    solution = solve_challenge(asked)
    assert solution is not None
    return Payload(asked, solution).to_base64()


PROOF = solved(PROOFS.challenge("token", "lamp"))


def forged(**changes: object) -> str:
    """Give a payload with something else in the challenge that was solved."""
    payload = Payload.from_base64(PROOF).to_dict()
    payload["challenge"]["parameters"] |= changes
    return b64encode(json.dumps(payload).encode()).decode()


def test_a_solution_is_good_and_fits_the_form() -> None:
    assert PROOFS.proved_letters(PROOF, "token", "lamp")
    assert len(PROOF) < MAX_SOLUTION_CHARS


@pytest.mark.parametrize(("token", "campaign"), [("another", "lamp"), ("token", "beacon"), ("", "")])
def test_it_is_good_for_its_token_and_campaign_alone(token: str, campaign: str) -> None:
    assert not PROOFS.proved_letters(PROOF, token, campaign)


def test_a_new_key_leaves_proofs_under_the_old_one_good() -> None:
    proof = solved(ProofOfWork([OLD]).challenge("token", "lamp"))

    assert ProofOfWork([NEW, OLD]).proved_letters(proof, "token", "lamp")
    assert not ProofOfWork([NEW]).proved_letters(proof, "token", "lamp")


def test_the_answer_lies_anywhere_below_the_bound() -> None:
    """Were it never small, an attacker would begin higher up than an honest browser does."""
    found = [solve_challenge(Challenge.from_dict(json.loads(PROOFS.challenge("t", "c")))) for _ in range(40)]

    counters = [one.counter for one in found if one]
    assert all(0 <= counter < TRIES for counter in counters)
    assert min(counters) < TRIES // 4 < 3 * TRIES // 4 < max(counters)


@pytest.mark.parametrize(
    ("letters", "units", "proved"),
    [
        (1, 1, 10),
        (10, 1, 10),
        (11, 2, 20),
        (30, 3, 30),
        (195, 20, UNLIMITED),
        (500, 20, UNLIMITED),  # two targets, 250 letters each: it waits for the team anyway
    ],
)
def test_work_is_in_proportion_to_the_letters(letters: int, units: int, proved: int) -> None:
    bounds: list[int] = []

    def draw(bound: int) -> int:
        bounds.append(bound)
        return 3

    proofs = ProofOfWork([NEW], draw)
    proof = solved(proofs.challenge("token", "lamp", letters))

    assert bounds == [TRIES * units]
    assert proofs.proved_letters(proof, "token", "lamp") == proved
    assert len(proof) < MAX_SOLUTION_CHARS


def wrong() -> list[object]:
    """Collect what is not a solution."""
    asked = Payload.from_base64(PROOF)
    other = Payload(asked.challenge, Solution(0, "00" * 32)).to_base64()
    unsigned = Payload(Challenge(asked.challenge.parameters), asked.solution).to_base64()
    bodies = [
        "", "null", "[]", "{}", '"x"', "7", "NaN", '{"challenge": 1, "solution": 2}',
        '{"challenge": {"parameters": []}, "solution": {}}', "[" * 900, '{"challenge": {"parameters": {}}}',
    ]  # fmt: skip
    return [
        pytest.param(value, id=name)
        for name, value in {
            "nothing": "",
            "no base64": "%%%",
            "not ASCII": "доказательство",
            "a lone surrogate": "\ud800",
            "NUL": "\0",
            "too long": "A" * (MAX_SOLUTION_CHARS + 1),
            "half of it": PROOF[: len(PROOF) // 2],
            "another answer": other,
            "unsigned": unsigned,
            "cheaper": forged(cost=1),
            "no prefix": forged(keyPrefix=""),
            "other algorithm": forged(algorithm="SHA-1"),
            "dear": forged(cost=10**12),
            "for more letters": forged(data={"units": 20}),
            "for any number": forged(data=None),
            "own key": forged(keySignature="00" * 32),
            **{f"JSON {body[:20]}": b64encode(body.encode()).decode() for body in bodies},
        }.items()
    ]


@pytest.mark.parametrize("payload", wrong())
def test_whatever_else_is_sent_is_no_proof(payload: str) -> None:
    assert not PROOFS.proved_letters(payload, "token", "lamp")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
NAMES = st.sampled_from(["algorithm", "nonce", "salt", "cost", "keyLength", "keyPrefix", "expiresAt", "data"])
CHALLENGE = st.fixed_dictionaries({"parameters": st.dictionaries(NAMES, JSON) | JSON, "signature": JSON})
SOLUTION = st.fixed_dictionaries({"counter": JSON, "derivedKey": JSON})


@given(JSON | st.fixed_dictionaries({"challenge": CHALLENGE, "solution": SOLUTION}))
def test_nothing_that_can_be_written_in_json_is_an_error(body: object) -> None:
    assert not PROOFS.proved_letters(
        b64encode(json.dumps(body).encode()).decode()[:MAX_SOLUTION_CHARS], "token", "lamp"
    )


@given(st.text(max_size=200))
def test_nothing_that_can_be_typed_is_an_error(typed: str) -> None:
    assert not PROOFS.proved_letters(typed, typed, typed)
