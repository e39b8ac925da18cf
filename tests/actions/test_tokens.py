"""Tokens: issued, read, refused; on a clock that the tests set."""

import base64
import hmac
import re
from dataclasses import dataclass

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from webapp.actions import tokens
from webapp.actions.tokens import (
    InvalidToken,
    TokenExpired,
    TokenForOtherCampaign,
    TokenFromFuture,
    TokenRejected,
    Tokens,
    TokenTooNew,
)

HOUR = 3600.0
LONGEST_SLUG = "x" * 60


@dataclass
class Clock:
    now: float = 1_715_000_000.25

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.mark.parametrize("age", [2, 2.001, 60, HOUR, 48 * HOUR])
def test_a_token_is_good_from_two_seconds_to_two_days(clock: Clock, age: float) -> None:
    issuer = Tokens(["key"], clock)
    token = issuer.issue("gorinov")
    clock.now += age

    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", issuer.read(token, "gorinov"))


@pytest.mark.parametrize("age", [48 * HOUR + 1, 1000 * HOUR])
def test_after_two_days_it_has_expired(clock: Clock, age: float) -> None:
    issuer = Tokens(["key"], clock)
    token = issuer.issue("gorinov")
    clock.now += age

    with pytest.raises(TokenExpired):
        issuer.read(token, "gorinov")


@pytest.mark.parametrize(("age", "left"), [(0, 2), (0.5, 1.5), (1.9, 0.1), (1.99, 0.01)])
def test_a_token_too_fresh_says_how_long_to_wait(clock: Clock, age: float, left: float) -> None:
    issuer = Tokens(["key"], clock)
    token = issuer.issue("gorinov")
    clock.now += age

    with pytest.raises(TokenTooNew) as refused:
        issuer.read(token, "gorinov")

    assert refused.value.seconds_left == pytest.approx(left, abs=0.002)


def test_a_small_step_back_of_the_clock_is_no_reason_to_refuse(clock: Clock) -> None:
    issuer = Tokens(["key"], clock)
    token = issuer.issue("gorinov")
    clock.now -= 59

    assert issuer.read(token, "gorinov")


def test_a_token_from_the_future_is_refused(clock: Clock) -> None:
    issuer = Tokens(["key"], clock)
    token = issuer.issue("gorinov")
    clock.now -= 61

    with pytest.raises(TokenFromFuture):
        issuer.read(token, "gorinov")


def test_a_token_is_good_for_its_campaign_only(clock: Clock) -> None:
    issuer = Tokens(["key"], clock)
    token = issuer.issue("gorinov")
    clock.now += HOUR

    with pytest.raises(TokenForOtherCampaign):
        issuer.read(token, "other")


def test_every_token_has_its_own_id_and_the_same_one_each_time(clock: Clock) -> None:
    issuer = Tokens(["key"], clock)
    issued = [issuer.issue("gorinov") for _ in range(100)]
    clock.now += HOUR

    ids = [issuer.read(token, "gorinov") for token in issued]

    assert len(set(ids)) == 100
    assert ids == [issuer.read(token, "gorinov") for token in issued]


def test_a_token_is_short_and_needs_no_escaping() -> None:
    issuer = Tokens(["key"])

    for campaign in ("gorinov", LONGEST_SLUG):
        assert re.fullmatch(r"[A-Za-z0-9._-]{1,105}", issuer.issue(campaign))


def test_a_new_key_leaves_the_tokens_in_flight_good(clock: Clock) -> None:
    token = Tokens(["old"], clock).issue("gorinov")
    clock.now += HOUR

    assert Tokens(["new", "old"], clock).read(token, "gorinov")


def test_the_newest_key_signs_and_a_key_that_is_gone_is_not_honoured(clock: Clock) -> None:
    token = Tokens(["new", "old"], clock).issue("gorinov")
    clock.now += HOUR

    assert Tokens(["new"], clock).read(token, "gorinov")
    with pytest.raises(InvalidToken):
        Tokens(["old"], clock).read(token, "gorinov")


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "...",
        "nothing",
        "WyJhIiwiYiJd.AaIEKrMT.QAp4wx5DYYQPRMGU2AqShcT_84w",
        "x" * 100_000,
        "\ud800",  # a lone surrogate, as a form may carry it
        "жетон",
        "a.b\x00.c",
        "eA.________________.x",  # a date beyond what a clock can say
    ],
)
def test_what_we_did_not_sign_is_forged(token: str) -> None:
    with pytest.raises(InvalidToken):
        Tokens(["key"]).read(token, "gorinov")


