"""The file of signing keys: made once, renewed as a whole, seen by those who run."""

from pathlib import Path

import pytest

from webapp.actions.tokens import MAX_AGE_SECONDS, MIN_AGE_SECONDS, TokenRejected, Tokens
from webapp.server.key_file import POLL_SECONDS, KeyFile, signing_keys

NOW = 1_900_000_000.0


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the keys are."""
    return tmp_path / "data" / "secret-key"


def texts(path: Path) -> list[str]:
    return [key.text for key in KeyFile(path).read()]


def test_a_key_is_made_once_long_and_for_its_owner_alone(path: Path) -> None:
    KeyFile(path).make()
    first = texts(path)
    KeyFile(path).make()

    assert texts(path) == first
    assert len(first[0]) >= 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_a_file_from_before_there_were_times_is_read(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("a-key-without-a-time-and-a-newline")

    assert KeyFile(path)() == ("a-key-without-a-time-and-a-newline",)
    assert KeyFile(path).rotate(MAX_AGE_SECONDS, NOW) == 1
    assert texts(path)[1] == "a-key-without-a-time-and-a-newline"


def test_a_fresh_key_signs_and_the_one_before_is_kept(path: Path) -> None:
    KeyFile(path).make(NOW)
    before = texts(path)

    kept = KeyFile(path).rotate(MAX_AGE_SECONDS, NOW + 100 * MAX_AGE_SECONDS)

    assert kept == 1
    assert texts(path)[1:] == before
    assert texts(path)[0] not in before
    assert path.stat().st_mode & 0o777 == 0o600


ROTATIONS = [
    ((1,), 2),
    ((1, 2), 3),
    ((1, 2 + MAX_AGE_SECONDS), 3),  # replaced just as long ago as a token lives
    ((1, 3 + MAX_AGE_SECONDS), 2),  # no living token was signed with the first any more
    ((1, 2, 3, 4), 5),
    ((10 * MAX_AGE_SECONDS, 20 * MAX_AGE_SECONDS, 30 * MAX_AGE_SECONDS), 2),
]


@pytest.mark.parametrize(("times", "left"), ROTATIONS)
def test_a_key_goes_when_no_living_token_was_signed_with_it(
    path: Path, times: tuple[int, ...], left: int
) -> None:
    KeyFile(path).make(NOW)
    for time in times:
        KeyFile(path).rotate(MAX_AGE_SECONDS + 1, NOW + time)

    assert len(texts(path)) == left


def test_a_running_process_sees_a_new_key_before_a_token_of_it_can_be_used(path: Path) -> None:
    KeyFile(path).make(NOW)
    clock = Clock()
    running = KeyFile(path, clock)
    before = running()

    KeyFile(path).rotate(MAX_AGE_SECONDS, NOW)
    at_once = running()
    clock.now += POLL_SECONDS

    assert at_once == before
    assert running() == tuple(texts(path)) != before
    assert POLL_SECONDS < MIN_AGE_SECONDS


def test_the_same_tuple_is_given_while_nothing_changes(path: Path) -> None:
    KeyFile(path).make(NOW)
    clock = Clock()
    running = KeyFile(path, clock)
    first = running()
    clock.now += 10

    assert running() is first


DAMAGED = [
    b"a-secret-key 19000x\n",
    b"a-secret-key \xff\n",
    b"a-secret-\x80\x00\xfe",
    "a-sécret-key 1".encode(),
]


@pytest.mark.parametrize("content", DAMAGED)
def test_of_a_damaged_file_the_line_is_named_and_no_key(path: Path, content: bytes) -> None:
    KeyFile(path).make(NOW)
    path.write_bytes(path.read_bytes() + content)

    with pytest.raises(OSError, match="secret-key, line 2, is no key and its time; bring back") as refused:
        KeyFile(path)()

    assert "a-s" not in str(refused.value)


@pytest.mark.parametrize("content", [None, b"", b"\n\n", *DAMAGED])
def test_while_the_file_cannot_be_read_the_keys_of_before_are_good(path: Path, content: bytes | None) -> None:
    KeyFile(path).make(NOW)
    clock = Clock()
    running = KeyFile(path, clock)
    before = running()
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    clock.now += 10

    assert running() == before
    with pytest.raises(OSError, match="secret-key"):
        KeyFile(path)()


def test_tokens_signed_before_and_after_a_rotation_are_all_good(path: Path) -> None:
    KeyFile(path).make(NOW)
    looks, clock = Clock(), Clock()
    clock.now = NOW
    running = Tokens(KeyFile(path, looks), clock)
    before = running.issue("lamp")

    KeyFile(path).rotate(MAX_AGE_SECONDS, NOW)
    looks.now += POLL_SECONDS
    after = running.issue("lamp")
    clock.now += MIN_AGE_SECONDS

    assert running.read(before, "lamp") != running.read(after, "lamp")
    with pytest.raises(TokenRejected):
        Tokens([texts(path)[1]], clock).read(after, "lamp")  # the fresh key signed it


def test_a_key_that_was_dropped_signs_nothing_good_any_more(path: Path) -> None:
    KeyFile(path).make(NOW)
    clock = Clock()
    clock.now = NOW
    stolen = Tokens(texts(path), clock)
    for rotation in range(1, 3):
        KeyFile(path).rotate(MAX_AGE_SECONDS, NOW + rotation * 2 * MAX_AGE_SECONDS)
    clock.now = NOW + 4 * MAX_AGE_SECONDS
    forged = stolen.issue("lamp")
    clock.now += MIN_AGE_SECONDS

    with pytest.raises(TokenRejected):
        Tokens(KeyFile(path), clock).read(forged, "lamp")


def test_signing_keys_come_from_the_settings_where_they_hold_any(path: Path) -> None:
    assert signing_keys(("newest", "older"), path)() == ("newest", "older")
    assert not path.exists()


def test_signing_keys_come_from_a_file_that_is_made_once(path: Path) -> None:
    first, second = signing_keys((), path)(), signing_keys((), path)()

    assert first == second
    assert len(first[0]) >= 32
    assert path.stat().st_mode & 0o777 == 0o600