def test_any_changed_character_makes_it_forged(clock: Clock) -> None:
    issuer = Tokens(["key"], clock)
    token = issuer.issue("gorinov")
    clock.now += HOUR

    for place in range(len(token) - 1):  # the last one holds two bits that base64 ignores
        changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        with pytest.raises(InvalidToken):
            issuer.read(changed, "gorinov")


@pytest.mark.parametrize("keys", [[], [""], ["key", ""]])
def test_tokens_without_a_key_are_refused(keys: list[str]) -> None:
    with pytest.raises(ValueError, match="key"):
        Tokens(keys)


def test_a_token_is_valid_for_two_days() -> None:
    assert tokens.MAX_AGE_SECONDS == 48 * HOUR


shaped_like_one = st.from_regex(r"[\w-]{1,60}\.[\w-]{1,12}\.[\w-]{20,30}")


@given(st.one_of(st.text(st.characters(), max_size=120), shaped_like_one))
def test_nothing_invented_is_a_token(token: str) -> None:
    with pytest.raises(InvalidToken):
        Tokens(["key"]).read(token, "gorinov")


@given(st.text(min_size=1, max_size=80), st.integers(0, 90), st.characters())
def test_a_token_is_good_for_any_campaign_and_only_as_it_is(slug: str, place: int, other: str) -> None:
    clock = Clock()
    issuer = Tokens(["key"], clock)
    token = issuer.issue(slug)
    clock.now += HOUR

    changed = token[:place] + other + token[place + 1 :]

    assert issuer.read(token, slug)
    assume(changed != token and place < len(token) - 1)  # the last one holds two bits that base64 ignores
    with pytest.raises(InvalidToken):
        issuer.read(changed, slug)


OLD_KEY = "an-old-key-of-thirty-two-characters"
OLD_TOKEN = "WyJUdDBJRVVkRHhTRWxGdW1uVVBobGZBIiwiZkl1Y0N0WG4iXQ.AY9N9z76.beHewvbPKrRyZT-5JCa3D0I6hig"
"""Issued by version 0.1 for gorinov at 1,715,000,000.25 s: signed with HMAC-SHA-1."""


@pytest.mark.parametrize("keys", [[OLD_KEY], ["a-newer-key-of-thirty-two-characters", OLD_KEY]])
def test_a_token_of_version_0_1_is_read_as_long_as_it_lives(clock: Clock, keys: list[str]) -> None:
    issuer = Tokens(keys, clock)
    clock.now += 48 * HOUR
    token_id = issuer.read(OLD_TOKEN, "gorinov")
    clock.now += 1

    assert token_id == issuer.identify(OLD_TOKEN, "gorinov")
    with pytest.raises(TokenExpired):
        issuer.read(OLD_TOKEN, "gorinov")


@pytest.mark.parametrize(
    ("keys", "token", "campaign", "error"),
    [
        ([OLD_KEY], OLD_TOKEN, "lamp", TokenForOtherCampaign),
        (["another-key-of-thirty-two-characters"], OLD_TOKEN, "gorinov", InvalidToken),
        ([OLD_KEY], OLD_TOKEN[:-2] + "xx", "gorinov", InvalidToken),
        ([OLD_KEY], OLD_TOKEN.rpartition(".")[0], "gorinov", InvalidToken),
    ],
)
def test_another_is_refused_as_ever(
    clock: Clock, keys: list[str], token: str, campaign: str, error: type[TokenRejected]
) -> None:
    clock.now += HOUR

    with pytest.raises(error):
        Tokens(keys, clock).read(token, campaign)


def test_a_token_is_signed_with_hmac_sha_256(clock: Clock) -> None:
    signed, _, signature = Tokens([OLD_KEY], clock).issue("gorinov").rpartition(".")
    derived = hmac.digest(OLD_KEY.encode(), b"urgent-appeal.token-of-an-action", "sha256")

    expected = hmac.digest(derived, signed.encode(), "sha256")
    assert base64.urlsafe_b64decode(f"{signature}=") == expected
